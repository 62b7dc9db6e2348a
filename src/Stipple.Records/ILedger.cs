using Stipple.Terms;

namespace Stipple.Records;

/// <summary>
/// The record of everything that happened, one chain a clinic. Two keep it: SQLite, one file a clinic, and PostgreSQL.
/// </summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>The clinics that have a chain.</summary>
    Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel);

    /// <summary>Makes the chain of a clinic with its first facts: both or neither, so that no clinic is ever there without a name.</summary>
    /// <exception cref="NotKeptException">The disk or the database failed.</exception>
    /// <exception cref="RefusedException">There is such a clinic already.</exception>
    Task<Appended> Found(ClinicId clinic, Append first, CancellationToken cancel);

    /// <summary>Writes facts down, durably, and only then answers.</summary>
    /// <exception cref="ArgumentException">A text holds a NUL or half a character, or a field is too long or missing.</exception>
    /// <exception cref="NotKeptException">The disk or the database failed.</exception>
    /// <exception cref="RefusedException">There is no such clinic.</exception>
    Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel);

    /// <summary>The facts of a clinic in their order.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="after">Only what came after this sequence; 0 for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel);

    /// <summary>The facts of one stream in their order.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="stream">Which.</param>
    /// <param name="after">Only what came after this version; 0 for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, int after, CancellationToken cancel);

    /// <summary>Asks the lists of a clinic. The same text has to do for SQLite and PostgreSQL, and only this project writes any.</summary>
    /// <typeparam name="T">What a row becomes: a record whose parameters are named like the columns, or a plain value.</typeparam>
    /// <param name="clinic">Whose; rows of others cannot be seen.</param>
    /// <param name="sql">One statement that reads, with parameters such as <c>@account</c>.</param>
    /// <param name="parameters">An object with a property for each, in the same letters; null when there are none.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<T>> Query<T>(ClinicId clinic, string sql, object? parameters, CancellationToken cancel);

    /// <summary>Makes the lists of a clinic anew from its facts. Nothing is appended meanwhile; a kill leaves the lists as they were.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="progress">Hears now and then how many facts were read.</param>
    /// <param name="cancel">Ends it, with the lists as they were.</param>
    /// <exception cref="RefusedException">There is no such clinic, or a fact cannot be read by this version.</exception>
    Task Rebuild(ClinicId clinic, IProgress<long>? progress, CancellationToken cancel);

    /// <summary>Takes whole chains as another ledger kept them: all of them or none, however it ends. Their lists are made on the way.</summary>
    /// <param name="chains">The chains.</param>
    /// <param name="progress">Who hears, for a chain with this end, how many facts were taken.</param>
    /// <param name="cancel">Ends it, with nothing taken.</param>
    /// <exception cref="RefusedException">There are clinics here already, or a chain is not as it was written or cannot be read by this version.</exception>
    Task Restore(IReadOnlyList<KeptChain> chains, Func<Checkpoint, IProgress<long>?> progress, CancellationToken cancel);
}
