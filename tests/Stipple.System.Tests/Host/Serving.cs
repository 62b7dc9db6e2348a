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

    private Serving(Process process, Task<string> error, Uri address) => (this.process, this.error, Address) = (process, error, address);

    public Uri Address { get; }

    /// <summary>Starts it and waits until it says its address.</summary>
    public static async Task<Serving> Start(string data, CancellationToken cancel, params string[] further)
    {
        var started = Process.Start(ToolRun.StartInfo(["serve", "--port", "0", "--data", data, .. further], folder: null))!;
        var complaints = started.StandardError.ReadToEndAsync(cancel);
        var line = await started.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(1), cancel);
        if (line?.StartsWith(Announcement, StringComparison.Ordinal) is not true)
        {
            await started.WaitForExitAsync(cancel);
            throw new InvalidOperationException($"It did not start: exit code {started.ExitCode}, {line}{await complaints}");
        }

        return new Serving(started, complaints, new Uri(line[Announcement.Length..]));
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
