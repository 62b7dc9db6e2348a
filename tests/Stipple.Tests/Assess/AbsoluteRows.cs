namespace Stipple.Tests;

/// <summary>Every absolute row has examples written by hand, and they notice when the row is dropped or any part of it is turned.</summary>
public sealed class AbsoluteRows
{
    public static TheoryData<string> Ids => [.. Scene.Shipped.All.Where(rule => rule.Grade is Grade.Absolute).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Has_an_example_and_a_near_miss(string row)
    {
        Assert.Contains(Examples(row), example => example.Fires);
        Assert.Contains(Examples(row), example => !example.Fires);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Alone_makes_its_examples_do_not_treat(string row) => Assert.All(Examples(row), example =>
    {
        var candidacy = Decide(Scene.Shipped, example);
        Assert.Equal(example.Fires, candidacy.Decision is Decision.DoNotTreat);
        Assert.Equal(example.Fires ? [row] : [], candidacy.Findings.Fired.Where(reason => reason.Rule.Grade is Grade.Absolute).Select(reason => reason.Rule.Id));
    });

    [Fact]
    public void Examples_are_of_rows_that_there_are() =>
        Assert.All(AbsoluteExamples.All, example => Assert.Contains(Scene.Shipped.All, rule => rule.Id == example.Row && rule.Grade is Grade.Absolute));

    /// <summary>The row stays in its table, so that what names it still finds it, under a condition that cannot hold.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Dropped_is_missed_by_its_examples(string row)
    {
        var when = Tables.Shipped.Cell("rules.tsv", row, "when");
        var without = Tables.Shipped.With("rules.tsv", row, "when", $"({when}) and not ({when})").ReadRules();
        Assert.All(Examples(row).Where(example => example.Fires), example => Assert.NotEqual(Decision.DoNotTreat, Decide(without, example).Decision));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Turned_anywhere_changes_what_becomes_of_an_example(string row)
    {
        var survivors = new List<string>();
        var when = Tables.Shipped.Cell("rules.tsv", row, "when");
        foreach (var (what, turned) in Mutants.Of(when))
        {
            var rules = Tables.Shipped.With("rules.tsv", row, "when", turned).ReadRules();
            if (Examples(row).Any(example => Decide(rules, example).Decision != Decide(Scene.Shipped, example).Decision)) continue;
            if (IsZoneWord(what) && MeansTheSame(when, turned)) continue;
            survivors.Add($"{what}: {turned}");
        }

        Assert.Empty(survivors);
    }

    [Fact]
    public void Mutants_turn_each_part_once()
    {
        string[] expected =
        [
            "not a or (here b and c < 3)", "a and (here b and c < 3)", "not a and (near b and c < 3)", "not a and (here b or c < 3)", "not a and (here b and c >= 3)",
            "not not a and (here b and c < 3)", "not a and (not here b and c < 3)", "not a and (here b and not c < 3)",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Mutants.Of("not a and (here b and c < 3)").Select(mutant => mutant.When).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<AbsoluteExample> Examples(string row) => AbsoluteExamples.All.Where(example => example.Row == row);

    private static Candidacy Decide(Rules rules, AbsoluteExample example) => Screening.Decide(Scene.Filled(rules, example.Plan, example.Answers));

    private static bool IsZoneWord(string what) => what.StartsWith("here", StringComparison.Ordinal) || what.StartsWith("near", StringComparison.Ordinal);

    /// <summary>"here or near" says no more than "near", because a site is near itself: such a swap cannot be told apart.</summary>
    private static bool MeansTheSame(string when, string turned)
    {
        var (a, b) = (Criteria.Parse(Scene.Shipped, when), Criteria.Parse(Scene.Shipped, turned));
        var random = new Random(7);
        return Enumerable.Range(0, 3_000).Select(_ => RandomCases.One(Scene.Shipped, random)).All(given => a.Evaluate(given.At(0)) == b.Evaluate(given.At(0)));
    }
}
