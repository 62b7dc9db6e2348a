using Npgsql;
using Stipple.Records.Lists;

namespace Stipple.Records.Postgres;

/// <summary>Puts whole chains into PostgreSQL, many rows a statement. (COPY would be quicker, and is not allowed where row-level security binds.)</summary>
internal sealed class PostgresCopy(NpgsqlConnection connection)
{
    private const int Page = 2_000;

    /// <summary>Writes one chain and its lists into the open transaction, checking every fact on the way.</summary>
    /// <exception cref="RefusedException">The chain is not as it was written, or cannot be listed by this version.</exception>
    public async Task Write(KeptChain chain, IProgress<long>? progress, CancellationToken cancel)
    {
        await PostgresLedger.Name(chain.End.Clinic, connection);
        await Run("INSERT INTO clinics (clinic_id, lists) VALUES ($1, $2)", chain.End.Clinic.Value, ListSql.Mark);
        using var rows = new PostgresRows(connection);
        var facts = new List<Fact>(Page);
        await chain.Check(fact =>
        {
            facts.Add(fact);
            if (facts.Count == Page) Flush();
            Listing.Apply(fact, rows);
        }, progress, cancel);
        Flush();
        rows.Flush();
        await foreach (var page in chain.Once.Chunk(Page).WithCancellation(cancel))
            await Run("INSERT INTO once SELECT $1, * FROM unnest($2, $3)", chain.End.Clinic.Value, Column(page, key => key.Key), Column(page, key => key.Sequence));
        await foreach (var page in chain.Requests.Chunk(Page).WithCancellation(cancel))
        {
            await Run(
                "INSERT INTO requests SELECT $1, * FROM unnest($2, $3, $4, $5)", chain.End.Clinic.Value,
                Column(page, asked => asked.Key), Column(page, asked => asked.BodyHash), Column(page, asked => asked.Reply), Column(page, asked => asked.Sequence));
        }

        void Flush()
        {
            using var command = Command(
                "INSERT INTO facts SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", chain.End.Clinic.Value,
                Column(facts, fact => fact.Sequence), Column(facts, fact => fact.Stream), Column(facts, fact => fact.Version), Column(facts, fact => fact.Kind),
                Column(facts, fact => fact.Body.ToArray()), Column(facts, fact => fact.KeyId), Column(facts, fact => FactFormat.Microseconds(fact.At)),
                Column(facts, fact => fact.By), Column(facts, fact => fact.Previous.ToArray()), Column(facts, fact => fact.Hash.ToArray()));
            command.ExecuteNonQuery();
            facts.Clear();
        }
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyCollection<TRow> rows, Func<TRow, TColumn> read) => [.. rows.Select(read)];

    private async Task Run(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
