namespace Stipple.Assess;

/// <summary>An interval of days in one word, the earliest day number in its upper half: no comparison comes out either way on what is not known, and what never happened is long ago.</summary>
internal static class DayInterval
{
    /// <summary>More days, and more <see cref="InYears"/>, than there are between any two dates.</summary>
    public const int Far = 1_000_000_000;

    public static ulong Unknown { get; } = Word(-Far, Far);

    public static ulong Never { get; } = Word(-Far, -Far);

    public static ulong Word(int earliest, int latest) => (ulong)(uint)earliest << 32 | (uint)latest;

    public static (int Earliest, int Latest) Of(ulong word) => ((int)(word >> 32), (int)word);

    /// <summary>
    /// A day such that one is whole years after another when and only when it is as many times 512 greater. Born on 29 February:
    /// a year is complete on 1 March of a common year.
    /// </summary>
    public static int InYears(int dayNumber)
    {
        var (year, month, day) = DateOnly.FromDayNumber(dayNumber);
        return year * 512 + month * 32 + day;
    }
}
