using System.Diagnostics;

namespace Stipple.System.Tests.Faults;

/// <summary>shim.c, built; see there for what it does to a program that is started with it.</summary>
public sealed class Shim : IDisposable
{
    private const string Memory = "/dev/shm";

    private static int made;

    /// <summary>The files under it count. It is in memory where there is such a place: flushes are not done anyway.</summary>
    public string Folder { get; } = Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, $"stipple-shim-{Environment.ProcessId}-{Interlocked.Increment(ref made)}")).FullName
        : Directory.CreateTempSubdirectory("stipple-shim-").FullName;

    public Shim()
    {
        if (Missing is not null) return;
        using var compiler = Process.Start(new ProcessStartInfo("cc",
        [
            "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", Library,
            Path.Combine(Repository.Root, "tests", "Stipple.System.Tests", "Faults", "shim.c"), "-ldl", "-pthread",
        ]) { UseShellExecute = false })!;
        compiler.WaitForExit();
        if (compiler.ExitCode != 0) throw new InvalidOperationException("cc does not take shim.c.");
    }

    /// <summary>Why there is none; null when there is.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "The shim is for Linux"
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "cc"))) ? null
        : "cc is not on PATH: apt-get install gcc libc6-dev";

    private string Library => Path.Combine(Folder, "shim.so");

    /// <summary>Starts the writers of the bench under the shim.</summary>
    /// <param name="log">Where the shim writes what they do; null when they say so themselves.</param>
    /// <param name="arguments">What they are to do.</param>
    public Process Start(string? log, params string[] arguments)
    {
        var tool = Path.Combine(Repository.Root, "artifacts", "bin", "Stipple.Bench", Repository.Configuration, "Stipple.Bench");
        var start = new ProcessStartInfo(tool, [Repository.Root, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_PRELOAD"] = Library;
        start.Environment["STIPPLE_SHIM_FOLDER"] = Folder;
        if (log is not null) start.Environment["STIPPLE_SHIM_LOG"] = log;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
