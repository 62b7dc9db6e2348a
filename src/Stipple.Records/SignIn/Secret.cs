using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stipple.Records.SignIn;

/// <summary>Random words that open something: given away once, kept only as a hash.</summary>
public static class Secret
{
    private const int Bytes = 32;

    /// <summary>256 random bits, in letters that fit into an address and a cookie.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it: SHA-256 in hexadecimal digits. A random secret needs no slow hash.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
