using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stipple.Assess;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.Postgres;
using Stipple.Records.SignIn;
using Stipple.Records.Sqlite;
using Stipple.Web.Access;
using Stipple.Web.Aftercare;
using Stipple.Web.Assess;
using Stipple.Web.Clinics;
using Stipple.Web.Consent;
using Stipple.Web.Decide;
using Stipple.Web.Demo;
using Stipple.Web.Home;
using Stipple.Web.Intake;
using Stipple.Web.Look;
using Stipple.Web.Operate;
using Stipple.Web.Outcome;
using Stipple.Web.Patients;
using Stipple.Web.Plan;
using Stipple.Web.SignIn;
using Stipple.Web.Simulate;
using Stipple.Web.Treat;

namespace Stipple.Web;

/// <summary>The host: one process, one address, the data folder it owns.</summary>
public static class Program
{
    private const int MaximumBodyBytes = 128 * 1024;
    private const int LongestSocketName = 104;

    /// <summary>Serves until it is told to end (Ctrl+C or SIGTERM).</summary>
    /// <param name="options">What to serve.</param>
    /// <param name="announce">Hears the address, once it answers.</param>
    /// <param name="listed">Hears how many facts were read when lists of an earlier version are made anew.</param>
    /// <exception cref="RefusedException">The port or the data folder is taken, or the database cannot be used.</exception>
    public static async Task Run(ServeOptions options, TextWriter announce, IProgress<long> listed)
    {
        using var data = DataFolder.Open(options.DataPath);
        await using ILedger ledger = options.Postgres is { } connection
            ? await PostgresLedger.Open(connection, TimeProvider.System, listed, CancellationToken.None)
            : new SqliteLedger(data, TimeProvider.System, listed);
        if (options.Demo) await DemoClinic.Prepare(ledger, new ClinicEvidence(ledger, options.Rules), TimeProvider.System, CancellationToken.None);

        // After an upgrade the lists may have to be made anew: now, and not while the first patient waits.
        foreach (var clinic in await ledger.Clinics(CancellationToken.None)) await ledger.Length(clinic, CancellationToken.None);
        var signIn = options.Postgres is { } database ? SignInDatabase.In(database) : SignInDatabase.In(data);
        File.Delete(OperatorSocket(options)); // a process that was killed leaves it behind; the folder's lock is ours
        await using var app = Build(options, () => ledger, () => signIn);
        try
        {
            await app.StartAsync();
        }
        catch (IOException bad) when (bad.InnerException is AddressInUseException or SocketException)
        {
            throw new RefusedException($"Port {options.Port} is taken. End what uses it, or choose another with --port or STIPPLE_PORT.");
        }

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        await announce.WriteLineAsync($"Stipple serves {address.GetLeftPart(UriPartial.Authority)}");
        await announce.WriteLineAsync($"Evidence {options.Rules.Version.Abbreviated}, data in {(options.Postgres is null ? data.Path : "PostgreSQL")}. Ctrl+C ends it.");

        // Passkeys are bound to a name: "localhost" is one, an address in digits is not.
        var root = options.PublicAddress ?? new Uri($"http://localhost:{address.Port}");
        if (options.Demo)
        {
            await announce.WriteLineAsync($"A clinic of made-up people: {new Uri(root, DemoEndpoints.Path)}");
        }
        else
        {
            await AnnounceLinks(ledger, app.Services, root, announce);
        }

        if (options.Operator is not null && !HasSocket(options)) await announce.WriteLineAsync("The path of the data folder is too long for a socket: backup and the tool's other commands work only while nothing serves.");
        await app.WaitForShutdownAsync();
    }

    /// <summary>Says how to enter where nobody can yet: this installation, or a clinic of it.</summary>
    private static async Task AnnounceLinks(ILedger ledger, IServiceProvider services, Uri root, TextWriter announce)
    {
        var clinics = await ledger.Clinics(CancellationToken.None);
        if (clinics.Count == 0) await announce.WriteLineAsync($"Nobody can enter yet. This link makes the first account: {new Uri(root, services.GetRequiredService<FoundingLink>().Path)}");
        foreach (var clinic in clinics)
        {
            if (await services.GetRequiredService<People>().AnyMember(clinic, CancellationToken.None) || await ClinicRecord.Read(ledger, clinic, CancellationToken.None) is not { } empty) continue;
            var link = FounderLink.New(clinic, TimeProvider.System);
            await ledger.Append(clinic, new Append("stipple serve", [link.Fact]), CancellationToken.None);
            await announce.WriteLineAsync($"Nobody works at {empty.Name} yet. This link lets the first person in: {new Uri(root, link.Path)}");
        }
    }

