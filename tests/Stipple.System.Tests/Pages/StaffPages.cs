using Microsoft.Playwright;
using Stipple.System.Tests.Check;

namespace Stipple.System.Tests.Pages;

/// <summary>The pages of those who work at a clinic, seen in the demo as its owner and as its medical director.</summary>
public sealed class StaffPages(DemoServed demo, Chromium chromium)
{
    public static TheoryData<bool, ColorScheme> Looks => new() { { false, ColorScheme.Light }, { false, ColorScheme.Dark }, { true, ColorScheme.Light }, { true, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Have_no_fault_and_fit_the_screen(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), wide ? Screen.Desk : Screen.Phone, colours);
        await Visit(reader, "/sign-in");
        await Visit(reader, "/demo");
        await Enter(reader, "Vera Lindt");
        foreach (var path in new[] { "/clinic", "/clinic/people", "/clinic/keys", "/clinic/ledger", "/clinic/evidence" }) await Visit(reader, path);
        await reader.Open("/clinic/people");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "Mira Castell" }).ClickAsync());
        await Look(reader, "a person");
        await reader.Follow(() => reader.Page.Locator("form[action$='/licences'] button").ClickAsync());
        await Look(reader, "a licence with nothing in it");
        Assert.True(await reader.ErrorSummary.IsVisibleAsync());
        await reader.Open("/clinic/ledger");
        await reader.Follow(() => reader.Page.Locator("form[action$='/verify'] button").ClickAsync());
        await Look(reader, "a verified ledger");
        Assert.Contains("As it was written", await reader.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Of_patients_have_no_fault_and_fit_the_screen(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), wide ? Screen.Desk : Screen.Phone, colours);
        await reader.Open("/demo");
        await Enter(reader, "Dr Jonas Aumann");
        foreach (var path in new[] { "/clinic/today", "/clinic/patients", "/clinic/patients/new", "/clinic/devices", "/clinic/patients?q=carla" }) await Visit(reader, path);
        await reader.Follow(() => reader.Page.Locator("tbody th a").First.ClickAsync());
        await Look(reader, "a record");
        var record = new Uri(reader.Page.Url).AbsolutePath;
        foreach (var page in new[] { "identity", "readers", "entries/1" }) await Visit(reader, $"{record}/{page}");
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(390, 844)]
    public async Task Say_on_every_page_of_the_demo_that_it_is_one(int width, int height)
    {
        await using var reader = await chromium.Reader(await demo.Address(), new Screen(width, height, false));
        await reader.Open("/demo");
        await SaysSo();
        await Enter(reader, "Vera Lindt");
        foreach (var path in new[] { "/", "/check", "/evidence", "/demo", "/sign-in", "/nothing-here", "/clinic", "/clinic/people", "/clinic/evidence", "/clinics", "/confirm", "/signed-in" })
        {
            await reader.Open(path);
            await SaysSo();
        }

        // A form that comes back.
        await reader.Open("/clinic/people");
        await reader.Page.Context.ClearCookiesAsync();
        await reader.Follow(() => reader.Page.Locator("form[action='/clinic/people'] button").ClickAsync());
        Assert.Equal("Your session is over", await reader.Heading());
        await SaysSo();

        async Task SaysSo()
        {
            Assert.Contains("Demo clinic", await reader.Page.Locator(".demo-line").InnerTextAsync(), StringComparison.Ordinal);
            await reader.FitsTheWidth();
        }
    }

    internal static Task Enter(Reader reader, string name) =>
        reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync());

    private static async Task Visit(Reader reader, string path)
    {
        await reader.Open(path);
        await Look(reader, path);
    }

    private static async Task Look(Reader reader, string page)
    {
        await Accessibility.OpenEverything(reader);
        await Accessibility.HasNoFault(reader, page);
        await reader.FitsTheWidth();
    }
}
