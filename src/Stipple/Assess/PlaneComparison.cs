using System.Runtime.Intrinsics;

namespace Stipple.Assess;

/// <summary>What of a column of numbers or days is compared.</summary>
internal enum PlaneMeasure : byte
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>Days from the date to the planned treatment.</summary>
    DaysSince,

    /// <summary>Completed years from the date to the planned treatment; only with "at least".</summary>
    YearsCompleted,
}

/// <summary>A comparison over a column, where each row has an interval from a low to a high.</summary>
internal readonly record struct PlaneComparison(int Column, PlaneMeasure Measure, Comparison Comparison, double Limit)
{
    /// <summary>The rows of a block where the whole interval is on the asked side, or with <paramref name="holds"/> false wholly off it.</summary>
    public Vector512<ulong> Of(CohortBlock block, bool holds)
    {
        var low = block.Low(Column);
        var high = block.High(Column);
        ReadOnlySpan<double> planned = block.PlannedDays;
        Span<double> lastBirthdays = stackalloc double[Measure is PlaneMeasure.YearsCompleted ? CohortBlock.Rows : 0];
        if (Measure is PlaneMeasure.YearsCompleted) FillLastBirthdays(planned, lastBirthdays);
        Span<ulong> words = stackalloc ulong[CohortBlock.Words];
        words.Clear();
        for (var row = 0; row < CohortBlock.Rows; row += Vector512<double>.Count)
        {
            var (from, to) = (Vector512.Create(low[row..]), Vector512.Create(high[row..]));
            var mask = Measure switch
            {
                PlaneMeasure.DaysSince when Vector512.Create(planned[row..]) is var day => Side(day - to, day - from, holds),
                // Born on that day or before: the later end of the interval has to be, or the earlier one not to be.
                PlaneMeasure.YearsCompleted when Vector512.Create<double>(lastBirthdays[row..]) is var day =>
                    holds ? Vector512.LessThanOrEqual(to, day) : Vector512.GreaterThan(from, day),
                _ => Side(from, to, holds),
            };
            words[row >> 6] |= mask.ExtractMostSignificantBits() << row;
        }

        return Vector512.Create<ulong>(words);
    }

    private Vector512<double> Side(Vector512<double> low, Vector512<double> high, bool holds)
    {
        var limit = Vector512.Create(Limit);
        return (Comparison, holds) switch
        {
            (Comparison.Less, true) or (Comparison.GreaterOrEqual, false) => Vector512.LessThan(high, limit),
            (Comparison.Less, false) or (Comparison.GreaterOrEqual, true) => Vector512.GreaterThanOrEqual(low, limit),
            (Comparison.LessOrEqual, true) or (Comparison.Greater, false) => Vector512.LessThanOrEqual(high, limit),
            (Comparison.LessOrEqual, false) or (Comparison.Greater, true) => Vector512.GreaterThan(low, limit),
            (Comparison.Equal, true) or (Comparison.NotEqual, false) => Vector512.GreaterThanOrEqual(low, limit) & Vector512.LessThanOrEqual(high, limit),
            _ => Vector512.LessThan(high, limit) | Vector512.GreaterThan(low, limit),
        };
    }

    /// <summary>By row the last day of birth on which somebody has completed so many years on the planned day.</summary>
    private void FillLastBirthdays(ReadOnlySpan<double> planned, Span<double> days)
    {
        var (known, last) = (double.NaN, double.NegativeInfinity);
        for (var row = 0; row < days.Length; row++)
        {
            if (planned[row] != known) (known, last) = (planned[row], LastBirthday(DateOnly.FromDayNumber((int)planned[row]), Limit));
            days[row] = last;
        }
    }

    /// <summary>Born on 29 February: a year is complete on 1 March of a common year.</summary>
    private static double LastBirthday(DateOnly planned, double years)
    {
        var year = planned.Year - years;
        if (year < 1) return double.NegativeInfinity;
        if (year > DateOnly.MaxValue.Year) return double.PositiveInfinity;
        return new DateOnly((int)year, planned.Month, Math.Min(planned.Day, DateTime.DaysInMonth((int)year, planned.Month))).DayNumber;
    }
}