    /// <summary>Makes a link by which an account begins again, where nothing serves; null when nobody has this e-mail address.</summary>
    public static async Task<string?> ResetLink(ILedger ledger, SignInDatabase signIn, string email)
    {
        await using var app = Build(new ServeOptions(0, "", Rules.Shipped()), () => ledger, () => signIn);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ResetLinks>().Make(email);
    }

    /// <summary>Every way into the program, with who may use it.</summary>
    public static ImmutableArray<DeclaredRoute> Routes(Rules rules)
    {
        var app = Build(new ServeOptions(0, "", rules), NotOpened<ILedger>, NotOpened<SignInDatabase>);
        return RouteList.Of(app);
    }

    /// <summary>The host, ready to start.</summary>
    /// <exception cref="InvalidOperationException">An endpoint does not say who may use it.</exception>
    private static WebApplication Build(ServeOptions options, Func<ILedger> ledger, Func<SignInDatabase> signIn)
    {
        // Empty on purpose: no settings file or variable of the surroundings changes what is served.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBodyBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
            if (HasSocket(options)) kestrel.ListenUnixSocket(OperatorSocket(options));
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails is told by Run, in one line
        builder.Services.AddRoutingCore().AddSingleton(options).AddSingleton(options.Rules).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => ledger()).AddSingleton(_ => signIn());
        builder.Services.AddSingleton<PatientList>().AddSingleton<Links>().AddSingleton<RecentRecords>().AddSingleton<Charts>().AddSingleton<DeviceNames>().AddSingleton<Readiness>()
            .AddSingleton<Sheets>().AddSingleton<PhotoIntake>().AddSingleton<Forecasts>();
        builder.Services.AddSingleton<People>().AddSingleton<ClinicEvidence>().AddSingleton<Visits>().AddSingleton<Invitations>().AddSingleton<Desk>().AddSingleton<Api>();
        builder.Services.AddSignIn(options.PublicAddress);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no page protects anything that outlives the process
        builder.Services.AddResponseCompression();

        var app = builder.Build();
        app.UseHeaders();
        app.UseProblemPages();
        app.UseHosts(options.PublicAddress);
        app.UseWhen(context => context.Request.Path == EvidenceEndpoints.Path, evidence => evidence.UseResponseCompression());
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<Doorkeeper>();
        app.MapLookFiles();
        app.MapHome();
        app.MapCheck();
        app.MapEvidence();
        app.MapHealth();
        app.MapSignIn();
        app.MapEnrol();
        app.MapInvitation();
        app.MapAccount();
        app.MapClinic();
        app.MapPeople();
        app.MapPeopleApi();
        app.MapKeys();
        app.MapApproval();
        app.MapRescreen();
        app.MapToday();
        app.MapPatients();
        app.MapRecord();
        app.MapLinks();
        app.MapIntake();
        app.MapDecision();
        app.MapPlan();
        app.MapConsent();
        app.MapSession();
        app.MapAftercare();
        app.MapOutcome();
        app.MapSimulate();
        app.MapDevices();
        app.MapReset();
        app.MapOperator();
        if (options.Demo) app.MapDemo();
        _ = RouteList.Of(app); // deny by default: an endpoint that does not say who may use it keeps the host from starting
        return app;
    }

    // The kernel takes no longer name for a socket. Without one, the tool's commands work while nothing serves.
    private static bool HasSocket(ServeOptions options) => options.Operator is not null && System.Text.Encoding.UTF8.GetByteCount(OperatorSocket(options)) <= LongestSocketName;

    private static string OperatorSocket(ServeOptions options) => Path.Combine(options.DataPath, OperatorRequest.SocketName);

    private static T NotOpened<T>() => throw new InvalidOperationException("Only the routes were asked for.");
}
