using System.Net;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.Tool;
using Stipple.Terms;

namespace Stipple.System.Tests.SignIn;

/// <summary>How the first person comes into a clinic that was founded from a terminal, on both databases.</summary>
public sealed class FoundingLinks(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task The_command_prints_one_that_works_once_and_then_nobody_needs_another(string database)
    {
        using var scratch = new Scratch();
        var postgres = Place(database);
        var (clinic, link) = await Found(scratch, postgres, "Birkenhof");
        Authenticator app;
        await using (var serving = await Serving.Start(scratch.File("data"), postgres, Cancel))
        {
            var further = Assert.Single(serving.FoundingPaths); // the start cannot know whether somebody has the other
            Assert.StartsWith($"/invitation/{clinic}.", further, StringComparison.Ordinal);
            Assert.NotEqual(link, further);
            using var guest = new Visitor(serving.Address);
            foreach (var wrong in new[] { link[..^1], link + "A", $"/invitation/{ClinicId.New(TimeProvider.System)}.{link.Split('.')[1]}", $"/invitation/{clinic}.{Secret.Hash(link.Split('.')[1])}", $"/invitation/first.{link.Split('.')[1]}" })
                Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(wrong)).Status);

            (var founder, app) = await Enter(serving.Address, link, "Birkenhof", "founder@example.org");
            Assert.Contains("You are here as owner, medical director", founder.Page, StringComparison.Ordinal);
            founder.Dispose();
            foreach (var used in new[] { link, further }) Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(used)).Status);
        }

        await using var again = await Serving.Start(scratch.File("data"), postgres, Cancel);
        Assert.Empty(again.FoundingPaths);
        using var back = await Entering.SignIn(again.Address, "founder@example.org", app);
        Assert.Equal("Birkenhof", back.Heading);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_second_clinic_is_founded_while_the_first_is_served_and_its_owner_may_be_the_same(string database)
    {
        using var scratch = new Scratch();
        var postgres = Place(database);
        await using var serving = await Serving.Start(scratch.File("data"), postgres, Cancel);
        var (owner, _, _) = await Entering.FoundClinic(serving.Address, serving.FoundingPath!);
        using var vera = owner;
        var (_, link) = await Found(scratch, postgres, "Birkenhof");
        await vera.Get(link); // signed in already: she is asked for her name alone
        Assert.Equal("Join Birkenhof", vera.Heading);
        await vera.SubmitOnly($"{link}/join", ("name", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, vera.Status);
        await vera.Submit($"{link}/join", ("name", "Vera Second"));
        Assert.Equal(("/clinics", "Where do you work now?"), (vera.Path, vera.Heading));
        Assert.Contains("Lindenhof", vera.Page, StringComparison.Ordinal);
        Assert.Contains("Vera Second, owner, medical director", vera.Page, StringComparison.Ordinal);

        // A third one has another founder, who sees nothing of the others.
        var (_, further) = await Found(scratch, postgres, "Tannenhof");
        var (other, _) = await Enter(serving.Address, further, "Tannenhof", "other@example.org");
        await other.Get("/clinics");
        Assert.DoesNotContain("Lindenhof", other.Page, StringComparison.Ordinal);
        other.Dispose();
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_start_prints_one_for_each_clinic_with_nobody_in_it(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        var (birch, fir) = (ClinicId.New(TimeProvider.System), ClinicId.New(TimeProvider.System));
        await installation.Afterwards(async ledger =>
        {
            await ledger.Found(birch, Founded.First(birch, "Birkenhof"), Cancel);
            await ledger.Found(fir, Founded.First(fir, "Tannenhof"), Cancel);
        });
        await using var again = await installation.Restart();
        Assert.Equal(2, again.FoundingPaths.Count);
        foreach (var (clinic, name) in new[] { (birch, "Birkenhof"), (fir, "Tannenhof") })
        {
            var (founder, _) = await Enter(again.Address, Assert.Single(again.FoundingPaths, path => path.StartsWith($"/invitation/{clinic}.", StringComparison.Ordinal)), name, $"{name}@example.org");
            founder.Dispose();
        }
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Of_several_people_with_a_link_each_one_is_the_first(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        var (clinic, secrets) = (ClinicId.New(TimeProvider.System), Enumerable.Range(0, 6).Select(_ => Secret.New()).ToArray());
        await installation.Afterwards(async ledger =>
        {
            await ledger.Found(clinic, Founded.First(clinic, "Birkenhof"), Cancel);
            await ledger.Append(clinic, new Append("test", [.. secrets.Select(secret => Link(clinic, secret, TimeSpan.FromHours(1)))]), Cancel);
        });
        var guests = new List<(Visitor Visitor, string Link)>();
        await using (var again = await installation.Restart())
        {
            foreach (var secret in secrets)
            {
                var (account, _) = await installation.NewAccount($"{Secret.New()[..8]}@example.org");
                var visitor = new Visitor(again.Address) { Cookie = await installation.Sessions.Begin(account, Stage.Full, "password and code", "test", null, Cancel) };
                guests.Add((visitor, $"/invitation/{clinic}.{secret}"));
            }

            await Task.WhenAll(guests.Select(guest => guest.Visitor.Get(guest.Link)));
            await Task.WhenAll(guests.Select(guest => guest.Visitor.SubmitOnly($"{guest.Link}/join", ("name", "Somebody"))));
            Assert.Single(guests, guest => guest.Visitor.Status == HttpStatusCode.SeeOther);
            Assert.Equal(secrets.Length - 1, guests.Count(guest => guest.Visitor.Status == HttpStatusCode.NotFound));
        }

        foreach (var (visitor, _) in guests) visitor.Dispose();
    }

    [Fact]
    public async Task One_whose_time_is_over_opens_nothing()
    {
        await using var installation = await Installation.Start();
        var (clinic, late, open) = (ClinicId.New(TimeProvider.System), Secret.New(), Secret.New());
        await installation.Afterwards(async ledger =>
        {
            await ledger.Found(clinic, Founded.First(clinic, "Birkenhof"), Cancel);
            await ledger.Append(clinic, new Append("test", [Link(clinic, late, TimeSpan.FromSeconds(-1)), Link(clinic, open, TimeSpan.FromHours(1))]), Cancel);
        });
        await using var again = await installation.Restart();
        using var guest = new Visitor(again.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get($"/invitation/{clinic}.{late}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get($"/invitation/{clinic}.{open}")).Status);
    }

    private static NewFact Link(ClinicId clinic, string secret, TimeSpan lasts) =>
        Body.About(Streams.Of(clinic), new FounderInvited(Secret.Hash(secret), TimeProvider.System.GetUtcNow() + lasts));

    /// <summary>From the link to the clinic, with an account of one's own.</summary>
    private static async Task<(Visitor Founder, Authenticator App)> Enter(Uri address, string link, string clinic, string email)
    {
        var founder = new Visitor(address);
        await founder.Get(link);
        Assert.Equal($"Join {clinic}", founder.Heading);
        await founder.Submit(link, ("email", email), ("password", Entering.Password), ("password-again", Entering.Password));
        var (app, _) = await Entering.Enrol(founder);
        await founder.Get($"{link}/join");
        await founder.Submit($"{link}/join", ("name", "Frida Founder"));
        await founder.Get("/clinic");
        Assert.Equal(clinic, founder.Heading);
        return (founder, app);
    }

    private string? Place(string database)
    {
        Assert.SkipWhen(database == "PostgreSQL" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return database == "PostgreSQL" ? cluster.NewDatabase() : null;
    }

    private static async Task<(string Clinic, string Link)> Found(Scratch scratch, string? postgres, string name)
    {
        var said = (await ToolRun.With(["clinic", "found", name, "--by", "Dr Ada Lind", "--data", scratch.File("data")], variables: postgres is null ? [] : [("STIPPLE_POSTGRES", postgres)])).Done().Out.Split('\n');
        return (said[0], said[1]);
    }
}
