using Stipple.System.Tests.Host;
using Stipple.System.Tests.Pages;

[assembly: AssemblyFixture(typeof(DemoServed))]

namespace Stipple.System.Tests.Pages;

/// <summary>The demo clinic, one process for all tests that only look at its pages; started by the first that asks.</summary>
public sealed class DemoServed : IAsyncDisposable
{
    private readonly Scratch scratch = new();
    private readonly Lazy<Task<Serving>> serving;

    public DemoServed() => serving = new Lazy<Task<Serving>>(() => Serving.Start(scratch.File("data"), CancellationToken.None, "--demo"));

    /// <summary>By its name: an address in digits is no home for a passkey.</summary>
    internal async Task<Uri> Address() => new($"http://localhost:{(await serving.Value).Address.Port}");

    public async ValueTask DisposeAsync()
    {
        if (serving.IsValueCreated) await (await serving.Value).DisposeAsync();
        scratch.Dispose();
    }
}
