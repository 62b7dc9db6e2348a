namespace Stipple.Records.Postgres;

/// <summary>
/// The tables of all clinics. Every row belongs to a clinic, and row-level security is forced even on the owner: a transaction
/// sees the rows of the clinic that it has named, and none when it has named none.
/// </summary>
internal static class PostgresSchema
{
    // Two nodes may start at once: the lock lets one make the tables and the other find them.
    public const string Prepare = """
        SELECT pg_advisory_xact_lock(hashtextextended('stipple schema', 0));

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
        """;

    /// <summary>Refused, because row-level security does not bind them: superusers, and roles that may pass it by.</summary>
    public const string MayBypass = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
}
