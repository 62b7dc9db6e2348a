using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The columns of 512 rows. Bits come in as the words of a row, and are turned into planes 64 rows at a time: a word of a plane
/// has one bit of each of them. Numbers and days are intervals; one that is not known is an interval on which no comparison comes out either way.
/// </summary>
internal sealed class CohortBlock(CohortLayout layout)
{
    public const int Rows = 512;
    public const int Words = Rows / 64;

    private const int Lanes = 8;

    /// <summary>From one column to the next: not a power of two, because columns are filled side by side and would push each other out of the cache.</summary>
    private const int Stride = Rows + 16;

    private readonly int group = layout.Facts.BitWords * 64; // words of 64 rows: eight words of each row side by side, or eight planes
    private readonly ulong[] planes = new ulong[layout.Facts.BitWords * Rows];
    private readonly double[] low = new double[layout.Facts.Numbers * Stride];
    private readonly double[] high = new double[layout.Facts.Numbers * Stride];
    private readonly int[] earliest = new int[layout.DayColumns * Stride];
    private readonly int[] latest = new int[layout.DayColumns * Stride];
    private readonly int[] plannedDays = new int[Rows];
    private readonly int[] plannedYears = new int[Rows];
    private int turned; // groups of 64 rows whose words are planes

    /// <summary>Day number of the planned treatment, by row.</summary>
    public ReadOnlySpan<int> PlannedDays => plannedDays;

    /// <summary>The same <see cref="DayInterval.InYears"/>.</summary>
    public ReadOnlySpan<int> PlannedYears => plannedYears;

    /// <summary>The number of the plane of a bit.</summary>
    public static int PlaneOf(int bit) => (bit / 64 / Lanes * 64 + bit % 64) * Lanes + bit / 64 % Lanes;

    public Vector512<ulong> Plane(int plane)
    {
        var (words, next) = (planes, group);
        return Vector512.Create(
            words[plane], words[plane + next], words[plane + 2 * next], words[plane + 3 * next],
            words[plane + 4 * next], words[plane + 5 * next], words[plane + 6 * next], words[plane + 7 * next]);
    }

    public ReadOnlySpan<double> Low(int column) => low.AsSpan(column * Stride, Rows);

    public ReadOnlySpan<double> High(int column) => high.AsSpan(column * Stride, Rows);

    public ReadOnlySpan<int> Earliest(int column) => earliest.AsSpan(column * Stride, Rows);

    public ReadOnlySpan<int> Latest(int column) => latest.AsSpan(column * Stride, Rows);

    /// <summary>Fills a row; they come in their order.</summary>
    public void Set(int row, in Situation situation)
    {
        if (row / 64 < turned) Turn(--turned);
        SetBits(row, situation);
        var facts = layout.Facts;
        var numbers = MemoryMarshal.Cast<ulong, double>(situation.Words.Slice(facts.FirstNumber, 2 * facts.Numbers));
        for (var i = 0; i < facts.Numbers; i++) (low[i * Stride + row], high[i * Stride + row]) = (numbers[2 * i], numbers[2 * i + 1]);
        var dates = situation.Words.Slice(facts.FirstDate, facts.Dates);
        for (var i = 0; i < dates.Length; i++) (earliest[i * Stride + row], latest[i * Stride + row]) = DayInterval.Of(dates[i]);
        (earliest[layout.Years * Stride + row], latest[layout.Years * Stride + row]) = facts.Born < 0 ? (-DayInterval.Far, DayInterval.Far) : Years(situation.Words[facts.Born]);
        (plannedDays[row], plannedYears[row]) = (situation.PlannedDay, DayInterval.InYears(situation.PlannedDay));
        if (row % 64 == 63) Turn(turned++);
    }

    /// <summary>Makes planes of the rows that were not turned yet.</summary>
    /// <param name="rows">How many rows there are.</param>
    public void Settle(int rows)
    {
        if (turned * 64 < rows) Turn(turned++);
    }

    public void Clear() => turned = 0;

    private void SetBits(int row, in Situation situation)
    {
        var words = situation.Words[..layout.Facts.BitWords];
        ref var first = ref planes[row / 64 * group + row % 64 * Lanes];
        for (var word = 0; word < words.Length; word += Lanes)
        {
            Vector512.LoadUnsafe(in words[word]).StoreUnsafe(ref first, (nuint)word * 64);
        }

        var site = situation.Site;
        var (here, near) = (SiteSet.Empty.With(site.Ordinal).Bits, site.Near.Bits);
        foreach (ref readonly var field in layout.Facts.Zones.AsSpan())
        {
            var zones = words[field.Word] >> field.Shift & field.Mask;
            var meets = ((zones & here) != 0 ? 1UL : 0) | ((zones & near) != 0 ? 2UL : 0);
            planes[row / 64 * group + field.Here / 64 / Lanes * 64 * Lanes + row % 64 * Lanes + field.Here / 64 % Lanes] |= meets << field.Here;
        }
    }

    /// <summary>From words of 64 rows to planes of them, and back.</summary>
    private void Turn(int at)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(planes.AsSpan(at * group, group));
        for (; !vectors.IsEmpty; vectors = vectors[64..]) BitMatrix.Transpose(vectors[..64]);
    }

    private static (int Earliest, int Latest) Years(ulong born) =>
        born == DayInterval.Unknown || born == DayInterval.Never ? (-DayInterval.Far, DayInterval.Far) : (DayInterval.InYears((int)(born >> 32)), DayInterval.InYears((int)born));
}
