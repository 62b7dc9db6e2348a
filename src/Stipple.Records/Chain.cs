using System.Security.Cryptography;
using Stipple.Terms;

namespace Stipple.Records;

/// <summary>How far a chain reached at some time: sent outside, it shows later whether the end was cut off or rewritten.</summary>
/// <param name="Clinic">Whose chain.</param>
/// <param name="Sequence">Its last fact then; 0 when it was empty.</param>
/// <param name="Hash">The hash of that fact.</param>
public sealed record Checkpoint(ClinicId Clinic, long Sequence, ReadOnlyMemory<byte> Hash)
{
    /// <summary>One line: clinic, sequence, hash in hexadecimal digits, with a blank between them.</summary>
    public override string ToString() => $"{Clinic} {Sequence} {Convert.ToHexStringLower(Hash.Span)}";

    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text.Trim().Split(' ') is not [var id, var number, { Length: SHA256.HashSizeInBytes * 2 } hex]) return false;
        if (!ClinicId.TryParse(id, out var clinic) || !long.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var sequence)) return false;
        if (!hex.All(char.IsAsciiHexDigitLower)) return false;
        checkpoint = new Checkpoint(clinic, sequence, Convert.FromHexString(hex));
        return true;
    }
}

/// <summary>What a check of a chain found.</summary>
/// <param name="Facts">How many facts were read.</param>
/// <param name="End">Where the chain ends.</param>
/// <param name="Fault">The first thing that is wrong, in words; null when all is as it was written.</param>
public sealed record ChainCheck(long Facts, Checkpoint End, string? Fault)
{
    private const int ProgressEvery = 50_000;

    /// <summary>
    /// Reads a chain from its beginning: the sequence has no gap, each stream's versions have none, every hash is that of its
    /// fact and names the one before, and the chain still holds what a checkpoint saw.
    /// </summary>
    public static async Task<ChainCheck> Of(ClinicId clinic, IAsyncEnumerable<Fact> facts, Checkpoint? seen, IProgress<long>? progress)
    {
        var end = new Checkpoint(clinic, 0, FactFormat.Beginning);
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        var reached = seen is null or { Sequence: 0 };
        await foreach (var fact in facts)
        {
            versions.TryGetValue(fact.Stream, out var version);
            var fault =
                fact.Sequence != end.Sequence + 1 ? $"after fact {end.Sequence} comes fact {fact.Sequence}"
                : !fact.Previous.Span.SequenceEqual(end.Hash.Span) ? $"fact {fact.Sequence} does not follow from the one before"
                : fact.Version != version + 1 ? $"fact {fact.Sequence} is number {fact.Version} of {fact.Stream}, and {version + 1} was to come"
                : !fact.Hash.Span.SequenceEqual(FactFormat.Hash(clinic, fact)) ? $"fact {fact.Sequence} is not as it was written"
                : fact.Sequence == seen?.Sequence && !fact.Hash.Span.SequenceEqual(seen.Hash.Span) ? $"fact {fact.Sequence} is not the one that the checkpoint saw"
                : null;
            if (fault is not null) return new ChainCheck(end.Sequence, end, fault);
            versions[fact.Stream] = fact.Version;
            reached |= fact.Sequence == seen?.Sequence;
            end = new Checkpoint(clinic, fact.Sequence, fact.Hash);
            if (fact.Sequence % ProgressEvery == 0) progress?.Report(fact.Sequence);
        }

        return new ChainCheck(end.Sequence, end, reached ? null : $"the chain ends at fact {end.Sequence}, and the checkpoint saw {seen!.Sequence}");
    }
}
