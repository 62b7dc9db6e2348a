using System.Globalization;

namespace Stipple.System.Tests;

/// <summary>Where things lie in the repository that this test was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the build configuration, such as release: the tool is tested as it was built with this test.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Tool { get; } =
        Path.Combine(Root, "artifacts", "bin", "Stipple.Cli", Configuration, OperatingSystem.IsWindows() ? "Stipple.Cli.exe" : "Stipple.Cli");

    public static string Evidence { get; } = Path.Combine(Root, "evidence");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stipple.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("No Stipple.slnx above the test assembly.");
    }
}

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stipple-").FullName;

    public string File(string name) => global::System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        global::System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>A copy of the shipped tables, to be changed.</summary>
    public string CopyEvidence()
    {
        var folder = Directory.CreateDirectory(File("evidence")).FullName;
        foreach (var table in Directory.EnumerateFiles(Repository.Evidence, "*.tsv"))
            global::System.IO.File.Copy(table, global::System.IO.Path.Combine(folder, global::System.IO.Path.GetFileName(table)));
        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Today as the served pages reckon it.</summary>
internal static class Today
{
    public static DateOnly Date => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);

    public static string Iso => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
