using System.CommandLine;
using System.Text;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.Cli;

/// <summary><c>stipple evidence diff|kept|export</c>: versions of the tables, in folders and in ledgers.</summary>
internal static class EvidenceVersions
{
    private const int ShortestVersion = 12;
    private const int WholeVersion = 64;

    public static Command Difference(Option<DirectoryInfo?> evidence)
    {
        var data = Storage.DataOption();
        var before = Named("BEFORE");
        var after = Named("AFTER");
        var command = new Command("diff", "Tell two versions apart: every row and cell that differs, those that decisions rest on first.") { before, after, data };
        command.SetAction(parsed =>
        {
            var (one, other, installed) = (parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(evidence));
            return Directory.Exists(one) && Directory.Exists(other)
                ? ExitCode.From(() => Tell(Read(one), Read(other)))
                : Storage.With(parsed.GetValue(data), async (ledger, cancel) => Tell(await Find(one, installed, ledger, cancel), await Find(other, installed, ledger, cancel)));
        });
        return command;

        static int Tell(Library one, Library other)
        {
            DifferenceReport.Write(Terminal.Out, Evidence.Difference.Between(one, other));
            return ExitCode.Done;
        }
    }

    public static Command Kept(Option<DirectoryInfo?> evidence)
    {
        var data = Storage.DataOption();
        var clinic = new Argument<string>("CLINIC") { Description = "Id of the clinic." };
        var command = new Command("kept", "Print the versions that a clinic keeps, who approved them, and what is in force.") { clinic, data };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var id = Storage.ReadClinic(parsed.GetRequiredValue(clinic));
            var record = await ClinicRecord.Read(ledger, id, cancel) ?? throw new RefusedException($"There is no clinic {id}.");
            await foreach (var (version, fact) in KeptIn(ledger, id, cancel))
                await Terminal.Out.WriteLineAsync($"{version}  kept {Moment(fact.At)}{(version == record.InForce?.Version ? ", in force" : "")}");
            foreach (var approval in record.Approvals)
                await Terminal.Out.WriteLineAsync($"{approval.Version}  approved {Moment(approval.At)} by {await NameOf(ledger, id, approval.Person, cancel)}: {approval.Meaning}");
            foreach (var (name, value) in record.Policy) await Terminal.Out.WriteLineAsync($"{name} = {value}");
            var inForce = await new ClinicEvidence(ledger, Tables.Read(parsed.GetValue(evidence))).InForce(id, record, cancel);
            if (inForce is EvidenceInForce.DemoOnly demo) await Terminal.Out.WriteLineAsync($"Nothing is approved. This demo clinic decides on {demo.Rules.Version}.");
            if (inForce.StandsAgainst is { } against) await Terminal.Out.WriteLineAsync(against);
            return ExitCode.Done;
        }));
        return command;
    }

    public static Command Export(Option<DirectoryInfo?> evidence)
    {
        var data = Storage.DataOption();
        var version = Named("VERSION");
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "A new or an empty folder." };
        var command = new Command("export", "Write the tables of a version as files, to decide by them again with: stipple screen --evidence DIR.") { version, folder, data };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var library = await Find(parsed.GetRequiredValue(version), parsed.GetValue(evidence), ledger, cancel);
            var into = parsed.GetRequiredValue(folder);
            if (into.Exists && into.EnumerateFileSystemInfos().Any()) throw new InputException($"{into.FullName}: found other things, expected a new or an empty folder");
            into.Create();
            foreach (var (file, text) in library.Texts) await File.WriteAllTextAsync(Path.Combine(into.FullName, file), text, new UTF8Encoding(false), cancel);
            await Terminal.Out.WriteLineAsync($"{library.Texts.Count} tables written. Version {library.Version}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Argument<string> Named(string name) => new(name) { Description = "A folder with the tables, or a version: its digits, at least the first twelve." };

    private static Library Read(string folder) => Tables.Read(new DirectoryInfo(folder)).Library;

    /// <summary>A folder, or a version that is installed or that some clinic of this installation keeps.</summary>
    public static async Task<Library> Find(string named, DirectoryInfo? evidence, ILedger ledger, CancellationToken cancel)
    {
        if (named.Length > 0 && Directory.Exists(Terminal.Resolve(new DirectoryInfo(named)))) return Read(named);
        if (named.Length is < ShortestVersion or > WholeVersion || !named.All(char.IsAsciiHexDigitLower))
            throw new InputException($"found \"{named}\", expected a folder with the evidence tables, or at least the first twelve digits of a version");
        var installed = Tables.Read(evidence);
        if (installed.Version.Hash.StartsWith(named, StringComparison.Ordinal)) return installed.Library;
        foreach (var clinic in await ledger.Clinics(cancel))
        {
            await foreach (var (version, _) in KeptIn(ledger, clinic, cancel))
            {
                if (version.StartsWith(named, StringComparison.Ordinal)) return (await new ClinicEvidence(ledger, installed).Load(clinic, version, cancel))!.Library;
            }
        }

        throw new InputException($"found \"{named}\", expected a version that is installed or kept by a clinic of this installation (see: stipple evidence kept)");
    }

    private static IAsyncEnumerable<(string Version, Records.Fact Fact)> KeptIn(ILedger ledger, ClinicId clinic, CancellationToken cancel) => ledger.Read(clinic, 0, cancel)
        .Where(fact => fact.Kind == Body.KindOf(typeof(EvidenceKept)))
        .Select(fact => (fact.Stream[Streams.Evidence("").Length..], fact));

    private static async Task<string> NameOf(ILedger ledger, ClinicId clinic, PersonId person, CancellationToken cancel) =>
        (await PersonRecord.Read(ledger, clinic, person, cancel))?.Person.Name ?? person.ToString();

    private static string Moment(DateTimeOffset at) => at.ToString("d MMMM yyyy HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
