using Npgsql;
using NpgsqlTypes;
using Stipple.Records.Lists;

namespace Stipple.Records.Postgres;

/// <summary>The lists in PostgreSQL. Statements are gathered and sent together, because each journey to the server costs more than its work.</summary>
internal sealed class PostgresRows(NpgsqlConnection connection) : IRows, IDisposable
{
    private const int Longest = 1000;

    private readonly NpgsqlBatch batch = new(connection);

    public void Put(ListTable table, params ReadOnlySpan<(string Column, object? Value)> values) => Add(table, ListSql.OfServer.Put(table, values), [], values);

    public void Set(ListTable table, ReadOnlySpan<object> key, params ReadOnlySpan<(string Column, object? Value)> changes) => Add(table, ListSql.Set(table, changes), key, changes);

    public void Remove(ListTable table, ReadOnlySpan<object> key) => Add(table, ListSql.Remove(table), key, []);

    /// <summary>Sends what was gathered. Before it, nothing may be in the tables yet.</summary>
    public void Flush()
    {
        if (batch.BatchCommands.Count == 0) return;
        batch.ExecuteNonQuery();
        batch.BatchCommands.Clear();
    }

    public void Dispose() => batch.Dispose();

    private void Add(ListTable table, string sql, ReadOnlySpan<object> key, ReadOnlySpan<(string Column, object? Value)> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        for (var i = 0; i < key.Length; i++) command.Parameters.Add(Parameter(table.Columns[i], key[i]));
        foreach (var (column, value) in values) command.Parameters.Add(Parameter(table.Column(column), value));
        batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == Longest) Flush();
    }

    private static NpgsqlParameter Parameter(ListColumn column, object? value) =>
        new() { Value = ListValue.Of(value) ?? DBNull.Value, NpgsqlDbType = column.IsText ? NpgsqlDbType.Text : NpgsqlDbType.Bigint };
}
