using Npgsql;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Postgres;

/// <summary>Makes the lists of one clinic anew, in the transaction that holds its lock: a kill leaves the old ones or the new ones.</summary>
internal static class PostgresLists
{
    private const int Page = 5_000;
    private const int ProgressEvery = 50_000;

    /// <summary>Whether the lists of the clinic are filled, and by this version.</summary>
    /// <exception cref="RefusedException">There is no such clinic, or the lists of the whole database are of another version.</exception>
    public static async Task<bool> AreCurrent(ClinicId clinic, NpgsqlConnection connection)
    {
        await using var command = Command(connection, "SELECT lists, (SELECT value FROM about WHERE name = 'lists') FROM clinics WHERE clinic_id = $1", clinic.Value);
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync()) throw new RefusedException($"There is no clinic {clinic}.");
        if (row.GetString(1) != ListSql.Mark)
            throw new RefusedException("Another version of Stipple has made the lists of this database while this one was running. End this one, and start that version here too.");
        return !await row.IsDBNullAsync(0) && row.GetString(0) == ListSql.Mark;
    }

    public static async Task Rebuild(ClinicId clinic, NpgsqlConnection connection, IProgress<long>? progress, CancellationToken cancel)
    {
        await using (var clear = new NpgsqlCommand(ListSql.Clear(), connection)) await clear.ExecuteNonQueryAsync(cancel);
        using var rows = new PostgresRows(connection);
        for (var (after, read) = (0L, Page); read == Page;)
        {
            var facts = await Next(clinic, connection, after, cancel);
            foreach (var fact in facts)
            {
                Listing.Apply(fact, rows);
                if (fact.Sequence % ProgressEvery == 0) progress?.Report(fact.Sequence);
            }

            if (facts.Count > 0) after = facts[^1].Sequence;
            read = facts.Count;
        }

        rows.Flush();
        await using var mark = Command(connection, "UPDATE clinics SET lists = $2 WHERE clinic_id = $1", clinic.Value, ListSql.Mark);
        await mark.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<Fact>> Next(ClinicId clinic, NpgsqlConnection connection, long after, CancellationToken cancel)
    {
        await using var command = Command(connection, "SELECT * FROM facts WHERE clinic_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3", clinic.Value, after, Page);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var facts = new List<Fact>(Page);
        while (await row.ReadAsync(cancel)) facts.Add(PostgresSchema.Fact(row));
        return facts;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
