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

    private Serving(Process process, Task<string> error, Uri address, IReadOnlyList<string> foundingPaths) =>
        (this.process, this.error, Address, FoundingPaths) = (process, error, address, foundingPaths);

    /// <summary>The paths of the links by which the first person enters: of the installation, or of each clinic with nobody in it.</summary>
    public IReadOnlyList<string> FoundingPaths { get; }

    /// <summary>The path of the only such link; null when somebody is everywhere.</summary>
    public string? FoundingPath => FoundingPaths.SingleOrDefault();

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

    /// <summary>A start says how to enter where nobody can; where somebody can it has nothing more to say, so it is asked for until it is silent.</summary>
    private static async Task<IReadOnlyList<string>> Founding(Process started, Uri address, CancellationToken cancel)
    {
        const string Marker = "/invitation/";
        using var client = new HttpClient { BaseAddress = address };
        await client.GetAsync(new Uri("/health/live", UriKind.Relative), cancel);
        var paths = new List<string>();
        for (; ; )
        {
            var further = started.StandardOutput.ReadLineAsync(cancel).AsTask();
            if (await Task.WhenAny(further, Task.Delay(TimeSpan.FromMilliseconds(300), cancel)) != further || await further is not { } said) return paths;
            if (said.Contains(Marker, StringComparison.Ordinal)) paths.Add(said[said.IndexOf(Marker, StringComparison.Ordinal)..]);
        }
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
