namespace Stipple.Tests;

public sealed class Reachability
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void Every_row_can_fire_and_every_word_can_be_reached()
    {
        var rows = Rules.All.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        var words = Enum.GetValues<Decision>().ToHashSet();
        var random = new Random(23);
        for (var i = 0; i < 60_000 && (rows.Count > 0 || words.Count > 0); i++)
        {
            var candidacy = Screening.Decide(i % 10 == 0 ? Quiet(random) : RandomCases.One(Rules, random));
            words.Remove(candidacy.Decision);
            rows.ExceptWith(candidacy.Findings.Fired.Select(reason => reason.Rule.Id));
        }

        Assert.Empty(rows);
        Assert.Empty(words);
    }

    /// <summary>Everything unremarkable but one answer.</summary>
    private static Case Quiet(Random random)
    {
        var quiet = Scene.Filled(Rules, "nose at 1; device = pen; topical = none; anaesthetic = none; prp = no; purpose = cosmetic; indication = tone; by.setting = clinic", "inr = 1; platelet-count = 250");
        var question = Rules.Questions[random.Next(Rules.Questions.Length)];
        return quiet.With(question, new Answer(RandomCases.FactOf(question.Domain, Rules, random, 1), "patient", quiet.AsOf));
    }

    [Fact]
    public void Someone_with_nothing_to_report_may_proceed() =>
        Assert.Equal(Decision.Proceed, Screening.Decide(Scene.Filled(Rules, "nose at 1; device = pen; topical = none; anaesthetic = none; prp = no", "")).Decision);

    [Fact]
    public void Someone_who_said_nothing_is_incomplete()
    {
        var found = Screening.Decide(Scene.Of(Rules, "nose at 1", "")).Findings;
        Assert.Equal(new Verdict(Grade.None, Grade.Absolute), found.Overall);
        Assert.Empty(found.Fired);
    }
}
