using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.Clinics;

/// <summary>A medical director reads the installed evidence, approves it and sets the policy, over HTTP.</summary>
public sealed class ApprovingEvidence(PostgresCluster cluster)
{
    private const string Page = "/clinic/evidence";

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Takes_a_director_who_has_read_it_and_is_in_force_from_then_on(string database)
    {
        using var scratch = new Scratch();
        Assert.SkipWhen(database == "PostgreSQL" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var postgres = database == "PostgreSQL" ? cluster.NewDatabase() : null;
        await using var serving = await Serving.Start(scratch.File("data"), postgres, TestContext.Current.CancellationToken);
        var (owner, _, _) = await Entering.FoundClinic(serving.Address, serving.FoundingPath!);
        using var director = owner; // the founder is both until somebody else is named
        await director.Get(Page);
        Assert.Contains("Nothing clinical can start here", director.Page, StringComparison.Ordinal);

        // Unread, nothing is approved.
        await director.SubmitOnly($"{Page}/approve", ("meaning", "I approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Status);
        Assert.Contains("Say that you have read it", director.Page, StringComparison.Ordinal);

        await director.SubmitOnly($"{Page}/approve", ("read", "yes"), ("meaning", "I approve these tables"));
        Assert.Equal(HttpStatusCode.SeeOther, director.Status);
        await director.Get(Page);
        Assert.Contains("“I approve these tables”", director.Page, StringComparison.Ordinal);
        Assert.Contains("There is nothing to approve", director.Page, StringComparison.Ordinal);
        await director.Get("/clinic");
        Assert.Contains("is in force", director.Page, StringComparison.Ordinal);

        // A policy outside its domain is refused with what is possible, one inside is kept.
        await director.Get(Page);
        var forms = director.Hidden($"{Page}/policy");
        await director.Post($"{Page}/policy", [.. forms, ("value", "certainly not a value")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Status);
        Assert.Contains("expected", director.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_nothing_for_anybody_else_and_the_same_form_sent_twice_is_one_approval()
    {
        using var scratch = new Scratch();
        await using var serving = await Serving.Start(scratch.File("data"), TestContext.Current.CancellationToken);
        var (owner, _, _) = await Entering.FoundClinic(serving.Address, serving.FoundingPath!);
        using var director = owner;
        var link = await Entering.Invite(director, "Prisca Practitioner", "p@example.org", "practitioner");
        var (member, _, _) = await Entering.Join(serving.Address, link);
        using var practitioner = member;
        await practitioner.Get(Page);
        Assert.DoesNotContain("/clinic/evidence/approve", practitioner.Page, StringComparison.Ordinal);

        await director.Get(Page);
        (string, string)[] form = [.. director.Hidden($"{Page}/approve"), ("read", "yes"), ("meaning", "I approve")];
        await practitioner.Post($"{Page}/approve", form);
        Assert.Equal(HttpStatusCode.Forbidden, practitioner.Status);
        for (var i = 0; i < 2; i++)
        {
            await director.Post($"{Page}/approve", form);
            Assert.Equal(HttpStatusCode.SeeOther, director.Status);
        }

        var clinics = (await ToolRun.Of("clinic", "list", "--data", scratch.File("data"))).Done().Out;
        var kept = (await ToolRun.Of("ledger", "export", clinics[..36], "--data", scratch.File("data"))).Done().Out;
        Assert.Single(kept.Split('\n'), line => line.Contains("\"evidence-approved\"", StringComparison.Ordinal));
    }
}
