using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>A ledger in a folder: one file a clinic, the strongest wall between clinics, with one writer each.</summary>
public sealed class SqliteLedger(DataFolder folder, TimeProvider clock) : ILedger
{
    private const string Extension = ".ledger";

    private readonly ConcurrentDictionary<ClinicId, Lazy<Writer>> writers = new();

    private string Clinic(ClinicId clinic) => Path.Combine(folder.Path, $"{clinic}{Extension}");

    public Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel)
    {
        var found = new List<ClinicId>();
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (ClinicId.TryParse(Path.GetFileNameWithoutExtension(file), out var clinic)) found.Add(clinic);
        }

        return Task.FromResult<IReadOnlyList<ClinicId>>(found);
    }

    public Task Found(ClinicId clinic, CancellationToken cancel)
    {
        _ = Writer(clinic);
        return Task.CompletedTask;
    }

    public Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel) =>
        File.Exists(Clinic(clinic)) ? Writer(clinic).Write(append, cancel) : throw new RefusedException($"There is no clinic {clinic}.");

    public IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel) =>
        Query(clinic, "SELECT * FROM facts WHERE sequence > $value ORDER BY sequence", after, cancel);

    public IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, CancellationToken cancel) =>
        Query(clinic, "SELECT * FROM facts WHERE stream = $value ORDER BY version", stream, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values) await writer.Value.DisposeAsync();
    }

    private Writer Writer(ClinicId clinic)
    {
        var writer = writers.GetOrAdd(clinic, id => new Lazy<Writer>(() => new Writer(new SqliteChain(Clinic(id), id, clock))));
        try
        {
            return writer.Value;
        }
        catch (Exception failed)
        {
            // A Lazy keeps its failure for ever; the disk may be mended by the next time.
            writers.TryRemove(KeyValuePair.Create(clinic, writer));
            if (failed is RefusedException) throw;
            throw NotKeptException.Of(failed);
        }
    }

    private async IAsyncEnumerable<Fact> Query(ClinicId clinic, string sql, object value, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!File.Exists(Clinic(clinic))) throw new RefusedException($"There is no clinic {clinic}.");
        using var connection = SqliteFile.Open(Clinic(clinic), readOnly: true);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return Fact(row);
        }

        await Task.CompletedTask;
    }

    private static Fact Fact(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetFieldValue<byte[]>(4), row.GetInt32(5),
        FactFormat.FromMicroseconds(row.GetInt64(6)), row.GetString(7), row.GetFieldValue<byte[]>(8), row.GetFieldValue<byte[]>(9));
}
