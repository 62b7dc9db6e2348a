namespace Stipple.Skin.Tests;

/// <summary>The files of the repository, found upward from the assembly.</summary>
internal static class Repository
{
    private static readonly string root = Find();

    public static string At(string path) => Path.Combine(root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stipple.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no Stipple.slnx above {AppContext.BaseDirectory}.");
    }
}
