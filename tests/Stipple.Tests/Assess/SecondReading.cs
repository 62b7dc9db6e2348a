namespace Stipple.Tests;

public sealed class SecondReading
{
    private static readonly Rules Rules = Scene.Shipped;
    private static readonly IReadOnlyDictionary<string, string> When = Tables.Shipped.ById("rules.tsv", "when");
    private static readonly IReadOnlyDictionary<string, string> Near = Tables.Shipped.ById("sites.tsv", "near");
    private static readonly IReadOnlyDictionary<string, string> Regions = Tables.Shipped.ById("sites.tsv", "region");
    private static readonly IReadOnlyDictionary<string, string> Defaults = Tables.Shipped.ById("terms.tsv", "default");
    private static readonly IReadOnlyDictionary<string, string> Keeps = Tables.Shipped.ById("questions.tsv", "stale_days");
    private static readonly string[] YesNo =
    [
        .. Tables.Shipped.ById("questions.tsv", "type").Where(row => row.Value == "yesno").Select(row => row.Key),
        .. Tables.Shipped.ById("terms.tsv", "type").Where(row => row.Value == "flag").Select(row => row.Key),
    ];

    [Fact]
    public void Every_shipped_row_is_read_the_same_way_twice()
    {
        RandomCases.Of(Rules).Sample(given =>
        {
            var site = given.Sites[0];
            var near = Near[site.Site.Id].Split(' ');
            var oracle = new CriterionOracle(name => Words(given, name), site.Site.Id, near, given.PlannedOn, YesNo);
            foreach (var rule in Rules.All)
            {
                var expected = oracle.Says(When[rule.Id]) switch { true => Truth.Yes, false => Truth.No, null => Truth.Unknown };
                Assert.True(expected == rule.When.Evaluate(given.At(0)), $"{rule.Id}: {rule.WhenText}: expected {expected}");
            }
        }, iter: 3_000);
    }

    /// <summary>What the case says about a name, in wire words; null when it is not known.</summary>
    private static string[]? Words(Case given, string name)
    {
        switch (name)
        {
            case "plan.site":
                return [given.Sites[0].Site.Id];
            case "plan.region":
                return [Regions[given.Sites[0].Site.Id]];
            case "plan.depth":
                return given.Sites[0].Depth is { } depth ? [depth.Millimetres.ToString(System.Globalization.CultureInfo.InvariantCulture)] : null;
        }

        if (Rules.FindTerm(name) is { } term)
        {
            return (term.IsPolicy ? given.Policy.Chosen : (IReadOnlyDictionary<string, Fact>)given.Terms).TryGetValue(name, out var said) && said.Known ? [.. term.Domain.ToWords(said)]
                : term.IsPolicy ? [Defaults[name]]
                : null;
        }

        var question = Rules.FindQuestion(name)!;
        if (!given.Answers.TryGetValue(name, out var answer) || !answer.Fact.Known) return null;
        var keeps = Keeps[name];
        if (keeps.Length > 0 && given.AsOf.DayNumber - answer.At.DayNumber > int.Parse(keeps, System.Globalization.CultureInfo.InvariantCulture)) return null;
        return [.. question.Domain.ToWords(answer.Fact)];
    }
}
