using System.Globalization;
using Microsoft.Data.Sqlite;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>The tables of one clinic's file, except the lists.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Each step takes a file from one version of its tables to the next. A step that was released is never edited: what
    /// should be different is a further step. The first is written so that it also takes files from before steps had numbers.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS facts (
            sequence INTEGER PRIMARY KEY,
            stream   TEXT    NOT NULL,
            version  INTEGER NOT NULL CHECK (version > 0),
            kind     TEXT    NOT NULL,
            body     BLOB    NOT NULL,
            key_id   INTEGER NOT NULL,
            at       INTEGER NOT NULL,
            by       TEXT    NOT NULL,
            previous BLOB    NOT NULL CHECK (length(previous) = 32),
            hash     BLOB    NOT NULL CHECK (length(hash) = 32),
            UNIQUE (stream, version)
        ) STRICT;
        CREATE TRIGGER IF NOT EXISTS facts_are_never_changed BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
        CREATE TRIGGER IF NOT EXISTS facts_are_never_removed BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;

        CREATE TABLE IF NOT EXISTS once (key TEXT PRIMARY KEY, sequence INTEGER NOT NULL REFERENCES facts) STRICT, WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS requests (
            key       TEXT PRIMARY KEY,
            body_hash BLOB NOT NULL,
            reply     BLOB NOT NULL,
            sequence  INTEGER NOT NULL REFERENCES facts
        ) STRICT;
        """,
    ];

    /// <summary>Takes the steps that are missing, each with its number in one transaction that a kill leaves undone or done.</summary>
    /// <exception cref="RefusedException">The file belongs to another clinic, or was written by a later version.</exception>
    public static void Prepare(SqliteConnection connection, ClinicId clinic)
    {
        RefuseLater(connection);
        for (var step = Taken(connection); step < Steps.Length; step++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Steps[step]}\nINSERT INTO about VALUES ('clinic', $clinic) ON CONFLICT DO NOTHING;\nPRAGMA user_version = {step + 1};");
            command.Parameters.AddWithValue("$clinic", clinic.ToString());
            command.ExecuteNonQuery();
            transaction.Commit();
        }

        using var asked = connection.CreateCommand();
        asked.CommandText = "SELECT value FROM about WHERE name = 'clinic'";
        var owner = (string)asked.ExecuteScalar()!;
        if (owner != clinic.ToString()) throw new RefusedException($"{connection.DataSource} belongs to the clinic {owner}, not to {clinic}.");
    }

    /// <exception cref="RefusedException">The file was written by a later version, whose tables this one does not know.</exception>
    public static void RefuseLater(SqliteConnection connection)
    {
        if (Taken(connection) is var taken && taken > Steps.Length)
            throw new RefusedException($"{connection.DataSource} was written by a later version of Stipple (its tables are of step {taken}, this version knows {Steps.Length}). Use that version or a later one.");
    }

    /// <summary>Reads a fact from a row of all columns of its table.</summary>
    public static Fact Fact(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetFieldValue<byte[]>(4), row.GetInt32(5),
        FactFormat.FromMicroseconds(row.GetInt64(6)), row.GetString(7), row.GetFieldValue<byte[]>(8), row.GetFieldValue<byte[]>(9));

    private static int Taken(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (int)(long)command.ExecuteScalar()!;
    }
}
