using Stipple.Records;
using Stipple.Records.Postgres;
using Stipple.Records.Sqlite;

namespace Stipple.Bench;

/// <summary>Where a ledger is kept: a folder, or a PostgreSQL connection, which alone has an equals sign in it.</summary>
internal static class Place
{
    public static DataFolder? Folder(string place) => place.Contains('=', StringComparison.Ordinal) ? null : DataFolder.Open(place);

    public static async Task<ILedger> Open(string place, DataFolder? folder) => folder is null
        ? await PostgresLedger.Open(place, TimeProvider.System, null, CancellationToken.None)
        : new SqliteLedger(folder, TimeProvider.System);
}
