using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stipple.Evidence;
using Stipple.Skin;
using Stipple.Skin.Cohort;
using Stipple.Web.Simulate;

namespace Stipple.Cli;

/// <summary>A prediction as text, JSON or comma-separated values.</summary>
internal sealed class SimulationReport(Prediction prediction, DepthProfile? profile, SimulationRequest asked, SkinTables tables, Library library, ulong seed, bool withSources)
{
    private static readonly JsonWriterOptions indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] quantiles = ["p05", "p25", "median", "p75", "p95"];
    private static readonly double[] hoursToSay = [0, 1, 4, 24, 48, 72, 168];
    private static readonly double[] daysToSay = [28, 84, 182, 364];

    /// <summary>For people: each forecast at a few times, the middle with half of patients and nine in ten.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"{prediction.Patients} virtual patients, seed {seed}. A forecast from estimates, not a decision: see --sources.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.PerCm2:F0} punctures a square centimetre, of which {prediction.PiercedShare:P0} pierce."));
        foreach (var forecast in prediction.Forecasts)
        {
            output.WriteLine();
            output.WriteLine($"{forecast.Name}: {forecast.Says} ({forecast.Unit})");
            foreach (var (time, band) in forecast.Times.Zip(forecast.Bands).Where(pair => IsSaid(forecast, pair.First)))
            {
                var at = forecast.TimeUnit.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{time,6} {forecast.TimeUnit}  ") : "  ";
                output.WriteLine($"{at}{Short(band.Median)}   half of patients {Short(band.P25)} to {Short(band.P75)}   nine in ten {Short(band.P05)} to {Short(band.P95)}");
            }
        }

        output.WriteLine();
        output.WriteLine("Where the width comes from, alone and with all it takes part in:");
        foreach (var spread in prediction.Spreads)
        {
            var unit = prediction[spread.Forecast].TimeUnit;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {spread.Forecast} at {spread.At} {unit}: ") + string.Join(", ", Enum.GetValues<Level>().Select(level =>
                string.Create(CultureInfo.InvariantCulture, $"{Word(level)} {Share(spread.Split.Alone[(int)level]):P0} to {Share(spread.Split.Total[(int)level]):P0}"))));
        }

        if (withSources) WriteSources(output);
    }

    public void WriteCsv(TextWriter output)
    {
        output.Write($"forecast,unit,time_unit,time,{string.Join(',', quantiles)}\n");
        foreach (var forecast in prediction.Forecasts)
        {
            foreach (var (time, band) in forecast.Times.Zip(forecast.Bands))
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{forecast.Name},{forecast.Unit},{forecast.TimeUnit},{time:R},{band.P05:R},{band.P25:R},{band.Median:R},{band.P75:R},{band.P95:R}\n"));
        }

        // One run of the middle patient: it has no intervals.
        if (profile is null) return;
        foreach (var (hour, concentrations) in profile.Hours.Zip(profile.MgPerCm3))
        {
            foreach (var (depth, concentration) in profile.DepthsUm.Zip(concentrations))
                output.Write(string.Create(CultureInfo.InvariantCulture, $"at-{depth:F1}-um,mg/cm3,h,{hour:R},,,{concentration:R},,\n"));
        }
    }

    public void WriteJson(TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, indented))
        {
            json.WriteStartObject();
            json.WriteString("skinEvidence", tables.Version.Hash);
            json.WriteNumber("seed", seed);
            json.WriteNumber("patients", prediction.Patients);
            json.WriteNumber("puncturesPerCm2", prediction.PerCm2);
            json.WriteNumber("piercedShare", prediction.PiercedShare);
            json.WriteStartArray("forecasts");
            foreach (var forecast in prediction.Forecasts) Write(json, forecast);
            json.WriteEndArray();
            if (profile is not null) WriteProfile(json, profile);
            json.WriteStartArray("spreads");
            foreach (var spread in prediction.Spreads) Write(json, spread);
            json.WriteEndArray();
            if (withSources) WriteSources(json);
            json.WriteEndObject();
        }

        output.Write(System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n");
    }

    private static void Write(Utf8JsonWriter json, Forecast forecast)
    {
        json.WriteStartObject();
        json.WriteString("name", forecast.Name);
        json.WriteString("says", forecast.Says);
        json.WriteString("unit", forecast.Unit);
        json.WriteString("timeUnit", forecast.TimeUnit);
        Write(json, "times", forecast.Times);
        foreach (var (name, number) in quantiles.Zip(new Func<Band, double>[] { b => b.P05, b => b.P25, b => b.Median, b => b.P75, b => b.P95 })) Write(json, name, forecast.Bands.Select(number));
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, DepthProfile profile)
    {
        json.WriteStartObject("middlePatientInDepth");
        Write(json, "hours", profile.Hours);
        Write(json, "depthsUm", profile.DepthsUm);
        json.WriteStartArray("mgPerCm3");
        foreach (var concentrations in profile.MgPerCm3) Write(json, null, concentrations);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? name, IEnumerable<double> numbers)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Spread spread)
    {
        json.WriteStartObject();
        json.WriteString("forecast", spread.Forecast);
        json.WriteNumber("at", spread.At);
        foreach (var level in Enum.GetValues<Level>())
        {
            json.WriteStartObject(Word(level));
            json.WriteNumber("alone", spread.Split.Alone[(int)level]);
            json.WriteNumber("total", spread.Split.Total[(int)level]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteSources(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Reckoned from (tables {tables.Version.Hash[..12]}):");
        foreach (var (what, ids) in Reckoned()) output.WriteLine($"  {what}: {string.Join(' ', ids)}");
        output.WriteLine();
        foreach (var id in Cited()) output.WriteLine($"  {id}: {library.Sources[id].Citation}");
    }

    private void WriteSources(Utf8JsonWriter json)
    {
        json.WriteStartArray("reckonedFrom");
        foreach (var (what, ids) in Reckoned())
        {
            json.WriteStartObject();
            json.WriteString("what", what);
            json.WriteString("sources", string.Join(' ', ids));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("sources");
        foreach (var id in Cited()) json.WriteString(id, library.Sources[id].Citation);
        json.WriteEndObject();
    }

    private IEnumerable<(string What, IReadOnlyList<string> Ids)> Reckoned() => asked.Sources.Concat(prediction.Parameters.Select(prior => (prior.Name, (IReadOnlyList<string>)prior.Sources)));

    private ImmutableSortedSet<string> Cited() => Reckoned().SelectMany(row => row.Ids).ToImmutableSortedSet(StringComparer.Ordinal);

    private static bool IsSaid(Forecast forecast, double time) => forecast.TimeUnit switch { "h" => hoursToSay.Contains(time), "d" => daysToSay.Contains(time), _ => true };

    private static string Short(double value) => (Math.Abs(value) < 5e-7 ? 0 : value).ToString(Math.Abs(value) is >= 1000 or < 1e-3 and >= 5e-7 ? "0.0E+0" : "G3", CultureInfo.InvariantCulture);

    private static double Share(double estimate) => Math.Clamp(estimate, 0, 1);

    private static string Word(Level level) => level switch { Level.Person => "person", Level.Measurement => "measurement", _ => "structure" };
}
