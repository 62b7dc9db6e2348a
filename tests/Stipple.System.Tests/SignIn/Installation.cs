using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Postgres;
using Stipple.Records.SignIn;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.SignIn;

/// <summary>
/// One running installation with a clinic that was founded before the start. Its sign-in tables can be looked at and changed
/// beside it, as a second node would.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Email = "owner@example.org";

    private static readonly PasswordHasher<Account> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 600_000 }));

    private readonly Scratch scratch = new();
    private readonly string? postgres;
    private Serving? serving;
    private bool ended;

    private Installation(string? postgres) => this.postgres = postgres;

    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    public Uri Address => serving!.Address;

    /// <summary>The same, by the name that passkeys are bound to.</summary>
    public Uri Named => new($"http://localhost:{Address.Port}");

    public ClinicId Clinic { get; private set; }

    public PersonId Owner { get; private set; }

    public Guid Account { get; private set; }

    public Authenticator App { get; private set; } = null!;

    public SignInDatabase SignIn { get; private set; } = null!;

    public Sessions Sessions => new(SignIn, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TimeProvider Clock => TimeProvider.System;

    public static async Task<Installation> Start(string database, PostgresCluster? cluster, params string[] further)
    {
        Assert.SkipWhen(database == "PostgreSQL" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var made = new Installation(database == "PostgreSQL" ? cluster!.NewDatabase() : null);
        await made.InLedger(async ledger =>
        {
            (made.Account, made.App) = await made.NewAccount(Email);
            made.Clinic = await Founding.Found(ledger, new ClinicFounded("Lindenhof"), Founding.Somebody("Vera Owner", Email, Founding.First, Clock), made.Account, Clock, Cancel);
            made.Owner = (await new People(ledger).All(made.Clinic, Cancel)).Single().Id;
        });
        made.serving = await made.Node(further);
        return made;
    }

    public static Task<Installation> Start(params string[] further) => Start("SQLite", null, further);

    /// <summary>One more process on the same database.</summary>
    public Task<Serving> Node(params string[] further) => Serving.Start(scratch.File(serving is null ? "data" : "further"), postgres, Cancel, further);

    /// <summary>The same once more, after <see cref="Afterwards"/>.</summary>
    public Task<Serving> Restart(params string[] further) => Serving.Start(scratch.File("data"), postgres, Cancel, further);

    /// <summary>Ends the process, unless it has ended, and reads or writes the ledger that it leaves.</summary>
    public async Task Afterwards(Func<ILedger, Task> work)
    {
        if (!ended) await serving!.Terminate(TimeSpan.FromSeconds(15), Cancel);
        ended = true;
        await InLedger(work);
    }

    /// <summary>Somebody with an account, a password and an app.</summary>
    public async Task<(Guid Account, Authenticator App)> NewAccount(string email)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var key = RandomNumberGenerator.GetString(Letters, 32);
        var account = new Account
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = Secret.New(), LockoutEnabled = true, TwoFactorEnabled = true,
        };
        account.PasswordHash = hasher.HashPassword(account, Entering.Password);
        await using var context = await SignIn.Open();
        context.AddRange(account, new IdentityUserToken<Guid> { UserId = account.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = key });
        await context.SaveChangesAsync(Cancel);
        return (account.Id, new Authenticator(key));
    }

    /// <summary>Somebody who has signed in.</summary>
    /// <param name="account">Who; the owner when it is not said.</param>
    /// <param name="proof">How old the proof of who they are is.</param>
    public async Task<Visitor> Enter(Guid? account = null, TimeSpan proof = default)
    {
        var visitor = new Visitor(Address) { Cookie = await Sessions.Begin(account ?? Account, Stage.Full, "password and code", "test", null, Cancel) };
        if (proof > TimeSpan.Zero) await Age(visitor.Cookie, proof);
        return visitor;
    }

    /// <summary>Lets the proof of a session be this old.</summary>
    public async Task Age(string cookie, TimeSpan proof)
    {
        await using var context = await SignIn.Open();
        var (hash, then) = (Secret.Hash(cookie), Clock.GetUtcNow() - proof);
        await context.Sessions.Where(row => row.SecretHash == hash).ExecuteUpdateAsync(row => row.SetProperty(it => it.Confirmed, then), Cancel);
    }

    /// <summary>A key for a program, made on the page.</summary>
    public static async Task<string> Key(Visitor owner, params string[] roles)
    {
        await owner.Get("/clinic/keys");
        await owner.SubmitOnly("/clinic/keys", [("name", "a program"), ("days", "1"), .. roles.Select(role => ("roles", role))]);
        return owner.Between("""<code class="key-text">""", "</code>");
    }

    /// <summary>How many facts there are, as the page of the ledger says.</summary>
    public async Task<long> Facts()
    {
        using var reader = await Enter();
        await reader.Get("/clinic/ledger");
        return long.Parse(reader.Between("never changed: ", " facts").Replace(",", "", StringComparison.Ordinal), global::System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (serving is not null) await serving.DisposeAsync();
        scratch.Dispose();
    }

    private async Task InLedger(Func<ILedger, Task> work)
    {
        if (postgres is not null)
        {
            SignIn ??= SignInDatabase.In(postgres);
            await using var shared = await PostgresLedger.Open(postgres, Clock, null, Cancel);
            await work(shared);
            return;
        }

        using var folder = DataFolder.Open(scratch.File("data"));
        SignIn ??= SignInDatabase.In(folder);
        await using var ledger = new SqliteLedger(folder, Clock);
        await work(ledger);
    }
}
