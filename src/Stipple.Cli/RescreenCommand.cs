using System.CommandLine;
using Stipple.Assess;
using Stipple.Outcome;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;

namespace Stipple.Cli;

/// <summary><c>stipple rescreen CLINIC</c>: every open patient decided by other tables or another policy, and who comes out otherwise.</summary>
internal static class RescreenCommand
{
    public static Command Command()
    {
        var data = Storage.DataOption();
        var evidence = Tables.Option();
        var clinic = new Argument<string>("CLINIC") { Description = "Id of the clinic." };
        var against = new Option<string?>("--against")
        {
            Description = "The other tables: a folder, or a version that is installed or kept, its digits, at least the first twelve. Without it, the installed tables, or those of --evidence; with --set alone, those in force.",
            HelpName = "VERSION",
        };
        var set = new Option<string[]>("--set")
        {
            Description = "Another choice of the clinic's policy, such as policy.inr-max=3; with nothing behind the sign, back to the default. As often as needed.",
            HelpName = "SWITCH=VALUE",
        };
        var asJson = new Option<bool>("--json") { Description = "Write it as JSON." };
        var command = new Command("rescreen", $"Decide every open patient by other tables or another policy, and tell who comes out otherwise. Writes nothing. Exit code 0 when nobody does, 1 when somebody does. {Storage.PostgresHint}")
        {
            clinic, against, set, asJson, evidence, data,
        };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var id = Storage.ReadClinic(parsed.GetRequiredValue(clinic));
            var choices = (parsed.GetValue(set) ?? []).Select(ReadChoice).ToArray();
            var installed = parsed.GetValue(evidence);
            var record = await ClinicRecord.Read(ledger, id, cancel) ?? throw new RefusedException($"There is no clinic {id}.");
            var inForce = await new ClinicEvidence(ledger, Tables.Read(installed)).InForce(id, record, cancel);
            var before = inForce.Policy ?? throw new RefusedException($"Nothing is decided here, so nothing can change. {inForce.StandsAgainst}");
            var rules = parsed.GetValue(against) is { } named ? PathwayTables.Checked(Rules.Read(await EvidenceVersions.Find(named, installed, ledger, cancel)))
                : choices.Length > 0 && installed is null ? before.Rules
                : Tables.Read(installed);
            var after = Policy(rules, record, choices);
            var rescreen = await new Rescreening(ledger).Of(
                id, before, after, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date), "", null, new ConsoleProgress($"{id}: patients looked at"), cancel);
            if (parsed.GetValue(asJson)) RescreenReport.WriteJson(Terminal.Out, id, rescreen);
            else RescreenReport.Write(Terminal.Out, id, rescreen);
            return rescreen.Patients.IsEmpty ? ExitCode.Done : throw new RefusedException(RescreenReport.Outcome(rescreen));
        }));
        return command;
    }

    private static (string Switch, string? Value) ReadChoice(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
        ? (text[..sign].Trim(), text[(sign + 1)..].Trim() is { Length: > 0 } value ? value : null)
        : throw new InputException($"--set: found \"{text}\", expected a switch, = and its value, such as policy.inr-max=3");

    /// <summary>The clinic's own choices under these rules, and those that were typed.</summary>
    private static ClinicPolicy Policy(Rules rules, ClinicRecord record, (string Switch, string? Value)[] choices)
    {
        if (choices.GroupBy(choice => choice.Switch, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InputException($"--set: found {twice.Key} {twice.Count()} times, expected each switch once");
        if (choices.FirstOrDefault(choice => rules.FindTerm(choice.Switch) is not { IsPolicy: true }) is { Switch: { } stranger })
            throw new InputException($"--set: found \"{stranger}\", expected one of the switches {string.Join(", ", rules.Switches.Select(term => term.Name))}");
        var chosen = choices.ToDictionary(choice => choice.Switch, choice => choice.Value, StringComparer.Ordinal);
        if (ClinicPolicy.TryRead(rules, ClinicEvidence.After(record.Policy, chosen), out var policy, out var misfits)) return policy;
        throw misfits.FirstOrDefault(misfit => chosen.ContainsKey(misfit.Switch)) is { } typed
            ? new InputException($"--set {typed}")
            : new RefusedException($"The clinic's policy does not fit these tables: {string.Join("; ", misfits)}. Choose with --set, or with nothing behind the sign go back to the default.");
    }
}
