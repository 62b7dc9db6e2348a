using System.Collections.Immutable;

namespace Stipple.Evidence;

/// <summary>The tables of what follows the decision: plan, consent, aftercare and outcome.</summary>
public static class TreatmentShapes
{
    /// <summary>How deep at a site: what is usual, the ceiling, and the ceiling with a reason.</summary>
    public static readonly TableShape Depths = new("depths.tsv", "site",
    [
        new Column.Id("site"), new Column.Number("usual_from"), new Column.Number("usual_to"), new Column.Number("reasoned_to"),
        new Column.Word("basis", ["label", "trial", "review", "proposed"]), new Column.Text("says", Required: true),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Depths by site",
        Headline = "site",
        Deciding = ["site", "usual_from", "usual_to", "reasoned_to"],
        MayBeMissing = true,
    };

    /// <summary>The course that a concern is treated with.</summary>
    public static readonly TableShape Courses = new("courses.tsv", "concern",
    [
        new Column.Id("concern"), new Column.Number("depth_from"), new Column.Number("depth_to"),
        new Column.Number("passes_from", Whole: true), new Column.Number("passes_to", Whole: true),
        new Column.Word("endpoint", ["erythema", "pinpoint-bleeding"]), new Column.Number("sessions_from", Whole: true), new Column.Number("sessions_to", Whole: true),
        new Column.Number("weeks_from", Whole: true), new Column.Number("weeks_to", Whole: true), new Column.Number("score_weeks", Whole: true),
        new Column.Text("says", Required: true), new Column.Text("tells", Required: true),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Courses by concern",
        Headline = "concern",
        Deciding = ["concern", "depth_from", "depth_to", "passes_from", "passes_to", "endpoint", "sessions_from", "sessions_to", "weeks_from", "weeks_to", "score_weeks"],
        MayBeMissing = true,
    };

    public static readonly TableShape Devices = new("devices.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Word("kind", ["pen", "stamp", "roller", "rf"]),
        new Column.Number("needles", Whole: true), new Column.Number("deepest"), new Column.Text("us_label", Required: true),
        new Column.Text("says", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Devices",
        Headline = "name",
        Deciding = ["id", "kind", "needles", "deepest"],
        MayBeMissing = true,
    };

    public static readonly TableShape Topicals = new("topicals.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("plain", Required: true),
        new Column.Word("kind", ["none", "sterile-glide", "cosmetic", "medicine"]), new Column.Word("rule", ["allowed", "prescriber", "blocked"]),
        new Column.Text("says", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "On open skin",
        Headline = "name",
        Deciding = ["id", "kind", "rule"],
        MayBeMissing = true,
    };

    public static readonly TableShape Anaesthetics = new("anaesthetics.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("plain", Required: true),
        new Column.Word("kind", ["none", "licensed-cream", "compounded-cream", "injection"]), new Column.Word("rule", ["allowed", "prescriber", "blocked"]),
        new Column.Number("most_grams"), new Column.Number("most_cm2"), new Column.Number("least_minutes", Whole: true), new Column.Number("most_minutes", Whole: true),
        new Column.Text("says", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Numbing",
        Headline = "name",
        Deciding = ["id", "kind", "rule", "most_grams", "most_cm2", "least_minutes", "most_minutes"],
        MayBeMissing = true,
    };

    /// <summary>What a patient reads before agreeing. <c>when</c> is a criterion; a paragraph is left out only where it is a settled no.</summary>
    public static readonly TableShape Paragraphs = new("paragraphs.tsv", "id",
    [
        new Column.Id("id"), new Column.Word("part", ["what", "benefit", "harm", "choices", "before", "after", "rights"]), new Column.Text("when"),
        new Column.Text("heading"), new Column.Text("tells", Required: true),
        new Column.Number("in_hundred", Whole: true), new Column.Number("in_hundred_from", Whole: true), new Column.Number("in_hundred_to", Whole: true),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Consent",
        Headline = "tells",
        Deciding = ["id", "part", "when", "tells", "in_hundred", "in_hundred_from", "in_hundred_to"],
        MayBeMissing = true,
    };

    /// <summary>What is to be expected, and to be done, in the hours after a session.</summary>
    public static readonly TableShape Aftercare = new("aftercare.tsv", "id",
    [
        new Column.Id("id"), new Column.Number("from_hours", Whole: true), new Column.Number("to_hours", Whole: true), new Column.Text("when"),
        new Column.Text("title", Required: true), new Column.Text("expect", Required: true), new Column.Text("do", Required: true),
        new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Aftercare",
        Headline = "title",
        Deciding = ["id", "from_hours", "to_hours", "when"],
        MayBeMissing = true,
    };

    /// <summary>A sign that a patient may report, with its urgency in a span of hours after the session.</summary>
    public static readonly TableShape Triage = new("triage.tsv", "id",
    [
        new Column.Id("id"), new Column.Id("sign"), new Column.Text("asks", Required: true),
        new Column.Word("level", ["emergency", "today", "two-days", "week", "two-weeks", "expected"]),
        new Column.Number("from_hours", Whole: true), new Column.Number("to_hours", Whole: true),
        new Column.Text("tells", Required: true), new Column.Text("says", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Signs after a session",
        Headline = "asks",
        Deciding = ["id", "sign", "level", "from_hours", "to_hours"],
        MayBeMissing = true,
    };

    /// <summary>How results are graded. <c>no_change</c> names the grade that means none, on a scale that compares by itself; empty where a baseline is needed.</summary>
    public static readonly TableShape Scales = new("scales.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Text("concerns", Required: true),
        new Column.Word("rated_by", ["practitioner", "patient"]), new Column.Word("better", ["lower", "higher"]),
        new Column.Number("no_change", Whole: true), new Column.Text("grades", Required: true), new Column.Text("labels", Required: true), new Column.Number("least_change"),
        new Column.Text("says", Required: true), new Column.Text("licence", Required: true), new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Outcome scales",
        Headline = "name",
        Deciding = ["id", "better", "no_change", "grades", "least_change"],
        MayBeMissing = true,
    };

    public static readonly ImmutableArray<TableShape> All = [Depths, Courses, Devices, Topicals, Anaesthetics, Paragraphs, Aftercare, Triage, Scales];
}
