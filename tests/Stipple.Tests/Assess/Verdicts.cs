namespace Stipple.Tests;

/// <summary>How a decision hangs together: word, grades, sites, components, reasons, open questions.</summary>
public sealed class Verdicts
{
    private static readonly Rules Rules = Scene.Shipped;

    [Theory]
    [InlineData(Grade.None, Grade.None, Decision.Proceed)]
    [InlineData(Grade.None, Grade.Caution, Decision.Incomplete)]
    [InlineData(Grade.None, Grade.Absolute, Decision.Incomplete)]
    [InlineData(Grade.Caution, Grade.Caution, Decision.ProceedWithPrecautions)]
    [InlineData(Grade.Caution, Grade.Defer, Decision.Incomplete)]
    [InlineData(Grade.Defer, Grade.Defer, Decision.Defer)]
    [InlineData(Grade.Defer, Grade.Relative, Decision.Incomplete)]
    [InlineData(Grade.Relative, Grade.Relative, Decision.Refer)]
    [InlineData(Grade.Relative, Grade.Absolute, Decision.Incomplete)]
    [InlineData(Grade.Absolute, Grade.Absolute, Decision.DoNotTreat)]
    public void The_word_follows_from_the_two_grades(Grade settled, Grade couldBecome, Decision word) =>
        Assert.Equal(word, new Verdict(settled, couldBecome).Decision);

    [Fact]
    public void A_decision_hangs_together() => RandomCases.Of(Rules).Sample(given =>
    {
        var candidacy = Screening.Decide(given);
        var found = candidacy.Findings;
        foreach (var verdict in found.Sites.Select(site => site.Verdict).Concat(found.Components.Select(part => part.Verdict)).Append(found.Overall))
            Assert.True(verdict.CouldBecome >= verdict.Settled);
        var procedure = found.Components.Single(part => part.Component is Component.Procedure).Verdict;
        Assert.Equal(found.Sites.Max(site => site.Verdict.Settled), procedure.Settled);
        Assert.Equal(found.Sites.Max(site => site.Verdict.CouldBecome), procedure.CouldBecome);
        Assert.Equal(found.Components.Max(part => part.Verdict.Settled), found.Overall.Settled);
        Assert.Equal(found.Components.Max(part => part.Verdict.CouldBecome), found.Overall.CouldBecome);
        Assert.Equal(found.Fired.Select(reason => reason.Rule.Grade).DefaultIfEmpty(Grade.None).Max(), found.Overall.Settled);
        Assert.Equal(found.Fired.OrderByDescending(reason => reason.Rule.Grade), found.Fired);
        Assert.Equal(candidacy is Candidacy.MayProceed, candidacy.Decision is Decision.Proceed or Decision.ProceedWithPrecautions);
        Assert.Equal(candidacy is Candidacy.DoNotTreat, found.Overall.Settled is Grade.Absolute);
    }, iter: 5_000);

    [Fact]
    public void An_incomplete_names_what_to_find_out() => RandomCases.Of(Rules).Sample(given =>
    {
        var candidacy = Screening.Decide(given);
        var found = candidacy.Findings;
        if (candidacy is Candidacy.Incomplete) Assert.True(found.Open.Length > 0 || found.OpenTerms.Length > 0);
        if (found.Open.Length == 0 && found.OpenTerms.Length == 0) Assert.Equal(found.Overall.Settled, found.Overall.CouldBecome);
        // A date may be answered and still be too inexact to settle its row.
        Assert.All(found.Open.Where(open => open.Question.Domain.Type is not QuestionType.Date), open => Assert.True(!given.Answers.TryGetValue(open.Question.Id, out var answer) || !answer.Fact.Known || given.IsStale(open.Question)));
        Assert.All(found.Open, open => Assert.Equal(open.Rows.Max(row => row.Grade), open.CouldMake));
    }, iter: 3_000);

