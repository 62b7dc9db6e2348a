using System.Collections.Immutable;
using System.Globalization;
using Stipple.Assess;
using Stipple.Evidence;

namespace Stipple.Outcome;

/// <summary>One grade of a scale.</summary>
public sealed record ScaleGrade(int Value, string Label);

/// <summary>How a result is measured: a row of scales.tsv.</summary>
/// <param name="Concerns">The concerns that it is for; empty for any.</param>
/// <param name="RatedBy">practitioner or patient.</param>
/// <param name="LowerIsBetter">Which way is better.</param>
/// <param name="NoChange">The grade that means no change, on a scale that says by itself how much changed and so has no baseline; null for others.</param>
/// <param name="LeastChange">The smallest change that counts as one; null when no source gives it.</param>
public sealed record Scale(
    string Id, string Name, ImmutableArray<string> Concerns, string RatedBy, bool LowerIsBetter, int? NoChange, ImmutableArray<ScaleGrade> Grades, double? LeastChange,
    string Says, string Licence, ImmutableArray<Source> Sources, string Notes)
{
    public bool ComparesItself => NoChange is not null;

    public ScaleGrade? Grade(int value) => Grades.FirstOrDefault(grade => grade.Value == value);

    public bool IsFor(string concern) => Concerns.Length == 0 || Concerns.Contains(concern);
}

/// <summary>The scales of one version of the tables.</summary>
public sealed class Scales
{
    private static readonly PerRules<Scales> kept = new(rules => new Scales(rules));

    private Scales(Rules rules)
    {
        var concerns = rules.Library[Shapes.Concerns].Rows.Select(row => row["id"]).ToHashSet(StringComparer.Ordinal);
        All = [.. rules.Library[TreatmentShapes.Scales].Rows.Select(row => Read(row, concerns, rules.Library))];
    }

    public ImmutableArray<Scale> All { get; }

    /// <exception cref="EvidenceException">Grades and labels do not pair up, or a concern is unknown.</exception>
    public static Scales Of(Rules rules) => kept[rules];

    public Scale? Find(string id) => All.FirstOrDefault(scale => scale.Id == id);

    private static Scale Read(TableRow row, HashSet<string> concerns, Library library)
    {
        var grades = row.List("grades");
        var labels = row.List("labels");
        if (grades.Length != labels.Length || grades.Length < 2) throw row.Wrong("labels", $"{grades.Length} labels, one for each grade, and at least two");
        var values = grades.Select(grade => int.TryParse(grade, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw row.Wrong("grades", "whole numbers with a bar between them")).ToArray();
        if (!values.SequenceEqual(values.Distinct().Order())) throw row.Wrong("grades", "each grade once, from the least to the greatest");
        if (row.Whole("no_change") is { } none && !values.Contains(none)) throw row.Wrong("no_change", "one of the grades, or nothing");
        var listed = row["concerns"] == "any" ? [] : row.Ids("concerns");
        if (listed.FirstOrDefault(concern => !concerns.Contains(concern)) is { } stranger) throw row.Wrong("concerns", $"any, or ids of concerns.tsv; {stranger} is not one");
        return new Scale(
            row["id"], row["name"], [.. listed], row["rated_by"], row["better"] == "lower", row.Whole("no_change"),
            [.. values.Zip(labels, (value, label) => new ScaleGrade(value, label))], row.Figure("least_change"), row["says"], row["licence"], library.SourcesOf(row), row["notes"]);
    }
}
