using Microsoft.Playwright;
using Stipple.System.Tests.Check;

// Most tests wait for a process, a disk or a browser as much as they work: one more than the cores keeps these busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace Stipple.System.Tests.Check;

/// <summary>One Chromium for all tests; each reader gets a context of its own, with nothing of another's.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Executable => Environment.GetEnvironmentVariable("STIPPLE_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        // A browser that does not end must not hold up the run: it ends with its driver.
        if (browser is not null) await Task.WhenAny(browser.DisposeAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(20)));
        playwright?.Dispose();
    }

    /// <summary>A reader at a screen of this size; the test is skipped, with the reason, where no Chromium is.</summary>
    internal async Task<Reader> Reader(Uri address, Screen screen, ColorScheme colours = ColorScheme.Light)
    {
        if (browser is null) Assert.Skip($"There is no Chromium at {Executable}; STIPPLE_CHROMIUM names another.");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            JavaScriptEnabled = screen.Script,
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(10_000);
        return new Reader(context, await context.NewPageAsync());
    }
}

/// <summary>A size of screen, and whether scripts run.</summary>
public sealed record Screen(int Width, int Height, bool Script)
{
    public static Screen Phone { get; } = new(390, 844, true);

    public static Screen Small { get; } = new(320, 640, true);

    public static Screen Desk { get; } = new(1280, 900, true);

    public static Screen WithoutScript { get; } = new(390, 844, false);

    public static TheoryData<int, int, bool> Phones => new() { { 390, 844, true }, { 320, 640, false } };
}
