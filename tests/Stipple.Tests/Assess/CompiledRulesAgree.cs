using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>The compiled form of the rules says what the readable one says.</summary>
public sealed class CompiledRulesAgree
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void On_random_rows_of_random_cases()
    {
        const int Wanted = 60_000, Share = 2_000;
        var rows = 0;
        Parallel.For(0, Wanted / Share, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, (seed, all) =>
        {
            var random = new Random(seed);
            var policy = RandomCases.One(Rules, random).Policy;
            var cohort = new Cohort(Rules);
            Agree(CompiledRules.Of(policy), cohort, Filled(cohort, policy, random, () => cohort.Rows >= Share));
            Interlocked.Add(ref rows, cohort.Rows);
        });
        Assert.True(rows >= Wanted);
    }

    [Fact]
    public void On_a_cohort_that_holds_the_questions_of_another_version()
    {
        // In the newer version the options of a question stand in another order, an option is gone, and a number has closer bounds: who gave them has not answered.
        var newer = Tables.Shipped
            .With("questions.tsv", "acne-now", "options", "none|lumps|comedones|few|many")
            .With("questions.tsv", "acne-now", "labels", "No spots|Lumps|Blackheads|Few|Many")
            .With("questions.tsv", "hsv-frequency", "options", "none|3-5|6-or-more")
            .With("questions.tsv", "hsv-frequency", "labels", "None|3 to 5|6 or more")
            .With("questions.tsv", "platelet-count", "min", "60")
            .ReadRules();
        var random = new Random(11);
        var lost = 0;
        var cohort = new Cohort(Rules);
        var cases = new List<Case>();
        for (var i = 0; i < 2_000; i++)
        {
            var given = RandomCases.One(Rules, random);
            cohort.Add(given);
            var answers = given.Answers.ToImmutableDictionary(answer => answer.Key, answer => answer.Value with { Fact = Again(answer.Key, answer.Value.Fact) });
            lost += answers.Count(answer => !answer.Value.Fact.Known && given.Answers[answer.Key].Fact.Known);
            cases.Add(new Case(ClinicPolicy.Defaults(newer), given.AsOf, given.PlannedOn, [.. given.Sites.Select(site => site with { Site = newer.Sites.Find(site.Site.Id)! })], given.Terms, answers));
        }

        Assert.True(lost > 100);
        Agree(CompiledRules.Of(ClinicPolicy.Defaults(newer), Rules), cohort, cases);

        Fact Again(string id, Fact fact) => newer.FindQuestion(id)!.Domain.TryRead(Rules.FindQuestion(id)!.Domain.ToWords(fact), out var read) ? read : Fact.Unknown;
    }

    [Theory]
    [InlineData("days since healed", "14|13.5|0|100000")]
    [InlineData("age", "40|40.5|0|300")]
    [InlineData("inr", "3|2.55")]
    [InlineData("count tablets", "1|1.5|0|99")]
    public void On_every_comparison_on_both_sides_of_its_limit(string measure, string limits)
    {
        foreach (var limit in limits.Split('|'))
        foreach (var comparison in new[] { "<", "<=", ">", ">=", "=", "!=" })
        {
            var rules = Tables.Small.With("rules.tsv", "rash/old", "when", $"{measure} {comparison} {limit} or (rash and days since healed < policy.rest-days and inr > 90)").ReadRules();
            var policy = ClinicPolicy.Defaults(rules);
            var random = new Random(7);
            var cohort = new Cohort(rules);
            Agree(CompiledRules.Of(policy), cohort, Filled(cohort, policy, random, () => cohort.Cases >= 600));
        }
    }

    [Theory]
    [InlineData("3", Decision.Incomplete)] // kept for 14 days until now: nobody knows how old the answer is
    [InlineData("14", Decision.Proceed)]
    [InlineData("20", Decision.Proceed)]
    public void An_answer_that_another_version_lets_grow_old_sooner_is_not_known(string days, Decision decision)
    {
        var newer = Tables.Shipped.With("questions.tsv", "pregnant", "stale_days", days).ReadRules();
        Assert.Equal(decision, VerdictOf(newer).Decision);
    }

    [Fact]
    public void A_question_that_the_cohort_does_not_have_is_not_known()
    {
        var newer = Tables.Shipped
            .With("questions.tsv", "breastfeeding", "id", "lactation")
            .With("rules.tsv", "breastfeeding", "when", "lactation")
            .With("rules.tsv", "breastfeeding/anaesthetic", "when", "lactation and plan.anaesthetic in {licensed-cream, compounded-cream, injection}")
            .ReadRules();
        Assert.Equal(Decision.Incomplete, VerdictOf(newer).Decision);
    }

    private static Verdict VerdictOf(Rules newer)
    {
        var cohort = new Cohort(Rules);
        cohort.Add(Scene.Filled(Rules, "nose at 1; device = pen; topical = none; anaesthetic = none; prp = no", ""));
        var compiled = CompiledRules.Of(ClinicPolicy.Defaults(newer), Rules);
        var verdicts = new Verdict[1];
        compiled.Screen(cohort, verdicts, new ulong[compiled.MaskWords]);
        return verdicts[0];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(100)]
    public void And_weighs_the_same_when_rows_come_in_between(int together)
    {
        var policy = ClinicPolicy.Defaults(Rules);
        var (whole, parts, compiled) = (new Cohort(Rules), new Cohort(Rules), CompiledRules.Of(policy));
        foreach (var (i, given) in Filled(whole, policy, new Random(together), () => whole.Cases >= 600).Index())
        {
            parts.Add(given);
            if (i % together == 0) Weighed(parts);
        }

        var (verdicts, fired) = Weighed(whole);
        Assert.Equal(verdicts, Weighed(parts).Verdicts);
        Assert.Equal(fired, Weighed(parts).Fired);

        (Verdict[] Verdicts, ulong[] Fired) Weighed(Cohort cohort)
        {
            var (verdicts, fired) = (new Verdict[cohort.Rows], new ulong[cohort.Rows * compiled.MaskWords]);
            compiled.Screen(cohort, verdicts, fired);
            return (verdicts, fired);
        }
    }

    [Fact]
    public void And_weighs_without_allocating()
    {
        var cohort = new Cohort(Rules);
        var random = new Random(3);
        var policy = ClinicPolicy.Defaults(Rules);
        Filled(cohort, policy, random, () => cohort.Cases >= 3_000);
        var compiled = CompiledRules.Of(policy);
        var (verdicts, fired) = (new Verdict[cohort.Rows], new ulong[cohort.Rows * compiled.MaskWords]);
        compiled.Screen(cohort, verdicts, fired);
        var before = GC.GetAllocatedBytesForCurrentThread();
        compiled.Screen(cohort, verdicts, fired);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void And_a_cohort_that_was_emptied_is_as_good_as_new()
    {
        var random = new Random(5);
        var cohort = new Cohort(Rules);
        var policy = ClinicPolicy.Defaults(Rules);
        Filled(cohort, policy, random, () => cohort.Cases >= 900);
        cohort.Clear();
        var cases = Filled(cohort, policy, random, () => cohort.Cases >= 700);
        Assert.Equal(700, cohort.Cases);
        Agree(CompiledRules.Of(policy), cohort, cases);
    }

    /// <summary>Adds random cases under one policy to the cohort until it holds enough, and says which.</summary>
    private static List<Case> Filled(Cohort cohort, ClinicPolicy policy, Random random, Func<bool> enough)
    {
        var cases = new List<Case>();
        while (!enough())
        {
            var given = RandomCases.One(policy.Rules, random);
            cases.Add(new Case(policy, given.AsOf, given.PlannedOn, given.Sites, given.Terms, given.Answers));
            cohort.Add(cases[^1]);
        }

        return cases;
    }

    private static void Agree(CompiledRules compiled, Cohort cohort, List<Case> cases)
    {
        var (verdicts, fired) = (new Verdict[cohort.Rows], new ulong[cohort.Rows * compiled.MaskWords]);
        compiled.Screen(cohort, verdicts, fired);
        var rules = compiled.Policy.Rules.All;
        var truths = new Truth[rules.Length];
        Span<Verdict> components = stackalloc Verdict[Enum.GetValues<Component>().Length];
        for (var i = 0; i < cases.Count; i++)
        {
            var (from, to) = (cohort.RowsOf(i).Start.Value, cohort.RowsOf(i).End.Value);
            Assert.Equal(cases[i].Sites.Length, to - from);
            for (var row = from; row < to; row++)
            {
                components.Clear();
                Screening.Weigh(cases[i], row - from, truths, components);
                var verdict = default(Verdict);
                foreach (var component in components) verdict = verdict.Or(component);
                Assert.True(verdict == verdicts[row], $"case {i}: {verdict} and not {verdicts[row]}");
                foreach (var rule in rules)
                {
                    var holds = truths[rule.Ordinal] is Truth.Yes && rule.ReplacedBy.All(other => truths[other] is not Truth.Yes);
                    Assert.True(holds == ((fired[row * compiled.MaskWords + rule.Ordinal / 64] >> rule.Ordinal & 1) != 0), $"case {i}: {rule.Id} {holds}");
                }
            }
        }
    }
}
