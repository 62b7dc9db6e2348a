using System.Collections.Immutable;

namespace Stipple.Assess;

/// <summary>A row whose way out is to treat a small area first.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Weeks">After how many weeks its text has the area looked at; null when it names none.</param>
public sealed record TestPatchRow(string Rule, int? Weeks);

/// <summary>
/// The rows that ask for a test area. The tables say so in sentences alone and have no column for it: this list has to follow
/// what stands in the cells resolve and tells of these rows.
/// </summary>
public static class TestPatches
{
    public static ImmutableArray<TestPatchRow> Rows { get; } =
    [
        new("rosacea", null),
        new("psoriasis", 4),
        new("lichen-planus-koebner-other", null),
        new("vitiligo/distant", null),
        new("keloid-history", 12),
        new("keloid-history/family", null),
        new("radiotherapy-field", null),
        new("metal-allergy", null),
        new("fitzpatrick-iv-vi", null),
        new("fitzpatrick-iv-vi/marks", null),
        new("previous-pih-or-melasma-flare", 6),
    ];

    public static TestPatchRow? Of(Rule rule) => Rows.FirstOrDefault(row => row.Rule == rule.Id);
}
