using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>What is told of a decision holds when the case is decided again, and nothing smaller does the same.</summary>
public sealed class HingeProperties
{
    /// <summary>Small tables whose answers may pass, and the shipped ones.</summary>
    public static TheoryData<bool> ShippedOrSmall => [true, false];

    private static readonly Rules Passing = PassingTables().ReadRules();

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void Every_set_leads_to_the_decision_that_it_names_with_any_of_its_values(bool shipped) => Sample(shipped, (findings, hinges) =>
    {
        foreach (var hinge in hinges.Sets)
        {
            foreach (var values in Products(hinge)) Assert.Equal(hinge.To, Decided(findings.Case, [.. hinge.If.Zip(values)]).Overall);
            Assert.NotEqual(findings.Overall.Decision, hinge.Decision);
        }
    });

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void No_part_of_a_set_does_it(bool shipped) => Sample(shipped, (findings, hinges) =>
    {
        foreach (var hinge in hinges.Sets.Where(hinge => hinge.If.Length is > 1 and < 9))
        {
            foreach (var values in Products(hinge).Take(4))
            {
                var things = hinge.If.Zip(values).ToArray();
                for (var part = 1; part < (1 << things.Length) - 1; part++)
                {
                    var after = Decided(findings.Case, [.. things.Where((_, i) => (part >> i & 1) != 0)]).Overall;
                    if (findings.Overall.Decision is Decision.Incomplete) Assert.False(after.Decision is not Decision.Incomplete && after.Settled <= hinge.To.Settled, "a part settles it");
                    else Assert.True(MilderHinges.Reach(after) > MilderHinges.Reach(hinge.To), "a part does it");
                }
            }
        }
    });

    [Fact]
    public void Nothing_fixed_is_offered() => Sample(true, (findings, hinges) =>
    {
        if (findings.Overall.Decision is Decision.Incomplete) return; // there it is the answer that is asked for
        foreach (var turned in hinges.Sets.SelectMany(hinge => hinge.If))
        {
            if (turned.Question is not { } question)
            {
                Assert.Contains(turned.Name, (string[])["plan.on", "plan.sites", "plan.depth", "plan.device", "plan.topical", "plan.anaesthetic", "plan.prp"]);
                continue;
            }

            Assert.True(question is { PerPlan: true, StaleDays: not null, Sensitive: false } && question.Domain.Type is not QuestionType.Date, question.Id);
            Assert.NotEmpty(turned.NotBefore);
        }
    });

    [Fact]
    public void No_row_that_a_medicine_stands_for_or_that_has_no_end_is_undone_by_answers() => Sample(true, (findings, hinges) =>
    {
        var medicines = findings.Case.Rules.All.Where(rule => rule.Codes.Any(code => code.System is "rxnorm" or "atc")).Select(rule => rule.Entry).ToHashSet();
        foreach (var hinge in hinges.Sets.Where(_ => findings.Overall.Decision is not Decision.Incomplete))
        {
            var answers = hinge.If.Where(turned => turned.Question is not null).Select(turned => (turned, turned.Values[0])).ToArray();
            var left = Decided(findings.Case, answers).Fired.Select(reason => reason.Rule.Id).ToHashSet(StringComparer.Ordinal);
            Assert.All(
                findings.Fired.Where(reason => medicines.Contains(reason.Rule.Entry) || reason.Rule.Until.Length == 0 || reason.Rule.Urgency.Length > 0),
                reason => Assert.Contains(reason.Rule.Id, left));
        }
    });

    [Fact]
    public void Nothing_that_is_told_of_a_settled_decision_leaves_off_a_medicine() => Sample(true, (findings, hinges) =>
    {
        if (findings.Overall.Decision is Decision.Incomplete) return; // there a question is asked, and no medicine is taken away
        Assert.All(hinges.Sets.SelectMany(hinge => hinge.If), turned =>
        {
            // An answer ends: the "no" to an infection is none to the antibiotic that has to be finished first.
            Assert.Null(TextScanner.TellsToLeaveOffAMedicine($"{turned.Question?.Asks} {turned.InWords}. Not before {string.Join(", ", turned.NotBefore)}."));
        });
    });

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void They_come_smallest_first_and_the_same_each_time(bool shipped) => Sample(shipped, (findings, hinges) =>
    {
        Assert.Equal(hinges.Sets.Select(hinge => hinge.If.Length).Order(), hinges.Sets.Select(hinge => hinge.If.Length));
        var decided = Screening.Decide(findings.Case);
        Assert.Equal(CandidacyFormat.Write(decided, hinges), CandidacyFormat.Write(decided, Hinges.Of(decided.Findings)));
    });

