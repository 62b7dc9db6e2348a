using System.Net;
using Stipple.Clinic;
using Stipple.Records.Clinics;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Clinics;

/// <summary>A clinic keeps an owner, whatever its owners do to themselves and to each other.</summary>
public sealed class Owners(PostgresCluster cluster)
{
    private const int Rounds = 20;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Of_two_who_remove_each_other_at_the_same_moment_one_stays(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        using var vera = await installation.Enter();
        var link = await Entering.Invite(vera, "Otto Owner", "otto@example.org", "owner");
        var (joined, _, _) = await Entering.Join(installation.Address, link);
        using var otto = joined;
        await vera.Get("/clinic/people");
        var toOtto = vera.Page.Split("\">Otto Owner<")[0].Split("href=\"")[^1];
        var toVera = $"/clinic/people/{installation.Owner}";
        for (var round = 1; round <= Rounds; round++)
        {
            await Task.WhenAll(vera.Get(toOtto), otto.Get(toVera));
            var (action, field) = round < Rounds ? ("roles", ("roles", "practitioner")) : ("leave", ("reason", "moved"));
            await Task.WhenAll(vera.SubmitOnly($"{toOtto}/{action}", field), otto.SubmitOnly($"{toVera}/{action}", field));
            var (stays, goes, path) = vera.Status == HttpStatusCode.SeeOther ? (vera, otto, toOtto) : (otto, vera, toVera);
            Assert.Equal(HttpStatusCode.SeeOther, stays.Status);
            Assert.True(goes.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Forbidden, $"Round {round}: both were removed, {(int)vera.Status} and {(int)otto.Status}.");
            if (round == Rounds) continue;
            await stays.Get(path);
            await stays.Submit($"{path}/roles", ("roles", "owner"));
        }

        await installation.Afterwards(async ledger => Assert.Single(await new People(ledger).All(installation.Clinic, TestContext.Current.CancellationToken), row => row.Membership == Membership.Member && row.Roles.Contains(Role.Owner)));
    }

    [Fact]
    public async Task The_only_one_neither_leaves_nor_becomes_something_else()
    {
        await using var installation = await Installation.Start();
        using var vera = await installation.Enter();
        await Entering.Invite(vera, "Otto Owner", "otto@example.org", "owner"); // asked, and not there yet
        var page = $"/clinic/people/{installation.Owner}";
        await vera.Get(page);
        var before = await installation.Facts();
        foreach (var (action, field) in new[] { ("roles", ("roles", "practitioner")), ("leave", ("reason", "moved")) })
        {
            await vera.SubmitOnly($"{page}/{action}", field);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, vera.Status);
            Assert.Contains("Vera Owner is the only owner: make somebody else owner first", vera.Page, StringComparison.Ordinal);
        }

        Assert.Equal(before, await installation.Facts());
        await vera.Submit($"{page}/roles", ("roles", "owner"));
        Assert.Equal((HttpStatusCode.OK, "Vera Owner"), (vera.Status, vera.Heading));
        Assert.Equal(before + 2, await installation.Facts()); // the roles, and the look at the record that follows
    }
}
