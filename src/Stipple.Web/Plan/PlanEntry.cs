using System.Collections.Immutable;
using System.Globalization;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Plan;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Web.Access;
using Stipple.Web.Look;
using Endpoint = Stipple.Plan.Endpoint;

namespace Stipple.Web.Plan;

/// <summary>What stands in the fields of a plan: as it was typed, as it was drafted, or as the tables propose it.</summary>
public sealed class PlanEntry
{
    private readonly Dictionary<string, string> values;
    private readonly HashSet<string> zones;

    private PlanEntry(Dictionary<string, string> values, IEnumerable<string> zones) => (this.values, this.zones) = (values, [.. zones]);

    public string this[string field] => values.GetValueOrDefault(field, "");

    public bool Has(string site) => zones.Contains(site);

    /// <summary>As it was typed, also where it makes no sense.</summary>
    internal static PlanEntry Of(Submission form) =>
        new(form.Typed.DistinctBy(typed => typed.Name).ToDictionary(typed => typed.Name, typed => typed.Value, StringComparer.Ordinal), form.Fields["zones"].OfType<string>());

    /// <summary>As it was drafted or signed; where it says nothing, as the tables propose it.</summary>
    public static PlanEntry Of(PlanRequest request, Rules rules, DeviceModel? model)
    {
        var fields = Proposed(rules, request.Concern, model);
        foreach (var (field, value) in new[]
        {
            ("concern", request.Concern), ("purpose", request.Purpose), ("endpoint", Word(request.Endpoint)), ("sessions", Number(request.Sessions)), ("weeks", Number(request.Weeks)),
            ("first", Days.Machine(request.First)), ("device", $"{request.Device}"), ("topical", request.Topical), ("anaesthetic", request.Anaesthetic),
            ("grams", Number(request.Grams)), ("area", Number(request.Area)), ("minutes", Number(request.Minutes)), ("reason", request.Reason),
        }) fields[field] = value;
        foreach (var zone in request.Zones) (fields[$"depth/{zone.Site}"], fields[$"passes/{zone.Site}"]) = (Number(zone.Depth), Number(zone.Passes));
        return new PlanEntry(fields, request.Zones.Select(zone => zone.Site));
    }

    /// <summary>What the tables propose for what the patient wants. What nobody has published stays empty.</summary>
    public static PlanEntry For(PatientRecord record, Rules rules, IReadOnlyList<DeviceRow> devices, DateOnly today)
    {
        var limits = TreatmentLimits.Of(rules);
        var concern = record.Wish?.Concern ?? "";
        var device = devices.FirstOrDefault(device => device.Retired is null && limits.Device(device.Model) is { Kind: not "rf" });
        var fields = Proposed(rules, concern, device is null ? null : limits.Device(device.Model));
        var course = limits.CourseFor(concern);
        fields["concern"] = concern;
        fields["purpose"] = "cosmetic";
        fields["endpoint"] = Word(course?.Endpoint ?? Endpoint.Erythema);
        fields["sessions"] = Number(course?.Sessions?.From);
        fields["weeks"] = Number(course?.Weeks?.To);
        fields["first"] = Days.Machine(today.AddDays(7));
        fields["device"] = device is null ? "" : $"{device.Id}";
        fields["topical"] = limits.Topicals.FirstOrDefault(topical => topical is { Kind: "sterile-glide", Rule: ProductRule.Allowed })?.Id ?? "";
        fields["anaesthetic"] = limits.Anaesthetics.FirstOrDefault(anaesthetic => anaesthetic.Kind == "none")?.Id ?? "";
        return new PlanEntry(fields, record.Wish?.Sites ?? []);
    }

    public static string Word(Endpoint endpoint) => endpoint is Endpoint.Erythema ? "erythema" : "pinpoint-bleeding";

    public static string InWords(Endpoint endpoint) => endpoint is Endpoint.Erythema ? "even redness, no bleeding" : "even pinpoint bleeding";

