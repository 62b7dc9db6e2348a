using Dapper;
using Npgsql;
using NpgsqlTypes;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Postgres;

/// <summary>
/// The writing end of one clinic's chain. Any node may write: the clinic's advisory lock, held to the end of the transaction,
/// puts their appends in one order.
/// </summary>
internal sealed class PostgresChain(NpgsqlDataSource source, ClinicId clinic, TimeProvider clock, IProgress<long>? listed) : IChain
{
    /// <summary>Makes the clinic with its first facts in one transaction.</summary>
    /// <exception cref="RefusedException">There is such a clinic already.</exception>
    public async ValueTask<Appended> Found(Append first)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Hold(connection);
        await using (var make = new NpgsqlCommand("INSERT INTO clinics (clinic_id) VALUES ($1) ON CONFLICT DO NOTHING", connection) { Parameters = { new() { Value = clinic.Value } } })
        {
            if (await make.ExecuteNonQueryAsync() == 0) throw new RefusedException($"There is a clinic {clinic} already.");
        }

        var outcome = (await Write(connection, [first]))[0];
        if (outcome is Appended.Done) await transaction.CommitAsync();
        return outcome;
    }

    public async ValueTask<Appended[]> Commit(IReadOnlyList<Append> appends)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Hold(connection);
        var outcomes = await Write(connection, appends);
        await transaction.CommitAsync();
        return outcomes;
    }

    public async ValueTask Rebuild(IProgress<long>? progress, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Hold(connection);
        await PostgresLists.Rebuild(clinic, connection, progress, cancel);
        await transaction.CommitAsync(cancel);
    }

    public void Tidy()
    {
        // The server sees to its log by itself.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Appended[]> Write(NpgsqlConnection connection, IReadOnlyList<Append> appends)
    {
        if (!await PostgresLists.AreCurrent(clinic, connection)) await PostgresLists.Rebuild(clinic, connection, listed, CancellationToken.None);
        using var appender = new PostgresAppender(connection, clinic, clock);
        appender.Begin();
        var outcomes = appends.Select(appender.Append).ToArray();
        appender.End();
        return outcomes;
    }

    /// <summary>Names the clinic and takes its lock, to the end of the transaction.</summary>
    private async Task Hold(NpgsqlConnection connection)
    {
        await PostgresLedger.Name(clinic, connection);
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", connection) { Parameters = { new() { Value = clinic.ToString() } } };
        await hold.ExecuteNonQueryAsync();
    }
}

/// <summary>The statements of one transaction.</summary>
internal sealed class PostgresAppender(NpgsqlConnection connection, ClinicId clinic, TimeProvider clock) : Appender(clinic, clock), IDisposable
{
    private readonly Guid clinicId = clinic.Value;
    private readonly PostgresRows rows = new(connection);

    public void Begin()
    {
        using var command = Command("SELECT sequence, hash FROM facts WHERE clinic_id = $1 ORDER BY sequence DESC LIMIT 1");
        using var row = command.ExecuteReader();
        if (row.Read()) ContinueFrom(row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        else ContinueFrom(0, FactFormat.Beginning);
    }

    /// <summary>Sends what is still to be sent, before the commit.</summary>
    public void End() => rows.Flush();

    public void Dispose() => rows.Dispose();

    protected override IRows Rows => rows;

    protected override (byte[] BodyHash, byte[] Reply)? FindRequest(string key)
    {
        using var command = Command("SELECT body_hash, reply FROM requests WHERE clinic_id = $1 AND key = $2", key);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)) : null;
    }

    protected override bool IsTaken(string key)
    {
        using var command = Command("SELECT 1 FROM once WHERE clinic_id = $1 AND key = $2", key);
        return command.ExecuteScalar() is not null;
    }

    protected override int LastVersion(string stream)
    {
        using var command = Command("SELECT COALESCE(MAX(version), 0) FROM facts WHERE clinic_id = $1 AND stream = $2", stream);
        return (int)command.ExecuteScalar()!;
    }

    protected override bool Holds(Condition condition)
    {
        rows.Flush();
        return connection.Query<int>(ListQuery.Of(condition.Sql, condition.Parameters, null, CancellationToken.None)).Any();
    }

    protected override void InsertFact(Fact fact)
    {
        using var command = Command(
            "INSERT INTO facts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            fact.Sequence, fact.Stream, fact.Version, fact.Kind, fact.Body.ToArray(), fact.KeyId,
            FactFormat.Microseconds(fact.At), fact.By, fact.Previous.ToArray(), fact.Hash.ToArray());
        command.ExecuteNonQuery();
    }

    protected override void InsertOnce(string key, long factSequence)
    {
        using var command = Command("INSERT INTO once VALUES ($1, $2, $3)", key, factSequence);
        command.ExecuteNonQuery();
    }

    protected override void InsertRequest(Request request, long factSequence)
    {
        using var command = Command("INSERT INTO requests VALUES ($1, $2, $3, $4, $5)", request.Key, request.BodyHash.ToArray(), request.Reply.ToArray(), factSequence);
        command.ExecuteNonQuery();
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = clinicId, NpgsqlDbType = NpgsqlDbType.Uuid } } };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
