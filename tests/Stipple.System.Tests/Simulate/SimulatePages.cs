using System.Net;
using System.Text;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Pages;
using Stipple.System.Tests.Patients;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Simulate;

/// <summary>The page of forecasts: pictures and numbers for whoever is signed in, with and without a script.</summary>
public sealed class SimulatePages(DemoServed demo, Chromium chromium)
{
    private const int MostBytes = 150_000;

    private const string Pen = "/simulate?device=pen-12&needleMm=0.5&seconds=60&areaCm2=50&sessions=4&daysBetween=28&occludedHours=0&site=cheek&sex=female&ageYears=45&lightness=60&compound=niacinamide&mgPerCm3=40&ph=6&vehicleUm=100";

    private const string Roller = "/simulate?device=roller-192&needleMm=0.5&passes=8&newtonPerNeedle=0.06&sessions=1&daysBetween=28&site=neck&ageYears=70&compound=";

    [Fact]
    public async Task A_forecast_has_a_picture_with_words_and_a_table_for_each_and_its_sources()
    {
        using var visitor = await DemoVisits.Enter(await demo.Address(), "Mira Castell");
        await visitor.Get(Pen);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.True(Encoding.UTF8.GetByteCount(visitor.Page) < MostBytes, $"{Encoding.UTF8.GetByteCount(visitor.Page)} bytes");
        var page = visitor.Page;
        Assert.Contains("1,440 punctures on each square centimetre, of which 100 in 100 pierce. 2000 virtual patients.", page, StringComparison.Ordinal);
        Assert.Contains("What is not known.", page, StringComparison.Ordinal);
        Assert.Contains("Kalluri 2011", page, StringComparison.Ordinal);
        Assert.Contains("our own inference", page, StringComparison.Ordinal);
        foreach (var name in (string[])["puncture-field", "open-channels", "absorbed", "depth-profile", "erythema", "barrier-loss", "collagen-three", "collagen-one", "elastin-mature", "elastin-precursors"])
        {
            var figure = page[page.IndexOf($"id=\"{name}\"", StringComparison.Ordinal)..];
            figure = figure[..figure.IndexOf("</figure>", StringComparison.Ordinal)];
            Assert.Matches("alt=\"[^\"]{60,}\"", figure);
            Assert.True(name == "puncture-field" || figure.Contains("<table", StringComparison.Ordinal), name);
            await visitor.Get(WebUtility.HtmlDecode(figure.Split("src=\"")[1].Split('"')[0]));
            Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (visitor.Status, visitor.ContentType));
            Assert.StartsWith("<?xml", visitor.Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_address_has_the_same_numbers_and_nothing_on_the_skin_has_no_absorption()
    {
        using var visitor = await DemoVisits.Enter(await demo.Address(), "Mira Castell");
        await visitor.Get(Pen);
        var once = visitor.Page[visitor.Page.IndexOf("<figure", StringComparison.Ordinal)..];
        await visitor.Get(Pen);
        Assert.Equal(once, visitor.Page[visitor.Page.IndexOf("<figure", StringComparison.Ordinal)..]);
        await visitor.Get(Roller);
        Assert.Contains("id=\"open-channels\"", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"absorbed\"", visitor.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needleMm=0.5", "needleMm=2", "#needleMm", "Needle length: found 2, expected from 0.05 to 0.947 mm, the thickness of the skin of the site (cheek)")]
    [InlineData("ageYears=45", "ageYears=old", "#ageYears", "AgeYears: found &quot;old&quot;, expected a number")]
    [InlineData("lightness=60", "lightness=900", "#lightness", "L* of the skin: found 900, expected from 15 to 85")]
    [InlineData("mgPerCm3=40", "mgPerCm3=5000", "#mgPerCm3", "Concentration of Niacinamide: found 5000, expected from 1E-09 to 2000 mg/cm3")]
    [InlineData("device=pen-12", "device=hammer", "#device", "Device: found &quot;hammer&quot;, expected one of")]
    [InlineData("seconds=60", "seconds=", "#seconds", "Seconds: found nothing, expected a number")]
    public async Task What_cannot_be_is_said_beside_its_field(string was, string becomes, string field, string says)
    {
        using var visitor = await DemoVisits.Enter(await demo.Address(), "Mira Castell");
        await visitor.Get(Pen.Replace(was, becomes, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains($"<a href=\"{field}\">{says}", visitor.Page, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field[1..]}-error\"", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_nothing_is_refused_and_nobody_sees_one_who_is_not_signed_in()
    {
        using var visitor = await DemoVisits.Enter(await demo.Address(), "Mira Castell");
        foreach (var path in (string[])["/simulate/picture", "/simulate/picture?picture=absorbed", $"{Pen.Replace("?", "/picture?picture=secret&", StringComparison.Ordinal)}", $"{Pen.Replace("?", "/picture?picture=absorbed&", StringComparison.Ordinal).Replace("needleMm=0.5", "needleMm=2", StringComparison.Ordinal)}"])
        {
            await visitor.Get(path);
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }

        using var stranger = new Visitor(await demo.Address());
        await stranger.Get("/simulate");
        Assert.StartsWith("/sign-in", stranger.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(390, 844, false)]
    [InlineData(1280, 900, true)]
    public async Task Somebody_asks_for_a_forecast_and_sees_its_pictures_with_and_without_a_script(int width, int height, bool script)
    {
        await using var reader = await chromium.Reader(await demo.Address(), new Screen(width, height, script));
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Mira Castell");
        await reader.Open("/clinic/evidence");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Foresee a treatment" }).ClickAsync();
        Assert.Equal("What a treatment may do", await reader.Heading());
        Assert.Equal(0, await reader.Page.Locator("figure").CountAsync());
        await reader.Page.GetByLabel("Needle length, mm").FillAsync("0.25");
        await reader.Page.GetByLabel("Site", new() { Exact = true }).SelectOptionAsync("forehead");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Foresee it" }).ClickAsync();
        await reader.Page.Locator("#absorbed img").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(reader.Page.Locator("#absorbed img")).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await reader.Page.Locator("#absorbed img").EvaluateAsync<int>("picture => picture.naturalWidth") > 0);
        Assert.Equal("0.25", await reader.Page.GetByLabel("Needle length, mm").InputValueAsync());
        Assert.True(await reader.Page.Locator("#absorbed table tbody tr").CountAsync() >= 4);
    }

    [Theory]
    [MemberData(nameof(Accessibility.Looks), MemberType = typeof(Accessibility))]
    public async Task It_has_no_fault_fits_the_screen_and_is_worked_by_keyboard_alone(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), wide ? Screen.Desk : Screen.Small, colours);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Mira Castell");
        foreach (var path in (string[])["/simulate", Pen, Roller, Pen.Replace("needleMm=0.5", "needleMm=2", StringComparison.Ordinal)])
        {
            await reader.Open(path);
            Assert.Empty(await Keyboard.Faults(reader, path));
            await Accessibility.OpenEverything(reader);
            await Accessibility.HasNoFault(reader, path);
            await reader.FitsTheWidth();
        }
    }
}
