using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>A ledger in a folder: one file a clinic, the strongest wall between clinics, with one writer each.</summary>
/// <param name="folder">Where.</param>
/// <param name="clock">When facts are written.</param>
/// <param name="listed">Hears how many facts were read when lists of an earlier version are made anew.</param>
public sealed class SqliteLedger(DataFolder folder, TimeProvider clock, IProgress<long>? listed = null) : ILedger
{
    private const string Extension = ".ledger";
    private const string Unfinished = ".unfinished";

    private readonly ConcurrentDictionary<ClinicId, Lazy<Writer>> writers = new();
    private readonly SqliteReaders readers = new();
    private readonly SemaphoreSlim founding = new(1);

    public Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel)
    {
        var found = new List<ClinicId>();
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (ClinicId.TryParse(Path.GetFileNameWithoutExtension(file), out var clinic)) found.Add(clinic);
        }

        return Task.FromResult<IReadOnlyList<ClinicId>>(found);
    }

    public async Task<Appended> Found(ClinicId clinic, Append first, CancellationToken cancel)
    {
        AppendForm.Require(first);
        Listing.Try(first);
        await founding.WaitAsync(cancel);
        try
        {
            if (File.Exists(PathOf(clinic))) throw new RefusedException($"There is a clinic {clinic} already.");

            // The file is made under another name, so that its own appears together with the first facts.
            RemoveUnfinished();
            var unfinished = PathOf(clinic) + Unfinished;
            Appended outcome;
            await using (var chain = new SqliteChain(unfinished, clinic, clock, listed))
            {
                outcome = (await chain.Commit([first]))[0];
                chain.EmptyLog();
            }

            if (outcome is not Appended.Done) return outcome;
            Durable.Flush(unfinished);
            Durable.Rename(unfinished, PathOf(clinic));
            return outcome;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw NotKeptException.Of(failed);
        }
        finally
        {
            founding.Release();
        }
    }

    public async Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel) => await Writer(clinic).Write(append, cancel);

    public IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel) =>
        Facts(clinic, "SELECT * FROM facts WHERE sequence > $after ORDER BY sequence", null, after, cancel);

    public IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, int after, CancellationToken cancel) =>
        Facts(clinic, "SELECT * FROM facts WHERE stream = $stream AND version > $after ORDER BY version", stream, after, cancel);

    public Task<IReadOnlyList<T>> Query<T>(ClinicId clinic, string sql, object? parameters, CancellationToken cancel)
    {
        _ = Writer(clinic); // it takes the missing steps and sees to the lists
        using var reader = readers.Open(PathOf(clinic));
        var rows = reader.Connection.Query<T>(ListQuery.Of(sql, parameters, null, cancel)).AsList();
        reader.End();
        return Task.FromResult<IReadOnlyList<T>>(rows);
    }

    public Task Rebuild(ClinicId clinic, IProgress<long>? progress, CancellationToken cancel) =>
        Writer(clinic).Alone(chain => chain.Rebuild(progress, cancel), cancel);

    public async Task Restore(IReadOnlyList<KeptChain> chains, Func<Checkpoint, IProgress<long>?> progress, CancellationToken cancel)
    {
        if ((await Clinics(cancel)).Count > 0) throw new RefusedException($"There are clinics in {folder.Path} already.");
        var restoring = folder.BeginRestore();
        foreach (var chain in chains)
            await SqliteCopy.Write(Path.Combine(restoring, $"{chain.End.Clinic}{Extension}"), chain, listed: true, progress(chain.End), cancel);
        folder.EndRestore();
    }

    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        foreach (var writer in writers.Values) await writer.Value.DisposeAsync();
        founding.Dispose();
    }

    /// <summary>The writer of a clinic that there is.</summary>
    private Writer Writer(ClinicId clinic)
    {
        if (!writers.ContainsKey(clinic)) RefuseUnknown(clinic);
        var writer = writers.GetOrAdd(clinic, id => new Lazy<Writer>(() => new Writer(new SqliteChain(PathOf(id), id, clock, listed))));
        try
        {
            return writer.Value;
        }
        catch (Exception failed)
        {
            writers.TryRemove(new(clinic, writer)); // a Lazy keeps its failure for ever, and the disk may be mended by the next time
            if (failed is RefusedException) throw;
            throw NotKeptException.Of(failed);
        }
    }

    private string PathOf(ClinicId clinic) => Path.Combine(folder.Path, $"{clinic}{Extension}");

    /// <summary>Removes what foundings left that were cut short.</summary>
    private void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path, $"*{Extension}{Unfinished}*")) File.Delete(file);
    }

    /// <summary>
    /// Opens the writer before the first reader: it begins the log anew, which nobody may be reading then. Where it cannot, reads
    /// go on without it.
    /// </summary>
    private void OpenBefore(ClinicId clinic)
    {
        try
        {
            _ = Writer(clinic);
        }
        catch (NotKeptException)
        {
            // Said to those who write.
        }
    }

    private void RefuseUnknown(ClinicId clinic)
    {
        if (!File.Exists(PathOf(clinic))) throw new RefusedException($"There is no clinic {clinic}.");
    }

    private async IAsyncEnumerable<Fact> Facts(ClinicId clinic, string sql, string? stream, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        RefuseUnknown(clinic);
        OpenBefore(clinic);
        using var reader = readers.Open(PathOf(clinic));
        using (var command = reader.Connection.CreateCommand())
        {
            command.CommandText = sql;
            if (stream is not null) command.Parameters.AddWithValue("$stream", stream);
            command.Parameters.AddWithValue("$after", after);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                cancel.ThrowIfCancellationRequested();
                yield return SqliteSchema.Fact(row);
            }
        }

        reader.End();
        await Task.CompletedTask;
    }
}
