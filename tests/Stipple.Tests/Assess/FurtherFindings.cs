namespace Stipple.Tests;

/// <summary>
/// A further contraindication: one yes/no, choice, list or zone answer of a case is switched from the unremarkable value to
/// another. Nothing gets laxer by it, unless a row with <c>replaces</c> takes the place of the one that had fired.
/// </summary>
public sealed class FurtherFindings
{
    private static readonly Rules Rules = Scene.Shipped;
    private static readonly IReadOnlyDictionary<string, string> Replaces = Tables.Shipped.ById("rules.tsv", "replaces");

    /// <summary>
    /// Answers that say how a figure was found, and so may take it back: without a recent measurement the figure of an old one
    /// no longer counts, and the row about the missing measurement stands in its place.
    /// </summary>
    private static readonly string[] TakesBack = ["inr-state", "platelets-state", "neutrophils-state", "hba1c-state", "hiv-counts"];

    [Fact]
    public void Never_make_a_decision_laxer() => RandomCases.WithRandom(Rules).Sample(given =>
    {
        var (some, random) = given;
        var question = Rules.Questions[random.Next(Rules.Questions.Length)];
        if (TakesBack.Contains(question.Id) || Scene.Unremarkable(question) is not { } unremarkable) return;
        if (question.Domain.Type is QuestionType.Date) return;
        var further = RandomCases.FactOf(question.Domain, Rules, random, 1);
        if (!further.Known || further == unremarkable) return;
        var before = some.With(question, new Answer(unremarkable, "patient", some.AsOf));
        var after = some.With(question, new Answer(further, "patient", some.AsOf));
        if (before.Contradictions.Length + after.Contradictions.Length > 0) return; // one of the answers is wrong, and nothing settled may rest on it
        AssertNoLaxer(Screening.Decide(before).Findings, Screening.Decide(after).Findings, question.Id);
    }, iter: 5_000);

    private static void AssertNoLaxer(Findings before, Findings after, string question)
    {
        foreach (var site in Enumerable.Range(0, before.Sites.Length))
        {
            var (was, now) = (StrictestKept(before, after, site), after.Sites[site].Verdict.Settled);
            Assert.True(now >= was, $"{question}: settled {was} became {now} at {before.Sites[site].Planned.Site.Id}");
        }
    }

    /// <summary>The strictest row that had fired at a site, leaving out those that a row which fires now takes the place of.</summary>
    private static Grade StrictestKept(Findings before, Findings after, int site)
    {
        var at = before.Sites[site].Planned.Site;
        var replaced = after.Fired.Where(reason => reason.At.Contains(at)).Select(reason => Replaces[reason.Rule.Id]).ToHashSet(StringComparer.Ordinal);
        return before.Fired.Where(reason => reason.At.Contains(at) && reason.Rule.AppliesTo is Component.Procedure && !replaced.Contains(reason.Rule.Id))
            .Select(reason => reason.Rule.Grade).DefaultIfEmpty(Grade.None).Max();
    }
}
