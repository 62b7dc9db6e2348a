using System.Runtime.InteropServices;
using System.Text;

namespace Stipple.Records;

/// <summary>Files and names that are on the disk when the call returns.</summary>
internal static class Durable
{
    /// <summary>Writes what the system still holds of a file.</summary>
    public static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Gives a file or a folder its name. A kill or a power cut leaves the old name or the new one, never half.</summary>
    /// <exception cref="IOException">There is something of that name.</exception>
    public static void Rename(string from, string to)
    {
        Directory.Move(from, to);
        FlushNames(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Writes the names in a folder: a file whose name is not on the disk is gone after a power cut, however well it was flushed.</summary>
    public static void FlushNames(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // it keeps names with the files
        var handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (handle < 0) throw new IOException($"{folder} cannot be opened to flush it.");
        var failed = Sync(handle) != 0;
        _ = Close(handle);
        if (failed) throw new IOException($"{folder} cannot be flushed.");
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
