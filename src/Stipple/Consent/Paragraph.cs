using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Evidence;

namespace Stipple.Consent;

/// <summary>People in a hundred, with the bounds between which it may be.</summary>
public readonly record struct InHundred(int Of, int From, int To);

/// <summary>A piece of what a patient reads before agreeing: a row of paragraphs.tsv.</summary>
/// <param name="Part">what, benefit, harm, choices, before, after or rights.</param>
/// <param name="When">For whom; null for everybody.</param>
/// <param name="Tells">The text, with places in braces that the plan fills.</param>
/// <param name="InHundred">How many people; null where it is not counted, or nothing is to be counted.</param>
public sealed record Paragraph(string Id, string Part, Criterion? When, string Heading, string Tells, InHundred? InHundred, ImmutableArray<Source> Sources);

/// <summary>What the tables of one version have patients read before they agree.</summary>
public sealed class ConsentTexts
{
    /// <summary>The places that a text may leave to the plan.</summary>
    public static readonly ImmutableArray<string> Places = ["sites", "concern", "sessions", "weeks", "device", "topical", "anaesthetic", "clinic"];

    private static readonly PerRules<ConsentTexts> kept = new(rules => new ConsentTexts(rules));

    private ConsentTexts(Rules rules) => Paragraphs =
    [
        .. rules.Library[TreatmentShapes.Paragraphs].Rows.Select(row => new Paragraph(
            row["id"], row["part"], row.Optional("when") is null ? null : rules.ParseCriterion(row, "when"), row["heading"], Checked(row),
            Counted(row), rules.Library.SourcesOf(row))),
    ];

    /// <summary>In the order of the table.</summary>
    public ImmutableArray<Paragraph> Paragraphs { get; }

    /// <exception cref="EvidenceException">A condition does not parse, or a text leaves a place that nothing fills.</exception>
    public static ConsentTexts Of(Rules rules) => kept[rules];

    private static string Checked(TableRow row)
    {
        var rest = row["tells"];
        foreach (var place in Places) rest = rest.Replace($"{{{place}}}", "", StringComparison.Ordinal);
        return rest.AsSpan().ContainsAny('{', '}') ? throw row.Wrong("tells", $"no braces except {string.Join(", ", Places.Select(place => $"{{{place}}}"))}") : row["tells"];
    }

    private static InHundred? Counted(TableRow row) => (row.Whole("in_hundred"), row.Whole("in_hundred_from"), row.Whole("in_hundred_to")) switch
    {
        (null, null, null) => null,
        ({ } of, { } from, { } to) when from <= of && of <= to && to <= 100 => new(of, from, to),
        _ => throw row.Wrong("in_hundred", "three whole numbers up to 100, the least, the best and the greatest in order, or none"),
    };
}
