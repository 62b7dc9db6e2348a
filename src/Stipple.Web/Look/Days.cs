using System.Globalization;

namespace Stipple.Web.Look;

/// <summary>Days and times as people read them: the month as a word, 24 hours.</summary>
internal static class Days
{
    /// <summary>Such as 23 November 2026.</summary>
    public static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as 23 Nov 2026, where there is little room.</summary>
    public static string Short(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as 23 November 2026, 14:05, by the clock of the clinic.</summary>
    public static string InWords(DateTimeOffset time) => time.ToLocalTime().ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Such as 14:05.</summary>
    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For the attribute that machines read.</summary>
    public static string Machine(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
