using System.Collections.Immutable;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records;

/// <summary>
/// Writes appends into an open transaction; SQLite and PostgreSQL say how a row is found and put. Everything is checked before
/// anything is inserted, so that an append which is turned down leaves nothing behind for its neighbours in the same commit.
/// </summary>
internal abstract class Appender(ClinicId clinic, TimeProvider clock)
{
    private long sequence;
    private ReadOnlyMemory<byte> head = FactFormat.Beginning;

    /// <summary>Where the chain ends, as the open transaction sees it.</summary>
    protected void ContinueFrom(long last, ReadOnlyMemory<byte> hash) => (sequence, head) = (last, hash);

    public Appended Append(Append append)
    {
        if (append.Request is { } request && FindRequest(request.Key) is { } before)
            return before.BodyHash.AsSpan().SequenceEqual(request.BodyHash.Span) ? new Appended.Again(before.Reply) : new Appended.OtherBody(request.Key);
        foreach (var key in append.Once)
        {
            if (IsTaken(key)) return new Appended.Taken(key);
        }

        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var versions = new int[append.Facts.Length];
        for (var i = 0; i < versions.Length; i++)
        {
            var fact = append.Facts[i];
            var version = last.TryGetValue(fact.Stream, out var known) ? known : LastVersion(fact.Stream);
            if (fact.ExpectedVersion is { } expected && expected != version) return new Appended.Overtaken(fact.Stream, version);
            last[fact.Stream] = versions[i] = version + 1;
        }

        if (append.Provided is { } condition && !Holds(condition)) return new Appended.Unmet();
        var facts = append.Facts.Select((fact, i) => Write(fact, append.By, versions[i])).ToImmutableArray();
        foreach (var key in append.Once) InsertOnce(key, sequence);
        if (append.Request is { } asked) InsertRequest(asked, sequence);
        return new Appended.Done(facts);
    }

    /// <summary>The lists, in the same transaction.</summary>
    protected abstract IRows Rows { get; }

    protected abstract (byte[] BodyHash, byte[] Reply)? FindRequest(string key);

    protected abstract bool IsTaken(string key);

    protected abstract int LastVersion(string stream);

    /// <summary>Asks the lists as the facts before this append have left them, also those of the same commit.</summary>
    protected abstract bool Holds(Condition condition);

    protected abstract void InsertFact(Fact fact);

    protected abstract void InsertOnce(string key, long factSequence);

    protected abstract void InsertRequest(Request request, long factSequence);

    private Fact Write(NewFact added, string by, int version)
    {
        var at = FactFormat.FromMicroseconds(FactFormat.Microseconds(clock.GetUtcNow()));
        var fact = new Fact(sequence + 1, added.Stream, version, added.Kind, added.Body, 0, at, by, head, default);
        fact = fact with { Hash = FactFormat.Hash(clinic, fact) };
        InsertFact(fact);
        Listing.Apply(fact, Rows);
        (sequence, head) = (fact.Sequence, fact.Hash);
        return fact;
    }
}
