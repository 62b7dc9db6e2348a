using System.Security.Cryptography;
using System.Text;

namespace Stipple.Records.Lists;

/// <summary>
/// The statements of the lists, made from their declarations. In a clinic's file a table holds that clinic alone; on a server
/// it holds all of them, each row with its clinic, which row-level security fills in and keeps apart.
/// </summary>
internal sealed class ListSql
{
    public static readonly ListSql OfFile = new(shared: false);
    public static readonly ListSql OfServer = new(shared: true);

    private const string Clinic = "nullif(current_setting('app.clinic', true), '')::uuid";

    private readonly bool shared;

    private ListSql(bool shared) => this.shared = shared;

    /// <summary>
    /// What is written beside the lists when they are made: a hash of all declarations, then the tables. Another one found
    /// there says that the lists are of another version, and which tables to drop.
    /// </summary>
    public static string Mark { get; } = string.Join(' ', Listing.Tables
        .Select(table => table.Name)
        .Prepend(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Listing.Tables.Select(table => table.ToString()).Prepend($"{Listing.Version}")))))));

    /// <summary>Drops the lists that a mark tells of.</summary>
    public static string Drop(string? mark) => string.Concat((mark ?? "").Split(' ').Skip(1).Select(table => $"DROP TABLE IF EXISTS {table};\n"));

    /// <summary>Makes all lists, empty and without their indexes.</summary>
    public string Create() => string.Concat(Listing.Tables.Select(Create));

    /// <summary>Makes the indexes: after many rows were put, because that is quicker than to keep them up row by row.</summary>
    public string Index() => string.Concat(Listing.Tables.SelectMany(table => table.Indexes.Select(columns =>
        $"CREATE INDEX {table.Name}_by_{columns.Replace(", ", "_", StringComparison.Ordinal)} ON {table.Name} ({(shared ? "clinic_id, " : "")}{columns});\n")));

    /// <summary>Empties all lists: on a server, of the clinic that the transaction has named.</summary>
    public static string Clear() => string.Concat(Listing.Tables.Select(table => $"DELETE FROM {table.Name};\n"));

    /// <summary>Adds a row or changes the named columns of the one that is there; a parameter for each column, from $1.</summary>
    public string Put(ListTable table, ReadOnlySpan<(string Column, object? Value)> values)
    {
        var columns = new string[values.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = values[i].Column;
        return $"""
            INSERT INTO {table.Name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Length).Select(i => $"${i}"))})
            ON CONFLICT ({Key(table)}) DO {(columns.Length == table.Keys ? "NOTHING" : $"UPDATE SET {string.Join(", ", columns.Skip(table.Keys).Select(column => $"{column} = excluded.{column}"))}")}
            """;
    }

    /// <summary>Changes the named columns of one row: parameters for its key, then for the columns.</summary>
    public static string Set(ListTable table, ReadOnlySpan<(string Column, object? Value)> changes)
    {
        var sets = new string[changes.Length];
        for (var i = 0; i < sets.Length; i++) sets[i] = $"{changes[i].Column} = ${table.Keys + i + 1}";
        return $"UPDATE {table.Name} SET {string.Join(", ", sets)} WHERE {Row(table)}";
    }

    public static string Remove(ListTable table) => $"DELETE FROM {table.Name} WHERE {Row(table)}";

    private static string Row(ListTable table) => string.Join(" AND ", table.Columns.Take(table.Keys).Select((column, i) => $"{column.Name} = ${i + 1}"));

    private string Create(ListTable table)
    {
        var columns = table.Columns.Select((column, i) => $"{column.Name} {Type(column)}{(i < table.Keys ? " NOT NULL" : "")}");
        if (shared) columns = columns.Prepend($"clinic_id uuid NOT NULL DEFAULT {Clinic}");
        return $"""
            CREATE TABLE {table.Name} ({string.Join(", ", columns)}, PRIMARY KEY ({Key(table)})){(shared ? "" : " STRICT, WITHOUT ROWID")};

            """
            + (shared ? $"""
            ALTER TABLE {table.Name} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table.Name} FORCE ROW LEVEL SECURITY;
            CREATE POLICY of_clinic ON {table.Name} USING (clinic_id = {Clinic});

            """ : "");
    }

    private string Key(ListTable table) =>
        (shared ? "clinic_id, " : "") + string.Join(", ", table.Columns.Take(table.Keys).Select(column => column.Name));

    private string Type(ListColumn column) => (column.IsText, shared) switch
    {
        // Bytes in their order, as SQLite has them: the language of a server's database changes no order and no search.
        (true, true) => "text COLLATE \"C\"",
        (true, false) => "text",
        (false, true) => "bigint",
        (false, false) => "integer",
    };
}
