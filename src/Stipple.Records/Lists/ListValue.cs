using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Records.Lists;

/// <summary>
/// How a value stands in a list, the same on both databases: days as 2026-11-23, times as microseconds, words in lower case
/// with hyphens, depths in millimetres, ids and everything else as they are written.
/// </summary>
internal static class ListValue
{
    /// <summary>A text, a whole number, or nothing.</summary>
    public static object? Of(object? value) => value switch
    {
        null or string or long => value,
        int number => (long)number,
        bool yes => yes ? 1L : 0L,
        Guid id => id.ToString("D"),
        PersonId id => id.ToString(),
        PatientId id => id.ToString(),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => FactFormat.Microseconds(time),
        NeedleDepth depth => depth.Millimetres.ToString("R", CultureInfo.InvariantCulture),
        Enum word => Word(word),
        ImmutableArray<Role> roles => string.Join(' ', roles.Select(role => Word(role))),
        _ => throw new ArgumentException($"A list keeps no {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>Reads roles back.</summary>
    public static ImmutableArray<Role> Roles(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => RoleOf[word])];

    /// <summary>Reads a word back.</summary>
    public static T Read<T>(string word) where T : struct, Enum => Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static readonly ImmutableDictionary<string, Role> RoleOf = Enum.GetValues<Role>().ToImmutableDictionary(role => Word(role), StringComparer.Ordinal);

    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
