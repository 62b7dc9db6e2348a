using System.Security.Cryptography;
using System.Text;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>The same promises on both databases.</summary>
public sealed class Appending(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task What_was_written_is_read_back_as_it_was_also_after_a_restart(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        var clinic = ClinicId.New(TimeProvider.System);
        IReadOnlyList<Fact> written;
        await using (var ledger = await place.Open())
        {
            written = [.. Assert.IsType<Appended.Done>(await ledger.Found(clinic, Founded.First(clinic), Cancel)).Facts, .. await Done(ledger, clinic, Added("patient/1", "{\"name\":\"Ä\\u0000 \"}"), Added("patient/2", "{}")), .. await Done(ledger, clinic, Added("patient/1", "[1]"))];
        }

        await using var again = await place.Open();
        Assert.Equal([clinic], await again.Clinics(Cancel));
        var read = await again.Read(clinic, 0, Cancel).ToListAsync(Cancel);
        Assert.Equal([(1L, Streams.Of(clinic), 1), (2, "patient/1", 1), (3, "patient/2", 1), (4, "patient/1", 2)], read.Select(fact => (fact.Sequence, fact.Stream, fact.Version)));
        Assert.All(written.Zip(read), pair => AssertSame(pair.First, pair.Second));
        Assert.Equal([2L, 4], await again.ReadStream(clinic, "patient/1", 0, Cancel).Select(fact => fact.Sequence).ToListAsync(Cancel));
        Assert.Equal([4L], await again.ReadStream(clinic, "patient/1", 1, Cancel).Select(fact => fact.Sequence).ToListAsync(Cancel));
        Assert.Empty(await again.ReadStream(clinic, "patient/1", 2, Cancel).ToListAsync(Cancel));
        Assert.Null((await ChainCheck.Of(clinic, again.Read(clinic, 0, Cancel), null, null)).Fault);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Who_comes_second_with_the_same_version_writes_nothing_and_hears_why(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        await Done(ledger, clinic, Added("plan/1", "{}", expected: 0));
        var outcome = await ledger.Append(clinic, new Append("b", [Added("plan/2", "{}"), Added("plan/1", "{}", expected: 0)]), Cancel);
        Assert.Equal(new Appended.Overtaken("plan/1", 1), outcome);
        Assert.Equal(1, await ledger.Read(clinic, 1, Cancel).CountAsync(Cancel));
        await Done(ledger, clinic, Added("plan/1", "{}", expected: 1), Added("plan/1", "{}", expected: 2));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task The_same_request_twice_is_one_fact_with_one_answer_and_another_body_is_told(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, Asked("key", "body", "first"), Cancel));
        var again = Assert.IsType<Appended.Again>(await ledger.Append(clinic, Asked("key", "body", "second"), Cancel));
        Assert.Equal("first", Encoding.UTF8.GetString(again.Reply.Span));
        Assert.Equal(new Appended.OtherBody("key"), await ledger.Append(clinic, Asked("key", "other", "third"), Cancel));
        Assert.Equal(1, await ledger.Read(clinic, 1, Cancel).CountAsync(Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task What_may_not_happen_twice_does_not_though_many_try_at_once(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            ledger.Append(clinic, new Append("a", [Added("session/1", "{}")]) { Once = ["cartridge/4711"] }, Cancel)));
        Assert.Single(outcomes.OfType<Appended.Done>());
        Assert.Equal(49, outcomes.Count(outcome => outcome == new Appended.Taken("cartridge/4711")));
        Assert.Equal(1, await ledger.Read(clinic, 1, Cancel).CountAsync(Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Many_writers_make_one_chain_without_a_gap(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await Done(ledger, clinic, Added($"patient/{writer % 5}", $"[{writer},{i}]"));
        }, Cancel)));
        var check = await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null);
        Assert.Equal((801, null), (check.Facts, check.Fault));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task One_clinic_sees_nothing_of_another(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ours, theirs) = (await Founded.Clinic(ledger), await Founded.Clinic(ledger));
        await Done(ledger, theirs, Added("patient/1", "{}"));
        Assert.Equal(0, await ledger.Read(ours, 1, Cancel).CountAsync(Cancel));
        Assert.Equal(0, await ledger.ReadStream(ours, "patient/1", 0, Cancel).CountAsync(Cancel));
        Assert.IsType<Appended.Done>(await ledger.Append(ours, new Append("a", [Added("x/1", "{}")]) { Once = ["k"] }, Cancel));
        Assert.IsType<Appended.Done>(await ledger.Append(theirs, new Append("a", [Added("x/1", "{}")]) { Once = ["k"] }, Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_clinic_that_nobody_founded_is_neither_written_nor_read(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var stranger = ClinicId.New(TimeProvider.System);
        await Assert.ThrowsAsync<RefusedException>(() => ledger.Append(stranger, new Append("a", [Added("x/1", "{}")]), Cancel));
        await Assert.ThrowsAsync<RefusedException>(async () => await ledger.Read(stranger, 0, Cancel).CountAsync(Cancel));
        Assert.Empty(await ledger.Clinics(Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_clinic_is_founded_once_and_with_a_name_or_not_at_all(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = ClinicId.New(TimeProvider.System);
        var late = new Append("a", [Body.About(Streams.Of(clinic), new ClinicFounded("Late"), expectedVersion: 1)]);
        Assert.Equal(new Appended.Overtaken(Streams.Of(clinic), 0), await ledger.Found(clinic, late, Cancel));
        Assert.Empty(await ledger.Clinics(Cancel));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return await ledger.Found(clinic, Founded.First(clinic, $"Clinic {i}"), Cancel) is Appended.Done;
            }
            catch (RefusedException)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, done => done);
        Assert.Equal($"Clinic {Array.IndexOf(outcomes, true)}", (await ClinicRecord.Read(ledger, clinic, Cancel))!.Name);
        Assert.Equal([clinic], await ledger.Clinics(Cancel));
    }

    [Fact]
    public async Task A_PostgreSQL_user_who_passes_row_level_security_by_is_refused()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Stipple.Records.Postgres.PostgresLedger.Open(PostgresCluster.AsSuperuser(cluster.NewDatabase()), TimeProvider.System, null, Cancel));
        Assert.Contains("superuser", refused.Message, StringComparison.Ordinal);
    }

    internal static NewFact Added(string stream, string body, int? expected = null) => new(stream, "noted", Encoding.UTF8.GetBytes(body), expected);

    internal static Append Asked(string key, string body, string reply) => new("a", [Added("patient/1", "{}")])
    {
        Request = new Request(key, SHA256.HashData(Encoding.UTF8.GetBytes(body)), Encoding.UTF8.GetBytes(reply)),
    };

    private static async Task<IReadOnlyList<Fact>> Done(ILedger ledger, ClinicId clinic, params NewFact[] facts) =>
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [.. facts]), Cancel)).Facts;

    private static void AssertSame(Fact written, Fact read)
    {
        Assert.Equal(written with { Body = default, Previous = default, Hash = default }, read with { Body = default, Previous = default, Hash = default });
        Assert.Equal(written.Body.ToArray(), read.Body.ToArray());
        Assert.Equal(written.Previous.ToArray(), read.Previous.ToArray());
        Assert.Equal(written.Hash.ToArray(), read.Hash.ToArray());
    }
}
