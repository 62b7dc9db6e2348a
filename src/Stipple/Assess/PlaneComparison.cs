using System.Runtime.Intrinsics;

namespace Stipple.Assess;

/// <summary>What of a column of numbers or days is compared.</summary>
internal enum PlaneMeasure : byte
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>Days from the date to the planned treatment.</summary>
    DaysSince,

    /// <summary>The date itself, against the last one from which so many years are completed on the planned day.</summary>
    YearsCompleted,
}

/// <summary>A comparison over a column, where each row has an interval from a low to a high. It is less, less or equal, or equal.</summary>
internal readonly record struct PlaneComparison(int Column, PlaneMeasure Measure, Comparison Comparison, double Limit)
{
    /// <summary>The rows of a block where the whole interval is on the asked side, and those where it is wholly off it.</summary>
    public (Vector512<ulong> Yes, Vector512<ulong> No) Of(CohortBlock block) => Comparison switch
    {
        Comparison.Less => Over<Less>(block),
        Comparison.LessOrEqual => Over<LessOrEqual>(block),
        _ => Over<Same>(block),
    };

    private (Vector512<ulong> Yes, Vector512<ulong> No) Over<TSide>(CohortBlock block) where TSide : struct, ISide
    {
        var low = block.Low(Column);
        var high = block.High(Column);
        ReadOnlySpan<double> planned = block.PlannedDays;
        Span<ulong> yes = stackalloc ulong[CohortBlock.Words];
        Span<ulong> no = stackalloc ulong[CohortBlock.Words];
        yes.Clear();
        no.Clear();
        var limit = Vector512.Create(Limit);
        var (known, last) = (double.NaN, 0.0);
        for (var row = 0; row < CohortBlock.Rows; row += Vector512<double>.Count)
        {
            var (from, to) = (Vector512.Create(low[row..]), Vector512.Create(high[row..]));
            if (Measure is PlaneMeasure.DaysSince)
            {
                var day = Vector512.Create(planned[row..]);
                (from, to) = (day - to, day - from);
            }
            else if (Measure is PlaneMeasure.YearsCompleted)
            {
                limit = Birthdays(planned.Slice(row, Vector512<double>.Count), ref known, ref last);
            }

            yes[row >> 6] |= TSide.Holds(from, to, limit).ExtractMostSignificantBits() << row;
            no[row >> 6] |= TSide.Fails(from, to, limit).ExtractMostSignificantBits() << row;
        }

        return (Vector512.Create<ulong>(yes), Vector512.Create<ulong>(no));
    }

    /// <summary>By row the last day of birth from which the years are completed; the planned day is mostly that of the row before.</summary>
    private Vector512<double> Birthdays(ReadOnlySpan<double> planned, ref double known, ref double last)
    {
        Span<double> days = stackalloc double[Vector512<double>.Count];
        for (var row = 0; row < days.Length; row++)
        {
            if (planned[row] != known) (known, last) = (planned[row], LastBirthday(DateOnly.FromDayNumber((int)planned[row]), Limit));
            days[row] = last;
        }

        return Vector512.Create<double>(days);
    }

    /// <summary>Born on 29 February: a year is complete on 1 March of a common year.</summary>
    private static double LastBirthday(DateOnly planned, double years)
    {
        var year = planned.Year - years;
        if (year < 1) return double.NegativeInfinity;
        if (year > DateOnly.MaxValue.Year) return double.PositiveInfinity;
        return new DateOnly((int)year, planned.Month, Math.Min(planned.Day, DateTime.DaysInMonth((int)year, planned.Month))).DayNumber;
    }

    private interface ISide
    {
        static abstract Vector512<double> Holds(Vector512<double> low, Vector512<double> high, Vector512<double> limit);

        static abstract Vector512<double> Fails(Vector512<double> low, Vector512<double> high, Vector512<double> limit);
    }

    private readonly struct Less : ISide
    {
        public static Vector512<double> Holds(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.LessThan(high, limit);

        public static Vector512<double> Fails(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.GreaterThanOrEqual(low, limit);
    }

    private readonly struct LessOrEqual : ISide
    {
        public static Vector512<double> Holds(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.LessThanOrEqual(high, limit);

        public static Vector512<double> Fails(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.GreaterThan(low, limit);
    }

    private readonly struct Same : ISide
    {
        public static Vector512<double> Holds(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.GreaterThanOrEqual(low, limit) & Vector512.LessThanOrEqual(high, limit);

        public static Vector512<double> Fails(Vector512<double> low, Vector512<double> high, Vector512<double> limit) => Vector512.LessThan(high, limit) | Vector512.GreaterThan(low, limit);
    }
}
