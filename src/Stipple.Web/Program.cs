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
using Stipple.Records;
using Stipple.Web.Assess;
using Stipple.Web.Home;
using Stipple.Web.Look;
using Stipple.Web.Operate;

namespace Stipple.Web;

/// <summary>The host: one process, one address, the data folder it owns.</summary>
public static class Program
{
    private const int MaximumBodyBytes = 128 * 1024;

    /// <summary>Serves until it is told to end (Ctrl+C or SIGTERM).</summary>
    /// <exception cref="RefusedException">The port or the data folder is taken.</exception>
    public static void Run(ServeOptions options, TextWriter announce)
    {
        using var data = DataFolder.Open(options.DataPath);
        using var app = Build(options);
        try
        {
            app.Start();
        }
        catch (IOException bad) when (bad.InnerException is AddressInUseException or SocketException)
        {
            throw new RefusedException($"Port {options.Port} is taken. End what uses it, or choose another with --port or STIPPLE_PORT.");
        }

        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        announce.WriteLine($"Stipple serves {address}");
        announce.WriteLine($"Evidence {options.Rules.Version.Abbreviated}, data in {data.Path}. Ctrl+C ends it.");
        app.WaitForShutdown();
    }

    /// <summary>The host, ready to start.</summary>
    public static WebApplication Build(ServeOptions options)
    {
        // Empty on purpose: no settings file or variable of the surroundings changes what is served.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBodyBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails is told by Run, in one line
        builder.Services.AddRoutingCore().AddSingleton(options.Rules).AddSingleton(TimeProvider.System);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no page protects anything that outlives the process
        builder.Services.AddResponseCompression();

        var app = builder.Build();
        app.UseHeaders();
        app.UseProblemPages();
        app.UseWhen(context => context.Request.Path == EvidenceEndpoints.Path, evidence => evidence.UseResponseCompression());
        app.UseRouting();
        app.MapLookFiles();
        app.MapHome();
        app.MapCheck();
        app.MapEvidence();
        app.MapHealth();
        return app;
    }
}
