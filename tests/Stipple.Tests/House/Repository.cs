namespace Stipple.Tests;

/// <summary>The files of the repository, found upward from the assembly.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    public static string At(string path) => Path.Combine(Root, path);

    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules"))
        .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stipple.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no Stipple.slnx above {AppContext.BaseDirectory}.");
    }
}
