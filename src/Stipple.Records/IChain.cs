namespace Stipple.Records;

/// <summary>One clinic's chain, to one writer.</summary>
internal interface IChain : IAsyncDisposable
{
    /// <summary>Writes the appends in one transaction and returns when it is on disk: all of them, or none.</summary>
    /// <exception cref="Exception">The disk or the database failed; nothing of the connection is used again.</exception>
    ValueTask<Appended[]> Commit(IReadOnlyList<Append> appends);
}
