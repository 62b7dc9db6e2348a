namespace Stipple.Records;

/// <summary>
/// The folder that holds everything an installation keeps. One process owns it: a second one is refused, because two
/// writers on the same files would lose facts. The kernel gives the lock back when the process ends, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "stipple.lock";
    private const string Restoring = "restoring";
    private const string Restored = "restored";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Makes the folder if need be, closes it to everybody but its owner, and takes it.</summary>
    /// <exception cref="RefusedException">It cannot be made or written, holds other things, or another process has it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var mark = System.IO.Path.Combine(path, LockName);

            // What is not ours is neither closed to others nor written into: somebody may have typed --data /tmp.
            if (!File.Exists(mark) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new RefusedException($"The folder {path} holds other things, and a data folder holds nothing else. Choose a new or an empty one with --data or STIPPLE_DATA.");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) & OwnerOnly);
            var folder = new DataFolder(path, Lock(mark));
            folder.Settle();
            return folder;
        }
        catch (UnauthorizedAccessException)
        {
            throw new RefusedException($"The data folder {path} cannot be written. Choose another with --data or STIPPLE_DATA.");
        }
        catch (IOException bad) when (bad is not FileNotFoundException)
        {
            throw new RefusedException($"The data folder {path} cannot be taken: {bad.Message} If another Stipple is running on it, end that one, or choose another folder with --data or STIPPLE_DATA.");
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>A folder for what is being restored. Nothing in it counts before <see cref="EndRestore"/>.</summary>
    internal string BeginRestore()
    {
        Settle();
        Backup.MakeOwned(Within(Restoring));
        return Within(Restoring);
    }

    /// <summary>Takes over what was restored, all at once: by giving its folder another name.</summary>
    internal void EndRestore()
    {
        Durable.FlushNames(Within(Restoring));
        Durable.Rename(Within(Restoring), Within(Restored));
        Settle();
    }

    /// <summary>A restore that was cut short before its end never happened; one that was cut short after it is finished here.</summary>
    private void Settle()
    {
        if (Directory.Exists(Within(Restoring))) Directory.Delete(Within(Restoring), recursive: true);
        if (!Directory.Exists(Within(Restored))) return;
        foreach (var file in Directory.EnumerateFiles(Within(Restored))) Durable.Rename(file, Within(System.IO.Path.GetFileName(file)));
        Directory.Delete(Within(Restored));
    }

    private string Within(string name) => System.IO.Path.Combine(Path, name);

    private static FileStream Lock(string file) => new(file, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
    });
}
