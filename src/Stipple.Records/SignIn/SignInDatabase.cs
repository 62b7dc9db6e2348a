using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stipple.Records.Sqlite;

namespace Stipple.Records.SignIn;

/// <summary>
/// Where credentials lie: a file of their own in the data folder, or a schema of their own in PostgreSQL. Nothing of a clinic
/// is in it, and no request writes both here and into a ledger.
/// </summary>
public sealed class SignInDatabase
{
    /// <summary>Name of the file in a data folder and in a backup.</summary>
    public const string FileName = "sign-in.db";

    internal const string Schema = "sign_in";

    private const string SqliteBegin = "CREATE TABLE IF NOT EXISTS steps (step INTEGER PRIMARY KEY) STRICT";

    // Two nodes may start at once: the lock lets one make the tables and the other find them.
    private const string PostgresBegin = """
        SELECT pg_advisory_xact_lock(hashtextextended('stipple sign-in', 0));
        CREATE SCHEMA IF NOT EXISTS sign_in;
        CREATE TABLE IF NOT EXISTS sign_in.steps (step int PRIMARY KEY);
        """;

    // The first version of the framework's tables with one for passkeys. It asks for the version here, and nowhere else.
    private static readonly ServiceProvider identity = new ServiceCollection()
        .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    private readonly Action<DbContextOptionsBuilder> use;
    private readonly Lazy<Task> ready;

    private SignInDatabase(Action<DbContextOptionsBuilder> use)
    {
        this.use = use;
        ready = new Lazy<Task>(Prepare);
    }

    public static SignInDatabase In(DataFolder folder)
    {
        var path = Path.Combine(folder.Path, FileName);
        SqliteFile.RefuseNetwork(path);
        return new SignInDatabase(options => options
            .UseSqlite($"Data Source={path}")
            .AddInterceptors(new Settled()));
    }

    /// <summary>A file by itself, such as that of a backup: closed for good when its context is, with nothing beside it.</summary>
    internal static SignInDatabase At(string path) => new(options => options
        .UseSqlite($"Data Source={path};Pooling=False")
        .AddInterceptors(new Settled()));

    public static SignInDatabase In(string postgres) =>
        new(options => options.UseNpgsql(postgres));

    /// <summary>A context of this database whose tables are there.</summary>
    public async Task<SignInContext> Open()
    {
        await ready.Value;
        return new SignInContext(Options());
    }

    private DbContextOptions<SignInContext> Options()
    {
        var options = new DbContextOptionsBuilder<SignInContext>();
        options.UseApplicationServiceProvider(identity);
        use(options);
        return options.Options;
    }

    /// <summary>
    /// Makes the tables in one transaction that also notes the step, so that a kill leaves all of them or none. A later change of
    /// the model is a further step with statements of its own.
    /// </summary>
    private async Task Prepare()
    {
        await using var context = new SignInContext(Options());
        await using var transaction = await context.Database.BeginTransactionAsync();
        var postgres = context.Database.IsNpgsql();
        await context.Database.ExecuteSqlRawAsync(postgres ? PostgresBegin : SqliteBegin);
        var done = await context.Database.SqlQueryRaw<int>(postgres ? "SELECT step AS \"Value\" FROM sign_in.steps" : "SELECT step AS \"Value\" FROM steps").ToListAsync();
        if (done.Any(step => step > 1)) throw new RefusedException("The sign-in tables were made by a later version of Stipple. Use that version, or a later one.");
        if (done.Count == 0)
        {
            // The script's braces are no placeholders.
            await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            await context.Database.ExecuteSqlRawAsync(postgres ? "INSERT INTO sign_in.steps VALUES (1)" : "INSERT INTO steps VALUES (1)");
        }

        await transaction.CommitAsync();
    }

    /// <summary>Every connection gets the settings of a ledger file, each read back.</summary>
    private sealed class Settled : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SqliteFile.Settle(connection, readOnly: false);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            SqliteFile.Settle(connection, readOnly: false);
            return Task.CompletedTask;
        }
    }
}
