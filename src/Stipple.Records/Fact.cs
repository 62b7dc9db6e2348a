namespace Stipple.Records;

/// <summary>Something that is to be written down.</summary>
/// <param name="Stream">What it happened to, such as <c>patient/0198...</c>: a kind, a slash, an id.</param>
/// <param name="Kind">What happened, such as <c>intake-answered</c>.</param>
/// <param name="Body">The particulars, as JSON bytes. They are kept as they are and never written again.</param>
/// <param name="ExpectedVersion">How many facts the writer knows of this stream; null for facts that only add, such as answers.</param>
public sealed record NewFact(string Stream, string Kind, ReadOnlyMemory<byte> Body, int? ExpectedVersion = null);

/// <summary>Something that happened. It is never changed and never removed.</summary>
/// <param name="Sequence">Place in the clinic's chain, from 1 without a gap.</param>
/// <param name="Stream">What it happened to.</param>
/// <param name="Version">Place in its stream, from 1 without a gap.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Body">The particulars, as JSON bytes.</param>
/// <param name="KeyId">How the body is kept: 0 is plain.</param>
/// <param name="At">When it was written, to the microsecond.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Previous">Hash of the fact before it in the chain; 32 zeros for the first.</param>
/// <param name="Hash">SHA-256 over everything above, see <see cref="FactFormat"/>.</param>
public sealed record Fact(
    long Sequence,
    string Stream,
    int Version,
    string Kind,
    ReadOnlyMemory<byte> Body,
    int KeyId,
    DateTimeOffset At,
    string By,
    ReadOnlyMemory<byte> Previous,
    ReadOnlyMemory<byte> Hash);
