using Microsoft.Win32.SafeHandles;
using Stipple.Web.Operate;

namespace Stipple.Cli;

/// <summary>
/// Where a command is run: at a terminal, or by a serving process on behalf of one. What it says goes there, paths are those of
/// the folder it was typed in, and the records are those that are open.
/// </summary>
internal static class Terminal
{
    private const int BrokenPipe = 32;

    private static readonly AsyncLocal<Elsewhere?> elsewhere = new();

    /// <summary>The command line of this process.</summary>
    public static string[] Args { get; set; } = [];

    public static TextWriter Out => elsewhere.Value?.Out ?? Console.Out;

    public static TextWriter Error => elsewhere.Value?.Error ?? Console.Error;

    /// <summary>
    /// Standard output for bytes. A pipe that nobody reads any more is an error here; to the console's own stream it is none, and
    /// we would go on for nobody. A file keeps the console's, which leaves its position to who writes next.
    /// </summary>
    public static Stream OpenOut()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool IsClosedPipe(IOException failed) => failed.HResult == BrokenPipe;

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
