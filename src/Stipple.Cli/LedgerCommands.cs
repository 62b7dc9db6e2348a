using System.CommandLine;
using System.Text;
using Stipple.Assess;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;

namespace Stipple.Cli;

/// <summary><c>stipple ledger verify|checkpoint|export|rebuild|replay</c>: what happened, the proof that it was not altered, the lists made from it, and what was signed decided again.</summary>
internal static class LedgerCommands
{
    private const int ProgressEvery = 50_000;

    public static Command Command()
    {
        var data = Storage.DataOption();
        return new Command("ledger", $"Verify the ledger, print a checkpoint to keep elsewhere, export it, make the lists anew from it, or decide again what was signed. {Storage.PostgresHint}") { data, Verify(data), MakeCheckpoint(data), Export(data), Rebuild(data), Again(data) };
    }

    private static Command Verify(Option<DirectoryInfo?> data)
    {
        var seen = new Option<FileInfo?>("--checkpoint") { Description = "File with checkpoints printed earlier, one a line; shows whether an end was cut off.", HelpName = "FILE" };
        var command = new Command("verify", "Read every chain from its beginning and check each fact. Exit code 1 when one is not as it was written.") { seen };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var checkpoints = ReadCheckpoints(parsed.GetValue(seen));
            var clinics = await ledger.Clinics(cancel);
            var faults = 0;
            foreach (var clinic in clinics.Union(checkpoints.Keys))
            {
                var facts = clinics.Contains(clinic) ? ledger.Read(clinic, 0, cancel) : AsyncEnumerable.Empty<Records.Fact>();
                var check = await ChainCheck.Of(clinic, facts, checkpoints.GetValueOrDefault(clinic), new ConsoleProgress($"{clinic}: facts checked"));
                await Terminal.Out.WriteLineAsync($"{clinic}  {check.Facts} facts  {check.Fault ?? "as written"}");
                if (check.Fault is not null) faults++;
            }

            return faults == 0 ? ExitCode.Done : throw new RefusedException($"{faults} of {clinics.Union(checkpoints.Keys).Count()} chains are not as they were written. Keep the files as they are, and restore a backup elsewhere to compare.");
        }));
        return command;
    }

    private static Command MakeCheckpoint(Option<DirectoryInfo?> data)
    {
        var command = new Command("checkpoint", "Print where each chain ends: keep it somewhere else, and give it to verify later.");
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            foreach (var clinic in await ledger.Clinics(cancel))
                await Terminal.Out.WriteLineAsync((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, cancel), null, null)).End.ToString());
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Export(Option<DirectoryInfo?> data)
    {
        var clinic = new Argument<string>("CLINIC") { Description = "Id of the clinic." };
        var command = new Command("export", "Write every fact of a clinic as one JSON object a line, in order, with its hash.") { clinic };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var id = Storage.ReadClinic(parsed.GetRequiredValue(clinic));
            var progress = new ConsoleProgress("facts exported");
            await foreach (var fact in ledger.Read(id, 0, cancel))
            {
                await Terminal.Out.WriteAsync(Encoding.UTF8.GetString(FactLine.Of(fact)));
                if (fact.Sequence % ProgressEvery == 0) progress.Report(fact.Sequence);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Rebuild(Option<DirectoryInfo?> data)
    {
        var clinic = new Argument<string?>("CLINIC") { Description = "Id of the clinic; without it, every clinic.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rebuild", "Make the lists anew from the facts. Nothing is lost: lists hold nothing of their own.") { clinic };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            foreach (var id in parsed.GetValue(clinic) is { } one ? [Storage.ReadClinic(one)] : await ledger.Clinics(cancel))
            {
                await ledger.Rebuild(id, new ConsoleProgress($"{id}: facts read"), cancel);
                await Terminal.Out.WriteLineAsync($"{id}  lists made anew");
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Again(Option<DirectoryInfo?> data)
    {
        var clinic = new Argument<string>("CLINIC") { Description = "Id of the clinic." };
        var command = new Command("replay", "Decide every signed plan and draft every signed consent again, from the facts, tables and policy of then. Exit code 1 when one comes out otherwise.") { clinic };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var id = Storage.ReadClinic(parsed.GetRequiredValue(clinic));
            var replay = await Replay.Of(ledger, new ClinicEvidence(ledger, Rules.Shipped()), id, new ConsoleProgress($"{id}: facts read"), cancel);
            await Terminal.Out.WriteLineAsync($"{id}  {replay.Plans} plans and {replay.Consents} consents, {replay.Agree} as they were signed");
            foreach (var fault in replay.Faults) await Terminal.Out.WriteLineAsync($"patient {fault.Patient}, entry {fault.Version}, plan {fault.Plan:D}: {fault.Says}");
            return replay.Faults.Length == 0 ? ExitCode.Done : throw new RefusedException($"{replay.Faults.Length} of {replay.Plans + replay.Consents} come out otherwise than they were signed. Verify the ledger, and use the version of Stipple that wrote it.");
        }));
        return command;
    }

    private static Dictionary<ClinicId, Checkpoint> ReadCheckpoints(FileInfo? file)
    {
        var checkpoints = new Dictionary<ClinicId, Checkpoint>();
        if (file is null) return checkpoints;
        var path = Terminal.Resolve(file);
        if (!File.Exists(path)) throw new InputException($"{path}: there is no such file, expected checkpoints that stipple ledger checkpoint printed");
        foreach (var (line, number) in File.ReadLines(path).Select((line, i) => (line, i + 1)))
        {
            if (line.Length == 0) continue;
            if (!Checkpoint.TryParse(line, out var checkpoint))
                throw new InputException($"{path}, line {number}: found \"{line}\", expected a clinic, a number and 64 hexadecimal digits");
            checkpoints[checkpoint.Clinic] = checkpoint; // the last one of a clinic reaches furthest
        }

        return checkpoints;
    }
}

/// <summary>Progress on standard error, so that it never mixes with a result.</summary>
internal sealed class ConsoleProgress(string what) : IProgress<long>
{
    public void Report(long value) => Terminal.Error.WriteLine($"{value} {what}");
}
