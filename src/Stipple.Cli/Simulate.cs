using System.CommandLine;
using Stipple.Evidence;
using Stipple.Skin;
using Stipple.Web.Simulate;

namespace Stipple.Cli;

/// <summary><c>stipple simulate REQUEST.json</c>: what may become of a treatment, as numbers and pictures.</summary>
internal static class Simulate
{
    private const int MaximumBytes = 100_000;
    private const string StandardInput = "-";

    public static Command Command()
    {
        var request = new Argument<string>("REQUEST.json") { Description = "File with the request, or - for standard input; samples/simulations holds some." };
        var asJson = new Option<bool>("--json") { Description = "Write every forecast with its intervals as JSON." };
        var asCsv = new Option<bool>("--csv") { Description = "Write every forecast with its intervals as comma-separated values." };
        var svg = new Option<DirectoryInfo?>("--svg") { Description = "Folder for the pictures, as SVG; made if it is not there.", HelpName = "DIR" };
        var png = new Option<DirectoryInfo?>("--png") { Description = "Folder for the pictures, as PNG; made if it is not there.", HelpName = "DIR" };
        var patients = new Option<int>("--patients") { Description = "Virtual patients, 100 to 1,000,000.", HelpName = "N", DefaultValueFactory = _ => SkinModel.UsualPatients };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same numbers.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var withSources = new Option<bool>("--sources") { Description = "Add every parameter that this was reckoned from, with its sources." };
        var command = new Command("simulate", "Foresee a treatment for virtual patients: punctures, channels, absorption, redness, collagen, elastin, each with intervals. A forecast, not a decision.")
        {
            request, asJson, asCsv, svg, png, patients, seed, withSources,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(asJson) && parsed.GetValue(asCsv)) parsed.AddError("simulate: expected one of --json and --csv");
            if (parsed.GetValue(asCsv) && parsed.GetValue(withSources)) parsed.AddError("simulate: --sources belongs to the text or to --json");
        });
        command.SetAction(parsed => ExitCode.From(() =>
        {
            var library = Library.Shipped();
            var tables = SkinTables.Shipped(library);
            var from = parsed.GetRequiredValue(request);
            var (asked, prediction, profile) = Predict(from, tables, parsed.GetValue(patients), parsed.GetValue(seed));
            var report = new SimulationReport(prediction, profile, asked, tables, library, parsed.GetValue(seed), parsed.GetValue(withSources));
            if (parsed.GetValue(asJson)) report.WriteJson(Terminal.Out);
            else if (parsed.GetValue(asCsv)) report.WriteCsv(Terminal.Out);
            else report.Write(Terminal.Out);
            Draw(prediction, profile, asked, parsed.GetValue(seed), parsed.GetValue(svg), parsed.GetValue(png));
            return ExitCode.Done;
        }));
        return command;
    }

    private static (SimulationRequest, Prediction, DepthProfile?) Predict(string from, SkinTables tables, int patients, ulong seed)
    {
        try
        {
            var asked = SimulationRequest.Read(ReadBytes(from), tables);
            var model = new SkinModel(tables.Parameters);
            var prediction = model.Predict(asked.Treatment, asked.Skin, seed, patients, Environment.ProcessorCount, Console.IsErrorRedirected ? null : new PartsDone());
            return (asked, prediction, asked.Treatment.Topical is null ? null : model.InDepth(asked.Treatment, asked.Skin));
        }
        catch (SimulationRefusedException bad)
        {
            throw Refused(bad);
        }
        catch (ArgumentException bad)
        {
            throw Refused(SimulationRefusedException.Of(bad));
        }

        InputException Refused(SimulationRefusedException bad) => new($"{NameOf(from)}{(bad.Name.Length > 0 ? $", {bad.Name}" : "")}: {bad.Says}");
    }

    private static void Draw(Prediction prediction, DepthProfile? profile, SimulationRequest asked, ulong seed, DirectoryInfo? svg, DirectoryInfo? png)
    {
        if (svg is null && png is null) return;
        foreach (var picture in SkinPictures.Of(prediction, profile, asked.Treatment.Technique, seed))
        {
            if (svg is not null) File.WriteAllText(PathIn(svg, $"{picture.Name}.svg"), picture.Svg);
            if (png is not null) File.WriteAllBytes(PathIn(png, $"{picture.Name}.png"), picture.Png);
        }

        static string PathIn(DirectoryInfo folder, string name) => Path.Combine(Directory.CreateDirectory(Terminal.Resolve(folder)).FullName, name);
    }

    private static byte[] ReadBytes(string from)
    {
        try
        {
            using var stream = from == StandardInput ? Console.OpenStandardInput() : File.OpenRead(from);
            var bytes = new byte[MaximumBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count <= MaximumBytes ? bytes[..count] : throw new InputException($"{NameOf(from)}: found more than {MaximumBytes} bytes, expected one request");
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{NameOf(from)}: {bad.Message}");
        }
    }

    private static string NameOf(string from) => from == StandardInput ? "standard input" : from;

    private sealed class PartsDone : IProgress<string>
    {
        public void Report(string value) => Terminal.Error.WriteLine($"reckoning {value}");
    }
}
