using System.Collections.Immutable;
using System.Text;

namespace Stipple.Records;

/// <summary>
/// What an append must look like. It is looked at before the append is queued: what only one of the databases takes, or none,
/// would take its neighbours in the same commit down with it.
/// </summary>
internal static class AppendForm
{
    // PostgreSQL keeps streams and keys in an index whose rows end near 2,700 bytes.
    private const int LongestText = 1_000;

    // Both databases end near a gigabyte; whoever comes close has put a photograph where its hash belongs.
    private const int LongestBody = 16 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A field cannot be kept; the message names it.</exception>
    public static void Require(Append append)
    {
        Text(append.By, nameof(append.By));
        if (append.Facts.IsDefaultOrEmpty) throw new ArgumentException("Facts is empty: there is nothing to write down.", nameof(append));
        foreach (var fact in append.Facts)
        {
            Text(fact.Stream, nameof(fact.Stream));
            Text(fact.Kind, nameof(fact.Kind));
            Bytes(fact.Body, nameof(fact.Body));
        }

        Once(append.Once);
        if (append.Request is not { } request) return;
        Text(request.Key, "Request.Key");
        Bytes(request.BodyHash, "Request.BodyHash");
        Bytes(request.Reply, "Request.Reply");
    }

    private static void Once(ImmutableArray<string> keys)
    {
        if (keys.IsDefault) throw new ArgumentException("Once is missing; leave it empty when nothing is used up.", nameof(keys));
        foreach (var key in keys) Text(key, nameof(Append.Once));
        if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Length) throw new ArgumentException("Once names the same key twice.", nameof(keys));
    }

    private static void Text(string? text, string field)
    {
        if (text is null) throw new ArgumentException($"{field} is missing.", field);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException($"{field} holds a NUL character, which PostgreSQL cannot keep.", field);
        int length;
        try
        {
            length = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException half)
        {
            throw new ArgumentException($"{field} holds half of a character (a lone surrogate), which has no bytes.", field, half);
        }

        if (length > LongestText) throw new ArgumentException($"{field} has {length} bytes, and {LongestText} are allowed.", field);
    }

    private static void Bytes(ReadOnlyMemory<byte> bytes, string field)
    {
        if (bytes.Length > LongestBody) throw new ArgumentException($"{field} has {bytes.Length} bytes, and {LongestBody} are allowed.", field);
    }
}
