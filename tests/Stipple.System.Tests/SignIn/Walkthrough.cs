using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Pages;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.SignIn;

/// <summary>From the first link to a clinic with two people in it, in a browser: every page fits the screen, and has no fault that axe finds where it can run.</summary>
public sealed class Walkthrough(Chromium chromium)
{
    [Theory]
    [InlineData(390, true, ColorScheme.Dark)]
    [InlineData(1280, false, ColorScheme.Light)]
    public async Task Founding_inviting_and_joining_work_at_this_size(int width, bool script, ColorScheme colours)
    {
        using var scratch = new Scratch();
        await using var serving = await Serving.Start(scratch.File("data"), TestContext.Current.CancellationToken);
        var address = new Uri($"http://localhost:{serving.Address.Port}");
        var screen = new Screen(width, 844, script);
        await using var owner = await chromium.Reader(address, screen, colours);
        await Begin(owner, script, serving.FoundingPath!, "owner@example.org");
        await owner.Page.FillAsync("#clinic", "Lindenhof");
        await Press(owner, script, "Found it"); // without a name first
        Assert.True(await owner.ErrorSummary.IsVisibleAsync());
        await owner.Page.FillAsync("#clinic", "Lindenhof");
        await owner.Page.FillAsync("#name", "Vera Owner");
        await Press(owner, script, "Found it");
        foreach (var path in new[] { "/clinic", "/clinic/people", "/clinic/ledger", "/clinic/keys", "/account", "/confirm", "/sign-in", "/sign-in/code", "/clinics", "/signed-in", "/clinic/nothing" }) await Look(owner, script, path);

        await owner.Open("/clinic/people");
        await owner.Page.FillAsync("#name", "Frieda Front");
        await owner.Page.FillAsync("#email", "front@example.org");
        await owner.Page.CheckAsync("input[value=front-desk]");
        await Press(owner, script, "Make a link");
        Assert.Equal("A link for Frieda Front", await owner.Heading());
        var link = await owner.Page.Locator("code.key-text").InnerTextAsync();

        await using var guest = await chromium.Reader(address, screen, colours);
        await Begin(guest, script, new Uri(link).AbsolutePath, null);
        await Press(guest, script, "Join");
        await guest.Open("/clinic");
        Assert.Equal("Lindenhof", await guest.Heading());
        await Look(guest, script, "/clinic/ledger"); // not for the front desk
        await Look(guest, script, new Uri(link).AbsolutePath); // used up

        // Somebody who works here opens the link of another.
        await owner.Open("/clinic/people");
        await owner.Page.FillAsync("#name", "Paul Practitioner");
        await owner.Page.FillAsync("#email", "paul@example.org");
        await owner.Page.CheckAsync("input[value=practitioner]");
        await Press(owner, script, "Make a link");
        await Look(guest, script, new Uri(await owner.Page.Locator("code.key-text").InnerTextAsync()).AbsolutePath);
        Assert.Equal("You work here already", await guest.Heading());

        // A clinic that was founded from the terminal.
        var founded = (await ToolRun.Of("clinic", "found", "Birkenhof", "--by", "Vera Owner", "--data", scratch.File("data"))).Done();
        await using var founder = await chromium.Reader(address, screen, colours);
        await Begin(founder, script, founded.Out.Split('\n')[1], "founder@example.org");
        await Press(founder, script, "Join"); // without a name first
        Assert.True(await founder.ErrorSummary.IsVisibleAsync());
        await founder.Page.FillAsync("#name", "Frida Founder");
        await Press(founder, script, "Join");
        await founder.Open("/clinic");
        Assert.Equal("Birkenhof", await founder.Heading());

        await owner.Open("/clinic/people");
        await owner.Follow(() => owner.Page.GetByRole(AriaRole.Link, new() { Name = "Frieda Front" }).ClickAsync());
        foreach (var more in await owner.Page.Locator("details summary").AllAsync()) await more.ClickAsync();
        await Check(owner, script, "a person");
        await owner.Page.FillAsync("#jurisdiction", "US-CA");
        await Press(owner, script, "Add", exact: true);
        Assert.True(await owner.ErrorSummary.IsVisibleAsync());
        Assert.Equal("US-CA", await owner.Page.InputValueAsync("#jurisdiction"));
    }

    /// <summary>From a link to the page on which one founds or joins, with an authenticator app.</summary>
    private static async Task Begin(Reader reader, bool script, string link, string? email)
    {
        await Look(reader, script, link);
        await Press(reader, script, "Continue"); // with nothing typed
        Assert.True(await reader.ErrorSummary.IsVisibleAsync());
        if (email is not null) await reader.Page.FillAsync("#email", email);
        await reader.Page.FillAsync("#password", Entering.Password);
        await reader.Page.FillAsync("#password-again", Entering.Password);
        await Press(reader, script, "Continue");
        Assert.Equal("A second proof of who you are", await reader.Heading());
        await reader.Page.FillAsync("#code", "000000");
        await Press(reader, script, "Use this app");
        Assert.True(await reader.ErrorSummary.IsVisibleAsync());
        var app = new Authenticator(await reader.Page.Locator("code.key-text").InnerTextAsync());
        await reader.Page.FillAsync("#code", app.Next());
        await Press(reader, script, "Use this app");
        Assert.Equal("Your recovery codes", await reader.Heading());
        await reader.Follow(() => reader.Page.GetByText("I have them. Go on").ClickAsync());
        await Check(reader, script, "join");
    }

    private static async Task Press(Reader reader, bool script, string button, bool exact = false)
    {
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = exact }).First.ClickAsync());
        await Check(reader, script, $"after {button}");
    }

    private static async Task Look(Reader reader, bool script, string path)
    {
        await reader.Open(path);
        await Check(reader, script, path);
    }

    private static async Task Check(Reader reader, bool script, string page)
    {
        await reader.FitsTheWidth();
        if (script) await Accessibility.HasNoFault(reader, page); // axe is a script
    }
}
