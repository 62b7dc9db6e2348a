using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>What must not matter: the order of rows, answers and sites, and how often one asks.</summary>
public sealed class OrderAndCost
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void The_order_of_rows_never_matters() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var other = Shuffled(random).ReadRules();
        for (var i = 0; i < 50; i++)
        {
            var given = RandomCases.One(Rules, random);
            var (a, b) = (Screening.Decide(given).Findings, Screening.Decide(Moved(given, other)).Findings);
            Assert.Equal(a.Overall, b.Overall);
            Assert.Equal(a.Sites.Select(site => site.Verdict), b.Sites.Select(site => site.Verdict));
            Assert.Equal(a.Components.Select(part => (part.Component, part.Verdict)), b.Components.Select(part => (part.Component, part.Verdict)));
            Assert.Equal(a.Fired.Select(Told).Order(StringComparer.Ordinal), b.Fired.Select(Told).Order(StringComparer.Ordinal));
            Assert.Equal(a.Open.Select(open => open.Question.Id).Order(StringComparer.Ordinal), b.Open.Select(open => open.Question.Id).Order(StringComparer.Ordinal));
        }
    }, iter: 20);

    [Fact]
    public void The_order_of_sites_never_matters() => RandomCases.Of(Rules).Sample(given =>
    {
        var backwards = Scene.With(given, sites: [.. given.Sites.Reverse()]);
        var (a, b) = (Screening.Decide(given).Findings, Screening.Decide(backwards).Findings);
        Assert.Equal(a.Overall, b.Overall);
        Assert.Equal(a.Sites.Reverse().Select(site => site.Verdict), b.Sites.Select(site => site.Verdict));
        Assert.Equal(a.Components.Select(part => part.Verdict), b.Components.Select(part => part.Verdict));
    }, iter: 1_000);

    [Fact]
    public void The_order_of_answers_and_a_second_look_give_the_same_bytes() => RandomCases.WithRandom(Rules).Sample(given =>
    {
        var pairs = given.Case.Answers.ToArray();
        given.Random.Shuffle(pairs);
        var again = pairs.Aggregate(Scene.With(given.Case, answers: ImmutableDictionary<string, Answer>.Empty), (so, pair) => so.With(Rules.FindQuestion(pair.Key)!, pair.Value));
        var written = CandidacyFormat.Write(Screening.Decide(given.Case));
        Assert.Equal(written, CandidacyFormat.Write(Screening.Decide(given.Case)));
        Assert.Equal(written, CandidacyFormat.Write(Screening.Decide(again)));
    }, iter: 500);

    [Fact]
    public void Weighing_allocates_nothing()
    {
        var cases = Enumerable.Range(0, 20).Select(seed => RandomCases.One(Rules, new Random(seed))).ToArray();
        var truths = new Truth[Rules.All.Length];
        var verdicts = new Verdict[Enum.GetValues<Component>().Length];
        Weigh();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 50; round++) Weigh();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Weigh()
        {
            foreach (var given in cases) Screening.Weigh(given, given.Sites.Length - 1, truths, verdicts);
        }
    }

    [Fact]
    public void Weighing_agrees_with_deciding() => RandomCases.Of(Rules).Sample(given =>
    {
        var truths = new Truth[Rules.All.Length];
        var verdicts = new Verdict[Enum.GetValues<Component>().Length];
        for (var site = 0; site < given.Sites.Length; site++) Screening.Weigh(given, site, truths, verdicts);
        Assert.Equal(Screening.Decide(given).Findings.Overall.Settled, verdicts.Max(verdict => verdict.Settled));
    }, iter: 1_000);

    private static string Told(Reason reason) =>
        $"{reason.Rule.Id} at {string.Join(' ', reason.At.Select(site => site.Id))} not before {reason.NotBefore}: {reason.Rule.Tells}";

    /// <summary>Every table in another order of rows; the first row of an entry, which carries its text for lay readers, stays first.</summary>
    private static Tables Shuffled(Random random)
    {
        var tables = Tables.Shipped;
        foreach (var file in tables.Files.Keys)
        {
            var rows = tables.Rows(file);
            random.Shuffle(rows);
            if (file == "rules.tsv")
            {
                var first = tables.Rows(file).DistinctBy(row => row.Split('\t')[1]).ToHashSet(StringComparer.Ordinal);
                rows = [.. rows.OrderByDescending(first.Contains)];
            }

            tables = tables.WithRows(file, rows);
        }

        return tables;
    }

    /// <summary>The same words under the same rules in another order.</summary>
    private static Case Moved(Case given, Rules rules) => new(
        given.Policy.Chosen.Aggregate(ClinicPolicy.Defaults(rules), (policy, choice) => policy.With(rules.FindTerm(choice.Key)!, choice.Value)), given.AsOf, given.PlannedOn,
        [.. given.Sites.Select(site => site with { Site = rules.Sites.Find(site.Site.Id)! })],
        given.Terms.ToImmutableDictionary(term => term.Key, term => Moved(term.Value, Rules.FindTerm(term.Key)!.Domain, rules.FindTerm(term.Key)!.Domain)),
        given.Answers.ToImmutableDictionary(answer => answer.Key, answer =>
            answer.Value with { Fact = Moved(answer.Value.Fact, Rules.FindQuestion(answer.Key)!.Domain, rules.FindQuestion(answer.Key)!.Domain) }));

    private static Fact Moved(Fact fact, AnswerDomain from, AnswerDomain to) =>
        to.TryRead([.. from.ToWords(fact)], out var moved) ? moved : throw new InvalidOperationException(string.Join(' ', from.ToWords(fact)));
}
