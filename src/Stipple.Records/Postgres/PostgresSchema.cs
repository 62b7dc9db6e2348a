using System.Globalization;
using Npgsql;
using Stipple.Records.Lists;

namespace Stipple.Records.Postgres;

/// <summary>
/// The tables of all clinics. Every row belongs to a clinic, and row-level security is forced even on the owner: a transaction
/// sees the rows of the clinic that it has named, and none when it has named none.
/// </summary>
internal static class PostgresSchema
{
    // Two nodes may start at once: the lock lets one make the tables and the other find them.
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('stipple schema', 0));\n";

    /// <summary>
    /// Each step takes the database from one version of its tables to the next. A step that was released is never edited: what
    /// should be different is a further step. The first is written so that it also takes databases from before steps had numbers.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE IF NOT EXISTS facts (
            clinic_id uuid   NOT NULL,
            sequence  bigint NOT NULL,
            stream    text   NOT NULL,
            version   int    NOT NULL CHECK (version > 0),
            kind      text   NOT NULL,
            body      bytea  NOT NULL,
            key_id    int    NOT NULL,
            at        bigint NOT NULL,
            by        text   NOT NULL,
            previous  bytea  NOT NULL CHECK (length(previous) = 32),
            hash      bytea  NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (clinic_id, sequence),
            UNIQUE (clinic_id, stream, version)
        );
        CREATE TABLE IF NOT EXISTS once (
            clinic_id uuid NOT NULL, key text NOT NULL, sequence bigint NOT NULL,
            PRIMARY KEY (clinic_id, key), FOREIGN KEY (clinic_id, sequence) REFERENCES facts
        );
        CREATE TABLE IF NOT EXISTS requests (
            clinic_id uuid NOT NULL, key text NOT NULL, body_hash bytea NOT NULL, reply bytea NOT NULL, sequence bigint NOT NULL,
            PRIMARY KEY (clinic_id, key), FOREIGN KEY (clinic_id, sequence) REFERENCES facts
        );
        CREATE TABLE IF NOT EXISTS clinics (clinic_id uuid PRIMARY KEY);

        CREATE OR REPLACE FUNCTION fact_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a fact is never changed or removed'; END $$;
        CREATE OR REPLACE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON facts FOR EACH ROW EXECUTE FUNCTION fact_stays();
        CREATE OR REPLACE TRIGGER facts_are_not_emptied BEFORE TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION fact_stays();

        DO $$
        DECLARE name text;
        BEGIN
            FOREACH name IN ARRAY ARRAY['facts', 'once', 'requests'] LOOP
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
                IF NOT EXISTS (SELECT FROM pg_policies WHERE schemaname = current_schema() AND tablename = name AND policyname = 'of_clinic') THEN
                    EXECUTE format('CREATE POLICY of_clinic ON %I USING (clinic_id = nullif(current_setting(''app.clinic'', true), '''')::uuid)', name);
                END IF;
            END LOOP;
        END $$;
        """,
        "ALTER TABLE clinics ADD COLUMN lists text",
    ];

    /// <summary>
    /// Takes the steps that are missing, each with its number in one transaction that a kill leaves undone or done, and makes
    /// empty lists where those of this version are not there: each clinic's are filled when it is next used.
    /// </summary>
    /// <exception cref="RefusedException">The database was written by a later version.</exception>
    public static async Task Prepare(NpgsqlConnection connection, CancellationToken cancel)
    {
        for (var missing = true; missing;)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            missing = await TakeStep(connection, cancel);
            await transaction.CommitAsync(cancel);
        }

        await using var last = await connection.BeginTransactionAsync(cancel);
        await Run(connection, Lock, cancel);
        if (await About(connection, "lists", cancel) is var mark && mark != ListSql.Mark)
            await Run(connection, ListSql.Drop(mark) + ListSql.OfServer.Create() + Say("lists", ListSql.Mark), cancel);
        await last.CommitAsync(cancel);
    }

    /// <summary>Reads a fact from a row of all columns of its table.</summary>
    public static Fact Fact(NpgsqlDataReader row) => new(
        row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetInt32(6),
        FactFormat.FromMicroseconds(row.GetInt64(7)), row.GetString(8), row.GetFieldValue<byte[]>(9), row.GetFieldValue<byte[]>(10));

    private static async Task<bool> TakeStep(NpgsqlConnection connection, CancellationToken cancel)
    {
        await Run(connection, Lock + "CREATE TABLE IF NOT EXISTS about (name text PRIMARY KEY, value text NOT NULL)", cancel);
        var taken = int.Parse(await About(connection, "step", cancel) ?? "0", CultureInfo.InvariantCulture);
        if (taken > Steps.Length)
            throw new RefusedException($"The PostgreSQL database was written by a later version of Stipple (its tables are of step {taken}, this version knows {Steps.Length}). Use that version or a later one.");
        if (taken == Steps.Length) return false;
        await Run(connection, $"{Steps[taken]};\n{Say("step", $"{taken + 1}")}", cancel);
        return true;
    }

    private static string Say(string name, string value) => $"INSERT INTO about VALUES ('{name}', '{value}') ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private static async Task<string?> About(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT value FROM about WHERE name = '{name}'", connection);
        return (string?)await command.ExecuteScalarAsync(cancel);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Refused, because row-level security does not bind them: superusers, and roles that may pass it by.</summary>
    public const string MayBypass = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
}
