using System.Runtime.Intrinsics;

namespace Stipple.Assess;

/// <summary>
/// The columns of 512 rows. The planes of 64 rows lie together, so that what is filled row by row stays within the nearest cache.
/// Numbers and days are intervals; one that is not known is an interval on which no comparison comes out either way.
/// </summary>
internal sealed class CohortBlock(CohortLayout layout)
{
    public const int Rows = 512;
    public const int Words = Rows / 64;

    /// <summary>More days, and more <see cref="InYears"/>, than there are between any two dates.</summary>
    private const int Far = 1_000_000_000;

    private readonly ulong[] planes = new ulong[layout.Planes * Words];
    private readonly double[] low = new double[layout.NumberColumns * Rows];
    private readonly double[] high = new double[layout.NumberColumns * Rows];
    private readonly int[] earliest = new int[layout.DayColumns * Rows];
    private readonly int[] latest = new int[layout.DayColumns * Rows];
    private readonly int[] plannedDays = new int[Rows];
    private readonly int[] plannedYears = new int[Rows];

    /// <summary>Day number of the planned treatment, by row.</summary>
    public ReadOnlySpan<int> PlannedDays => plannedDays;

    /// <summary>The same <see cref="InYears"/>.</summary>
    public ReadOnlySpan<int> PlannedYears => plannedYears;

    /// <summary>
    /// A day such that one is whole years after another when and only when it is as many times 512 greater. Born on 29 February:
    /// a year is complete on 1 March of a common year.
    /// </summary>
    public static int InYears(int dayNumber)
    {
        var (year, month, day) = DateOnly.FromDayNumber(dayNumber);
        return year * 512 + month * 32 + day;
    }

    public Vector512<ulong> Plane(int plane)
    {
        var (words, next) = (planes, layout.Planes);
        return Vector512.Create(
            words[plane], words[plane + next], words[plane + 2 * next], words[plane + 3 * next],
            words[plane + 4 * next], words[plane + 5 * next], words[plane + 6 * next], words[plane + 7 * next]);
    }

    /// <summary>The planes of the 64 rows with this one: a word each, and in it the bit of the row.</summary>
    public Span<ulong> PlanesAt(int row) => planes.AsSpan((row >> 6) * layout.Planes, layout.Planes);

    public void Plan(int row, int day) => (plannedDays[row], plannedYears[row]) = (day, InYears(day));

    public void SetNumber(int column, int row, in Fact fact) =>
        (low[column * Rows + row], high[column * Rows + row]) = fact.Known ? (fact.Low, fact.High) : (double.NaN, double.NaN);

    /// <summary>What never happened is long ago.</summary>
    public void SetDate(int column, int row, in Fact fact) =>
        (earliest[column * Rows + row], latest[column * Rows + row]) = !fact.Known ? (-Far, Far) : fact.Bits != 0 ? (-Far, -Far) : ((int)fact.Low, (int)fact.High);

    public void SetYears(int column, int row, in Fact fact) =>
        (earliest[column * Rows + row], latest[column * Rows + row]) = fact is { Known: true, Bits: 0 } ? (InYears((int)fact.Low), InYears((int)fact.High)) : (-Far, Far);

    public ReadOnlySpan<double> Low(int column) => low.AsSpan(column * Rows, Rows);

    public ReadOnlySpan<double> High(int column) => high.AsSpan(column * Rows, Rows);

    public ReadOnlySpan<int> Earliest(int column) => earliest.AsSpan(column * Rows, Rows);

    public ReadOnlySpan<int> Latest(int column) => latest.AsSpan(column * Rows, Rows);

    public void Clear() => Array.Clear(planes);
}
