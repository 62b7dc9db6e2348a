using System.Collections.Immutable;

namespace Stipple.Skin.Healing;

/// <summary>When there is needling, and when to look: in days from the first session on.</summary>
public sealed record HealingCourse
{
    /// <summary>Longest course that is reckoned.</summary>
    public const double LongestDays = 3660;

    /// <param name="sessionDays">One or more, not before day 0, each later than the one before.</param>
    /// <param name="observationDays">One or more, not before day 0, each later than the one before. One on the day of a session sees it done.</param>
    public HealingCourse(ImmutableArray<double> sessionDays, ImmutableArray<double> observationDays)
    {
        SessionDays = Rising(sessionDays, nameof(sessionDays));
        ObservationDays = Rising(observationDays, nameof(observationDays));
        Legs = [.. Cut()];
    }

    public ImmutableArray<double> SessionDays { get; }

    public ImmutableArray<double> ObservationDays { get; }

    /// <summary>The same interval between sessions, and a look every day, the last day too.</summary>
    public static HealingCourse Daily(int sessions, double daysBetween, int days) =>
        new([.. Enumerable.Range(0, sessions).Select(i => i * daysBetween)], [.. Enumerable.Range(0, days + 1).Select(day => (double)day)]);

    /// <summary>The course from event to event, each leg in equal steps.</summary>
    internal ImmutableArray<Leg> Legs { get; }

    private IEnumerable<Leg> Cut()
    {
        var (at, session, observation) = (0.0, 0, 0);
        while (observation < ObservationDays.Length)
        {
            var next = Math.Min(ObservationDays[observation], session < SessionDays.Length ? SessionDays[session] : double.MaxValue);
            var steps = (int)Math.Ceiling((next - at) / HealingModel.LongestStepDays);
            yield return new(
                steps == 0 ? 0 : (next - at) / steps, steps,
                session < SessionDays.Length && SessionDays[session] == next ? session++ : -1,
                ObservationDays[observation] == next ? observation++ : -1);
            at = next;
        }
    }

    private static ImmutableArray<double> Rising(ImmutableArray<double> days, string name)
    {
        if (days.IsDefaultOrEmpty) throw new ArgumentException($"{name} must hold at least one day.", name);
        for (var i = 0; i < days.Length; i++)
        {
            if (!(days[i] >= 0 && days[i] <= LongestDays && (i == 0 || days[i] > days[i - 1])))
                throw new ArgumentOutOfRangeException(name, days[i], $"{name} must rise within 0 to {LongestDays} days; number {i + 1} does not.");
        }

        return days;
    }
}

/// <summary>Equal steps up to an event.</summary>
/// <param name="StepDays">Length of each.</param>
/// <param name="Steps">How many; none when two events fall on the beginning.</param>
/// <param name="Session">The session at its end, or -1.</param>
/// <param name="Observation">The look at its end, after the session, or -1.</param>
internal readonly record struct Leg(double StepDays, int Steps, int Session, int Observation);
