using Microsoft.Data.Sqlite;
using Stipple.Terms;

namespace Stipple.Records.Sqlite;

/// <summary>The writing connection of one clinic's file.</summary>
internal sealed class SqliteChain : IChain
{
    private readonly string path;
    private readonly ClinicId clinic;
    private readonly TimeProvider clock;
    private readonly IProgress<long>? listed;
    private SqliteConnection? connection;
    private SqliteAppender? appender;

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
            // A flush that failed once may be reported as done the next time: nothing of this connection is used again. The
            // next commit opens the file anew and reads from it where the chain ends.
            Close();
            throw;
        }
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
            Close();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Open()
    {
        var opened = SqliteFile.Open(path, readOnly: false);
        try
        {
            SqliteSchema.Prepare(opened, clinic);
            if (!SqliteLists.AreCurrent(opened)) SqliteLists.Rebuild(opened, listed, CancellationToken.None);
            (connection, appender) = (opened, new SqliteAppender(opened, clinic, clock));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void Close()
    {
        appender?.Dispose();
        connection?.Dispose();
        (connection, appender) = (null, null);
    }
}
