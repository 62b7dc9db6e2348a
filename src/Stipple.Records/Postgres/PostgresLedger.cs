using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Npgsql;
using Stipple.Terms;

namespace Stipple.Records.Postgres;

/// <summary>A ledger in PostgreSQL, for a chain of clinics on more than one node.</summary>
public sealed class PostgresLedger : ILedger
{
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<ClinicId, Lazy<Writer>> writers = new();

    private PostgresLedger(NpgsqlDataSource source, TimeProvider clock) => (this.source, this.clock) = (source, clock);

    /// <summary>Connects, makes the tables that are missing, and checks that the database keeps what it acknowledges.</summary>
    /// <exception cref="RefusedException">It cannot be reached, is not durable, or its user passes row-level security by.</exception>
    public static async Task<PostgresLedger> Open(string connection, TimeProvider clock, CancellationToken cancel)
    {
        var database = new NpgsqlDataSourceBuilder(connection).Build();
        try
        {
            await using var opened = await database.OpenConnectionAsync(cancel);
            foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
            {
                if (await Scalar(opened, $"SHOW {setting}", cancel) is "off" or "local")
                    throw new RefusedException($"PostgreSQL has {setting} off: it may lose what it has acknowledged. Turn it on.");
            }

            if (await Scalar(opened, PostgresSchema.MayBypass, cancel) is true)
                throw new RefusedException("The PostgreSQL user is a superuser or may bypass row-level security: nothing would keep the clinics apart. Use an ordinary user.");
            await using var transaction = await opened.BeginTransactionAsync(cancel);
            await Scalar(opened, PostgresSchema.Prepare, cancel);
            await transaction.CommitAsync(cancel);
            return new PostgresLedger(database, clock);
        }
        catch (NpgsqlException bad)
        {
            await database.DisposeAsync();
            throw new RefusedException($"PostgreSQL cannot be used: {bad.Message}");
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT clinic_id FROM clinics ORDER BY clinic_id");
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new List<ClinicId>();
        while (await row.ReadAsync(cancel)) found.Add(new ClinicId(row.GetGuid(0)));
        return found;
    }

    public async Task Found(ClinicId clinic, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("INSERT INTO clinics VALUES ($1) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter { Value = clinic.Value });
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (NpgsqlException failed)
        {
            throw NotKeptException.Of(failed);
        }
    }

    public async Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel)
    {
        // A chain that no clinic owns would be kept and never be verified.
        try
        {
            if (!writers.ContainsKey(clinic)) await RefuseUnknown(clinic, cancel);
        }
        catch (NpgsqlException failed)
        {
            throw NotKeptException.Of(failed);
        }

        return await writers.GetOrAdd(clinic, id => new Lazy<Writer>(() => new Writer(new PostgresChain(source, id, clock)))).Value.Write(append, cancel);
    }

    public IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel) =>
        Query(clinic, "SELECT * FROM facts WHERE clinic_id = $1 AND sequence > $2 ORDER BY sequence", after, cancel);

    public IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, CancellationToken cancel) =>
        Query(clinic, "SELECT * FROM facts WHERE clinic_id = $1 AND stream = $2 ORDER BY version", stream, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values) await writer.Value.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>Names the clinic whose rows the transaction may see; it ends with the transaction.</summary>
    internal static async Task Name(ClinicId clinic, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT set_config('app.clinic', $1, true)", connection) { Parameters = { new() { Value = clinic.ToString() } } };
        await command.ExecuteNonQueryAsync();
    }

    private async IAsyncEnumerable<Fact> Query(ClinicId clinic, string sql, object value, [EnumeratorCancellation] CancellationToken cancel)
    {
        await RefuseUnknown(clinic, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Name(clinic, connection);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = clinic.Value }, new() { Value = value } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return new Fact(
                row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetInt32(6),
                FactFormat.FromMicroseconds(row.GetInt64(7)), row.GetString(8), row.GetFieldValue<byte[]>(9), row.GetFieldValue<byte[]>(10));
        }
    }

    private async Task RefuseUnknown(ClinicId clinic, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT 1 FROM clinics WHERE clinic_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = clinic.Value });
        if (await command.ExecuteScalarAsync(cancel) is null) throw new RefusedException($"There is no clinic {clinic}.");
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }
}