    /// <summary>Tries every set of up to three of what may be turned by deciding each: slow, and without a thought.</summary>
    [Fact]
    public void Trying_everything_finds_the_same_smallest_sets() => RandomCases.Of(Passing).Sample(given =>
    {
        var findings = Screening.Decide(given).Findings;
        if (findings.Overall.Decision is Decision.Incomplete || findings.Overall.Settled < Grade.Defer) return;
        var hinges = Hinges.Of(findings);
        if (!hinges.All && hinges.Sets.Length == MilderHinges.MostSets) return;
        Assert.Equal(Everything(findings), hinges.Sets.Select(hinge => $"{Names(hinge.If.Select(turned => turned.Name))} -> {hinge.To}").Order(StringComparer.Ordinal));
    }, iter: 1_500);

    [Fact]
    public void The_cases_reach_every_kind_of_change()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sizes = new HashSet<int>();
        for (var seed = 0; seed < 3_000; seed++)
        {
            foreach (var hinge in Hinges.Of(Screening.Decide(RandomCases.One(Passing, new Random(seed))).Findings).Sets)
            {
                sizes.Add(hinge.If.Length);
                names.UnionWith(hinge.If.Select(turned => turned.Name));
            }
        }

        Assert.Superset(new HashSet<string>(["plan.on", "plan.sites", "plan.depth", "plan.anaesthetic", "rash", "rash-zones", "tablets", "inr", "smoker"], StringComparer.Ordinal), names);
        Assert.Superset(new HashSet<int>([1, 2, 3]), sizes);
    }

    /// <summary>A busy case may not hold up a page: the search is bounded by work that is counted, whatever the case.</summary>
    [Fact]
    public void The_search_is_bounded_and_says_so_when_it_ends_early()
    {
        var early = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var given = RandomCases.One(Scene.Shipped, new Random(seed));
            var all = Scene.With(given, sites: [.. Scene.Shipped.Sites.All.Select(site => new PlannedSite(site, NeedleDepth.FromMillimetres(2)))]);
            var findings = Screening.Decide(all).Findings;
            if (findings.Overall.Decision is Decision.Incomplete || findings.Overall.Settled < Grade.Defer) continue;
            if (!Hinges.Of(findings).All) early++;
        }

        Assert.NotEqual(0, early);
    }

    private static IEnumerable<string> Everything(Findings findings)
    {
        var turns = Turns.Milder(findings);
        var index = RuleIndex.Of(findings.Case.Rules);
        var lasting = findings.Fired.Where(reason => !Turns.Ends(reason.Rule, index)).ToArray();
        var found = new List<(Turn[] Set, Verdict Verdict)>();
        foreach (var set in Sets(turns))
        {
            var after = Screening.Decide(Turn.Apply(findings.Case, set)).Findings.Overall;
            if (after.Settled >= findings.Overall.Settled) continue;
            var fired = Screening.Decide(Turn.Apply(findings.Case, [.. set.Where(turn => turn.Kind is TurnKind.Answer)])).Findings.Fired;
            if (lasting.All(row => fired.Any(reason => reason.Rule == row.Rule && row.At.All(reason.At.Contains)))) found.Add((set, after));
        }

        return found
            .Where(one => !found.Any(smaller => MilderHinges.Reach(smaller.Verdict) <= MilderHinges.Reach(one.Verdict) && smaller.Set.Length < one.Set.Length && smaller.Set.All(turn => one.Set.Any(other => other.Name == turn.Name))))
            .GroupBy(one => Names(one.Set.Select(turn => turn.Name)))
            .Select(same => $"{same.Key} -> {same.MinBy(one => (one.Verdict.Settled, one.Verdict.CouldBecome)).Verdict}")
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<Turn[]> Sets(ImmutableArray<Turn> turns)
    {
        for (var a = 0; a < turns.Length; a++)
        {
            yield return [turns[a]];
            for (var b = a + 1; b < turns.Length; b++)
            {
                if (turns[b].Name == turns[a].Name) continue;
                yield return [turns[a], turns[b]];
                for (var c = b + 1; c < turns.Length; c++)
                    if (turns[c].Name != turns[a].Name && turns[c].Name != turns[b].Name) yield return [turns[a], turns[b], turns[c]];
            }
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    private static void Sample(bool shipped, Action<Findings, Hinges> holds) => RandomCases.Of(shipped ? Scene.Shipped : Passing).Sample(given =>
    {
        var findings = Screening.Decide(given).Findings;
        holds(findings, Hinges.Of(findings));
    }, iter: 1_500);

    /// <summary>Every choice of one value for each thing, up to a few dozen.</summary>
    private static IEnumerable<ImmutableArray<string>[]> Products(Hinge hinge)
    {
        IEnumerable<ImmutableArray<string>[]> products = [[]];
        foreach (var turned in hinge.If) products = products.SelectMany(before => turned.Values, (before, value) => (ImmutableArray<string>[])[.. before, value]);
        return products.Take(24);
    }

    /// <summary>Decides the case with these said otherwise, from their words alone.</summary>
    private static Findings Decided(Case given, IReadOnlyCollection<(Turned Turned, ImmutableArray<string> Words)> things)
    {
        var (on, sites, terms, answers) = (given.PlannedOn, given.Sites, given.Terms, given.Answers);
        foreach (var (turned, words) in things)
        {
            if (turned.Question is { } question) answers = answers.SetItem(question.Id, new Answer(Scene.Read(question.Domain, string.Join(' ', words)), "patient", given.AsOf));
            else if (turned.Name == "plan.on") on = DateOnly.ParseExact(words[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            else if (turned.Name == "plan.sites") sites = [.. sites.Where(planned => words.Contains(planned.Site.Id))];
            else if (turned.Name == "plan.depth") sites = [.. sites.Select(planned => planned with { Depth = Depth(planned.Depth, double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture)) })];
            else terms = terms.SetItem(turned.Name, Scene.Read(given.Rules.FindTerm(turned.Name)!.Domain, words[0]));
        }

        // With an answer go those that cannot be right beside it.
        return Screening.Decide(Scene.WithoutLeftovers(new Case(given.Policy, given.AsOf, on, sites, terms, answers), question => things.All(thing => thing.Turned.Question != question))).Findings;

        // A milder plan goes nowhere deeper than this, a stricter one nowhere less deep.
        NeedleDepth? Depth(NeedleDepth? was, double depthMm) => was is not { } depth ? null
            : NeedleDepth.FromMillimetres(Screening.Decide(given).Findings.Overall.Settled >= Grade.Defer ? Math.Min(depth.Millimetres, depthMm) : Math.Max(depth.Millimetres, depthMm));
    }

    /// <summary>The small tables with answers that belong to a plan and grow old, and rows of several conditions that pass.</summary>
    private static Tables PassingTables()
    {
        var tables = Tables.Small;
        foreach (var question in tables.Column("questions.tsv", "id").Where(id => id is not ("remark" or "born")))
            tables = tables.With("questions.tsv", question, "per", "plan").With("questions.tsv", question, "stale_days", "30").With("questions.tsv", question, "sources", "BOOK");
        foreach (var rule in (string[])["blood", "blood/many", "growth"]) tables = tables.With("rules.tsv", rule, "until", "an end of it");
        return tables
            .WithText("conflicts.tsv", "id\twhen\tquestions\tsays\tbasis\tsources\tnotes\nrash-nowhere\tnot rash and count rash-zones > 0\trash rash-zones\tNo rash, and somewhere one.\tlogic\tBOOK\t\n")
            .With("rules.tsv", "rash/wide", "when", "near rash-zones and plan.depth > 1.5")
            .With("rules.tsv", "rash/old", "grade", "relative").With("rules.tsv", "rash/old", "replaces", "")
            .With("rules.tsv", "blood/smoker", "replaces", "blood")
            .With("rules.tsv", "growth/cream", "grade", "relative");
    }
}
