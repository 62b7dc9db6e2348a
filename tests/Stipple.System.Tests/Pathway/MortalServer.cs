using System.Collections.Concurrent;
using System.Diagnostics;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.Pathway;

/// <summary>A demo clinic on one address that is killed now and then, and comes back.</summary>
internal sealed class MortalServer : IAsyncDisposable
{
    private readonly string data;
    private readonly string? postgres;
    private readonly int port = Loopback.FreePort();
    private Process process = null!;

    private MortalServer(string data, string? postgres) => (this.data, this.postgres) = (data, postgres);

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>How often it was killed.</summary>
    public int Deaths { get; private set; }

    public static async Task<MortalServer> Start(string data, string? postgres, CancellationToken cancel)
    {
        var server = new MortalServer(data, postgres);
        await server.Begin(cancel);
        return server;
    }

    /// <summary>Ends it as a power cut does, whatever it is doing, and starts it again.</summary>
    public async Task Kill(CancellationToken cancel)
    {
        process.Kill();
        await process.WaitForExitAsync(cancel);
        process.Dispose();
        Deaths++;
        await Begin(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Begin(CancellationToken cancel)
    {
        var info = ToolRun.StartInfo(["serve", "--demo", "--port", $"{port}", "--data", data], folder: null);
        if (postgres is not null) info.Environment["STIPPLE_POSTGRES"] = postgres;
        process = Process.Start(info)!;
        var errors = new ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, said) => errors.Enqueue(said.Data);
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(2), cancel);
        Assert.True(line?.StartsWith("Stipple serves ", StringComparison.Ordinal), $"After {Deaths} deaths it said: {line}\n{string.Join('\n', errors)}");
    }
}
