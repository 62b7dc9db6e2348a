using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Postgres;

/// <summary>A ledger in PostgreSQL, for a chain of clinics on more than one node.</summary>
public sealed class PostgresLedger : ILedger
{
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly IProgress<long>? listed;
    private readonly ConcurrentDictionary<ClinicId, Lazy<Writer>> writers = new();

    private PostgresLedger(NpgsqlDataSource source, TimeProvider clock, IProgress<long>? listed) => (this.source, this.clock, this.listed) = (source, clock, listed);

    /// <summary>Connects, makes the tables that are missing, and checks that the database keeps what it acknowledges.</summary>
    /// <exception cref="RefusedException">It cannot be reached, is not durable, or its user passes row-level security by.</exception>
    /// <param name="connection">Which database, as Npgsql writes it.</param>
    /// <param name="clock">When facts are written.</param>
    /// <param name="listed">Hears how many facts were read when lists of an earlier version are made anew.</param>
    /// <param name="cancel">Ends the opening.</param>
    public static async Task<PostgresLedger> Open(string connection, TimeProvider clock, IProgress<long>? listed, CancellationToken cancel)
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
            await PostgresSchema.Prepare(opened, cancel);
            return new PostgresLedger(database, clock, listed);
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

    public async Task<Appended> Found(ClinicId clinic, Append first, CancellationToken cancel)
    {
        AppendForm.Require(first);
        Listing.Try(first);
        try
        {
            return await new PostgresChain(source, clinic, clock, listed).Found(first);
        }
        catch (NpgsqlException failed)
        {
            throw NotKeptException.Of(failed);
        }
    }

    public async Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel) => await (await Writer(clinic, cancel)).Write(append, cancel);

    public IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel) =>
        Facts(clinic, "SELECT * FROM facts WHERE clinic_id = $1 AND sequence > $2 ORDER BY sequence", cancel, after);

    public IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, int after, CancellationToken cancel) =>
        Facts(clinic, "SELECT * FROM facts WHERE clinic_id = $1 AND stream = $2 AND version > $3 ORDER BY version", cancel, stream, after);

    public async Task<IReadOnlyList<T>> Query<T>(ClinicId clinic, string sql, object? parameters, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        for (; ; )
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await Name(clinic, connection, readOnly: true);
            if (await PostgresLists.AreCurrent(clinic, connection))
                return (await connection.QueryAsync<T>(ListQuery.Of(sql, parameters, transaction, cancel))).AsList();
            await transaction.DisposeAsync();
            await Rebuild(clinic, listed, cancel);
        }
    }

    public async Task Rebuild(ClinicId clinic, IProgress<long>? progress, CancellationToken cancel) =>
        await (await Writer(clinic, cancel)).Alone(chain => chain.Rebuild(progress, cancel), cancel);

    public async Task Restore(IReadOnlyList<KeptChain> chains, Func<Checkpoint, IProgress<long>?> progress, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Scalar(connection, "LOCK TABLE clinics IN EXCLUSIVE MODE", cancel); // nobody founds one meanwhile
        if (await Scalar(connection, "SELECT 1 FROM clinics", cancel) is not null) throw new RefusedException("There are clinics in this database already.");
        var copy = new PostgresCopy(connection);
        foreach (var chain in chains) await copy.Write(chain, progress(chain.End), cancel);
        await transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers.Values) await writer.Value.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>Names the clinic whose rows the transaction may see; it ends with the transaction.</summary>
    internal static async Task Name(ClinicId clinic, NpgsqlConnection connection, bool readOnly = false)
    {
        await using var command = new NpgsqlCommand("SELECT set_config('app.clinic', $1, true), set_config('transaction_read_only', $2, true)", connection)
        {
            Parameters = { new() { Value = clinic.ToString() }, new() { Value = readOnly ? "on" : "off" } },
        };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Writer> Writer(ClinicId clinic, CancellationToken cancel)
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

        return writers.GetOrAdd(clinic, id => new Lazy<Writer>(() => new Writer(new PostgresChain(source, id, clock, listed)))).Value;
    }

    private async IAsyncEnumerable<Fact> Facts(ClinicId clinic, string sql, [EnumeratorCancellation] CancellationToken cancel, params object[] values)
    {
        await RefuseUnknown(clinic, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Name(clinic, connection);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = clinic.Value } } };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return PostgresSchema.Fact(row);
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
