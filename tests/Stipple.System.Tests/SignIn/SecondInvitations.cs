using System.Net;
using Stipple.Clinic;
using Stipple.Records.Clinics;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.SignIn;

/// <summary>One account is one person of a clinic, whichever links it opens.</summary>
public sealed class SecondInvitations(PostgresCluster cluster)
{
    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_member_who_opens_one_is_told_so_and_it_still_works_for_whom_it_was_made(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        using var owner = await installation.Enter();
        var link = await Entering.Invite(owner, "Frieda Front", "front@example.org", "front-desk");
        await owner.Get("/clinic/people");
        var token = owner.Hidden("/clinic/people").First(field => field.Name == "form-token");
        var before = await installation.Facts();
        await owner.Get(link);
        IsTold(owner);
        await owner.Post($"{link}/join", token);
        IsTold(owner);
        Assert.Equal(before, await installation.Facts());

        var (frieda, _, _) = await Entering.Join(installation.Address, link);
        Assert.Equal("Lindenhof", frieda.Heading);
        frieda.Dispose();

        static void IsTold(Visitor visitor)
        {
            Assert.Equal((HttpStatusCode.Conflict, "You work here already"), (visitor.Status, visitor.Heading));
            Assert.Contains("Vera Owner, owner, medical director", visitor.Page, StringComparison.Ordinal);
            Assert.Contains("made for Frieda Front, as front desk, and still works", visitor.Page, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Of_several_that_somebody_takes_at_the_same_moment_one_counts(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        using var owner = await installation.Enter();
        var (account, _) = await installation.NewAccount("guest@example.org");
        var guests = new List<(Visitor Visitor, string Link)>();
        for (var i = 0; i < 8; i++) guests.Add((await installation.Enter(account), await Entering.Invite(owner, $"Guest {i}", $"guest{i}@example.org", "front-desk")));
        await Task.WhenAll(guests.Select(guest => guest.Visitor.Get($"{guest.Link}/join")));
        await Task.WhenAll(guests.Select(guest => guest.Visitor.SubmitOnly($"{guest.Link}/join")));
        Assert.Single(guests, guest => guest.Visitor.Status == HttpStatusCode.SeeOther);
        Assert.All(guests.Where(guest => guest.Visitor.Status != HttpStatusCode.SeeOther), guest => Assert.Equal((HttpStatusCode.Conflict, "You work here already"), (guest.Visitor.Status, guest.Visitor.Heading)));
        foreach (var (visitor, _) in guests) visitor.Dispose();
        await installation.Afterwards(async ledger => Assert.Single(await new People(ledger).All(installation.Clinic, TestContext.Current.CancellationToken), row => row.Membership == Membership.Member && row.Account == account));
    }
}
