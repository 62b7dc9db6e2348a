namespace Stipple.Tests;

/// <summary>Unknown is never OK: a case that says less is never milder than it could have become, and proceeds no sooner.</summary>
public sealed class LosingAnswers
{
    /// <summary>The small tables too: with few rows beside it, a row that is replaced shows in the verdict.</summary>
    public static TheoryData<bool> ShippedOrSmall => [true, false];

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void Losing_an_answer_never_lets_anything_proceed(bool shipped) => RandomCases.WithRandom(Of(shipped)).Sample(given =>
    {
        var (full, random) = given;
        if (full.Answers.Count == 0) return;
        var lost = Scene.With(full, answers: full.Answers.Remove(full.Answers.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(full.Answers.Count))));
        AssertNoMilder(full, lost);
    }, iter: 4_000);

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void An_i_dont_know_is_worth_no_more_than_silence(bool shipped) => RandomCases.WithRandom(Of(shipped)).Sample(given =>
    {
        var (full, random) = given;
        var question = full.Rules.Questions[random.Next(full.Rules.Questions.Length)];
        var silent = Scene.With(full, answers: full.Answers.Remove(question.Id));
        var unsure = full.With(question, new Answer(Fact.Unknown, "patient", full.AsOf));
        Assert.Equal(Overall(silent), Overall(unsure));
        AssertNoMilder(full, unsure);
    }, iter: 1_000);

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void Losing_many_answers_never_lets_anything_proceed(bool shipped) => RandomCases.WithRandom(Of(shipped)).Sample(given =>
    {
        var (full, random) = given;
        AssertNoMilder(full, Scene.With(full, answers: full.Answers.RemoveRange(full.Answers.Keys.Where(_ => random.Next(3) == 0).ToArray())));
    }, iter: 1_500);

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void Losing_a_term_of_the_plan_never_lets_anything_proceed(bool shipped) => RandomCases.WithRandom(Of(shipped)).Sample(given =>
    {
        var (full, random) = given;
        var terms = full.Terms.Keys.Order(StringComparer.Ordinal).ToArray();
        if (terms.Length > 0) AssertNoMilder(full, Scene.With(full, terms: full.Terms.Remove(terms[random.Next(terms.Length)])));
        AssertNoMilder(full, Scene.With(full, sites: [.. full.Sites.Select(site => site with { Depth = null })]));
    }, iter: 2_500);

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void Answers_that_grow_old_never_let_anything_proceed(bool shipped) => RandomCases.Of(Of(shipped)).Sample(full =>
    {
        var later = full.Answers.ToDictionary(answer => answer.Key, answer => answer.Value with { At = answer.Value.At.AddDays(-40) });
        AssertNoMilder(full, Scene.With(full, answers: System.Collections.Immutable.ImmutableDictionary.CreateRange(later)));
    }, iter: 1_000);

    [Theory]
    [MemberData(nameof(ShippedOrSmall))]
    public void A_date_told_less_exactly_never_lets_anything_proceed(bool shipped) => RandomCases.WithRandom(Of(shipped)).Sample(given =>
    {
        var (full, random) = given;
        foreach (var question in full.Rules.Questions.Where(question => question.Domain.Type is QuestionType.Date))
        {
            if (!full.Answers.TryGetValue(question.Id, out var answer) || answer.Fact is not { Known: true, Bits: 0 }) continue;
            var wider = answer.Fact with { Low = answer.Fact.Low - random.Next(100), High = answer.Fact.High + random.Next(20) };
            AssertNoMilder(full, full.With(question, answer with { Fact = wider }));
        }
    }, iter: 1_500);

    private static Rules Of(bool shipped) => shipped ? Scene.Shipped : Scene.Small;

    private static Verdict Overall(Case given) => Screening.Decide(given).Findings.Overall;

    private static void AssertNoMilder(Case full, Case lost)
    {
        var (before, after) = (Screening.Decide(full), Screening.Decide(lost));
        AssertNoMilder(before.Findings.Overall, after.Findings.Overall, "overall");
        for (var site = 0; site < full.Sites.Length; site++)
            AssertNoMilder(before.Findings.Sites[site].Verdict, after.Findings.Sites[site].Verdict, full.Sites[site].Site.Id);
        foreach (var component in Enum.GetValues<Component>())
            AssertNoMilder(Of(before, component), Of(after, component), component.ToString());
        Assert.False(after is Candidacy.MayProceed && before is not Candidacy.MayProceed, "proceeds although less is known");
    }

    private static void AssertNoMilder(Verdict before, Verdict after, string what)
    {
        Assert.True(after.CouldBecome >= before.CouldBecome, $"{what}: could become {before.CouldBecome}, with less known {after.CouldBecome}");
    }

    /// <summary>A component that is not planned has nothing against it.</summary>
    private static Verdict Of(Candidacy candidacy, Component component) =>
        candidacy.Findings.Components.FirstOrDefault(part => part.Component == component)?.Verdict ?? default;
}
