namespace Stipple.Tests;

/// <summary>Every construct of the grammar, yes, no and unknown.</summary>
public sealed class Criteria
{
    [Theory]
    // A yes/no question and a flag of the plan.
    [InlineData("rash", "rash = yes", "", Truth.Yes)]
    [InlineData("rash", "rash = no", "", Truth.No)]
    [InlineData("rash", "", "", Truth.Unknown)]
    [InlineData("rash", "rash = unknown", "", Truth.Unknown)]
    [InlineData("plan.prp", "", "prp = yes", Truth.Yes)]
    [InlineData("plan.prp", "", "prp = no", Truth.No)]
    [InlineData("plan.prp", "", "", Truth.Unknown)]
    // not, and, or and their binding.
    [InlineData("not rash", "rash = yes", "", Truth.No)]
    [InlineData("not not rash", "rash = yes", "", Truth.Yes)]
    [InlineData("not rash", "", "", Truth.Unknown)]
    [InlineData("rash and born-abroad", "rash = yes; born-abroad = yes", "", Truth.Yes)]
    [InlineData("rash and born-abroad", "born-abroad = no", "", Truth.No)]
    [InlineData("rash and born-abroad", "born-abroad = yes", "", Truth.Unknown)]
    [InlineData("rash or born-abroad", "born-abroad = yes", "", Truth.Yes)]
    [InlineData("rash or born-abroad", "born-abroad = no; rash = no", "", Truth.No)]
    [InlineData("rash or born-abroad", "born-abroad = no", "", Truth.Unknown)]
    [InlineData("rash or born-abroad and plan.prp", "rash = yes; born-abroad = no", "prp = no", Truth.Yes)]
    [InlineData("(rash or born-abroad) and plan.prp", "rash = yes; born-abroad = no", "prp = no", Truth.No)]
    [InlineData("not rash and born-abroad", "rash = no; born-abroad = no", "", Truth.No)]
    [InlineData("not (rash and born-abroad)", "rash = no; born-abroad = no", "", Truth.Yes)]
    // Zones.
    [InlineData("here rash-zones", "rash-zones = nose hand", "", Truth.Yes)]
    [InlineData("here rash-zones", "rash-zones = cheek", "", Truth.No)]
    [InlineData("here rash-zones", "rash-zones =", "", Truth.No)]
    [InlineData("here rash-zones", "", "", Truth.Unknown)]
    [InlineData("near rash-zones", "rash-zones = cheek", "", Truth.Yes)]
    [InlineData("near rash-zones", "rash-zones = nose", "", Truth.Yes)]
    [InlineData("near rash-zones", "rash-zones = throat hand", "", Truth.No)]
    [InlineData("near rash-zones", "", "", Truth.Unknown)]
    // Days since: the event was on the tenth, thirteen days before the twenty-third.
    [InlineData("days since healed < 14", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("days since healed < 13", "healed = 2026-11-10", "", Truth.No)]
    [InlineData("days since healed <= 13", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("days since healed > 13", "healed = 2026-11-10", "", Truth.No)]
    [InlineData("days since healed >= 13", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("days since healed = 13", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("days since healed != 13", "healed = 2026-11-10", "", Truth.No)]
    [InlineData("days since healed < 14", "healed = 2026-11-01/2026-11-12", "", Truth.Unknown)]
    [InlineData("days since healed < 14", "", "", Truth.Unknown)]
    [InlineData("days since healed < policy.rest-days", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("days since healed < policy.rest-days", "healed = 2026-11-10", "policy.rest-days = 13", Truth.No)]
    // Age: of legal age on the day itself.
    [InlineData("age < 18", "born = 2008-11-23", "", Truth.No)]
    [InlineData("age < 18", "born = 2008-11-24", "", Truth.Yes)]
    [InlineData("age < 18", "born = 2008-11", "", Truth.Unknown)]
    [InlineData("age >= 18", "born = 2008-11-23", "", Truth.Yes)]
    [InlineData("age = 17", "born = 2008-11-24/2009-11-23", "", Truth.Yes)]
    [InlineData("age < 18", "", "", Truth.Unknown)]
    [InlineData("age < 18", "born = never", "", Truth.Unknown)]
    // Counting.
    [InlineData("count tablets >= 2", "tablets = red blue", "", Truth.Yes)]
    [InlineData("count tablets >= 2", "tablets = red", "", Truth.No)]
    [InlineData("count tablets = 0", "tablets =", "", Truth.Yes)]
    [InlineData("count tablets >= 2", "", "", Truth.Unknown)]
    [InlineData("count rash-zones > 0", "rash-zones = nose", "", Truth.Yes)]
    [InlineData("count rash-zones > 0", "rash-zones =", "", Truth.No)]
    [InlineData("count rash-zones > 0", "", "", Truth.Unknown)]
    // Whether it happened at all.
    [InlineData("ever healed", "healed = 2026-11-10", "", Truth.Yes)]
    [InlineData("ever healed", "healed = 2025/2026", "", Truth.Yes)]
    [InlineData("ever healed", "healed = never", "", Truth.No)]
    [InlineData("ever healed", "", "", Truth.Unknown)]
    // Several choices.
    [InlineData("tablets has any {red, blue}", "tablets = blue green", "", Truth.Yes)]
    [InlineData("tablets has any {red, blue}", "tablets = green", "", Truth.No)]
    [InlineData("tablets has any {red, blue}", "tablets =", "", Truth.No)]
    [InlineData("tablets has any {red, blue}", "", "", Truth.Unknown)]
    // One choice.
    [InlineData("smoker = now", "smoker = now", "", Truth.Yes)]
    [InlineData("smoker = now", "smoker = past", "", Truth.No)]
    [InlineData("smoker = now", "smoker = not-sure", "", Truth.Unknown)]
    [InlineData("smoker = now", "", "", Truth.Unknown)]
    [InlineData("smoker != now", "smoker = past", "", Truth.Yes)]
    [InlineData("smoker != now", "smoker = not-sure", "", Truth.Unknown)]
    [InlineData("smoker in {past, now}", "smoker = past", "", Truth.Yes)]
    [InlineData("smoker in {past, now}", "smoker = no", "", Truth.No)]
    [InlineData("smoker not in {past, now}", "smoker = no", "", Truth.Yes)]
    [InlineData("smoker not in {past, now}", "smoker = not-sure", "", Truth.Unknown)]
    [InlineData("plan.site = nose", "", "", Truth.Yes)]
    [InlineData("plan.region != face", "", "", Truth.No)]
    [InlineData("plan.site in {cheek, hand}", "", "", Truth.No)]
    [InlineData("plan.indication = scar", "", "indication = scar", Truth.Yes)]
    [InlineData("by.setting = hospital", "", "by.setting = clinic", Truth.No)]
    [InlineData("by.setting = hospital", "", "", Truth.Unknown)]
    // Numbers: exactly at the limit.
    [InlineData("inr < 3.5", "inr = 3.5", "", Truth.No)]
    [InlineData("inr <= 3.5", "inr = 3.5", "", Truth.Yes)]
    [InlineData("inr > 3.5", "inr = 3.5", "", Truth.No)]
    [InlineData("inr >= 3.5", "inr = 3.5", "", Truth.Yes)]
    [InlineData("inr = 3.5", "inr = 3.5", "", Truth.Yes)]
    [InlineData("inr != 3.5", "inr = 3.5", "", Truth.No)]
    [InlineData("inr > policy.inr-limit", "inr = 3.6", "", Truth.Yes)]
    [InlineData("inr > policy.inr-limit", "inr = 3.6", "policy.inr-limit = 4", Truth.No)]
    [InlineData("inr > 3.5", "", "", Truth.Unknown)]
    [InlineData("plan.depth > 1.5", "", "", Truth.Unknown)]
    public void Say_yes_no_or_unknown(string when, string answers, string plan, Truth expected) =>
        Assert.Equal(expected, Parse(Scene.Small, when).Evaluate(Scene.Of(Scene.Small, "nose;" + plan, answers).At(0)));

    [Theory]
    [InlineData("plan.depth > 1.5", "nose at 1.5", Truth.No)]
    [InlineData("plan.depth > 1.5", "nose at 1.6", Truth.Yes)]
    [InlineData("plan.region in {neck, hands}", "throat at 1", Truth.Yes)]
    public void See_the_site_and_depth_of_the_plan(string when, string plan, Truth expected) =>
        Assert.Equal(expected, Parse(Scene.Small, when).Evaluate(Scene.Of(Scene.Small, plan, "").At(0)));

    [Fact]
    public void What_never_happened_settles_every_comparison_with_no()
    {
        foreach (var sign in new[] { "<", "<=", ">", ">=", "=", "!=" })
        foreach (var limit in new[] { 0, 14, 99999 })
            Assert.Equal(Truth.No, Parse(Scene.Small, $"days since healed {sign} {limit}").Evaluate(Scene.Of(Scene.Small, "nose", "healed = never").At(0)));
    }

    [Fact]
    public void An_answer_that_is_too_old_is_unknown()
    {
        var when = Parse(Scene.Small, "days since healed < 100");
        foreach (var (age, expected) in new[] { (30, Truth.Yes), (31, Truth.Unknown) })
        {
            var question = Scene.Small.FindQuestion("healed")!;
            var answer = new Answer(Scene.Read(question.Domain, "2026-10-01"), "patient", Scene.Day.AddDays(-age));
            Assert.Equal(expected, when.Evaluate(Scene.Of(Scene.Small, "nose", "").With(question, answer).At(0)));
        }
    }

    [Fact]
    public void A_policy_that_nobody_set_has_its_default_and_is_never_unknown()
    {
        var given = Scene.Of(Scene.Small, "nose", "inr = 3");
        Assert.Equal(Truth.No, Parse(Scene.Small, "inr > policy.inr-limit").Evaluate(given.At(0)));
        Assert.Equal(Truth.Yes, Parse(Scene.Small, "inr <= policy.inr-limit").Evaluate(given.At(0)));
        Assert.Throws<ArgumentException>(() => given.Policy.With(Scene.Small.FindTerm("policy.inr-limit")!, Fact.Unknown));
    }

    internal static Criterion Parse(Rules rules, string when) => CriterionParser.Parse(when, name =>
        rules.FindQuestion(name) is { } question ? (new Slot(false, question.Ordinal), question.Domain)
        : rules.FindTerm(name) is { } term ? (new Slot(true, term.Ordinal), term.Domain)
        : null);
}
