using Microsoft.Data.Sqlite;
using Npgsql;

namespace Stipple.Records;

/// <summary>
/// The disk or the database did not take a write. Nothing was acknowledged; whether anything was kept is told by asking again
/// with the same request key. The message says what to do.
/// </summary>
public sealed class NotKeptException(string message, Exception cause) : Exception(message, cause)
{
    // A file that should have grown and did not: the log (13), or the index of the log that readers share (4874).
    private const int Full = 13, NoRoomForIndex = 4874;

    internal static NotKeptException Of(Exception failed)
    {
        var full = failed is SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteExtendedErrorCode: NoRoomForIndex } or PostgresException { SqlState: PostgresErrorCodes.DiskFull };
        return new NotKeptException(full
            ? "This could not be written, because the disk is full. Free space, then try again: nothing was lost that was written before."
            : $"This could not be written: {failed.Message.TrimEnd('.')}. Try again: nothing was lost that was written before. If it goes on, look at the disk or the database.", failed);
    }
}
