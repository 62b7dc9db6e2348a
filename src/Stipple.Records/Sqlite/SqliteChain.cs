using Microsoft.Data.Sqlite;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>
/// The writing connection of one clinic's file. Linux forgets what a failed flush should have written, and reports the next
/// flush of the same handle as done: so a connection that failed is never written through again.
/// </summary>
internal sealed class SqliteChain : IChain
{
    private readonly string path;
    private readonly ClinicId clinic;
    private readonly TimeProvider clock;
    private readonly IProgress<long>? listed;
    private SqliteConnection? connection;
    private SqliteAppender? appender;

    // Held, unused, until there is another. With it SQLite remembers which end of the log was never committed, and those who
    // read need no new file beside it, which a full disk would not give them.
    private SqliteConnection? broken;

    public SqliteChain(string path, ClinicId clinic, TimeProvider clock, IProgress<long>? listed)
    {
        (this.path, this.clinic, this.clock, this.listed) = (path, clinic, clock, listed);
        Open();
    }

    public ValueTask<Appended[]> Commit(IReadOnlyList<Append> appends)
    {
        try
        {
            if (connection is null) Open();
            using var transaction = connection!.BeginTransaction();
            appender!.Begin(transaction);
            var outcomes = appends.Select(appender.Append).ToArray();
            transaction.Commit();
            return ValueTask.FromResult(outcomes);
        }
        catch
        {
            // The next commit opens the file anew and reads from it where the chain ends.
            Break();
            throw;
        }
    }

    /// <summary>Carries a long log over. What is in it is kept, whether this works or not.</summary>
    public void Tidy()
    {
        if (connection is not null && !SqliteFile.CarryOver(connection)) Break();
    }

    public ValueTask Rebuild(IProgress<long>? progress, CancellationToken cancel)
    {
        try
        {
            if (connection is null) Open();
            SqliteLists.Rebuild(connection!, progress, cancel);
            return ValueTask.CompletedTask;
        }
        catch
        {
            Break();
            throw;
        }
    }

    /// <summary>
    /// Carries everything over, so that the file can be moved without its log. Closing would do so, too, and say nothing when
    /// it fails.
    /// </summary>
    public void EmptyLog()
    {
        try
        {
            if (connection is null) Open();
            SqliteFile.EmptyLog(connection!);
        }
        catch
        {
            Break();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        appender?.Dispose();
        connection?.Dispose();
        broken?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Open()
    {
        var opened = SqliteFile.Open(path, readOnly: false);
        try
        {
            if (broken is null) SqliteFile.EmptyLog(opened);
            else SqliteFile.Check(opened);
            SqliteSchema.Prepare(opened, clinic);
            if (!SqliteLists.AreCurrent(opened)) SqliteLists.Rebuild(opened, listed, CancellationToken.None);
            (connection, appender) = (opened, new SqliteAppender(opened, clinic, clock));
        }
        catch
        {
            SqliteFile.KeepLog(opened);
            opened.Dispose();
            throw;
        }

        broken?.Dispose();
        broken = null;
    }

    private void Break()
    {
        if (connection is null) return;
        appender!.Dispose();
        SqliteFile.KeepLog(connection);
        (broken, connection, appender) = (connection, null, null);
    }
}