    [Fact]
    public void A_case_of_one_site_is_decided_as_that_site_among_others() => RandomCases.Of(Rules).Sample(given =>
    {
        var together = Screening.Decide(given).Findings;
        foreach (var (site, i) in given.Sites.Select((site, i) => (site, i)))
            Assert.Equal(together.Sites[i].Verdict, Screening.Decide(Scene.With(given, sites: [site])).Findings.Sites[0].Verdict);
    }, iter: 1_000);

    [Fact]
    public void A_row_that_is_replaced_gives_no_reason()
    {
        var both = Screening.Decide(Scene.Filled(Scene.Small, "nose at 1", "rash = yes; rash-zones = nose; healed = 2026-11-20")).Findings;
        Assert.Equal(["rash/old"], both.Fired.Select(reason => reason.Rule.Id));
        var open = Screening.Decide(Scene.Fill(Scene.Of(Scene.Small, "nose at 1", "rash = yes; rash-zones = nose"), "healed")).Findings;
        Assert.Equal(["rash"], open.Fired.Select(reason => reason.Rule.Id));
    }

    [Fact]
    public void A_deferral_ends_on_the_latest_day_that_it_may_still_hold()
    {
        var found = Screening.Decide(Scene.Filled(Scene.Small, "nose at 1", "rash = yes; healed = 2026-11-15/2026-11-20")).Findings;
        Assert.Equal(new DateOnly(2026, 12, 4), found.NotBefore);
        Assert.Empty(found.WaitsFor);
        var longer = Screening.Decide(Scene.Filled(Scene.Small, "nose at 1; policy.rest-days = 60", "rash = yes; healed = 2026-11-20")).Findings;
        Assert.Equal(new DateOnly(2027, 1, 19), longer.NotBefore);
    }

    [Fact]
    public void A_temporary_absolute_is_not_now_and_a_lasting_one_is()
    {
        var wide = Screening.Decide(Scene.Filled(Scene.Small, "nose at 2", "rash = yes; rash-zones = nose")).Findings;
        Assert.True(wide.IsNotNow);
        Assert.Equal(["clear skin"], wide.WaitsFor);
        var many = Screening.Decide(Scene.Filled(Scene.Small, "nose at 2", "rash = yes; rash-zones = nose; tablets = red blue")).Findings;
        Assert.False(many.IsNotNow);
    }

    [Fact]
    public void A_component_that_is_not_planned_stands_against_nothing()
    {
        var without = Screening.Decide(Scene.Filled(Scene.Small, "hand at 1; anaesthetic = none; topical = none; device = pen; prp = no", "rash = yes; inr = 2; born = 1980")).Findings;
        Assert.Equal([Component.Procedure], without.Components.Select(part => part.Component));
        Assert.Equal(Grade.None, without.Overall.CouldBecome);
        var with = Screening.Decide(Scene.Filled(Scene.Small, "hand at 1; anaesthetic = cream", "rash = yes")).Findings;
        Assert.Equal(Grade.Caution, with.Components.Single(part => part.Component is Component.Anaesthetic).Verdict.Settled);
        Assert.Equal(Grade.None, with.Sites[0].Verdict.Settled);
        var open = Screening.Decide(Scene.Filled(Scene.Small, "hand at 1", "rash = yes; inr = 2; born = 1980"));
        Assert.Equal(Decision.Incomplete, open.Decision);
        Assert.Equal(["plan.anaesthetic"], open.Findings.OpenTerms.Select(term => term.Name));
    }

    [Fact]
    public void A_plan_has_at_least_one_site_and_each_once_and_no_policy_of_its_own()
    {
        var given = Scene.Of(Scene.Small, "nose at 1", "");
        Assert.Throws<ArgumentException>(() => Scene.With(given, sites: []));
        Assert.Throws<ArgumentException>(() => Scene.With(given, sites: [given.Sites[0], given.Sites[0]]));
        Assert.Throws<ArgumentException>(() => Scene.With(given, terms: given.Terms.Add("plan.mood", Fact.Of(true))));
        Assert.Throws<ArgumentException>(() => Scene.With(given, terms: given.Terms.Add("policy.inr-limit", Fact.Of(3))));
    }
}
