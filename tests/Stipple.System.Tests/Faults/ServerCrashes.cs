using System.Collections.Concurrent;
using System.Text;
using Stipple.Records;
using Stipple.System.Tests.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>PostgreSQL is shut down in the middle of the work, and comes back: this process stays.</summary>
public sealed class ServerCrashes : IDisposable
{
    private const int Crashes = 2, Writers = 4;

    /// <summary>Its own: the others' is not shut down.</summary>
    private readonly PostgresCluster cluster = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Appends_are_told_and_work_again_and_nothing_acknowledged_is_lost()
    {
        await using var place = LedgerPlace.Of("PostgreSQL", cluster);
        await using var ledger = await place.Open();
        var (clinic, other) = (ClinicId.New(TimeProvider.System), ClinicId.New(TimeProvider.System));
        await ledger.Found(clinic, Founded.First(clinic), Cancel);
        await ledger.Found(other, Founded.First(other), Cancel);
        var kept = new ConcurrentQueue<string>();
        var told = new ConcurrentQueue<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer, enough.Token), Cancel)).ToArray();
        for (var crash = 0; crash < Crashes; crash++)
        {
            await Until(() => kept.Count, 50);
            cluster.Stop();
            await Until(() => told.Count, 1);

            // A clinic that nobody has written to in this process is no different.
            await Assert.ThrowsAsync<NotKeptException>(() => ledger.Append(other, Appending.Asked("first", "body", "reply"), Cancel));
            await Assert.ThrowsAsync<NotKeptException>(() => ledger.Found(other, Founded.First(other), Cancel));
            cluster.Start();
            await Until(() => kept.Count, 50);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        var facts = await ledger.Read(clinic, 0, Cancel).Select(fact => Encoding.UTF8.GetString(fact.Body.Span)).ToListAsync(Cancel);
        Assert.Equal([], kept.Except(facts));
        Assert.Equal(facts.Count, facts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(told, message => Assert.Contains("Try again: nothing was lost", message, StringComparison.Ordinal));
        Assert.Null((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null)).Fault);

        // Each asks until it is answered, as a page would: with the same key, so that nothing is written twice.
        async Task Write(int writer, CancellationToken stop)
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = $"{writer}-{i}";
                var body = Encoding.UTF8.GetBytes(key);
                var append = new Append("tester", [new NewFact($"patient/{writer}", "noted", body)]) { Once = [key], Request = new Request(key, body, body) };
                for (var answered = false; !answered;)
                {
                    try
                    {
                        var outcome = await ledger.Append(clinic, append, Cancel);
                        Assert.True(outcome is Appended.Done or Appended.Again, $"{outcome}");
                        kept.Enqueue(key);
                        answered = true;
                    }
                    catch (NotKeptException failed)
                    {
                        told.Enqueue(failed.Message);
                        await Task.Delay(20, Cancel);
                    }
                }
            }
        }

        async Task Until(Func<int> count, int more)
        {
            for (var goal = count() + more; count() < goal; await Task.Delay(5, Cancel))
            {
                if (writers.FirstOrDefault(writer => writer.IsFaulted) is { } failed) await failed;
            }
        }
    }
}
