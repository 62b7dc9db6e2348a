using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;

namespace Stipple.Records.Sqlite;

/// <summary>The lists in a clinic's file. A statement is prepared once for each set of columns.</summary>
internal sealed class SqliteRows(SqliteConnection connection) : IRows, IDisposable
{
    private readonly List<Prepared> commands = [];
    private SqliteTransaction? transaction;

    /// <summary>What follows belongs to this transaction.</summary>
    public void Begin(SqliteTransaction begun) => transaction = begun;

    public void Put(ListTable table, params ReadOnlySpan<(string Column, object? Value)> values) => Run(Kind.Put, table, [], values);

    public void Set(ListTable table, ReadOnlySpan<object> key, params ReadOnlySpan<(string Column, object? Value)> changes) => Run(Kind.Set, table, key, changes);

    public void Remove(ListTable table, ReadOnlySpan<object> key) => Run(Kind.Remove, table, key, []);

    public void Dispose()
    {
        foreach (var prepared in commands) prepared.Command.Dispose();
    }

    private void Run(Kind kind, ListTable table, ReadOnlySpan<object> key, ReadOnlySpan<(string Column, object? Value)> values)
    {
        var command = Find(kind, table, values);
        command.Transaction = transaction;
        for (var i = 0; i < key.Length; i++) command.Parameters[i].Value = ListValue.Of(key[i]);
        for (var i = 0; i < values.Length; i++) command.Parameters[key.Length + i].Value = ListValue.Of(values[i].Value) ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Find(Kind kind, ListTable table, ReadOnlySpan<(string Column, object? Value)> values)
    {
        foreach (var prepared in commands)
        {
            if (prepared.Is(kind, table, values)) return prepared.Command;
        }

        var columns = new string[values.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = values[i].Column;
        var command = connection.CreateCommand();
        command.CommandText = kind switch
        {
            Kind.Put => ListSql.OfFile.Put(table, values),
            Kind.Set => ListSql.Set(table, values),
            _ => ListSql.Remove(table),
        };
        for (var i = 1; i <= columns.Length + (kind == Kind.Put ? 0 : table.Keys); i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        commands.Add(new Prepared(kind, table, columns, command));
        return command;
    }

    private enum Kind
    {
        Put,
        Set,
        Remove,
    }

    /// <summary>There are a few dozen of them: comparing the names is quicker than writing the statement to look it up.</summary>
    private sealed record Prepared(Kind Kind, ListTable Table, string[] Columns, SqliteCommand Command)
    {
        public bool Is(Kind kind, ListTable table, ReadOnlySpan<(string Column, object? Value)> values)
        {
            if (Kind != kind || !ReferenceEquals(Table, table) || Columns.Length != values.Length) return false;
            for (var i = 0; i < Columns.Length; i++)
            {
                if (Columns[i] != values[i].Column) return false;
            }

            return true;
        }
    }
}
