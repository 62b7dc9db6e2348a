using System.Diagnostics;
using System.Runtime.InteropServices;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.Host;

/// <summary>One running `stipple serve`, as people run it.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private const string Announcement = "Stipple serves ";

    private readonly Process process;
    private readonly Task<string> error;

    private Serving(Process process, Task<string> error, Uri address, string? foundingPath) =>
        (this.process, this.error, Address, FoundingPath) = (process, error, address, foundingPath);

    /// <summary>The path of the link that makes the first account; null when a clinic is there.</summary>
    public string? FoundingPath { get; }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it says its address.</summary>
    public static Task<Serving> Start(string data, CancellationToken cancel, params string[] further) => Start(data, null, cancel, further);

    /// <summary>Starts it on PostgreSQL, when a connection is given, and waits until it says its address.</summary>
    public static async Task<Serving> Start(string data, string? postgres, CancellationToken cancel, params string[] further)
    {
        var info = ToolRun.StartInfo(["serve", "--port", "0", "--data", data, .. further], folder: null);
        if (postgres is not null) info.Environment["STIPPLE_POSTGRES"] = postgres;
        var started = Process.Start(info)!;
        var complaints = started.StandardError.ReadToEndAsync(cancel);
        var line = await started.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(1), cancel);
        if (line?.StartsWith(Announcement, StringComparison.Ordinal) is not true)
        {
            await started.WaitForExitAsync(cancel);
            throw new InvalidOperationException($"It did not start: exit code {started.ExitCode}, {line}{await complaints}");
        }

        await started.StandardOutput.ReadLineAsync(cancel); // which evidence, which data
        var address = new Uri(line[Announcement.Length..]);
        return new Serving(started, complaints, address, await Founding(started, address, cancel));
    }

    /// <summary>The first start says how to enter; later ones have nothing more to say, so what is asked for is whether anybody can.</summary>
    private static async Task<string?> Founding(Process started, Uri address, CancellationToken cancel)
    {
        const string Marker = "/invitation/";
        using var client = new HttpClient { BaseAddress = address };
        await client.GetAsync(new Uri("/health/live", UriKind.Relative), cancel);
        var further = started.StandardOutput.ReadLineAsync(cancel).AsTask();
        return await Task.WhenAny(further, Task.Delay(TimeSpan.FromMilliseconds(300), cancel)) == further && await further is { } said && said.Contains(Marker, StringComparison.Ordinal)
            ? said[said.IndexOf(Marker, StringComparison.Ordinal)..]
            : null;
    }

    /// <summary>A client that follows nothing and keeps nothing.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>Asks it to end, as a service manager does, and waits.</summary>
    /// <returns>The exit code, and everything that it said on standard error.</returns>
    public async Task<(int ExitCode, string Error)> Terminate(TimeSpan within, CancellationToken cancel)
    {
        const int Terminate = 15;
        Assert.Equal(0, Kill(process.Id, Terminate));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(within);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await error);
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
