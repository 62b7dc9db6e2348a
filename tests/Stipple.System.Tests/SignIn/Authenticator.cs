using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Stipple.System.Tests.SignIn;

/// <summary>An authenticator app: RFC 6238 codes of six digits, a new one every 30 seconds.</summary>
internal sealed class Authenticator(string key)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private static readonly long[] near = [0, 1, -1, 2, -2];

    private readonly HashSet<long> given = [];

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>A code that has not been given yet: those of the neighbouring half minutes are right too, and each works once.</summary>
    public string Next() => At(near.Select(offset => Now + offset).First(given.Add));

    /// <summary>The code so many half minutes from now.</summary>
    public string FromNow(int steps) => At(Now + steps);

    private string At(long counter)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, counter);
#pragma warning disable CA5350 // the algorithm that authenticator apps use
        var hash = HMACSHA1.HashData(FromBase32(key), bytes);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text.Replace(" ", "", StringComparison.Ordinal))
        {
            (buffer, bits) = (buffer << 5 | Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
