using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.SignIn;

/// <summary>From an empty folder to a clinic with people in it, over HTTP, on both databases.</summary>
public sealed class FirstStart(PostgresCluster cluster)
{
    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_clinic_is_founded_people_are_invited_and_everybody_finds_it_again_after_a_restart(string database)
    {
        using var scratch = new Scratch();
        var postgres = database == "PostgreSQL" ? cluster.NewDatabase() : null;
        Assert.SkipWhen(postgres is null && database == "PostgreSQL", PostgresCluster.Missing ?? "");
        string email = "front@example.org";
        Authenticator app;
        await using (var serving = await Serving.Start(scratch.File("data"), postgres, TestContext.Current.CancellationToken))
        {
            Assert.NotNull(serving.FoundingPath);
            var (owner, _, codes) = await Entering.FoundClinic(serving.Address, serving.FoundingPath);
            Assert.Equal(10, codes.Count);
            var link = await Entering.Invite(owner, "Frieda Front", email, "front-desk");
            (var member, app, _) = await Entering.Join(serving.Address, link);
            Assert.Equal("Lindenhof", member.Heading);
            Assert.Contains("You are here as front desk", member.Page, StringComparison.Ordinal);

            // Both links are used up.
            using var late = new Visitor(serving.Address);
            await late.Get(link);
            Assert.Equal(HttpStatusCode.NotFound, late.Status);
            await late.Get(serving.FoundingPath);
            Assert.Equal(HttpStatusCode.NotFound, late.Status);
            owner.Dispose();
            member.Dispose();
        }

        await using var again = await Serving.Start(scratch.File("data"), postgres, TestContext.Current.CancellationToken);
        Assert.Null(again.FoundingPath);
        using var back = await Entering.SignIn(again.Address, email, app);
        Assert.Equal("Lindenhof", back.Heading);
    }
}
