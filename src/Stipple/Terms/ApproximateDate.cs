using System.Globalization;

namespace Stipple.Terms;

/// <summary>
/// A date as people remember it: a day, a month, a year, or a stretch between two of them. It is the interval of days on
/// which the event may have happened, both ends included. Nothing narrower is ever assumed.
/// </summary>
/// <remarks>Written as ISO 8601: <c>2026-05-14</c>, <c>2026-05</c>, <c>2026</c>, or <c>2025-10/2026-02</c>.</remarks>
public readonly record struct ApproximateDate
{
    private ApproximateDate(DateOnly earliest, DateOnly latest) => (Earliest, Latest) = (earliest, latest);

    public DateOnly Earliest { get; }

    public DateOnly Latest { get; }

    /// <exception cref="ArgumentException">The latest day lies before the earliest.</exception>
    public static ApproximateDate Between(DateOnly earliest, DateOnly latest) => earliest <= latest
        ? new(earliest, latest)
        : throw new ArgumentException($"{latest:O} lies before {earliest:O}.", nameof(latest));

    public static ApproximateDate On(DateOnly day) => new(day, day);

    public static bool TryParse(string? text, out ApproximateDate date)
    {
        date = default;
        if (text is null) return false;
        if (text.Split('/') is [var from, var to])
        {
            if (!TryParsePart(from, out var first) || !TryParsePart(to, out var last) || first.Earliest > last.Latest) return false;
            date = new(first.Earliest, last.Latest);
            return true;
        }

        return TryParsePart(text, out date);
    }

    /// <summary>The shortest of the written forms that says the same.</summary>
    public override string ToString()
    {
        if (Earliest == Latest) return Day(Earliest);
        if (this == OfMonth(Earliest.Year, Earliest.Month)) return Earliest.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (this == OfYear(Earliest.Year)) return Earliest.ToString("yyyy", CultureInfo.InvariantCulture);
        return $"{Day(Earliest)}/{Day(Latest)}";
    }

    /// <summary>For people: "14 May 2026", "May 2026", "2026", or "between ... and ...".</summary>
    public string InWords => ToString() switch
    {
        { Length: 4 } year => year,
        { Length: 7 } => Earliest.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        { Length: 10 } => Earliest.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"between {Earliest:d MMMM yyyy} and {Latest:d MMMM yyyy}"),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ApproximateDate OfYear(int year) => new(new(year, 1, 1), new(year, 12, 31));

    private static ApproximateDate OfMonth(int year, int month) =>
        new(new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month)));

    private static bool TryParsePart(string text, out ApproximateDate date)
    {
        date = default;
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        date = text.Length switch
        {
            4 => OfYear(day.Year),
            7 => OfMonth(day.Year, day.Month),
            _ => On(day),
        };
        return true;
    }
}
