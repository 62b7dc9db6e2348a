using System.Diagnostics;
using System.Net;
using Stipple.Records;
using Stipple.Records.SignIn;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.SignIn;

/// <summary>How long a session lives, on both databases, and how soon it is over everywhere.</summary>
public sealed class SessionLives(PostgresCluster cluster)
{
    public static TheoryData<string> Databases => Installation.Databases;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_is_over_after_a_quarter_of_an_hour_without_a_press(string database)
    {
        using var scratch = new Scratch();
        var clock = new SetClock();
        var sessions = new Sessions(Database(database, scratch), clock);
        var secret = await sessions.Begin(Guid.CreateVersion7(clock.GetUtcNow()), Stage.Full, "test", "test", null, Cancel);
        clock.Pass(TimeSpan.FromMinutes(15));
        Assert.NotNull(await sessions.Find(secret, Cancel));
        clock.Pass(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        Assert.Null(await sessions.Find(secret, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_is_over_after_twelve_hours_however_busy(string database)
    {
        using var scratch = new Scratch();
        var clock = new SetClock();
        var sessions = new Sessions(Database(database, scratch), clock);
        var account = Guid.CreateVersion7(clock.GetUtcNow());
        var secret = await sessions.Begin(account, Stage.Full, "test", "test", null, Cancel);
        for (var minutes = 10; minutes <= 12 * 60; minutes += 10)
        {
            clock.Pass(TimeSpan.FromMinutes(10));
            Assert.NotNull(await sessions.Find(secret, Cancel));
        }

        Assert.Single(await sessions.Of(account, Cancel));
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(await sessions.Find(secret, Cancel));
        Assert.Empty(await sessions.Of(account, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_begun_over_another_leaves_that_one_nothing(string database)
    {
        using var scratch = new Scratch();
        var sessions = new Sessions(Database(database, scratch), new SetClock());
        var account = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var before = await sessions.Begin(account, Stage.Code, "password", "test", null, Cancel);
        var after = await sessions.Begin(account, Stage.Full, "password and code", "test", before, Cancel);
        Assert.Null(await sessions.Find(before, Cancel));
        Assert.Equal(Stage.Full, (await sessions.Find(after, Cancel))!.Stage);
        Assert.NotEqual(before, after);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_ceremony_keeps_is_taken_by_one_of_many(string database)
    {
        using var scratch = new Scratch();
        var sessions = new Sessions(Database(database, scratch), new SetClock());
        var session = (await sessions.Find(await sessions.Begin(Guid.Empty, Stage.Passkey, "", "test", null, Cancel), Cancel))!;
        await sessions.Remember(session, "kept", Cancel);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => sessions.TakeCeremony(session, Cancel), Cancel)));
        Assert.Equal("kept", Assert.Single(taken, state => state is not null));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_code_is_taken_by_one_of_many(string database)
    {
        using var scratch = new Scratch();
        var sessions = new Sessions(Database(database, scratch), new SetClock());
        var account = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => sessions.TakeCode(account, "123456", Cancel), Cancel)));
        Assert.Single(taken, took => took);
    }

    [Fact]
    public async Task A_session_ended_on_one_node_is_over_on_the_other_within_five_seconds()
    {
        await using var installation = await Installation.Start("PostgreSQL", cluster);
        await using var second = await installation.Node();
        using var here = await installation.Enter();
        using var there = new Visitor(second.Address) { Cookie = here.Cookie };
        await here.Get("/clinic");
        await there.Get("/clinic");
        Assert.Equal(("Lindenhof", "Lindenhof"), (here.Heading, there.Heading));

        await here.SubmitOnly("/sign-out");
        var clock = Stopwatch.StartNew();
        var cleared = here.Headers!.GetValues("Clear-Site-Data");
        var old = there.Cookie;
        while (there.Status == HttpStatusCode.OK && clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            there.Cookie = old;
            await there.Send(HttpMethod.Get, "/clinic", null);
        }

        Assert.Equal(["\"cache\""], cleared);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It was over after {clock.Elapsed}.");
        Assert.StartsWith("/sign-in", there.Headers!.Location!.OriginalString, StringComparison.Ordinal);
    }

    private SignInDatabase Database(string database, Scratch scratch)
    {
        if (database == "SQLite")
        {
            using var folder = DataFolder.Open(scratch.File("data"));
            return SignInDatabase.In(folder);
        }

        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return SignInDatabase.In(cluster.NewDatabase());
    }

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Pass(TimeSpan time) => now += time;
    }
}
