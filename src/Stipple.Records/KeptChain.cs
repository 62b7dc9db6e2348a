using System.Runtime.CompilerServices;
using Stipple.Terms;

namespace Stipple.Records;

/// <summary>A key that was used once, with the fact that used it.</summary>
public sealed record KeptKey(string Key, long Sequence);

/// <summary>A request and its answer, with the last fact that it wrote.</summary>
public sealed record KeptRequest(string Key, byte[] BodyHash, byte[] Reply, long Sequence);

/// <summary>
/// All that a ledger keeps of a clinic up to one fact, to be copied: lists are left out, as they are made again. Nothing that
/// belongs to it changes while it is read, since a ledger only grows.
/// </summary>
/// <param name="End">The last fact that belongs to it.</param>
/// <param name="Facts">The facts in their order.</param>
/// <param name="Once">The keys that may not be used again.</param>
/// <param name="Requests">The requests that get the same answer again.</param>
public sealed record KeptChain(Checkpoint End, IAsyncEnumerable<Fact> Facts, IAsyncEnumerable<KeptKey> Once, IAsyncEnumerable<KeptRequest> Requests)
{
    private const int Page = 5_000;
    private const int ProgressEvery = 50_000;

    /// <summary>A clinic as its ledger has it now; what is appended from now on is not in it.</summary>
    public static async Task<KeptChain> Of(ILedger ledger, ClinicId clinic, CancellationToken cancel)
    {
        var last = await ledger.Query<Last>(clinic, "SELECT sequence, hash FROM facts ORDER BY sequence DESC LIMIT 1", null, cancel);
        var end = last is [var fact] ? new Checkpoint(clinic, fact.Sequence, fact.Hash) : new Checkpoint(clinic, 0, FactFormat.Beginning);
        return new KeptChain(
            end,
            ledger.Read(clinic, 0, cancel).TakeWhile(fact => fact.Sequence <= end.Sequence),
            Pages<KeptKey>(ledger, end, "key, sequence FROM once", row => row.Key, cancel),
            Pages<KeptRequest>(ledger, end, "key, body_hash AS bodyHash, reply, sequence FROM requests", row => row.Key, cancel));
    }

    /// <summary>Hands over each fact after it was checked, and at the end sees that it was the one that was to come.</summary>
    /// <exception cref="RefusedException">The chain is not as it was written.</exception>
    internal async Task Check(Action<Fact> take, IProgress<long>? progress, CancellationToken cancel)
    {
        var check = await ChainCheck.Of(End.Clinic, Taken(take, cancel), End, progress);
        var fault = check.Fault ?? (check.Facts == End.Sequence ? null : $"it has {check.Facts} facts, and {End.Sequence} were to come");
        if (fault is not null) throw new RefusedException($"The chain of the clinic {End.Clinic} is not as it was written: {fault}. Keep the files as they are, and use an earlier backup to compare.");
    }

    /// <summary>Whether two are the same in every byte.</summary>
    internal async Task<bool> Equals(KeptChain other, IProgress<long>? progress, CancellationToken cancel)
    {
        // A fact's hash is over the whole of it and was checked on both sides; the bodies are compared all the same.
        return await Same(Facts, other.Facts, (one, two) =>
            {
                if (one.Sequence % ProgressEvery == 0) progress?.Report(one.Sequence);
                return one.Hash.Span.SequenceEqual(two.Hash.Span) && one.Body.Span.SequenceEqual(two.Body.Span)
                    && one with { Body = default, Previous = default, Hash = default } == two with { Body = default, Previous = default, Hash = default };
            }, cancel)
            && await Same(Once, other.Once, (one, two) => one == two, cancel)
            && await Same(Requests, other.Requests, (one, two) =>
                one.Key == two.Key && one.Sequence == two.Sequence && one.BodyHash.AsSpan().SequenceEqual(two.BodyHash) && one.Reply.AsSpan().SequenceEqual(two.Reply), cancel);
    }

    // Each fact is handed over when the check asks for the next one: one that is not as it was written never is.
    private async IAsyncEnumerable<Fact> Taken(Action<Fact> take, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var fact in Facts.WithCancellation(cancel))
        {
            yield return fact;
            take(fact);
        }
    }

    private static async Task<bool> Same<T>(IAsyncEnumerable<T> first, IAsyncEnumerable<T> second, Func<T, T, bool> same, CancellationToken cancel)
    {
        await using var one = first.GetAsyncEnumerator(cancel);
        await using var two = second.GetAsyncEnumerator(cancel);
        for (; ; )
        {
            var (more, evenMore) = (await one.MoveNextAsync(), await two.MoveNextAsync());
            if (!more || !evenMore) return more == evenMore;
            if (!same(one.Current, two.Current)) return false;
        }
    }

    private static async IAsyncEnumerable<T> Pages<T>(ILedger ledger, Checkpoint end, string columns, Func<T, string> key, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = ""; ;)
        {
            var rows = await ledger.Query<T>(end.Clinic, $"SELECT {columns} WHERE key > @after AND sequence <= @sequence ORDER BY key LIMIT {Page}", new { after, sequence = end.Sequence }, cancel);
            foreach (var row in rows) yield return row;
            if (rows.Count < Page) break;
            after = key(rows[^1]);
        }
    }

    internal sealed record Last(long Sequence, byte[] Hash);
}
