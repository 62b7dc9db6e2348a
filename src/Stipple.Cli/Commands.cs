using System.CommandLine;

namespace Stipple.Cli;

/// <summary>The commands of the tool.</summary>
internal static class Commands
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var root = new RootCommand("Stipple: record and decision support for microneedling. It supports a professional and never replaces one.")
        {
            Screen.Command(),
            EvidenceCommands.Command(),
            Serve.Command(),
            PhotoCommand.Command(),
            ClinicCommands.Command(),
            LedgerCommands.Command(),
            RescreenCommand.Command(),
            Simulate.Command(),
            AccountCommands.Command(),
            BackupCommands.Backup(),
            BackupCommands.Restore(),
            BackupCommands.Verify(),
            RoutesCommand.Command(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { Output = Terminal.Out, Error = Terminal.Error }, cancel);
        foreach (var error in parsed.Errors) await Terminal.Error.WriteLineAsync($"stipple: {error.Message}");
        await Terminal.Error.WriteLineAsync("Try: stipple --help");
        return ExitCode.BadInput;
    }
}
