using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;

namespace Stipple.Records.Sqlite;

/// <summary>Makes the lists of a clinic's file anew, in one transaction: a kill leaves the old ones or the new ones.</summary>
internal static class SqliteLists
{
    private const int ProgressEvery = 50_000;

    /// <summary>Whether the lists in the file are those of this version.</summary>
    public static bool AreCurrent(SqliteConnection connection) => Mark(connection, null) == ListSql.Mark;

    public static void Rebuild(SqliteConnection connection, IProgress<long>? progress, CancellationToken cancel)
    {
        using var transaction = connection.BeginTransaction();
        Begin(connection, transaction);
        using (var rows = new SqliteRows(connection))
        {
            rows.Begin(transaction);
            using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, "SELECT * FROM facts ORDER BY sequence");
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                cancel.ThrowIfCancellationRequested();
                var fact = SqliteSchema.Fact(row);
                Listing.Apply(fact, rows);
                if (fact.Sequence % ProgressEvery == 0) progress?.Report(fact.Sequence);
            }
        }

        End(connection, transaction);
        transaction.Commit();
    }

    /// <summary>Makes the lists, empty, in the place of those that are there.</summary>
    public static void Begin(SqliteConnection connection, SqliteTransaction transaction) =>
        Run(connection, transaction, ListSql.Drop(Mark(connection, transaction)) + ListSql.OfFile.Create());

    /// <summary>Makes their indexes, after every fact was applied, and says that they are complete.</summary>
    public static void End(SqliteConnection connection, SqliteTransaction transaction)
    {
        Run(connection, transaction, ListSql.OfFile.Index());
        Run(connection, transaction, $"INSERT INTO about VALUES ('lists', '{ListSql.Mark}') ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    }

    private static string? Mark(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, "SELECT value FROM about WHERE name = 'lists'");
        return (string?)command.ExecuteScalar();
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        command.ExecuteNonQuery();
    }
}
