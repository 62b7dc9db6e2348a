using System.CommandLine;
using Stipple.Cli;

var root = new RootCommand("Stipple: record and decision support for microneedling. It supports a professional and never replaces one.")
{
    Screen.Command(),
    EvidenceCommands.Command(),
    Serve.Command(),
    ClinicCommands.Command(),
    LedgerCommands.Command(),
    RoutesCommand.Command(),
    BackupCommands.Backup(),
    BackupCommands.Restore(),
    BackupCommands.Verify(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"stipple: {error.Message}");
    await Console.Error.WriteLineAsync("Try: stipple --help");
    return ExitCode.BadInput;
}

return await parsed.InvokeAsync();
