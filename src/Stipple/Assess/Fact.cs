using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// What is known about one question or one term of the plan, in the form that criteria compare: bits for words and sites, an
/// interval for numbers and days. The default is "not known".
/// </summary>
/// <param name="Known">False: nobody has said, or the answer was "I don't know".</param>
/// <param name="Bits">yes/no: 1 or 0. Choices and sites: one bit each. Date: 1 means that it never happened.</param>
/// <param name="Low">Number, or the earliest day as a day number.</param>
/// <param name="High">Number, or the latest day as a day number.</param>
public readonly record struct Fact(bool Known, ulong Bits, double Low, double High)
{
    public static Fact Unknown => default;

    public static Fact Never => new(true, 1, 0, 0);

    public static Fact Of(bool value) => new(true, value ? 1UL : 0, 0, 0);

    public static Fact OfBits(ulong bits) => new(true, bits, 0, 0);

    public static Fact Of(double value) => new(true, 0, value, value);

    public static Fact Of(ApproximateDate date) => new(true, 0, date.Earliest.DayNumber, date.Latest.DayNumber);

    /// <summary>Whether the interval lies wholly, partly or not on the asked side of the limit.</summary>
    internal static Truth Compare(double low, double high, Comparison comparison, double limit) => comparison switch
    {
        Comparison.Less => Side(high < limit, low >= limit),
        Comparison.LessOrEqual => Side(high <= limit, low > limit),
        Comparison.Greater => Side(low > limit, high <= limit),
        Comparison.GreaterOrEqual => Side(low >= limit, high < limit),
        Comparison.Equal => Side(low >= limit && high <= limit, high < limit || low > limit),
        _ => Side(high < limit || low > limit, low >= limit && high <= limit),
    };

    private static Truth Side(bool all, bool none) => all ? Truth.Yes : none ? Truth.No : Truth.Unknown;
}

/// <summary>The six comparisons of the criteria.</summary>
public enum Comparison : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
