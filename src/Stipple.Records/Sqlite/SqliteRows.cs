using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;

namespace Stipple.Records.Sqlite;

/// <summary>The lists in a clinic's file. A statement is prepared once for each set of columns.</summary>
internal sealed class SqliteRows(SqliteConnection connection) : IRows, IDisposable
{
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;

    /// <summary>What follows belongs to this transaction.</summary>
    public void Begin(SqliteTransaction begun) => transaction = begun;

    public void Put(ListTable table, params ReadOnlySpan<(string Column, object? Value)> values) => Run(ListSql.OfFile.Put(table, values), [], values);

    public void Set(ListTable table, ReadOnlySpan<object> key, params ReadOnlySpan<(string Column, object? Value)> changes) => Run(ListSql.Set(table, changes), key, changes);

    public void Remove(ListTable table, ReadOnlySpan<object> key) => Run(ListSql.Remove(table), key, []);

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
    }

    private void Run(string sql, ReadOnlySpan<object> key, ReadOnlySpan<(string Column, object? Value)> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= key.Length + values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < key.Length; i++) command.Parameters[i].Value = ListValue.Of(key[i]);
        for (var i = 0; i < values.Length; i++) command.Parameters[key.Length + i].Value = ListValue.Of(values[i].Value) ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
