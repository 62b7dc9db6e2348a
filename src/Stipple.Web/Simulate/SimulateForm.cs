using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stipple.Evidence;

namespace Stipple.Web.Simulate;

/// <summary>The fields of the page of forecasts, as its address has them; the same words as a request has.</summary>
public sealed class SimulateForm
{
    private const int LongestField = 40;

    private static readonly FrozenDictionary<string, string> firsts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["device"] = "pen-12", ["needleMm"] = "0.5", ["seconds"] = "60", ["areaCm2"] = "50", ["passes"] = "8", ["needlesPerCm2"] = "100", ["stamps"] = "1", ["newtonPerNeedle"] = "0.06",
        ["sessions"] = "4", ["daysBetween"] = "28", ["occludedHours"] = "0", ["site"] = "cheek", ["sex"] = "", ["ageYears"] = "45", ["lightness"] = "",
        ["compound"] = "niacinamide", ["mgPerCm3"] = "40", ["ph"] = "6", ["vehicleUm"] = "100",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] onSkin = ["compound", "mgPerCm3", "vehicleUm", "ph"], words = ["device", "site", "sex", "compound"];

    /// <summary>Where a quantity stands that the engine refuses by its own name.</summary>
    private static readonly FrozenDictionary<string, string> fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["needle length"] = "needleMm", ["force on each needle"] = "newtonPerNeedle", ["days between sessions"] = "daysBetween", ["days from the first to the last session"] = "daysBetween",
        ["hours of occlusion"] = "occludedHours", ["age"] = "ageYears", ["L* of the skin"] = "lightness", ["thickness of the vehicle"] = "vehicleUm", ["pH"] = "ph", ["needles on one plate"] = "needlesPerCm2",
        ["needlesPerCm2"] = "needlesPerCm2", ["areaCm2"] = "areaCm2", ["seconds"] = "seconds", ["passes"] = "passes", ["stamps"] = "stamps",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, string> typed;

    private SimulateForm(IReadOnlyDictionary<string, string> typed) => this.typed = typed;

    /// <summary>Whether anything was asked for yet.</summary>
    public bool IsAsked { get; private init; }

    /// <summary>What is asked; null where nothing was, or it cannot be.</summary>
    public SimulationRequest? Request { get; private init; }

    /// <summary>What cannot be, with its field.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems { get; private init; } = [];

    public string this[string field] => typed[field];

    /// <summary>The fields as an address; the same for the same fields.</summary>
    public string Query => string.Join('&', typed.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));

    public string? Problem(string field) => Problems.FirstOrDefault(problem => problem.Field == field).Message;

    /// <summary>The same form with what the engine refused.</summary>
    public SimulateForm With(SimulationRefusedException refused) => new(typed) { IsAsked = true, Problems = [(FieldOf(refused.Name), Told(refused))] };

    public static SimulateForm Of(IQueryCollection query, SkinTables tables)
    {
        var isAsked = query.ContainsKey("device");
        var values = firsts.ToDictionary(field => field.Key, field => !isAsked ? field.Value : query[field.Key].ToString().Trim() is var said && said.Length <= LongestField ? said : said[..LongestField], StringComparer.Ordinal);
        var form = new SimulateForm(values) { IsAsked = isAsked };
        if (!isAsked) return form;
        try
        {
            return new(values) { IsAsked = true, Request = SimulationRequest.Read(JsonSerializer.SerializeToUtf8Bytes(Asked(values, tables)), tables) };
        }
        catch (SimulationRefusedException refused)
        {
            return form.With(refused);
        }
    }

    /// <summary>As a request: what belongs to another device is left out, what is empty too.</summary>
    private static JsonObject Asked(Dictionary<string, string> values, SkinTables tables)
    {
        string[] ofOthers = tables.Devices.Rows.FirstOrDefault(row => row["id"] == values["device"])?["drive"] switch
        {
            "roller" => ["seconds", "areaCm2", "needlesPerCm2", "stamps"],
            "pen" => ["passes", "needlesPerCm2", "stamps", "newtonPerNeedle"],
            _ => ["passes", "seconds", "areaCm2"],
        };
        var (asked, topical) = (new JsonObject(), new JsonObject());
        foreach (var (name, value) in values)
        {
            if (value.Length == 0 || ofOthers.Contains(name)) continue;
            (onSkin.Contains(name) ? topical : asked)[name] = !words.Contains(name) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : value;
        }

        if (values["compound"].Length > 0) asked["topical"] = topical;
        return asked;
    }

    private static string FieldOf(string name) =>
        name.StartsWith("topical.", StringComparison.Ordinal) ? FieldOf(name["topical.".Length..])
        : firsts.ContainsKey(name) ? name
        : name.StartsWith("concentration of ", StringComparison.Ordinal) ? "mgPerCm3"
        : fields.GetValueOrDefault(name, "device");

    private static string Told(SimulationRefusedException refused) => refused.Name.Length > 0 ? Assess.Sentence.Begin($"{refused.Name.Replace("topical.", "", StringComparison.Ordinal)}: {refused.Says}") : Assess.Sentence.Begin(refused.Says);
}
