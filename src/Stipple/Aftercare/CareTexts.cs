using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Evidence;

namespace Stipple.Aftercare;

/// <summary>How soon somebody has to look. The greater, the sooner.</summary>
public enum Urgency
{
    /// <summary>Part of healing.</summary>
    Expected,

    /// <summary>Within two weeks.</summary>
    TwoWeeks,

    /// <summary>Within a week.</summary>
    Week,

    /// <summary>Within two days.</summary>
    TwoDays,

    /// <summary>By a clinician of the clinic on the same day.</summary>
    Today,

    /// <summary>At once, by the emergency service.</summary>
    Emergency,
}

/// <summary>What is to be expected and done in some hours after a session: a row of aftercare.tsv.</summary>
public sealed record Window(string Id, int From, int? To, Criterion? When, string Title, string Expect, string Do, ImmutableArray<Source> Sources);

/// <summary>A sign and how urgent it is in some hours after a session: a row of triage.tsv.</summary>
/// <param name="From">First hour in which the row counts.</param>
/// <param name="To">First hour in which it no longer does; null when it counts without end.</param>
public sealed record SignRow(string Id, string Sign, string Asks, Urgency Urgency, int From, int? To, string Tells, string Says, ImmutableArray<Source> Sources, string Notes)
{
    public bool CountsAt(int hours) => From <= hours && !(hours >= To);
}

/// <summary>What the tables of one version say about the time after a session.</summary>
public sealed class CareTexts
{
    private static readonly PerRules<CareTexts> kept = new(rules => new CareTexts(rules));

    private CareTexts(Rules rules)
    {
        var library = rules.Library;
        Windows = [.. library[TreatmentShapes.Aftercare].Rows.Select(row => new Window(
            row["id"], row.Whole("from_hours") ?? throw row.Wrong("from_hours", "the first hour"), row.Whole("to_hours"),
            row.Optional("when") is null ? null : rules.ParseCriterion(row, "when"), row["title"], row["expect"], row["do"], library.SourcesOf(row)))];
        var rows = library[TreatmentShapes.Triage].Rows;
        Rows = [.. rows.Select(row => new SignRow(
            row["id"], row["sign"], row["asks"], UrgencyOf(row["level"]), row.Whole("from_hours") ?? 0, row.Whole("to_hours"),
            row["tells"], row["says"], library.SourcesOf(row), row["notes"]))];
        foreach (var sign in rows.GroupBy(row => row["sign"], StringComparer.Ordinal))
        {
            int? end = 0;
            foreach (var row in sign.OrderBy(row => row.Whole("from_hours") ?? 0))
            {
                // Unknown is never OK: a sign that no row weighs at some hour would count as nothing.
                if (end is null || (row.Whole("from_hours") ?? 0) != end) throw row.Wrong("from_hours", $"{(end is null ? "no further row" : $"{end}")}: the rows of a sign follow each other without gap or overlap, from 0");
                if (row["asks"] != sign.First()["asks"]) throw row.Wrong("asks", "the same words in every row of a sign");
                end = row.Whole("to_hours");
            }

            if (end is not null) throw sign.Last().Wrong("to_hours", "nothing in the last row of a sign: it counts without end");
        }
    }

    public ImmutableArray<Window> Windows { get; }

    public ImmutableArray<SignRow> Rows { get; }

    /// <summary>The signs that a patient is asked about, each once, in the order of the table.</summary>
    public IEnumerable<(string Sign, string Asks)> Signs => Rows.Select(row => (row.Sign, row.Asks)).Distinct();

    /// <exception cref="EvidenceException">The spans of a sign leave a gap, or overlap.</exception>
    public static CareTexts Of(Rules rules) => kept[rules];

    private static Urgency UrgencyOf(string level) => level switch
    {
        "emergency" => Urgency.Emergency,
        "today" => Urgency.Today,
        "two-days" => Urgency.TwoDays,
        "week" => Urgency.Week,
        "two-weeks" => Urgency.TwoWeeks,
        _ => Urgency.Expected,
    };
}
