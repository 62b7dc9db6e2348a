using System.Globalization;
using System.Text.Json;
using Stipple.Evidence;
using Stipple.Skin;
using Stipple.Skin.Cohort;
using Stipple.Skin.Puncture;

namespace Stipple.Web.Simulate;

/// <summary>What a request is refused for.</summary>
/// <param name="name">The property, or the quantity that the engine refused; empty for the request as a whole.</param>
/// <param name="says">What stood there and what is allowed.</param>
public sealed class SimulationRefusedException(string name, string says) : Exception($"{(name.Length > 0 ? $"{name}: " : "")}{says}")
{
    public string Name => name;

    public string Says => says;

    /// <summary>What the engine refused, in the words of a request.</summary>
    public static SimulationRefusedException Of(ArgumentException bad)
    {
        var says = bad.Message.Split('\n')[0].Split(" (Parameter")[0].TrimEnd('.');
        var (name, found) = (bad.ParamName ?? "", bad is ArgumentOutOfRangeException { ActualValue: { } value } ? Convert.ToString(value, CultureInfo.InvariantCulture) : null);
        return found is null || !says.StartsWith($"{name} must be ", StringComparison.Ordinal) ? new("", says) : new(name, $"found {found}, expected {says[$"{name} must be ".Length..]}");
    }
}

/// <summary>What is to be foreseen: read strictly, an unknown or repeated property is refused.</summary>
/// <param name="Treatment">What is done.</param>
/// <param name="Skin">To whom, and where.</param>
/// <param name="Sources">Of the site, the device and the compound.</param>
public sealed record SimulationRequest(Treatment Treatment, TreatedSkin Skin, IReadOnlyList<(string What, IReadOnlyList<string> Ids)> Sources)
{
    /// <summary>How a stamp is named, which is no device of the table.</summary>
    public const string Stamp = "stamp";

    /// <summary>Reads a request.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <param name="tables">The sites, devices and compounds that it may name.</param>
    /// <exception cref="SimulationRefusedException">It is no request.</exception>
    public static SimulationRequest Read(ReadOnlyMemory<byte> utf8, SkinTables tables)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return Read(new Properties("", document.RootElement), tables);
        }
        catch (JsonException bad)
        {
            throw new SimulationRefusedException("", $"found text that is not JSON, expected a request ({bad.Message.Split(" LineNumber")[0].TrimEnd('.')})");
        }
        catch (ArgumentOutOfRangeException bad)
        {
            throw SimulationRefusedException.Of(bad);
        }
    }

    private static SimulationRequest Read(Properties all, SkinTables tables)
    {
        var site = all.OneOf("site", tables.Sites.Keys);
        var skin = new TreatedSkin
        {
            Site = tables.Sites[site], AgeYears = all.Number("ageYears"), Lightness = all.MaybeNumber("lightness"),
            Dermis = all.MaybeOneOf("sex", ["female", "male"]) switch { "female" => Dermis.OfWomen, "male" => Dermis.OfMen, _ => Dermis.Unknown },
        };
        var sources = new List<(string, IReadOnlyList<string>)> { ($"site {site}", tables.SourcesOfSites[site]) };
        var technique = ReadTechnique(all, tables, sources);
        var treatment = new Treatment
        {
            Technique = technique, NeedleMm = all.Number("needleMm"), NewtonPerNeedle = all.MaybeNumber("newtonPerNeedle"), Sessions = all.MaybeWhole("sessions") ?? 1,
            DaysBetween = all.MaybeNumber("daysBetween") ?? 28, OccludedHours = all.MaybeNumber("occludedHours") ?? 0,
            Topical = all.MaybeObject("topical") is { } topical ? ReadTopical(topical, tables, sources) : null,
        };
        all.End();
        return new(treatment, skin, sources);
    }

    private static Technique ReadTechnique(Properties all, SkinTables tables, List<(string, IReadOnlyList<string>)> sources)
    {
        var id = all.OneOf("device", tables.Devices.Rows.Select(row => row["id"]).Append(Stamp));
        if (id == Stamp) return new Technique.Stamp(all.Number("needlesPerCm2"), all.Whole("stamps"));
        var row = tables.Devices.Rows.Single(device => device["id"] == id);
        sources.Add(($"device {id}", row.Ids("sources")));
        if (row["drive"] == "roller") return new Technique.Roller(row.Whole("needles")!.Value, row.Figure("drum_diameter_mm")!.Value, row.Figure("drum_width_mm")!.Value, all.Whole("passes"));
        return new Technique.Pen(row.Whole("needles") ?? all.Whole("needles"), row.Figure("strokes_hz")!.Value, all.Number("seconds"), all.Number("areaCm2"));
    }

    private static Topical ReadTopical(Properties topical, SkinTables tables, List<(string, IReadOnlyList<string>)> sources)
    {
        var id = topical.OneOf("compound", tables.Compounds.Where(compound => compound.Value.IsReckonedWith).Select(compound => compound.Key));
        var known = tables.Compounds[id];
        sources.Add(($"compound {id}", known.Sources));
        var acidity = known.IsIonisable ? topical.Number("ph") : topical.MaybeNumber("ph") ?? 7;
        var read = new Topical(known.In(acidity), topical.Number("mgPerCm3"), topical.Number("vehicleUm"));
        topical.End();
        return read;
    }

    /// <summary>The properties of an object, each of which has to be asked for.</summary>
    private sealed class Properties
    {
        private readonly Dictionary<string, JsonElement> left = new(StringComparer.Ordinal);
        private readonly List<string> asked = [];
        private readonly string prefix;

        public Properties(string prefix, JsonElement element)
        {
            this.prefix = prefix;
            if (element.ValueKind is not JsonValueKind.Object) throw new SimulationRefusedException(prefix.TrimEnd('.'), $"found {element.GetRawText()}, expected an object in braces");
            foreach (var property in element.EnumerateObject()) left.Add(property.Name, property.Value);
        }

        public double Number(string name) => MaybeNumber(name) ?? throw Wrong(name, "nothing", "a number");

        public double? MaybeNumber(string name) => Take(name) is not { } value ? null
            : value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number
            : throw Wrong(name, value.GetRawText(), "a number");

        public int Whole(string name) => MaybeWhole(name) ?? throw Wrong(name, "nothing", "a whole number");

        public int? MaybeWhole(string name) => Take(name) is not { } value ? null
            : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? number
            : throw Wrong(name, value.GetRawText(), "a whole number");

        public string OneOf(string name, IEnumerable<string> allowed) => MaybeOneOf(name, allowed) ?? throw Wrong(name, "nothing", Listed(allowed));

        public string? MaybeOneOf(string name, IEnumerable<string> allowed) => Take(name) is not { } value ? null
            : value.ValueKind is JsonValueKind.String && allowed.Contains(value.GetString()) ? value.GetString()
            : throw Wrong(name, value.GetRawText(), Listed(allowed));

        public Properties? MaybeObject(string name) => Take(name) is { } value ? new($"{prefix}{name}.", value) : null;

        public void End()
        {
            if (left.Keys.FirstOrDefault() is { } stranger) throw Wrong(stranger, "a property that belongs to no such request", $"only {string.Join(", ", asked)}");
        }

        private JsonElement? Take(string name)
        {
            asked.Add(name);
            return left.Remove(name, out var value) ? value : null;
        }

        private static string Listed(IEnumerable<string> allowed) => $"one of {string.Join(", ", allowed.Order(StringComparer.Ordinal))}";

        private SimulationRefusedException Wrong(string name, string found, string expected) => new($"{prefix}{name}", $"found {found}, expected {expected}");
    }
}
