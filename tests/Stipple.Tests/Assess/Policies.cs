using System.Text;

namespace Stipple.Tests;

/// <summary>What a clinic chose, on its way into a case.</summary>
public sealed class Policies
{
    private static readonly Rules Small = Scene.Small;

    private static readonly Approval Approval =
        new(Small.Version.Hash, PersonId.New(TimeProvider.System), "I approve.", "passkey", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_choice_of_the_clinic_reaches_every_case_and_everything_else_has_its_default()
    {
        Assert.True(ClinicPolicy.TryRead(Small, [Choice("policy.rest-days", "30")], out var policy, out _));
        var given = Case(policy, "rash = yes; rash-zones = nose; healed = 2026-11-03"); // 20 days ago
        Assert.Contains(Screening.Decide(given).Findings.Fired, reason => reason.Rule.Id == "rash/old");
        Assert.DoesNotContain(Screening.Decide(Scene.With(given, policy: ClinicPolicy.Defaults(Small))).Findings.Fired, reason => reason.Rule.Id == "rash/old");
        Assert.Equal(3.5, policy[Small.FindTerm("policy.inr-limit")!].Low);
        Assert.Equal(30, given.With(Small.FindQuestion("smoker")!, new Answer(Fact.OfBits(1), "patient", Scene.Day)).Policy[Small.FindTerm("policy.rest-days")!].Low);
    }

    [Theory]
    [InlineData("policy.inr-limit", "9", "policy.inr-limit: found \"9\", expected a number from 2 to 5 INR")]
    [InlineData("policy.inr-limit", "unknown", "policy.inr-limit: found \"unknown\", expected a number from 2 to 5 INR")]
    [InlineData("policy.inr-limit", "", "policy.inr-limit: found \"\", expected a number from 2 to 5 INR")]
    [InlineData("policy.inr-limit", "3,5", "policy.inr-limit: found \"3,5\", expected a number from 2 to 5 INR")]
    [InlineData("policy.mood", "1", "policy.mood: found \"1\", expected one of the switches policy.inr-limit, policy.rest-days")]
    [InlineData("plan.prp", "yes", "plan.prp: found \"yes\", expected one of the switches policy.inr-limit, policy.rest-days")]
    public void A_choice_that_does_not_fit_is_named_with_what_does(string name, string value, string said)
    {
        Assert.False(ClinicPolicy.TryRead(Small, [Choice(name, value), Choice("policy.rest-days", "30")], out var policy, out var misfits));
        Assert.Equal([said], misfits.Select(misfit => misfit.ToString()));
        Assert.Equal(["policy.rest-days"], policy.Chosen.Keys);
    }

    [Fact]
    public void A_case_of_a_clinic_names_no_policy_of_its_own()
    {
        var json = """{ "asOf": "2026-11-23", "plan": { "on": "2026-11-23", "sites": [{ "site": "nose" }] }, "policy": { "inr-limit": 3 } }"""u8.ToArray();
        Assert.True(ClinicPolicy.TryRead(Small, [Choice("policy.inr-limit", "4")], out var policy, out _));
        Assert.Equal("the one of the clinic counts", Assert.Throws<CaseException>(() => CaseFormat.Read(json, policy)).Allowed.Split(": ")[1]);
        Assert.Equal(3, CaseFormat.Read(json, Small).Policy[Small.FindTerm("policy.inr-limit")!].Low);
        var own = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace(", \"policy\": { \"inr-limit\": 3 }", "", StringComparison.Ordinal));
        Assert.Equal(4, CaseFormat.Read(own, policy).Policy[Small.FindTerm("policy.inr-limit")!].Low);
    }

    [Fact]
    public void A_written_case_is_read_as_it_was_and_decided_with_the_same_bytes() => RandomCases.Of(Scene.Shipped).Sample(given =>
    {
        var written = CaseFormat.Write(given);
        var read = CaseFormat.Read(written, given.Rules);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(CaseFormat.Write(read)));
        Assert.Equal(given.Answers.OrderBy(answer => answer.Key, StringComparer.Ordinal), read.Answers.OrderBy(answer => answer.Key, StringComparer.Ordinal));
        Assert.Equal(given.Sites, read.Sites);
        Assert.All(given.Rules.Switches, name => Assert.Equal(given.Policy[name], read.Policy[name]));
        Assert.Equal(CandidacyFormat.Write(Screening.Decide(given)), CandidacyFormat.Write(Screening.Decide(read)));
    }, iter: 500);

    [Fact]
    public void Nothing_clinical_starts_in_a_clinic_that_approved_nothing_and_is_no_demo()
    {
        var none = EvidenceInForce.Of(demo: false, approval: null, Small, []);
        Assert.IsType<EvidenceInForce.None>(none);
        Assert.Null(none.Policy);
        Assert.Contains("No version of the evidence tables is approved", none.StandsAgainst, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demo_clinic_may_use_what_is_installed_and_an_approval_counts_for_both()
    {
        var demo = Assert.IsType<EvidenceInForce.DemoOnly>(EvidenceInForce.Of(demo: true, approval: null, Small, [Choice("policy.rest-days", "30")]));
        Assert.Null(demo.StandsAgainst);
        Assert.Equal(30, demo.Policy[Small.FindTerm("policy.rest-days")!].Low);
        Assert.Same(Small, demo.Rules);
        foreach (var synthetic in new[] { true, false })
            Assert.Equal(Approval, Assert.IsType<EvidenceInForce.Approved>(EvidenceInForce.Of(synthetic, Approval, Small, [])).Approval);
    }

    [Fact]
    public void A_policy_that_does_not_fit_stops_everything_and_says_why()
    {
        foreach (var approval in new[] { Approval, null })
            Assert.Contains("policy.mood: found \"1\"", Assert.IsType<EvidenceInForce.None>(EvidenceInForce.Of(demo: true, approval, Small, [Choice("policy.mood", "1")])).StandsAgainst, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_another_version_than_the_approved_are_never_taken() =>
        Assert.Throws<ArgumentException>(() => EvidenceInForce.Of(demo: false, Approval, Scene.Shipped, []));

    private static KeyValuePair<string, string> Choice(string name, string value) => KeyValuePair.Create(name, value);

    private static Case Case(ClinicPolicy policy, string answers) => Scene.With(Scene.Filled(policy.Rules, "nose at 1", answers), policy: policy);
}
