namespace Stipple.Records;

/// <summary>One clinic's chain, to one writer.</summary>
internal interface IChain : IAsyncDisposable
{
    /// <summary>Writes the appends in one transaction and returns when it is on disk: all of them, or none.</summary>
    /// <exception cref="Exception">The disk or the database failed; nothing of the connection is used again.</exception>
    ValueTask<Appended[]> Commit(IReadOnlyList<Append> appends);

    /// <summary>Does what may wait until those who wrote are answered. It throws nothing: what was committed stays so.</summary>
    void Tidy();

    /// <summary>Makes the lists anew from the facts, in one transaction.</summary>
    /// <param name="progress">Hears how many facts were read.</param>
    /// <param name="cancel">Ends it, with the lists as they were.</param>
    ValueTask Rebuild(IProgress<long>? progress, CancellationToken cancel);
}
