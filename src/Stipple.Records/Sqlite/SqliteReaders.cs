using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Stipple.Records.Sqlite;

/// <summary>
/// Read-only connections, kept open between uses: opening a file and reading its settings back takes longer than most of what
/// is asked of it.
/// </summary>
internal sealed class SqliteReaders : IDisposable
{
    private const int KeptPerFile = 8;

    private readonly ConcurrentDictionary<string, ConcurrentBag<SqliteConnection>> idle = new(StringComparer.Ordinal);
    private volatile bool closed;

    /// <exception cref="RefusedException">The file was written by a later version, or a setting is not taken.</exception>
    public Reader Open(string path)
    {
        if (idle.TryGetValue(path, out var kept) && kept.TryTake(out var connection)) return new Reader(this, path, connection);
        var opened = SqliteFile.Open(path, readOnly: true);
        try
        {
            SqliteSchema.RefuseLater(opened);
            return new Reader(this, path, opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        closed = true;
        foreach (var connection in idle.Values.SelectMany(kept => kept)) connection.Dispose();
        idle.Clear();
    }

    private void GiveBack(string path, SqliteConnection connection)
    {
        var kept = idle.GetOrAdd(path, _ => []);
        if (closed || kept.Count >= KeptPerFile) connection.Dispose();
        else kept.Add(connection);
    }

    /// <summary>A connection for one reading. It is kept for the next only when this one came to its end.</summary>
    internal sealed class Reader(SqliteReaders readers, string path, SqliteConnection connection) : IDisposable
    {
        private bool ended;

        public SqliteConnection Connection => connection;

        public void End() => ended = true;

        public void Dispose()
        {
            if (ended) readers.GiveBack(path, connection);
            else connection.Dispose();
        }
    }
}
