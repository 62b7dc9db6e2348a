using Stipple.Terms;

namespace Stipple.Records;

/// <summary>
/// The record of everything that happened, one chain a clinic. Two keep it: SQLite, one file a clinic, and PostgreSQL.
/// </summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>The clinics that have a chain.</summary>
    Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel);

    /// <summary>Makes the chain of a clinic; does nothing when it is there.</summary>
    /// <exception cref="NotKeptException">The disk or the database failed.</exception>
    Task Found(ClinicId clinic, CancellationToken cancel);

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
    IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, CancellationToken cancel);
}
