using System.Collections.Immutable;

namespace Stipple.Records;

/// <summary>
/// Facts that are written together or not at all. Texts are at most 1,000 bytes and hold no NUL; a body may be any bytes up to 16 MiB.
/// </summary>
/// <param name="By">Who writes them.</param>
/// <param name="Facts">At least one.</param>
public sealed record Append(string By, ImmutableArray<NewFact> Facts)
{
    /// <summary>What must never happen twice in a clinic, such as the use of one cartridge; each named once.</summary>
    public ImmutableArray<string> Once { get; init; } = [];

    /// <summary>What has to hold when it is written, whatever was read before; null when nothing has to.</summary>
    public Condition? Provided { get; init; }

    /// <summary>The request that asks for it, so that asking again changes nothing.</summary>
    public Request? Request { get; init; }
}

/// <summary>
/// Something that the lists have to say, asked in the transaction that writes the facts: two who decide at the same moment on
/// what each of them is about to change cannot both go on. A door on the lists makes it, such as <c>People.AnotherOwner</c>.
/// </summary>
public sealed record Condition
{
    internal Condition(string sql, object? parameters = null) => (Sql, Parameters) = (sql, parameters);

    /// <summary>One statement that finds a row while it holds, the same for SQLite and PostgreSQL.</summary>
    internal string Sql { get; }

    internal object? Parameters { get; }
}

/// <summary>A request that may be sent more than once over a bad line.</summary>
/// <param name="Key">The sender's name for it.</param>
/// <param name="BodyHash">Hash of what it asks.</param>
/// <param name="Reply">The answer to it, given again when it comes again.</param>
public sealed record Request(string Key, ReadOnlyMemory<byte> BodyHash, ReadOnlyMemory<byte> Reply);

/// <summary>What became of an <see cref="Append"/>. It is known only after the disk has it.</summary>
public abstract record Appended
{
    private Appended()
    {
    }

    /// <summary>Written down.</summary>
    public sealed record Done(ImmutableArray<Fact> Facts) : Appended;

    /// <summary>The same request came before: nothing was written, and this was its answer.</summary>
    public sealed record Again(ReadOnlyMemory<byte> Reply) : Appended;

    /// <summary>The key was used before for something else: nothing was written.</summary>
    public sealed record OtherBody(string Key) : Appended;

    /// <summary>Somebody else wrote to the stream first: nothing was written. Read what changed, and decide again.</summary>
    public sealed record Overtaken(string Stream, int Version) : Appended;

    /// <summary>It has happened before and may not happen twice: nothing was written.</summary>
    public sealed record Taken(string Key) : Appended;

    /// <summary>What it was provided on does not hold, or no longer: nothing was written.</summary>
    public sealed record Unmet : Appended;
}
