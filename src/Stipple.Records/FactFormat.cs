using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stipple.Terms;

namespace Stipple.Records;

/// <summary>
/// The bytes that a fact's hash is over: each field with its length before it, numbers as eight bytes with the greatest
/// first, the clinic and the previous hash among them. So no field can borrow from its neighbour and no fact can be moved.
/// </summary>
public static class FactFormat
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>What stands before the first fact of a chain.</summary>
    public static ReadOnlyMemory<byte> Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Hash(ClinicId clinic, Fact fact)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, clinic.Value.ToByteArray(bigEndian: true));
        Add(hash, fact.Sequence);
        Add(hash, Encoding.UTF8.GetBytes(fact.Stream));
        Add(hash, fact.Version);
        Add(hash, Encoding.UTF8.GetBytes(fact.Kind));
        Add(hash, fact.Body.Span);
        Add(hash, fact.KeyId);
        Add(hash, Microseconds(fact.At));
        Add(hash, Encoding.UTF8.GetBytes(fact.By));
        Add(hash, fact.Previous.Span);
        return hash.GetHashAndReset();
    }

    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TicksPerMicrosecond);

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(hash, bytes);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }
}
