using System.Collections.Immutable;

namespace Stipple.Evidence;

/// <summary>The tables that there are. `evidence/README.md` explains each column to those who write them.</summary>
public static class Shapes
{
    public static readonly TableShape Sources = new("sources.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("citation", Required: true), new Column.Text("link"),
        new Column.Word("kind",
        [
            "label", "regulator", "guideline", "systematic-review", "review", "trial", "cohort", "case-report", "instructions",
            "clinic-page", "vendor-page", "article", "textbook", "inference", "memory",
        ]),
        new Column.Word("read", ["full", "abstract", "opening", "page", "none", "memory"]),
        new Column.Text("dated"), new Column.Text("notes"),
    ])
    {
        Title = "Sources",
        Headline = "citation",
    };

    public static readonly TableShape Entries = new("entries.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("plain", Required: true),
        new Column.Word("scope", ["site-specific", "systemic", "both"]), new Column.Text("disagree"), new Column.Sources("sources", Required: true),
    ])
    {
        Title = "Conditions",
        Headline = "name",
        Deciding = ["id"],
    };

    public static readonly TableShape Rules = new("rules.tsv", "id",
    [
        new Column.Id("id"), new Column.Id("entry"), new Column.Word("grade", ["absolute", "relative", "defer", "caution"]),
        new Column.Word("applies_to", ["procedure", "topical", "anaesthetic", "prp", "rf-device"]),
        new Column.Text("when", Required: true), new Column.Id("replaces", Required: false),
        new Column.Text("until"), new Column.Text("defer_days"), new Column.Id("defer_from", Required: false),
        new Column.Word("resolves_by", ["time", "treatment", "test", "examination", "prescriber", "specialist", "nothing"]),
        new Column.Word("override_by", ["practitioner", "prescriber", "dermatology", "haematology", "scar-clinic", "none"]),
        new Column.Word("persons", ["0", "1", "2"]), new Column.Word("urgency", ["soon", "today", "emergency"], Required: false),
        new Column.Text("says", Required: true), new Column.Text("tells"), new Column.Text("resolve", Required: true),
        new Column.Word("strength", ["high", "moderate", "low", "very-low"]),
        new Column.Word("basis", ["label", "regulator", "guideline", "review", "trial", "case-reports", "consensus", "mechanism", "inference", "memory"]),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Rules",
        Headline = "says",
        Deciding = ["id", "entry", "grade", "applies_to", "when", "replaces", "until", "defer_days", "defer_from", "override_by", "persons", "urgency"],
    };

    public static readonly TableShape Questions = new("questions.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("section", Required: true), new Column.Text("topic", Required: true),
        new Column.Text("asks", Required: true), new Column.Text("hint"), new Column.Text("why", Required: true),
        new Column.Word("type", ["yesno", "choice", "choices", "number", "date", "zones", "note"]),
        new Column.Text("options"), new Column.Text("labels"), new Column.Text("unit"), new Column.Number("min"), new Column.Number("max"),
        new Column.Text("unknown_options"), new Column.Word("per", ["patient", "plan"]),
        new Column.Word("asked_of", ["patient", "practitioner", "record"]), new Column.Number("stale_days", Whole: true),
        new Column.Word("sensitive", ["yes"], Required: false), new Column.Sources("sources", Required: false),
    ])
    {
        Title = "Questions",
        Headline = "asks",
        Deciding = ["id", "type", "options", "min", "max", "unknown_options", "per", "asked_of", "stale_days"],
    };

    /// <summary>Answers that cannot all be right: <c>when</c> is a criterion over questions alone.</summary>
    public static readonly TableShape Conflicts = new("conflicts.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("when", Required: true), new Column.Text("questions", Required: true), new Column.Text("says", Required: true),
        new Column.Word("basis", ["logic", "inference", "memory"]), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Answers that contradict each other",
        Headline = "says",
        Deciding = ["id", "when", "questions"],
        MayBeMissing = true,
    };

    public static readonly TableShape Codes = new("codes.tsv", null,
    [
        new Column.Id("row"), new Column.Word("system", ["icd-10-cm", "rxnorm", "atc"]), new Column.Text("code", Required: true),
        new Column.Text("display", Required: true), new Column.Word("role", ["decides", "asks"]),
        new Column.Word("checked", ["verified", "corroborated", "memory"]),
    ])
    {
        Title = "Codes of records",
        Headline = "display",
        Deciding = ["row", "system", "code", "role"],
    };

    public static readonly TableShape Terms = new("terms.tsv", "name",
    [
        new Column.Id("name"), new Column.Word("type", ["flag", "choice", "number", "concern", "site", "region"]),
        new Column.Text("options"), new Column.Text("labels"), new Column.Text("unit"), new Column.Number("min"), new Column.Number("max"),
        new Column.Text("default"), new Column.Text("says", Required: true), new Column.Sources("sources", Required: false),
    ])
    {
        Title = "Terms and policy switches",
        Headline = "name",
        Deciding = ["name", "type", "options", "min", "max", "default"],
    };

    public static readonly TableShape Sites = new("sites.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("plain", Required: true),
        new Column.Word("region", ["face", "neck", "chest", "hands"]), new Column.Word("side", ["right", "left", "middle"]),
        new Column.Text("near"), new Column.Text("us_label", Required: true), new Column.Text("cautions"),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Sites",
        Headline = "name",
        Deciding = ["id", "region", "near"],
    };

    public static readonly TableShape Concerns = new("concerns.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("plain", Required: true),
        new Column.Word("evidence", ["A", "B", "C", "D"]), new Column.Word("alone", ["yes", "no", "partly"]),
        new Column.Text("says", Required: true), new Column.Text("tells", Required: true),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Concerns",
        Headline = "name",
        Deciding = ["id"],
    };

    public static readonly TableShape Public = new("public.tsv", "id",
    [
        new Column.Id("id"), new Column.Word("part", ["does", "does-not", "expect", "ask", "beforehand", "care"]),
        new Column.Text("tells", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Public statements",
        Headline = "tells",
    };

    public static readonly ImmutableArray<TableShape> All =
        [Sources, Entries, Rules, Questions, Conflicts, Codes, Terms, Sites, Concerns, Public, .. TreatmentShapes.All];
}
