using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A medical director puts versions in force and sets policy, on both databases.</summary>
public sealed class Approvals(PostgresCluster cluster)
{
    private static readonly Rules First = Evidence.Shipped;
    private static readonly Rules Second = Evidence.With(("rules.tsv", "rosacea", "says", "Said otherwise."));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Nothing_clinical_starts_before_the_first_approval_and_its_tables_are_kept_with_it(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        Assert.Contains("No version of the evidence tables is approved", (await house.InForce()).StandsAgainst, StringComparison.Ordinal);
        Assert.Null(await house.Evidence.Load(house.Clinic, First.Version.Hash, Cancel));

        await house.Approve(First);
        var inForce = Assert.IsType<EvidenceInForce.Approved>(await house.InForce());
        Assert.Equal((First.Version, house.Director, House.Meaning), (inForce.Rules.Version, inForce.Approval.Person, inForce.Approval.Meaning));
        Assert.Equal(First.Library.Texts, inForce.Rules.Library.Texts);
        Assert.Equal(["clinic-founded", "evidence-kept", "evidence-approved"], await house.Kinds());
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Who_approves_on_what_is_no_longer_so_is_overtaken_and_nothing_is_written(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        var seen = (await house.Record()).Version;
        var (one, other) = (await house.ToApprove(First, null, seen), await new House(ledger, house.Clinic, house.Director, Second).ToApprove(Second, null, seen));
        Assert.IsType<Appended.Done>(await house.Write(one));
        Assert.Equal(new Appended.Overtaken(Streams.Of(house.Clinic), seen + 1), await house.Write(other));
        Assert.Equal(First.Version.Hash, (await house.Record()).InForce!.Version);
        Assert.Null(await house.Evidence.Load(house.Clinic, Second.Version.Hash, Cancel));

        // The same after the fact, and with the new version of the clinic but the old idea of what is in force.
        Assert.IsType<Appended.Overtaken>(await house.Write(await house.ToApprove(First, null, seen)));
        Assert.Contains("not the one in force", await House.Refusal(house.ToApprove(First, null, seen + 1)), StringComparison.Ordinal);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_version_whose_tables_nobody_can_read_cannot_be_approved_and_one_that_was_kept_can_be_again(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        Assert.Contains("neither kept nor installed", await House.Refusal(house.ToApprove(Second, null)), StringComparison.Ordinal);
        await house.Approve(First);
        var updated = new House(ledger, house.Clinic, house.Director, Second); // the program came with other tables
        await updated.Approve(Second);
        await updated.Approve(First);
        Assert.Equal(First.Version, (await updated.InForce()).Policy!.Rules.Version);
        Assert.Equal(2, (await house.Kinds()).Count(kind => kind == "evidence-kept"));
        Assert.Equal(new[] { First, Second, First }.Select(rules => rules.Version.Hash), (await house.Record()).Approvals.Select(approval => approval.Version));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Only_a_medical_director_approves_and_sets_policy_and_a_signature_says_what_it_means(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        foreach (var person in new[] { await house.Join(Role.Owner, Role.Practitioner), PersonId.New(TimeProvider.System) })
        {
            var other = new House(ledger, house.Clinic, person, First);
            Assert.Contains("Only a medical director", await House.Refusal(other.ToApprove(First, null)), StringComparison.Ordinal);
            Assert.Contains("Only a medical director", await House.Refusal(other.ToSetPolicy("policy.inr-max", "3")), StringComparison.Ordinal);
        }

        Assert.Contains("says what it means", await House.Refusal(house.ToApprove(First, null, meaning: " ")), StringComparison.Ordinal);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_policy_is_a_switch_of_the_version_in_force_within_its_domain(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        Assert.Contains("No version of the evidence tables is approved", await House.Refusal(house.ToSetPolicy("policy.inr-max", "3")), StringComparison.Ordinal);
        await house.Approve(First);
        Assert.Equal("policy.inr-max: found \"4\", expected a number from 2 to 3.5 INR.", await House.Refusal(house.ToSetPolicy("policy.inr-max", "4")));
        Assert.Contains("expected one of the switches policy.inr-max, ", await House.Refusal(house.ToSetPolicy("plan.depth", "1")), StringComparison.Ordinal);
        Assert.Contains("Nothing was chosen", await House.Refusal(house.ToSetPolicy("policy.inr-max", null)), StringComparison.Ordinal);

        var seen = (await house.Record()).Version;
        var (one, other) = (await house.ToSetPolicy("policy.inr-max", "3"), await house.ToSetPolicy("policy.inr-max", "2.5"));
        Assert.IsType<Appended.Done>(await house.Write(one));
        Assert.Equal(new Appended.Overtaken(Streams.Of(house.Clinic), seen + 1), await house.Write(other));
        Assert.Equal(3, await house.Value("policy.inr-max"));
        Assert.IsType<Appended.Done>(await house.Write(await house.ToSetPolicy("policy.inr-max", null)));
        Assert.Equal(3.5, await house.Value("policy.inr-max"));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_version_that_does_not_leave_what_was_chosen_is_approved_only_with_another_choice(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First);
        await house.Approve(First);
        Assert.IsType<Appended.Done>(await house.Write(await house.ToSetPolicy("policy.inr-max", "2.5")));
        var narrow = Evidence.With(("terms.tsv", "policy.inr-max", "min", "3"));
        var updated = new House(ledger, house.Clinic, house.Director, narrow);
        Assert.Contains("policy.inr-max: found \"2.5\", expected a number from 3 to 3.5 INR", await House.Refusal(updated.ToApprove(narrow, First)), StringComparison.Ordinal);
        await updated.Approve(narrow, ("policy.inr-max", "3.2"));
        Assert.Equal(3.2, await updated.Value("policy.inr-max"));

        // Written past this door, it stops everything instead of being left out.
        await ledger.Append(house.Clinic, new Append("x", [Body.About(Streams.Of(house.Clinic), new PolicySet("policy.inr-max", "2.5", house.Director))]), Cancel);
        Assert.Contains("policy.inr-max: found \"2.5\"", (await updated.InForce()).StandsAgainst, StringComparison.Ordinal);
        Assert.IsType<Appended.Done>(await house.Write(await updated.ToSetPolicy("policy.inr-max", null)));
        Assert.Null((await updated.InForce()).StandsAgainst);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_demo_clinic_decides_on_what_is_installed_until_it_keeps_or_approves(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, First, demo: true);
        Assert.Same(First, Assert.IsType<EvidenceInForce.DemoOnly>(await house.InForce()).Rules);
        foreach (var _ in Enumerable.Range(0, 3)) await house.Evidence.Keep(house.Clinic, First.Library, "demo", Cancel);
        Assert.Equal(["clinic-founded", "evidence-kept"], await house.Kinds());
        Assert.IsType<Appended.Done>(await house.Write(await house.ToSetPolicy("policy.hsv-settle-days", "21")));
        Assert.Equal(21, await house.Value("policy.hsv-settle-days"));
        Assert.IsType<EvidenceInForce.DemoOnly>(await house.InForce());
        await house.Approve(First);
        Assert.IsType<EvidenceInForce.Approved>(await house.InForce());
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Tables_that_are_not_those_of_their_version_decide_nothing(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        foreach (var tables in new[] { Second.Library.Texts, First.Library.Texts.Remove("codes.tsv") })
        {
            var house = await House.Founded(ledger, First);
            await ledger.Append(house.Clinic, new Append("x", [Body.About(Streams.Evidence(First.Version.Hash), new EvidenceKept(First.Version.Hash, tables))]), Cancel);
            await Assert.ThrowsAsync<RefusedException>(() => house.Evidence.Load(house.Clinic, First.Version.Hash, Cancel));
            await ledger.Append(house.Clinic, new Append("x", [Body.About(Streams.Of(house.Clinic), new EvidenceApproved(First.Version.Hash, null, house.Director, "x", "x"))]), Cancel);
            Assert.Contains($"The tables kept as version {First.Version}", (await house.InForce()).StandsAgainst, StringComparison.Ordinal);
            Assert.Null((await house.InForce()).Policy);
        }
    }
}
