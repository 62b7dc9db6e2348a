using System.CommandLine;
using Stipple.Records;

namespace Stipple.Cli;

/// <summary><c>stipple backup|restore|verify</c>: a copy to keep elsewhere, the way back, and the proof that it is one.</summary>
internal static class BackupCommands
{
    public static Command Backup()
    {
        var folder = Folder("The backup: a folder that is not there yet.");
        var data = Storage.DataOption();
        var command = new Command("backup", $"Copy every clinic into a new folder and print where each chain ends: keep these lines somewhere else. {Storage.PostgresHint}") { folder, data };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
            await Print(await Records.Backup.Make(ledger, [], PathOf(parsed.GetRequiredValue(folder)), TimeProvider.System, new Steps(), cancel))));
        return command;
    }

    public static Command Restore()
    {
        var folder = Folder("The backup.");
        var data = Storage.DataOption();
        var command = new Command("restore", $"Put a backup into an empty data folder or an empty database: all of it, or nothing. {Storage.PostgresHint}") { folder, data };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
            await Print(await Records.Backup.Restore(PathOf(parsed.GetRequiredValue(folder)), ledger, [], new Steps(), cancel))));
        return command;
    }

    public static Command Verify()
    {
        var folder = Folder("The backup.");
        var command = new Command("verify", "Restore a backup into a temporary folder, compare every fact, and remove that folder again.") { folder };
        command.SetAction(parsed => Storage.Until(async cancel => await Print(await Records.Backup.Verify(PathOf(parsed.GetRequiredValue(folder)), new Steps(), cancel))));
        return command;
    }

    private static Argument<DirectoryInfo> Folder(string what) => new("DIR") { Description = what };

    private static string PathOf(DirectoryInfo folder) => Path.TrimEndingDirectorySeparator(folder.FullName);

    private static async Task<int> Print(IReadOnlyList<Checkpoint> ends)
    {
        foreach (var end in ends) await Console.Out.WriteLineAsync(end.ToString());
        return ExitCode.Done;
    }

    private sealed class Steps : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => Console.Error.WriteLine($"{value.Facts} of {value.Of} {value.Doing}: {value.Clinic}");
    }
}
