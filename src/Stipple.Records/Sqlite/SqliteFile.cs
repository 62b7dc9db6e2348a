using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Stipple.Records.Sqlite;

/// <summary>
/// Opens a ledger file the only way it may be opened: write-ahead log, every commit on disk before it returns, and each of
/// these settings read back, because a setting that was not taken is worse than one that was never asked for.
/// </summary>
internal static class SqliteFile
{
    // Versions before this one may lose a commit when the log is reset while another connection checkpoints.
    private static readonly Version Oldest = new(3, 51, 3);

    private static readonly (string Name, string Set, string Is)[] Settings =
    [
        ("journal_mode", "WAL", "wal"), ("synchronous", "FULL", "2"), ("foreign_keys", "ON", "1"), ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"), ("secure_delete", "ON", "1"), ("mmap_size", "0", "0"), ("busy_timeout", "5000", "5000"),
        ("cache_size", "-32768", "-32768"),
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
            if (Version.Parse(connection.ServerVersion) < Oldest)
                throw new RefusedException($"SQLite {connection.ServerVersion} may lose a commit. Use {Oldest} or newer.");
            foreach (var (name, set, expected) in Settings)
            {
                if (readOnly && name is "journal_mode" or "secure_delete") continue;
                Scalar(connection, $"PRAGMA {name}={set}");
                var found = Scalar(connection, $"PRAGMA {name}");
                if (found != expected && !(name == "mmap_size" && found.Length == 0))
                    throw new RefusedException($"{path}: the setting {name} is {found} and must be {expected}. The file is not used.");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Locks and memory maps do not work over a network: two machines would each believe that they own the file.</summary>
    private static void RefuseNetwork(string path)
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
