using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stipple.Terms;

/// <summary>
/// A date as people remember it: a day, a month, a year, or a stretch between two of them. It is the interval of days on
/// which the event may have happened, both ends included. Nothing narrower is ever assumed.
/// </summary>
/// <remarks>Written as ISO 8601: <c>2026-05-14</c>, <c>2026-05</c>, <c>2026</c>, or <c>2025-10/2026-02</c>.</remarks>
public readonly record struct ApproximateDate
{
    private const int LongestText = 21; // two days and a stroke

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
        Span<byte> ascii = stackalloc byte[LongestText];
        return text is { Length: <= LongestText } && Ascii.FromUtf16(text, ascii, out var length) is OperationStatus.Done && TryParse(ascii[..length], out date);
    }

    /// <summary>The same of a text in UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ApproximateDate date)
    {
        var middle = utf8.IndexOf((byte)'/');
        if (middle < 0) return TryParsePart(utf8, out date);
        date = default;
        if (!TryParsePart(utf8[..middle], out var first) || !TryParsePart(utf8[(middle + 1)..], out var last) || first.Earliest > last.Latest) return false;
        date = new(first.Earliest, last.Latest);
        return true;
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

    private static bool TryParsePart(ReadOnlySpan<byte> text, out ApproximateDate date)
    {
        date = default;
        if (text.Length is not (4 or 7 or 10) || !TryParseFigure(text[..4], out var year) || year == 0) return false;
        var (month, day) = (1, 1);
        if (text.Length >= 7 && (text[4] != '-' || !TryParseFigure(text[5..7], out month) || month is 0 or > 12)) return false;
        if (text.Length == 10 && (text[7] != '-' || !TryParseFigure(text[8..], out day) || day == 0 || day > DateTime.DaysInMonth(year, month))) return false;
        date = text.Length switch
        {
            4 => OfYear(year),
            7 => OfMonth(year, month),
            _ => On(new DateOnly(year, month, day)),
        };
        return true;
    }

    private static bool TryParseFigure(ReadOnlySpan<byte> digits, out int figure)
    {
        figure = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            figure = figure * 10 + digit - '0';
        }

        return true;
    }
}
