using Microsoft.Data.Sqlite;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>The tables of one clinic's file.</summary>
internal static class SqliteSchema
{
    private const string Current = """
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
        """;

    /// <summary>Makes what is missing, in one transaction that a kill leaves undone or done.</summary>
    /// <exception cref="RefusedException">The file belongs to another clinic.</exception>
    public static void Prepare(SqliteConnection connection, ClinicId clinic)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Current + "\nINSERT INTO about VALUES ('clinic', $clinic) ON CONFLICT DO NOTHING; SELECT value FROM about WHERE name = 'clinic';";
        command.Parameters.AddWithValue("$clinic", clinic.ToString());
        var owner = (string)command.ExecuteScalar()!;
        if (owner != clinic.ToString()) throw new RefusedException($"{connection.DataSource} belongs to the clinic {owner}, not to {clinic}.");
        transaction.Commit();
    }
}
