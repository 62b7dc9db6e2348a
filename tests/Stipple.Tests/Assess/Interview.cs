namespace Stipple.Tests;

/// <summary>Which questions are asked next.</summary>
public sealed class Interview
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void Asks_each_question_once_and_comes_to_an_end() => RandomCases.WithRandom(Rules).Sample(given =>
    {
        var (some, random) = given;
        var so = Scene.With(some, answers: System.Collections.Immutable.ImmutableDictionary<string, Answer>.Empty);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (Screening.StillToAsk(so, _ => true) is [var next, ..])
        {
            Assert.True(asked.Add(next.Id), $"{next.Id} is asked twice");
            var answered = so.With(next, new Answer(random.Next(6) == 0 ? Fact.Unknown : RandomCases.FactOf(next.Domain, Rules, random, 0.3), "patient", so.AsOf));
            so = answered.Contradictions.Length == 0 ? answered : so.With(next, new Answer(Fact.Unknown, "patient", so.AsOf));
        }

        // What is still open was answered with "I don't know", too inexactly, or hangs on the plan.
        Assert.All(Screening.Decide(so).Findings.Open.Where(open => !open.FollowsUp), open => Assert.Contains(open.Question.Id, asked));
    }, iter: 200);

    [Fact]
    public void Asks_a_follow_up_only_after_a_yes()
    {
        var none = Scene.Of(Rules, "nose at 1", "");
        Assert.DoesNotContain("keloid-number", Asked(none));
        Assert.Contains("keloid", Asked(none));
        Assert.Contains("keloid-number", Asked(Scene.Of(Rules, "nose at 1", "keloid = yes")));
        Assert.DoesNotContain("keloid-number", Asked(Scene.Of(Rules, "nose at 1", "keloid = no")));
    }

    [Fact]
    public void Asks_again_what_was_answered_too_long_ago()
    {
        var fresh = Scene.Of(Rules, "nose at 1", "pregnant = no");
        Assert.DoesNotContain("pregnant", Asked(fresh));
        var old = fresh.With(Rules.FindQuestion("pregnant")!, fresh.Answers["pregnant"] with { At = fresh.AsOf.AddDays(-60) });
        Assert.Contains("pregnant", Asked(old));
        Assert.Equal(["pregnant"], Screening.Decide(old).Findings.Stale.Select(question => question.Id));
    }

    [Fact]
    public void Does_not_press_who_does_not_know() => Assert.DoesNotContain("keloid", Asked(Scene.Of(Rules, "nose at 1", "keloid = unknown")));

    [Fact]
    public void Asks_only_what_the_asker_may_ask() =>
        Assert.All(Screening.StillToAsk(Scene.Of(Rules, "nose at 1", "antithrombotics = warfarin"), question => question.AskedOf == "patient"), question => Assert.Equal("patient", question.AskedOf));

    private static IEnumerable<string> Asked(Case given) => Screening.StillToAsk(given, _ => true).Select(question => question.Id);
}
