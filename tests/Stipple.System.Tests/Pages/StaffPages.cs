using Microsoft.Playwright;
using Stipple.System.Tests.Check;

namespace Stipple.System.Tests.Pages;

/// <summary>Pages of those who work at a clinic that no link leads to: before they are in, and after a form.</summary>
public sealed class StaffPages(DemoServed demo, Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Accessibility.Looks), MemberType = typeof(Accessibility))]
    public async Task Have_no_fault_and_fit_the_screen(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), wide ? Screen.Desk : Screen.Phone, colours);
        await Visit(reader, "/sign-in");
        await Visit(reader, "/demo");
        await Enter(reader, "Vera Lindt");
        await reader.Open("/clinic/people");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "Mira Castell" }).ClickAsync());
        await Accessibility.OpenEverything(reader);
        await reader.Follow(() => reader.Page.Locator("form[action$='/licences'] button").ClickAsync());
        await Look(reader, "a licence with nothing in it");
        Assert.True(await reader.ErrorSummary.IsVisibleAsync());
        await reader.Open("/clinic/ledger");
        await reader.Follow(() => reader.Page.Locator("form[action$='/verify'] button").ClickAsync());
        await Look(reader, "a verified ledger");
        Assert.Contains("As it was written", await reader.Page.InnerTextAsync("main"), StringComparison.Ordinal);
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
