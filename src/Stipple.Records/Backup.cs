using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Records;

/// <summary>Something beside the ledger that belongs into a backup, such as what people sign in with.</summary>
public interface IBackupPart
{
    /// <summary>Writes its files into the folder of a backup, as they are at one moment.</summary>
    Task Keep(string folder, CancellationToken cancel);

    /// <summary>Takes its files from there into its place, over what may be there from a restore that was cut short.</summary>
    Task Restore(string folder, CancellationToken cancel);
}

/// <summary>How far a backup or its restoring is.</summary>
/// <param name="Doing">What is done, such as <c>facts copied</c>.</param>
/// <param name="Clinic">Whose.</param>
/// <param name="Facts">How many are done.</param>
/// <param name="Of">How many there are.</param>
public sealed record BackupProgress(string Doing, ClinicId Clinic, long Facts, long Of);

/// <summary>
/// A folder with one file a clinic and a manifest, the same for both databases, so that it also leads from one to the other.
/// It is taken while people go on working, and is there whole or not at all.
/// </summary>
public static class Backup
{
    private const string Extension = ".ledger";
    private const string Unfinished = ".unfinished-backup";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a backup and says where each chain ends in it.</summary>
    /// <param name="ledger">What is kept.</param>
    /// <param name="parts">What is kept beside it.</param>
    /// <param name="folder">The backup; there must be nothing of that name.</param>
    /// <param name="clock">Says when.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancel">Ends it, with nothing left of it.</param>
    /// <exception cref="RefusedException">There is something of that name, or a chain is not as it was written.</exception>
    public static async Task<IReadOnlyList<Checkpoint>> Make(
        ILedger ledger, IReadOnlyList<IBackupPart> parts, string folder, TimeProvider clock, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        if (Path.Exists(folder)) throw new RefusedException($"There is something called {folder} already. A backup is a new folder.");
        var at = clock.GetUtcNow();
        var unfinished = folder + Unfinished;
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true); // of a backup that was killed
        MakeOwned(unfinished);
        try
        {
            var ends = new List<Checkpoint>();
            foreach (var clinic in await ledger.Clinics(cancel))
            {
                var chain = await KeptChain.Of(ledger, clinic, cancel);
                await SqliteCopy.Write(FileOf(unfinished, clinic), chain, listed: false, Tell(progress, "facts copied", chain.End), cancel);
                ends.Add(chain.End);
            }

            foreach (var part in parts) await part.Keep(unfinished, cancel);
            await (await BackupManifest.Of(unfinished, at, ends, cancel)).Write(unfinished, cancel);
            Durable.FlushNames(unfinished);
            Durable.Rename(unfinished, folder);
            return ends;
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    /// <summary>Puts a backup into an empty place: all of it or nothing. Lists are made from the facts.</summary>
    /// <exception cref="RefusedException">The place is not empty, or the backup is not as it was made.</exception>
    public static async Task<IReadOnlyList<Checkpoint>> Restore(
        string folder, ILedger ledger, IReadOnlyList<IBackupPart> parts, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        if ((await ledger.Clinics(cancel)).Count > 0) throw new RefusedException("There are clinics here already. A backup is restored into an empty folder or an empty database.");
        var manifest = await BackupManifest.Read(folder, cancel);
        var chains = manifest.Ends().Select(end => SqliteCopy.Read(FileOf(folder, end.Clinic), end)).ToList();

        // The ledger comes last: until it is there the place counts as empty, and a restore that was cut short is simply done again.
        foreach (var part in parts) await part.Restore(folder, cancel);
        await ledger.Restore(chains, end => Tell(progress, "facts restored and listed", end), cancel);
        return [.. chains.Select(chain => chain.End)];
    }

    /// <summary>Restores a backup into a temporary folder, compares everything with the backup, and removes the folder again.</summary>
    /// <exception cref="RefusedException">The backup is not as it was made, or did not come back as it is.</exception>
    public static async Task<IReadOnlyList<Checkpoint>> Verify(string folder, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var temporary = Directory.CreateTempSubdirectory("stipple-verify-").FullName;
        try
        {
            using var data = DataFolder.Open(temporary);
            await using var ledger = new SqliteLedger(data, TimeProvider.System);
            var ends = await Restore(folder, ledger, [], progress, cancel);
            foreach (var end in ends)
            {
                var restored = await KeptChain.Of(ledger, end.Clinic, cancel);
                if (!await restored.Equals(SqliteCopy.Read(FileOf(folder, end.Clinic), end), Tell(progress, "facts compared", end), cancel))
                    throw new RefusedException($"The clinic {end.Clinic} did not come back from {folder} as it is there. Use another backup.");
            }

            return ends;
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    internal static void MakeOwned(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static string FileOf(string folder, ClinicId clinic) => Path.Combine(folder, $"{clinic}{Extension}");

    private static Telling? Tell(IProgress<BackupProgress>? progress, string doing, Checkpoint end) => progress is null ? null : new Telling(progress, doing, end);

    private sealed class Telling(IProgress<BackupProgress> progress, string doing, Checkpoint end) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new BackupProgress(doing, end.Clinic, value, end.Sequence));
    }
}