    public static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Depth and passes of every site: those of the plan are shown, and the others are there when their box is ticked.</summary>
    private static Dictionary<string, string> Proposed(Rules rules, string concern, DeviceModel? model)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var limits = TreatmentLimits.Of(rules);
        var course = limits.CourseFor(concern);
        foreach (var site in rules.Sites.All)
        {
            fields[$"depth/{site.Id}"] = Number(Planning.UsualDepth(limits.DepthAt(site), course, model));
            fields[$"passes/{site.Id}"] = Number(course?.Passes?.From);
        }

        return fields;
    }
}

/// <summary>Reads a plan from its form: what is no plan at all is a mistake, what is a plan outside of limits is none yet.</summary>
internal static class PlanForm
{
    /// <returns>Null when something is missing or no value at all; the form says what.</returns>
    public static PlanRequest? Read(Submission form, Rules rules, IReadOnlyList<DeviceRow> devices)
    {
        var limits = TreatmentLimits.Of(rules);
        var concern = OneOf(form, "concern", "the concern", [.. rules.Library[Shapes.Concerns].Rows.Select(row => row["id"])]);
        var purpose = OneOf(form, "purpose", "what it is for", ["cosmetic", "medical"]);
        var zones = ReadZones(form, rules);
        var endpoint = OneOf(form, "endpoint", "where treating stops", ["erythema", "pinpoint-bleeding"]);
        var sessions = Whole(form, "sessions", "the sessions", Planning.MostSessions);
        var weeks = Whole(form, "weeks", "the weeks between sessions", Planning.MostWeeks);
        var first = form.Day("first", "the first day");
        var device = OneOf(form, "device", "a device", [.. devices.Select(device => $"{device.Id}")]);
        var topical = OneOf(form, "topical", "what is on the open skin", [.. limits.Topicals.Select(topical => topical.Id)]);
        var anaesthetic = OneOf(form, "anaesthetic", "how the skin is numbed", [.. limits.Anaesthetics.Select(anaesthetic => anaesthetic.Id)]);
        var grams = form.Number("grams", "the grams", 0.01, 1000, required: false);
        var area = form.Number("area", "the area", 0.01, 10_000, required: false);
        var minutes = Whole(form, "minutes", "the minutes", 600, required: false);
        var reason = form.Raw("reason").Trim().Length == 0 ? "" : form.Paragraph("reason", "the reason", 2000);
        return form.IsGood
            ? new PlanRequest(
                concern, purpose, zones, endpoint == "erythema" ? Endpoint.Erythema : Endpoint.PinpointBleeding, sessions!.Value, weeks!.Value, first!.Value, Guid.Parse(device), topical, anaesthetic,
                grams, area, minutes, reason)
            : null;
    }

    private static ImmutableArray<PlannedZone> ReadZones(Submission form, Rules rules)
    {
        var zones = ImmutableArray.CreateBuilder<PlannedZone>();
        var chosen = form.Fields["zones"].OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (chosen.Length == 0) form.Add("zones", "Choose at least one place");
        if (!chosen.All(id => rules.Sites.Find(id) is not null)) form.Add("zones", "Choose among the places of the list");
        foreach (var site in rules.Sites.All.Where(site => chosen.Contains(site.Id)))
        {
            var depth = form.Number($"depth/{site.Id}", $"the depth, {site.Plain}", 0.01, NeedleDepth.MaximumMillimetres);
            var passes = Whole(form, $"passes/{site.Id}", $"the passes, {site.Plain}", Planning.MostPasses);
            if (depth is not null && passes is not null) zones.Add(new PlannedZone(site.Id, depth.Value, passes.Value));
        }

        return zones.ToImmutable();
    }

    private static string OneOf(Submission form, string field, string label, string[] words)
    {
        var word = form.Raw(field);
        if (!words.Contains(word, StringComparer.Ordinal)) form.Add(field, $"Choose {label}");
        return word;
    }

    private static int? Whole(Submission form, string field, string label, int most, bool required = true)
    {
        if (form.Number(field, label, 1, most, required) is not { } number) return null;
        if (number != Math.Truncate(number)) form.Add(field, $"{Web.Assess.Sentence.Begin(label)}: enter a whole number");
        return (int)number;
    }
}
