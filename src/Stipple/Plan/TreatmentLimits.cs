using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Plan;

/// <summary>A least and a greatest value, both included.</summary>
public readonly record struct Bounds<T>(T From, T To) where T : struct, IComparable<T>
{
    public bool Contains(T value) => From.CompareTo(value) <= 0 && value.CompareTo(To) <= 0;
}

/// <summary>Where treating has to stop, as what is seen on the skin.</summary>
public enum Endpoint
{
    /// <summary>Even redness, no bleeding.</summary>
    Erythema,

    /// <summary>Even pinpoint bleeding.</summary>
    PinpointBleeding,
}

/// <summary>How deep at a site: a row of depths.tsv.</summary>
/// <param name="Site">The site.</param>
/// <param name="Usual">What is usual there, in mm; null when the row has none.</param>
/// <param name="ReasonedTo">How deep with a written reason, in mm.</param>
public sealed record SiteDepth(Site Site, Bounds<double>? Usual, double? ReasonedTo, string Basis, string Says, ImmutableArray<Source> Sources, string Notes);

/// <summary>The course that a concern is treated with: a row of courses.tsv. What is null there nobody has published.</summary>
public sealed record Course(
    string Concern, Bounds<double>? Depth, Bounds<int>? Passes, Endpoint Endpoint, Bounds<int>? Sessions, Bounds<int>? Weeks, int? ScoreWeeks,
    string Says, string Tells, ImmutableArray<Source> Sources, string Notes);

/// <summary>A kind of device: a row of devices.tsv.</summary>
/// <param name="Kind">pen, stamp, roller or rf: the word of plan.device.</param>
/// <param name="Deepest">How deep it can be set, in mm; null when that was not read.</param>
public sealed record DeviceModel(string Id, string Name, string Kind, int? Needles, double? Deepest, string UsLabel, string Says, ImmutableArray<Source> Sources);

/// <summary>Whether something may be part of a plan.</summary>
public enum ProductRule
{
    Allowed,

    /// <summary>Only where a prescriber takes it on.</summary>
    Prescriber,

    /// <summary>Never.</summary>
    Blocked,
}

/// <summary>What may be on the skin while the channels are open: a row of topicals.tsv.</summary>
/// <param name="Kind">The word of plan.topical.</param>
public sealed record Topical(string Id, string Name, string Plain, string Kind, ProductRule Rule, string Says, ImmutableArray<Source> Sources);

/// <summary>How the skin is numbed: a row of anaesthetics.tsv.</summary>
/// <param name="Kind">The word of plan.anaesthetic.</param>
/// <param name="MostGrams">The most at a time; null when no label was read.</param>
/// <param name="MostArea">On at most this area, in cm².</param>
/// <param name="Minutes">How long it stays on.</param>
public sealed record Anaesthetic(string Id, string Name, string Plain, string Kind, ProductRule Rule, double? MostGrams, double? MostArea, int? LeastMinutes, int? MostMinutes, string Says, ImmutableArray<Source> Sources);

/// <summary>What the tables of one version say about treating: how deep, how often, with what.</summary>
public sealed class TreatmentLimits
{
    private static readonly PerRules<TreatmentLimits> kept = new(rules => new TreatmentLimits(rules));

    private TreatmentLimits(Rules rules)
    {
        var library = rules.Library;
        Depths = [.. library[TreatmentShapes.Depths].Rows.Select(row => new SiteDepth(
            rules.Sites.Find(row["site"]) ?? throw row.Wrong("site", "an id of sites.tsv"),
            Between(row, "usual_from", "usual_to"), row.Figure("reasoned_to"), row["basis"], row["says"], library.SourcesOf(row), row["notes"]))];
        Courses = [.. library[TreatmentShapes.Courses].Rows.Select(row => new Course(
            Concern(row, rules), Between(row, "depth_from", "depth_to"), Whole(row, "passes_from", "passes_to"),
            row["endpoint"] == "erythema" ? Endpoint.Erythema : Endpoint.PinpointBleeding,
            Whole(row, "sessions_from", "sessions_to"), Whole(row, "weeks_from", "weeks_to"), row.Whole("score_weeks"),
            row["says"], row["tells"], library.SourcesOf(row), row["notes"]))];
        Devices = [.. library[TreatmentShapes.Devices].Rows.Select(row => new DeviceModel(
            row["id"], row["name"], row["kind"], row.Whole("needles"), row.Figure("deepest"), row["us_label"], row["says"], library.SourcesOf(row)))];
        Topicals = [.. library[TreatmentShapes.Topicals].Rows.Select(row => new Topical(
            row["id"], row["name"], row["plain"], row["kind"], RuleOf(row), row["says"], library.SourcesOf(row)))];
        Anaesthetics = [.. library[TreatmentShapes.Anaesthetics].Rows.Select(row => new Anaesthetic(
            row["id"], row["name"], row["plain"], row["kind"], RuleOf(row), row.Figure("most_grams"), row.Figure("most_cm2"), row.Whole("least_minutes"), row.Whole("most_minutes"),
            row["says"], library.SourcesOf(row)))];
        foreach (var depth in library[TreatmentShapes.Depths].Rows)
        {
            if (depth.Figure("reasoned_to") is { } deepest && (!NeedleDepth.IsAllowed(deepest) || deepest < depth.Figure("usual_to")))
                throw depth.Wrong("reasoned_to", $"at least usual_to, and at most {NeedleDepth.MaximumMillimetres} mm");
        }
    }

    public ImmutableArray<SiteDepth> Depths { get; }

    public ImmutableArray<Course> Courses { get; }

    public ImmutableArray<DeviceModel> Devices { get; }

    public ImmutableArray<Topical> Topicals { get; }

    public ImmutableArray<Anaesthetic> Anaesthetics { get; }

    /// <summary>The limits that go with these rules.</summary>
    /// <exception cref="EvidenceException">A row names something that is not there, or its limits cross.</exception>
    public static TreatmentLimits Of(Rules rules) => kept[rules];

    public SiteDepth? DepthAt(Site site) => Depths.FirstOrDefault(depth => depth.Site == site);

    public Course? CourseFor(string concern) => Courses.FirstOrDefault(course => course.Concern == concern);

    public DeviceModel? Device(string id) => Devices.FirstOrDefault(device => device.Id == id);

    public Topical? Topical(string id) => Topicals.FirstOrDefault(topical => topical.Id == id);

    public Anaesthetic? Anaesthetic(string id) => Anaesthetics.FirstOrDefault(anaesthetic => anaesthetic.Id == id);

    private static string Concern(TableRow row, Rules rules) =>
        rules.Library[Shapes.Concerns].Rows.Any(concern => concern["id"] == row["concern"]) ? row["concern"] : throw row.Wrong("concern", "an id of concerns.tsv");

    private static ProductRule RuleOf(TableRow row) => row["rule"] switch
    {
        "allowed" => ProductRule.Allowed,
        "prescriber" => ProductRule.Prescriber,
        _ => ProductRule.Blocked,
    };

    private static Bounds<double>? Between(TableRow row, string from, string to) => (row.Figure(from), row.Figure(to)) switch
    {
        (null, null) => null,
        ({ } least, { } most) when least <= most => new(least, most),
        _ => throw row.Wrong(to, $"a number, at least {from}, or both empty"),
    };

    private static Bounds<int>? Whole(TableRow row, string from, string to) =>
        Between(row, from, to) is { } span ? new((int)span.From, (int)span.To) : null;
}
