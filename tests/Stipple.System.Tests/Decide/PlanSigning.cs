using System.Net;
using Stipple.Assess;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Decide;

/// <summary>A plan is drafted, held against its limits and signed, over HTTP.</summary>
public sealed class PlanSigning(PostgresCluster cluster)
{
    private const string Meaning = "I plan this treatment.";

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Keeps_a_draft_outside_of_limits_and_signs_it_only_within(string database)
    {
        var chart = new Chart("new", false);
        await using var practice = await Practice.Open(database, cluster, chart);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(chart.Plan);
        Assert.DoesNotContain("Sign the plan", nurse.Page, StringComparison.Ordinal);

        // What is no plan at all comes back as it was typed.
        await nurse.SubmitOnly($"{chart.Plan}/draft", [.. Fields(practice, depth: "deep"), ("reason", "As we talked about")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("“deep” is not", nurse.Page.Replace("&#x201C;", "“", StringComparison.Ordinal).Replace("&#x201D;", "”", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("As we talked about", nurse.Page, StringComparison.Ordinal);

        // What is a plan outside of limits is kept, with every limit at its field, and has no signature to give.
        await nurse.Submit($"{chart.Plan}/draft", Fields(practice, depth: "2.5"));
        Assert.Equal(chart.Plan, nurse.Path);
        Assert.Contains("2.5 mm is deeper than the tables allow", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Nobody can lift it.", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("""value="2.5" """.TrimEnd(), nurse.Page, StringComparison.Ordinal);
        await nurse.Post($"{chart.Plan}/sign", [.. nurse.Hidden($"{chart.Plan}/draft"), ("meaning", Meaning)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("cannot be signed as it is now", nurse.Page, StringComparison.Ordinal);

        await nurse.Get(chart.Plan);
        await nurse.Submit($"{chart.Plan}/draft", Fields(practice));
        Assert.Contains("Within every limit", nurse.Page, StringComparison.Ordinal);
        var twice = nurse.Hidden($"{chart.Plan}/sign");
        await nurse.Submit($"{chart.Plan}/sign", ("meaning", Meaning));
        Assert.Contains(Records.Evidence.Shipped.Version.Hash, nurse.Page, StringComparison.Ordinal);
        var signed = nurse.Path;
        await nurse.Post($"{chart.Plan}/sign", [.. twice, ("meaning", Meaning)]);
        Assert.Equal(signed, nurse.Headers!.Location!.OriginalString); // the same signature, not another

        var (record, policy) = await practice.Afterwards(chart);
        var plan = Assert.Single(record.All<PlanSigned>()).Body;
        Assert.Equal((1.25, Meaning, "password and code"), (plan.Request.Zones.Single().Depth, plan.Meaning, plan.Method));
        var model = TreatmentLimits.Of(policy.Rules).Device("skinpen-precision")!;
        var again = record.BeforePlan(plan.Plan).Review(policy, plan.Request, model, plan.On);
        Assert.Equal(plan.Decision, PatientRecord.HashOf(Assert.IsType<Review.Settled>(again).Candidacy));
    }

    [Fact]
    public async Task Looks_once_more_when_it_is_signed()
    {
        var chart = new Chart("new", false);
        await using var practice = await Practice.Open("SQLite", null, chart);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(chart.Plan);
        await nurse.Submit($"{chart.Plan}/draft", Fields(practice));
        var sign = nurse.Hidden($"{chart.Plan}/sign");

        // Meanwhile an answer changes: what the page showed is no longer so.
        using var colleague = await practice.Enter(practice.Dermatologist);
        await colleague.Get($"{chart.Decision}/ask/pregnant");
        await colleague.Submit($"{chart.Decision}/ask/pregnant", ("v", "yes"), ("source", "patient"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        await nurse.Post($"{chart.Plan}/sign", [.. sign, ("meaning", Meaning)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("Not now", nurse.Page, StringComparison.Ordinal);

        // And one that changes nothing of the decision: the signature is held back until it was seen.
        await colleague.Get($"{chart.Decision}/ask/pregnant");
        await colleague.Submit($"{chart.Decision}/ask/pregnant", ("v", "no"), ("source", "patient"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        await nurse.Post($"{chart.Plan}/sign", [.. sign, ("meaning", Meaning)]);
        Assert.Equal(HttpStatusCode.Conflict, nurse.Status);
        Assert.Contains("Somebody changed this", nurse.Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_a_fresh_proof()
    {
        var chart = new Chart("new", false);
        await using var practice = await Practice.Open("SQLite", null, chart);
        using var nurse = await practice.Enter(practice.Nurse, TimeSpan.FromMinutes(6));
        await nurse.Get(chart.Plan);
        await nurse.Submit($"{chart.Plan}/draft", Fields(practice));
        await nurse.SubmitOnly($"{chart.Plan}/sign", ("meaning", Meaning));
        Assert.Equal(HttpStatusCode.Unauthorized, nurse.Status);
        var (record, _) = await practice.Afterwards(chart);
        Assert.Empty(record.All<PlanSigned>());
    }

    [Fact]
    public async Task Ends_a_signed_plan_for_a_reason()
    {
        var chart = new Chart("new", false);
        await using var practice = await Practice.Open("SQLite", null, chart);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(chart.Plan);
        await nurse.Submit($"{chart.Plan}/draft", Fields(practice));
        await nurse.Submit($"{chart.Plan}/sign", ("meaning", Meaning));
        var signed = nurse.Path;
        await nurse.Get(chart.Plan);
        await nurse.SubmitOnly($"{chart.Plan}/end", ("why", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        await nurse.Submit($"{chart.Plan}/end", ("why", "She moves away."));
        await nurse.Get(signed);
        Assert.Contains("She moves away.", nurse.Page, StringComparison.Ordinal);
        var (record, _) = await practice.Afterwards(chart);
        Assert.Null(record.Plan);
    }

    private static (string, string)[] Fields(Practice practice, string depth = "1.25") =>
    [
        ("concern", "acne-scar-rolling"), ("purpose", "cosmetic"), ("zones", "cheek-right"), ("depth/cheek-right", depth), ("passes/cheek-right", "4"), ("endpoint", "pinpoint-bleeding"),
        ("sessions", "3"), ("weeks", "4"), ("first", $"{Today.Date.AddDays(7):yyyy-MM-dd}"), ("device", $"{practice.Pen}"), ("topical", "sterile-hydrogel"), ("anaesthetic", "none"),
    ];
}
