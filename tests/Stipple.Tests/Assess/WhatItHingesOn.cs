using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>What would change a decision, worked by hand on the shipped tables.</summary>
public sealed class WhatItHingesOn
{
    private const string Plan = "cheek-right at 1.0; device = pen; topical = none; anaesthetic = none; prp = no; purpose = cosmetic; by.specialty = none; by.setting = clinic";
    private const string Both = "cheek-right neck at 1.0; device = pen; topical = none; anaesthetic = none; prp = no; purpose = cosmetic; by.specialty = none; by.setting = clinic";

    [Fact]
    public void Active_acne_is_undone_by_clear_skin_or_another_place_and_the_row_says_when()
    {
        var sets = Told(Both, "acne-now = few; acne-zones = cheek-right");
        Assert.Equal(["plan.sites=neck -> proceed", "acne-now=none -> proceed"], sets);
        var acne = Of(Both, "acne-now = few; acne-zones = cheek-right").Sets[1].If.Single();
        Assert.Equal("No spots", acne.InWords);
        Assert.Equal(["clearing of the red spots in the area and a fresh look at the skin"], acne.NotBefore);
    }

    [Fact]
    public void A_deferral_that_counts_days_is_undone_by_its_first_day_and_by_no_other_answer() =>
        Assert.Equal(["plan.on=2026-12-04 -> proceed-with-precautions"], Told(Plan, "hsv-history = yes; hsv-frequency = 1-2; hsv-healed = 2026-11-20"));

    [Fact]
    public void A_rough_date_counts_to_its_latest_day() =>
        Assert.Equal(["plan.on=2026-12-05 -> proceed-with-precautions"], Told(Plan, "hsv-history = yes; hsv-frequency = 1-2; hsv-healed = 2026-11-10/2026-11-21"));

    [Fact]
    public void What_stands_against_a_part_of_the_plan_is_undone_without_that_part()
    {
        Assert.Equal(
            ["plan.anaesthetic=none,licensed-cream,injection -> proceed"],
            Told(Plan.Replace("anaesthetic = none", "anaesthetic = compounded-cream", StringComparison.Ordinal), ""));
        Assert.Equal(["plan.topical=none,sterile-glide -> proceed"], Told(Plan.Replace("topical = none", "topical = cosmetic", StringComparison.Ordinal), ""));
    }

    [Fact]
    public void Two_findings_have_to_pass_together_and_each_alone_is_told_where_it_makes_it_milder() =>
        Assert.Equal(
            ["broken-skin-zones= -> defer", "plan.on=2026-11-30 & broken-skin-zones= -> proceed"],
            Told(Plan, "broken-skin-zones = cheek-right; skin-last-year = toxin; toxin-last = 2026-11-16; toxin-zones = cheek-right"));

    [Theory]
    [InlineData("keloid = yes; keloid-number = several; keloid-cause = piercing; keloid-zones = chest")]
    [InlineData("antithrombotics = warfarin; inr-state = measured; inr = 4.2")]
    [InlineData("isotretinoin = now")]
    [InlineData("special-medicines = acitretin-now")]
    [InlineData("health = cancer; cancer-state = medicines-now")]
    [InlineData("pregnant = yes")]
    [InlineData("breastfeeding = yes")]
    [InlineData("warning-signs = spreading-redness-fever")]
    [InlineData("blood-virus = not-controlled")]
    [InlineData("consent-concerns = under-pressure")]
    [InlineData("autoimmune = scleroderma")]
    public void History_medicines_pregnancy_and_what_needs_care_are_not_offered_to_be_otherwise(string answers)
    {
        var hinges = Of(Plan, answers);
        Assert.Empty(hinges.Sets);
        Assert.True(hinges.All);
        Assert.Contains(answers.Split(' ')[0], hinges.RestsOn.Select(question => question.Id));
    }

    [Fact]
    public void Depth_is_turned_to_the_deepest_that_does_it() =>
        Assert.Equal(["plan.depth=1.5 -> refer"], Told(Plan.Replace("at 1.0", "at 2.0", StringComparison.Ordinal), "keloid = yes; keloid-number = one; keloid-cause = operation; keloid-zones = chest"));

    [Fact]
    public void A_lasting_row_beside_one_that_passes_stays() =>
        Assert.Empty(Told(Plan, "rosacea = bumps-or-stinging; rosacea-zones = cheek-right"));

    [Fact]
    public void What_may_proceed_tells_which_choice_of_the_plan_would_not()
    {
        var sets = Told(Plan, "");
        Assert.Contains("plan.topical=cosmetic -> do-not-treat", sets);
        Assert.Contains("plan.depth=1.6 -> refer", sets);
        Assert.Contains("plan.anaesthetic=compounded-cream -> refer", sets, StringComparer.Ordinal);
        Assert.All(sets, set => Assert.StartsWith("plan.", set, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_missing_settles_it_together_and_one_answer_alone_at_once()
    {
        var hinges = Hinges.Of(Screening.Decide(Scene.Fill(Scene.Of(Scene.Shipped, Plan, ""), "pregnant", "eczema", "eczema-zones", "eczema-herpes")).Findings);
        Assert.Equal(["pregnant=yes -> do-not-treat", "pregnant=no & eczema=no -> proceed"], hinges.Sets.Select(Text));
        Assert.True(hinges.All);
    }

    [Fact]
    public void No_answers_settle_what_the_plan_has_to_say_first()
    {
        var hinges = Hinges.Of(Screening.Decide(Scene.Filled(Scene.Shipped, "cheek-right", "")).Findings);
        Assert.Empty(hinges.Sets);
    }

    [Fact]
    public void What_is_told_beside_a_decision_leaves_its_own_bytes_as_they_were()
    {
        var decided = Screening.Decide(Scene.Filled(Scene.Shipped, Plan, "acne-now = few; acne-zones = cheek-right"));
        var alone = CandidacyFormat.Write(decided);
        var beside = CandidacyFormat.Write(decided, Hinges.Of(decided.Findings));
        Assert.DoesNotContain("wouldChange", alone, StringComparison.Ordinal);
        Assert.StartsWith(alone[..alone.LastIndexOf("\n}", StringComparison.Ordinal)] + ",\n  \"wouldChange\": [", beside, StringComparison.Ordinal);
    }

    private static Hinges Of(string plan, string answers) => Hinges.Of(Screening.Decide(Scene.Filled(Scene.Shipped, plan, answers)).Findings);

    private static string[] Told(string plan, string answers) => [.. Of(plan, answers).Sets.Select(Text)];

    private static string Text(Hinge hinge) =>
        $"{string.Join(" & ", hinge.If.Select(turned => $"{turned.Name}={string.Join(',', turned.Values.Select(words => string.Join('+', words)))}"))} -> {CandidacyFormat.Word(hinge.Decision)}";
}
