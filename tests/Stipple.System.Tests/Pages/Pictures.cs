using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Pages;

/// <summary>The pictures of the documents. Not run with the tests: docs/pictures/make asks for them.</summary>
public sealed class Pictures(Chromium chromium, Served served, DemoServed demo)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "pictures");

    [Theory(Explicit = true)]
    [InlineData("phone", 390, ColorScheme.Light)]
    [InlineData("desktop", 1280, ColorScheme.Dark)]
    public async Task Every_page_has_its_picture(string device, int width, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(served.Address, new Screen(width, 844, true), colours);
        var name = $"{device}-{colours}".ToLowerInvariant();
        await reader.Open("/");
        await Take(reader, $"home-{name}");
        await reader.Open("/check");
        await Take(reader, $"check-intro-{name}");
        await reader.Begin("face");
        await reader.Until("rosacea", Replies.Unremarkable);
        await Take(reader, $"check-question-{name}");
        await reader.Until(null, id => id is "hsv-history" or "antithrombotics" or "keloid" ? Asked(id) : Replies.Unremarkable(id));
        await Take(reader, $"check-list-{name}");
        await reader.Open("/evidence#keloid-history");
        await reader.Page.Locator("#keloid-history details").First.EvaluateAsync("rule => rule.open = true");
        await reader.Page.Locator("#keloid-history").ScrollIntoViewIfNeededAsync();
        await reader.Page.Locator("#keloid-history").ScreenshotAsync(new() { Path = Path.Combine(Folder, $"evidence-{name}.png") });
    }

    [Theory(Explicit = true)]
    [InlineData("phone", 390, ColorScheme.Light)]
    [InlineData("desktop", 1280, ColorScheme.Dark)]
    public async Task Every_page_of_the_clinic_has_its_picture(string device, int width, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), new Screen(width, 844, true), colours);
        var name = $"{device}-{colours}".ToLowerInvariant();
        await reader.Open("/sign-in");
        await Take(reader, $"sign-in-{name}");
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Dr Jonas Aumann");
        await Take(reader, $"clinic-{name}");
        await reader.Open("/clinic/evidence");
        await Take(reader, $"approval-{name}");
        await reader.Open("/clinic/people");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "Mira Castell" }).ClickAsync());
        await Take(reader, $"person-{name}");
    }

    private static string[] Asked(string id) => id switch
    {
        "hsv-history" => ["yes"],
        "antithrombotics" => ["aspirin"],
        _ => ["unknown"],
    };

    private static Task<byte[]> Take(Reader reader, string name) =>
        reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
}
