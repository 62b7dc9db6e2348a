using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Consent;

namespace Stipple.Aftercare;

/// <summary>What a patient reports some hours after a session.</summary>
/// <param name="Signs">The signs that they have, by id; those left out they said they do not have.</param>
/// <param name="Unsure">Signs of which they do not know.</param>
/// <param name="Hours">Whole hours since the session ended.</param>
public sealed record CheckIn(ImmutableArray<string> Signs, ImmutableArray<string> Unsure, int Hours);

/// <summary>How urgent a check-in is, and why.</summary>
/// <param name="Urgency">The most urgent of its rows.</param>
/// <param name="Rows">The rows that count, most urgent first.</param>
/// <param name="Unsure">Those of them of which the patient does not know.</param>
public sealed record Advice(Urgency Urgency, ImmutableArray<SignRow> Rows, ImmutableArray<SignRow> Unsure);

/// <summary>"Look after it." Sorts what patients report by how soon somebody has to look.</summary>
public static class Triage
{
    /// <summary>A sign that a patient is not sure about counts as one that they have, because unknown is never OK; what is expected then still needs a look within a week.</summary>
    /// <exception cref="ArgumentException">A sign is not in the tables, or the hours are negative.</exception>
    public static Advice Sort(CheckIn checkIn, Rules rules)
    {
        if (checkIn.Hours < 0) throw new ArgumentException("A check-in comes after its session.", nameof(checkIn));
        var texts = CareTexts.Of(rules);
        var rows = RowsOf(checkIn.Signs);
        var unsure = RowsOf(checkIn.Unsure);
        var all = rows.Concat(unsure).OrderByDescending(row => row.Urgency).ToImmutableArray();
        var urgency = all.Length == 0 ? Urgency.Expected : all[0].Urgency;
        return new Advice(unsure.Length > 0 && urgency < Urgency.Week ? Urgency.Week : urgency, all, unsure);

        ImmutableArray<SignRow> RowsOf(ImmutableArray<string> signs) =>
        [
            .. signs.Distinct(StringComparer.Ordinal).Select(sign =>
                texts.Rows.FirstOrDefault(row => row.Sign == sign && row.CountsAt(checkIn.Hours)) ?? throw new ArgumentException($"There is no sign {sign}.", nameof(checkIn))),
        ];
    }

    /// <summary>When somebody has to have looked.</summary>
    public static DateTimeOffset? DueBy(Urgency urgency, DateTimeOffset from) => urgency switch
    {
        Urgency.Emergency => from,
        Urgency.Today => from.AddHours(4),
        Urgency.TwoDays => from.AddDays(2),
        Urgency.Week => from.AddDays(7),
        Urgency.TwoWeeks => from.AddDays(14),
        _ => null,
    };
}

/// <summary>The sheet that a patient takes home.</summary>
public static class Instructions
{
    /// <summary>The windows that are for this plan and this patient, in order of time.</summary>
    public static ImmutableArray<Window> For(Case @case) =>
        [.. CareTexts.Of(@case.Rules).Windows.Where(window => Drafting.Concerns(window.When, @case)).OrderBy(window => window.From)];
}
