namespace Stipple.Outcome;

/// <summary>A grade that somebody gave on a day.</summary>
/// <param name="Scale">Id of the scale.</param>
/// <param name="Grade">The grade.</param>
/// <param name="On">The day.</param>
public sealed record Score(string Scale, int Grade, DateOnly On);

/// <summary>Which way something changed.</summary>
public enum Direction
{
    Same,
    Better,
    Worse,

    /// <summary>It differs by less than the scale can tell.</summary>
    CannotTell,
}

/// <summary>What lies between two scores.</summary>
/// <param name="Baseline">The score before; null on a scale that compares by itself.</param>
/// <param name="FollowUp">The score after.</param>
/// <param name="Grades">Grades of change, above 0 for better; null on a scale that compares by itself.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Days">Days between the two.</param>
public sealed record Change(Score? Baseline, Score FollowUp, int? Grades, Direction Direction, int? Days);

/// <summary>"Did it work?" Compares what was seen before with what is seen after.</summary>
public static class Comparing
{
    /// <param name="scale">The scale of both.</param>
    /// <param name="baseline">Before; null on a scale that compares by itself.</param>
    /// <param name="followUp">After.</param>
    /// <exception cref="ArgumentException">The scores are of another scale, not among its grades, or in the wrong order; or the baseline is missing or one too many.</exception>
    public static Change Between(Scale scale, Score? baseline, Score followUp)
    {
        if (scale.ComparesItself != baseline is null) throw new ArgumentException($"{scale.Name} {(scale.ComparesItself ? "compares by itself and has no baseline" : "needs a baseline")}.", nameof(baseline));
        foreach (var score in new[] { baseline, followUp }.OfType<Score>())
        {
            if (score.Scale != scale.Id || scale.Grade(score.Grade) is null) throw new ArgumentException($"{score.Grade} of {score.Scale} is no grade of {scale.Name}.", nameof(followUp));
        }

        if (baseline is null) return new Change(null, followUp, null, OfItself(scale.NoChange!.Value, followUp.Grade, scale.LowerIsBetter), null);
        if (followUp.On < baseline.On) throw new ArgumentException("The follow-up is before the baseline.", nameof(followUp));
        var better = scale.LowerIsBetter ? baseline.Grade - followUp.Grade : followUp.Grade - baseline.Grade;
        return new Change(baseline, followUp, better, DirectionOf(scale, better), followUp.On.DayNumber - baseline.On.DayNumber);
    }

    private static Direction DirectionOf(Scale scale, int better) =>
        better == 0 ? Direction.Same
        : Math.Abs(better) < (scale.LeastChange ?? 0) ? Direction.CannotTell
        : better > 0 ? Direction.Better : Direction.Worse;

    private static Direction OfItself(int none, int grade, bool lowerIsBetter) =>
        grade == none ? Direction.Same : grade < none == lowerIsBetter ? Direction.Better : Direction.Worse;
}
