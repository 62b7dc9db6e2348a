using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Stipple.Records.Lists;

namespace Stipple.Records.Sqlite;

/// <summary>
/// Copies a chain into a new file, and reads it from there. The file is nobody's ledger yet, so nothing is flushed before its end and
/// nothing could be rolled back: after a failure it is thrown away.
/// </summary>
internal static class SqliteCopy
{
    /// <summary>Writes the file, checking every fact on the way, and flushes it.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="chain">What is copied.</param>
    /// <param name="listed">Whether the file is to be a ledger, and gets its lists; a backup has none.</param>
    /// <param name="progress">Hears how many facts were copied.</param>
    /// <param name="cancel">Ends it; the file is then to be thrown away.</param>
    /// <exception cref="RefusedException">The chain is not as it was written, or cannot be listed by this version.</exception>
    public static async Task Write(string path, KeptChain chain, bool listed, IProgress<long>? progress, CancellationToken cancel)
    {
        using (var connection = Open(path, SqliteOpenMode.ReadWriteCreate))
        {
            Run(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536");
            SqliteSchema.Prepare(connection, chain.End.Clinic);
            using var transaction = connection.BeginTransaction();
            using var fact = Insert(connection, transaction, "facts", 10);
            using var once = Insert(connection, transaction, "once", 2);
            using var request = Insert(connection, transaction, "requests", 4);
            using var rows = new SqliteRows(connection);
            rows.Begin(transaction);
            if (listed) SqliteLists.Begin(connection, transaction);
            await chain.Check(Take, progress, cancel);
            if (listed) SqliteLists.End(connection, transaction);
            await foreach (var key in chain.Once.WithCancellation(cancel)) Put(once, key.Key, key.Sequence);
            await foreach (var asked in chain.Requests.WithCancellation(cancel)) Put(request, asked.Key, asked.BodyHash, asked.Reply, asked.Sequence);
            transaction.Commit();

            void Take(Fact added)
            {
                Put(
                    fact, added.Sequence, added.Stream, added.Version, added.Kind, added.Body.ToArray(), added.KeyId,
                    FactFormat.Microseconds(added.At), added.By, added.Previous.ToArray(), added.Hash.ToArray());
                if (listed) Listing.Apply(added, rows);
            }
        }

        Durable.Flush(path);
    }

    /// <summary>A chain in a file that was written so.</summary>
    /// <exception cref="RefusedException">The file was written by a later version.</exception>
    public static KeptChain Read(string path, Checkpoint end)
    {
        using (var connection = Open(path, SqliteOpenMode.ReadOnly)) SqliteSchema.RefuseLater(connection);
        return new KeptChain(
            end,
            Rows(path, "SELECT * FROM facts ORDER BY sequence", SqliteSchema.Fact),
            Rows(path, "SELECT key, sequence FROM once ORDER BY key", row => new KeptKey(row.GetString(0), row.GetInt64(1))),
            Rows(path, "SELECT key, body_hash, reply, sequence FROM requests ORDER BY key", row => new KeptRequest(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3))));
    }

    private static async IAsyncEnumerable<T> Rows<T>(string path, string sql, Func<SqliteDataReader, T> read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return read(row);
        }

        await Task.CompletedTask;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteCommand Insert(SqliteConnection connection, SqliteTransaction transaction, string table, int columns)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"${i}"))})";
        for (var i = 0; i < columns; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static void Put(SqliteCommand insert, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
