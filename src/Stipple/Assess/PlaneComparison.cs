using System.Numerics;
using System.Runtime.Intrinsics;

namespace Stipple.Assess;

/// <summary>What is compared.</summary>
internal enum PlaneMeasure : byte
{
    /// <summary>The number of a column of numbers.</summary>
    Number,

    /// <summary>Days from the date of a column of days to the planned treatment.</summary>
    DaysSince,

    /// <summary>The same for a column of years, in 512ths of a year: see <see cref="DayInterval.InYears"/>.</summary>
    YearsSince,
}

/// <summary>A comparison over a column, where each row has an interval from a low to a high. It is less, less or equal, or equal.</summary>
internal readonly record struct PlaneComparison(int Column, PlaneMeasure Measure, Comparison Comparison, double Limit)
{
    /// <summary>Farther than any interval of days, and near enough that nothing overflows.</summary>
    private const int Most = 500_000_000;

    /// <summary>The rows of a block where the whole interval is on the asked side, and those where it is wholly off it.</summary>
    public (Vector512<ulong> Yes, Vector512<ulong> No) Of(CohortBlock block) => Comparison switch
    {
        Comparison.Less => Over<Less>(block),
        Comparison.LessOrEqual => Over<LessOrEqual>(block),
        _ => Over<Same>(block),
    };

    private (Vector512<ulong> Yes, Vector512<ulong> No) Over<TSide>(CohortBlock block) where TSide : struct, ISide => Measure switch
    {
        PlaneMeasure.Number => Numbers<TSide>(block.Low(Column), block.High(Column), Limit),
        PlaneMeasure.DaysSince => Since<TSide>(block.Earliest(Column), block.Latest(Column), block.PlannedDays, Limit),
        _ => Since<TSide>(block.Earliest(Column), block.Latest(Column), block.PlannedYears, Limit),
    };

    private static (Vector512<ulong> Yes, Vector512<ulong> No) Numbers<TSide>(ReadOnlySpan<double> low, ReadOnlySpan<double> high, double limit) where TSide : struct, ISide
    {
        Span<ulong> yes = stackalloc ulong[CohortBlock.Words];
        Span<ulong> no = stackalloc ulong[CohortBlock.Words];
        yes.Clear();
        no.Clear();
        var at = Vector512.Create(limit);
        for (var row = 0; row < CohortBlock.Rows; row += Vector512<double>.Count)
        {
            var (from, to) = (Vector512.Create(low[row..]), Vector512.Create(high[row..]));
            yes[row >> 6] |= TSide.Holds(from, to, at, at).ExtractMostSignificantBits() << row;
            no[row >> 6] |= TSide.Fails(from, to, at, at).ExtractMostSignificantBits() << row;
        }

        return (Vector512.Create<ulong>(yes), Vector512.Create<ulong>(no));
    }

    /// <summary>Days are whole: what is less than a limit is less than the next whole number, and so on.</summary>
    private static (Vector512<ulong> Yes, Vector512<ulong> No) Since<TSide>(ReadOnlySpan<int> earliest, ReadOnlySpan<int> latest, ReadOnlySpan<int> planned, double limit) where TSide : struct, ISide
    {
        Span<ulong> yes = stackalloc ulong[CohortBlock.Words];
        Span<ulong> no = stackalloc ulong[CohortBlock.Words];
        yes.Clear();
        no.Clear();
        var least = Vector512.Create((int)Math.Clamp(Math.Ceiling(limit), -Most, Most));
        var most = Vector512.Create((int)Math.Clamp(Math.Floor(limit), -Most, Most));
        for (var row = 0; row < CohortBlock.Rows; row += Vector512<int>.Count)
        {
            var day = Vector512.Create(planned[row..]);
            var (from, to) = (day - Vector512.Create(latest[row..]), day - Vector512.Create(earliest[row..]));
            yes[row >> 6] |= TSide.Holds(from, to, least, most).ExtractMostSignificantBits() << row;
            no[row >> 6] |= TSide.Fails(from, to, least, most).ExtractMostSignificantBits() << row;
        }

        return (Vector512.Create<ulong>(yes), Vector512.Create<ulong>(no));
    }

    /// <summary>A side of a limit; for whole numbers the limit is the least one from it up and the most one up to it.</summary>
    private interface ISide
    {
        static abstract Vector512<T> Holds<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T>;

        static abstract Vector512<T> Fails<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T>;
    }

    private readonly struct Less : ISide
    {
        public static Vector512<T> Holds<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.LessThan(high, least);

        public static Vector512<T> Fails<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.GreaterThanOrEqual(low, least);
    }

    private readonly struct LessOrEqual : ISide
    {
        public static Vector512<T> Holds<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.LessThanOrEqual(high, most);

        public static Vector512<T> Fails<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.GreaterThan(low, most);
    }

    private readonly struct Same : ISide
    {
        public static Vector512<T> Holds<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.GreaterThanOrEqual(low, least) & Vector512.LessThanOrEqual(high, most);

        public static Vector512<T> Fails<T>(Vector512<T> low, Vector512<T> high, Vector512<T> least, Vector512<T> most) where T : INumber<T> => Vector512.LessThan(high, least) | Vector512.GreaterThan(low, most);
    }
}
