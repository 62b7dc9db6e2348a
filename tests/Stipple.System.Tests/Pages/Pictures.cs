using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Pages;

/// <summary>The pictures of the documents. Not run with the tests: docs/pictures/make asks for them.</summary>
public sealed partial class Pictures(Chromium chromium, Served served, DemoServed demo)
{
    private const int Tall = 1400;

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
        await reader.Until(null, id => id is "hsv-history" or "hsv-healed" or "antithrombotics" or "keloid" ? Asked(id) : Replies.Unremarkable(id));
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

    [Theory(Explicit = true)]
    [InlineData("phone", 390, ColorScheme.Light)]
    [InlineData("desktop", 1280, ColorScheme.Dark)]
    public async Task The_forecast_has_its_picture(string device, int width, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), new Screen(width, Tall, true), colours);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Mira Castell");
        await reader.Open("/simulate");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Foresee it" }).ClickAsync());
        foreach (var picture in await reader.Page.Locator("figure img").AllAsync())
        {
            await picture.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        }

        await reader.Page.EvaluateAsync("scrollTo(0, 0)");
        await Show(reader, $"forecast-{device}-{colours}".ToLowerInvariant());
    }

    [Theory(Explicit = true)]
    [InlineData("phone", 390, ColorScheme.Light)]
    [InlineData("desktop", 1280, ColorScheme.Dark)]
    public async Task Every_stage_has_its_picture(string device, int width, ColorScheme colours)
    {
        var (address, name) = (await demo.Address(), $"{device}-{colours}".ToLowerInvariant());
        await using var reader = await chromium.Reader(address, new Screen(width, Tall, true), colours);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Mira Castell");
        // Made-up patients by their numbers, each at another place of the way.
        foreach (var (picture, number, page) in new[]
        {
            ("record", "P-0023", ""), ("decision", "P-0008", "/decision"), ("plan", "P-0012", "/plan"), ("consent", "P-0016", "/consent"), ("session", "P-0022", "/session"),
            ("stops", "P-0021", "/session"), ("check-ins", "P-0023", "/check-ins"), ("outcome", "P-0031", "/outcome"),
        })
        {
            await reader.Open($"{await Record(reader, number)}{page}");
            await Show(reader, $"{picture}-{name}");
        }

        await reader.Open("/clinic/today");
        await Show(reader, $"today-{name}");

        // What a patient sees at home; another one each time, because a link is made once.
        await using var asked = await AtHome(reader, address, width, colours, await Record(reader, width < 1000 ? "P-0001" : "P-0002"), "Make a link to the questions");
        await asked.Open($"{new Uri(asked.Page.Url).AbsolutePath}/places");
        await Show(asked, $"intake-{name}");
    }

    private static async Task<string> Record(Reader reader, string number)
    {
        await reader.Open($"/clinic/patients?q={number}");
        return (await reader.Page.Locator("tbody th a").First.GetAttributeAsync("href"))!;
    }

    /// <summary>A patient who opens a link that was just made, with the date of birth that the record has.</summary>
    private async Task<Reader> AtHome(Reader staff, Uri address, int width, ColorScheme colours, string record, string button)
    {
        await staff.Open(record);
        var born = BornPattern().Match(await staff.Page.InnerTextAsync("body"));
        await staff.Follow(() => staff.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        var link = new Uri(await staff.Page.Locator("code.key-text").InnerTextAsync()).AbsolutePath;
        var patient = await chromium.Reader(address, new Screen(width, Tall, true), colours);
        await patient.Open(link);
        await patient.Page.FillAsync("#day", born.Groups["day"].Value);
        await patient.Page.SelectOptionAsync("#month", new SelectOptionValue { Label = born.Groups["month"].Value });
        await patient.Page.FillAsync("#year", born.Groups["year"].Value);
        await patient.Follow(() => patient.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        return patient;
    }

    private static string[] Asked(string id) => id switch
    {
        "hsv-history" => ["yes"],
        "antithrombotics" => ["aspirin"],
        _ => ["unknown"],
    };

    [GeneratedRegex(@"born (?<day>\d+) (?<month>\w+) (?<year>\d{4})", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex BornPattern();

    /// <summary>The top of a page, as far as a tall screen shows it.</summary>
    private static Task<byte[]> Show(Reader reader, string name) => reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });

    private static Task<byte[]> Take(Reader reader, string name) =>
        reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
}
