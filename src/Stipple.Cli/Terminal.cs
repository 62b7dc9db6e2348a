using Stipple.Web.Operate;

namespace Stipple.Cli;

/// <summary>
/// Where a command is run: at a terminal, or by a serving process on behalf of one. What it says goes there, paths are those of
/// the folder it was typed in, and the records are those that are open.
/// </summary>
internal static class Terminal
{
    private static readonly AsyncLocal<Elsewhere?> elsewhere = new();

    /// <summary>The command line of this process.</summary>
    public static string[] Args { get; set; } = [];

    public static TextWriter Out => elsewhere.Value?.Out ?? Console.Out;

    public static TextWriter Error => elsewhere.Value?.Error ?? Console.Error;

    /// <summary>The records that a serving process has open; null at a terminal.</summary>
    public static OpenRecords? Records => elsewhere.Value?.Records;

    public static string Resolve(FileSystemInfo path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.ToString(), elsewhere.Value?.Folder ?? Environment.CurrentDirectory));

    /// <summary>Runs a command that was typed at another terminal.</summary>
    public static async Task<int> Run(OperatorRequest request, OpenRecords records, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        elsewhere.Value = new Elsewhere(output, error, request.Folder, records);
        return await Commands.Run([.. request.Args], cancel);
    }

    private sealed record Elsewhere(TextWriter Out, TextWriter Error, string Folder, OpenRecords Records);
}
