using System.CommandLine;
using Stipple.Records;
using Stipple.Records.Postgres;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Cli;

/// <summary>Where the ledger is kept: files in the data folder, or PostgreSQL by one setting.</summary>
internal static class Storage
{
    public const string PostgresHint = "Kept in the data folder, or in PostgreSQL where STIPPLE_POSTGRES holds a connection.";

    /// <summary>The connection to PostgreSQL; null keeps everything in the data folder.</summary>
    public static string? Postgres => Environment.GetEnvironmentVariable("STIPPLE_POSTGRES") is { Length: > 0 } connection ? connection : null;

    /// <summary>Tells how far the lists of an earlier version have been made anew.</summary>
    public static IProgress<long> Listed { get; } = new ConsoleProgress("facts read to make the lists of an earlier version anew");

    public static Option<DirectoryInfo?> DataOption() =>
        new("--data") { Description = "Folder for the data, made if missing; else STIPPLE_DATA, else ./data.", HelpName = "DIR", Recursive = true };

    /// <summary>The folder that was named. The demo never shares one with real data by default.</summary>
    public static string DataPath(DirectoryInfo? option, bool demo = false) =>
        option?.FullName ?? Path.GetFullPath(Environment.GetEnvironmentVariable("STIPPLE_DATA") is { Length: > 0 } folder ? folder + (demo ? "-demo" : "") : demo ? "data-demo" : "data");

    /// <summary>Opens the ledger, does the work, and closes it again.</summary>
    public static int With(DirectoryInfo? data, Func<ILedger, CancellationToken, Task<int>> work) => Until(cancel => Run(data, work, cancel));

    /// <summary>Does the work until it is done or interrupted from the keyboard.</summary>
    public static int Until(Func<CancellationToken, Task<int>> work) => ExitCode.From(() =>
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignal(stop);
        return work(stop.Token).GetAwaiter().GetResult();
    });

    public static ClinicId ReadClinic(string text) => ClinicId.TryParse(text, out var clinic)
        ? clinic
        : throw new InputException($"found \"{text}\", expected the id of a clinic (see: stipple clinic list)");

    private static async Task<int> Run(DirectoryInfo? data, Func<ILedger, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        if (Postgres is { } connection)
        {
            await using var shared = await PostgresLedger.Open(connection, TimeProvider.System, Listed, cancel);
            return await work(shared, cancel);
        }

        using var folder = DataFolder.Open(DataPath(data));
        await using var ledger = new SqliteLedger(folder, TimeProvider.System, Listed);
        return await work(ledger, cancel);
    }

    private static System.Runtime.InteropServices.PosixSignalRegistration PosixSignal(CancellationTokenSource stop) =>
        System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
