using Dapper;
using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>The prepared statements of one connection.</summary>
internal sealed class SqliteAppender : Appender, IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteRows rows;
    private readonly SqliteCommand end;
    private readonly SqliteCommand findRequest;
    private readonly SqliteCommand findOnce;
    private readonly SqliteCommand lastVersion;
    private readonly SqliteCommand insertFact;
    private readonly SqliteCommand insertOnce;
    private readonly SqliteCommand insertRequest;
    private SqliteTransaction? transaction;

    public SqliteAppender(SqliteConnection connection, ClinicId clinic, TimeProvider clock) : base(clinic, clock)
    {
        this.connection = connection;
        rows = new SqliteRows(connection);
        end = Command("SELECT sequence, hash FROM facts ORDER BY sequence DESC LIMIT 1", 0);
        findRequest = Command("SELECT body_hash, reply FROM requests WHERE key = $0", 1);
        findOnce = Command("SELECT 1 FROM once WHERE key = $0", 1);
        lastVersion = Command("SELECT COALESCE(MAX(version), 0) FROM facts WHERE stream = $0", 1);
        insertFact = Command("INSERT INTO facts VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)", 10);
        insertOnce = Command("INSERT INTO once VALUES ($0, $1)", 2);
        insertRequest = Command("INSERT INTO requests VALUES ($0, $1, $2, $3)", 4);

        SqliteCommand Command(string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            return command;
        }
    }

    private SqliteCommand[] Commands => [end, findRequest, findOnce, lastVersion, insertFact, insertOnce, insertRequest];

    /// <summary>What follows belongs to this transaction, and continues the chain where the file ends.</summary>
    public void Begin(SqliteTransaction begun)
    {
        transaction = begun;
        foreach (var command in Commands) command.Transaction = begun;
        rows.Begin(begun);
        using var row = end.ExecuteReader();
        if (row.Read()) ContinueFrom(row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        else ContinueFrom(0, FactFormat.Beginning);
    }

    public void Dispose()
    {
        foreach (var command in Commands) command.Dispose();
        rows.Dispose();
    }

    protected override IRows Rows => rows;

    protected override (byte[] BodyHash, byte[] Reply)? FindRequest(string key)
    {
        Bind(findRequest, key);
        using var row = findRequest.ExecuteReader();
        return row.Read() ? (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)) : null;
    }

    protected override bool IsTaken(string key) => Bind(findOnce, key).ExecuteScalar() is not null;

    protected override int LastVersion(string stream) => (int)(long)Bind(lastVersion, stream).ExecuteScalar()!;

    protected override bool Holds(Condition condition) =>
        connection.Query<int>(ListQuery.Of(condition.Sql, condition.Parameters, transaction, CancellationToken.None)).Any();

    protected override void InsertFact(Fact fact) => Bind(
        insertFact, fact.Sequence, fact.Stream, fact.Version, fact.Kind, fact.Body.ToArray(), fact.KeyId,
        FactFormat.Microseconds(fact.At), fact.By, fact.Previous.ToArray(), fact.Hash.ToArray()).ExecuteNonQuery();

    protected override void InsertOnce(string key, long factSequence) => Bind(insertOnce, key, factSequence).ExecuteNonQuery();

    protected override void InsertRequest(Request request, long factSequence) =>
        Bind(insertRequest, request.Key, request.BodyHash.ToArray(), request.Reply.ToArray(), factSequence).ExecuteNonQuery();

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
