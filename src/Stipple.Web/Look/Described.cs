namespace Stipple.Web.Look;

/// <summary>Ties a field to what stands beside it, for people who hear the page.</summary>
internal static class Described
{
    /// <summary>Ids of the hint and of the mistake, as <c>aria-describedby</c> takes them; null when neither is there.</summary>
    public static string? By(string field, bool hasHint, bool hasError)
    {
        string[] ids = [.. hasHint ? [$"{field}-hint"] : Array.Empty<string>(), .. hasError ? [$"{field}-error"] : Array.Empty<string>()];
        return ids.Length > 0 ? string.Join(' ', ids) : null;
    }
}
