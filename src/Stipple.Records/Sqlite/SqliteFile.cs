using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Stipple.Records.Sqlite;

/// <summary>
/// Opens a ledger file the only way it may be opened: write-ahead log, every commit on disk before it returns, and each of
/// these settings read back, because a setting that was not taken is worse than one that was never asked for.
/// </summary>
internal static class SqliteFile
{
    // Versions before this one may lose a commit when the log is reset while another connection checkpoints.
    private static readonly Version Oldest = new(3, 51, 3);

    // In pages: the log begins anew when it was carried over and nobody reads from it.
    private const int LongestLog = 1_000;

    private static readonly (string Name, string Set, string Is)[] Settings =
    [
        ("journal_mode", "WAL", "wal"), ("synchronous", "FULL", "2"), ("foreign_keys", "ON", "1"), ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"), ("secure_delete", "ON", "1"), ("mmap_size", "0", "0"), ("busy_timeout", "5000", "5000"),
    ];

    private static readonly string[] NetworkFileSystems = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"];

    /// <exception cref="RefusedException">The library is too old, a setting is not taken, or the file lies on a network.</exception>
    public static SqliteConnection Open(string path, bool readOnly)
    {
        RefuseNetwork(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            Settle(connection, readOnly);
            Scalar(connection, "PRAGMA wal_autocheckpoint=0"); // CarryOver does it
            Scalar(connection, "PRAGMA cache_size=-32768"); // 32 MB: lists of a large clinic are made anew in memory
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets an open connection and reads every setting back.</summary>
    /// <exception cref="RefusedException">The library is too old, or a setting is not taken.</exception>
    public static void Settle(DbConnection connection, bool readOnly)
    {
        if (Version.Parse(connection.ServerVersion) < Oldest)
            throw new RefusedException($"SQLite {connection.ServerVersion} may lose a commit. Use {Oldest} or newer.");
        foreach (var (name, set, expected) in Settings)
        {
            if (readOnly && name is "journal_mode" or "secure_delete") continue;
            Scalar(connection, $"PRAGMA {name}={set}");
            var found = Scalar(connection, $"PRAGMA {name}");
            if (found != expected && !(name == "mmap_size" && found.Length == 0))
                throw new RefusedException($"{connection.DataSource}: the setting {name} is {found} and must be {expected}. The file is not used.");
        }
    }

    /// <summary>
    /// Carries a long log over into the file. SQLite would do so by itself, but it passes over a failure and flushes the same
    /// handle again.
    /// </summary>
    /// <returns>False when that failed; what was committed is as safe in the log as before.</returns>
    public static bool CarryOver(SqliteConnection connection)
    {
        const int Count = -1; // SQLITE_CHECKPOINT_NOOP
        return raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", Count, out var pages, out _) == raw.SQLITE_OK
            && (pages < LongestLog || raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _) is raw.SQLITE_OK or raw.SQLITE_BUSY);
    }

    /// <summary>
    /// Carries the whole log over and begins it anew. The log of a process that was killed after a failed flush may be in memory
    /// only: what is written behind it would be flushed and, after a power cut, still not be found.
    /// </summary>
    public static void EmptyLog(SqliteConnection connection)
    {
        if (Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != "0") throw new IOException($"{connection.DataSource} is being read, and its log cannot be emptied yet.");
    }

    /// <summary>Lets a connection close without a flush of its own; the log stays, and is read when the file is opened again.</summary>
    public static void KeepLog(SqliteConnection connection) => raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Reads the file through, after something failed.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Check(SqliteConnection connection)
    {
        var found = Scalar(connection, "PRAGMA quick_check(1)");
        if (found != "ok") throw new InvalidDataException($"{connection.DataSource} is damaged ({found}) and nothing more is written into it. Keep it as it is, and restore a backup elsewhere.");
    }

    private static string Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Locks and memory maps do not work over a network: two machines would each believe that they own the file.</summary>
    public static void RefuseNetwork(string path)
    {
        const string Mounts = "/proc/self/mountinfo";
        if (!File.Exists(Mounts)) return;
        var full = Path.GetFullPath(path);
        var mount = File.ReadLines(Mounts)
            .Select(line => line.Split(' '))
            .Select(fields => (Point: fields[4], Type: fields[Array.IndexOf(fields, "-") + 1]))
            .Where(mount => full.StartsWith(mount.Point.TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(mount => mount.Point.Length);
        if (NetworkFileSystems.Contains(mount.Type, StringComparer.Ordinal))
            throw new RefusedException($"{path} lies on a network file system ({mount.Type}), where a ledger cannot be kept. Choose a local folder, or PostgreSQL.");
    }
}
