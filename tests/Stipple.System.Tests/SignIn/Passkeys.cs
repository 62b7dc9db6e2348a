using System.Net;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.SignIn;

/// <summary>Signing in without a password, in a real browser with an authenticator that the browser plays.</summary>
public sealed class Passkeys(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_is_made_by_invitation_opens_confirms_and_cannot_be_replayed()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var link = await Entering.Invite(owner, "Olga Second", "olga@example.org", "owner");
        await using var reader = await chromium.Reader(installation.Named, Screen.Phone);
        await Authenticator(reader);
        var page = reader.Page;

        await reader.Open(link);
        await page.FillAsync("#password", Entering.Password);
        await page.FillAsync("#password-again", Entering.Password);
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        Assert.Equal("A second proof of who you are", await reader.Heading());
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync());
        Assert.Equal("Your recovery codes", await reader.Heading());
        await reader.Follow(() => page.GetByText("I have them. Go on").ClickAsync());
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync());
        await reader.Open("/clinic");
        Assert.Equal("Lindenhof", await reader.Heading());
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync());

        // In again. What the browser posts is caught, and sent five times at once: one of them enters.
        var (cookie, body) = await Caught(reader, "/sign-in/passkey", () => page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync());
        var entered = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Replay(installation, "/sign-in/passkey", cookie, body)));
        var full = Assert.Single(entered, answer => answer is { Status: HttpStatusCode.SeeOther, Location: "/clinic/today" }).Cookie!;
        Assert.NotEqual(cookie, full);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await Replay(installation, "/sign-in/passkey", cookie, body)).Status);

        // Nor does the old answer fit a new question.
        using var thief = new Visitor(installation.Address);
        await thief.Post("/sign-in/passkey-options");
        var token = thief.Page.Split("\"token\":\"")[1].Split('"')[0];
        var other = WebUtility.UrlDecode(body).Split("credential=")[1].Split("&form-")[0];
        foreach (var credential in new[] { other, "{}", """{"id":1}""", "[]", "x", "" })
        {
            await thief.Post("/sign-in/passkey", ("form-token", token), ("credential", credential));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, thief.Status);
            await thief.Post("/sign-in/passkey-options");
            token = thief.Page.Split("\"token\":\"")[1].Split('"')[0];
        }

        // With an old proof a key is not made; the passkey confirms, and then it is.
        await page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = Visitor.CookieName, Value = full, Url = installation.Named.ToString().Replace("http:", "https:", StringComparison.Ordinal), Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        await installation.Age(full, TimeSpan.FromMinutes(6));
        await reader.Open("/confirm?to=/clinic/keys");
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync());
        await page.WaitForURLAsync("**/clinic/keys");
        await page.FillAsync("#name", "booking");
        await page.CheckAsync("input[value=front-desk]");
        await reader.Follow(() => page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync());
        Assert.Equal("A key for booking", await reader.Heading());
    }

    [Fact]
    public async Task An_answer_for_another_account_confirms_nothing()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await using var reader = await chromium.Reader(installation.Named, Screen.Desk);
        await Authenticator(reader);
        var link = await Entering.Invite(owner, "Olga Second", "olga@example.org", "owner");
        await reader.Open(link);
        await reader.Page.FillAsync("#password", Entering.Password);
        await reader.Page.FillAsync("#password-again", Entering.Password);
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync());
        await reader.Open("/account");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync());
        var (_, body) = await Caught(reader, "/sign-in/passkey", () => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync());

        await owner.Post("/confirm/passkey-options");
        await owner.Get("/confirm");
        var token = owner.Hidden("/confirm").First(field => field.Name == "form-token").Value;
        await owner.Send(HttpMethod.Post, "/confirm/passkey-options", null, ("Form-Token", token));
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        var credential = WebUtility.UrlDecode(body.Split("credential=")[1].Split('&')[0]);
        await owner.Post("/confirm/passkey", ("form-token", token), ("credential", credential));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
    }

    [Fact]
    public async Task Without_script_there_is_no_button_for_a_passkey()
    {
        await using var installation = await Installation.Start();
        await using var reader = await chromium.Reader(installation.Named, Screen.WithoutScript);
        await reader.Open("/sign-in");
        Assert.False(await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).IsVisibleAsync());
        Assert.True(await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).IsVisibleAsync());
    }

    private static async Task Authenticator(Reader reader)
    {
        var devices = await reader.Page.Context.NewCDPSessionAsync(reader.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>What the browser would have posted, with the cookie that it would have sent.</summary>
    private static async Task<(string Cookie, string Body)> Caught(Reader reader, string path, Func<Task> press)
    {
        var caught = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await reader.Page.RouteAsync($"**{path}", async route =>
        {
            await route.AbortAsync();
            caught.TrySetResult(route.Request.PostData ?? "");
        });
        await press();
        var body = await caught.Task.WaitAsync(TimeSpan.FromSeconds(15), Cancel);
        await reader.Page.UnrouteAsync($"**{path}");
        var cookies = await reader.Page.Context.CookiesAsync();
        return (cookies.Single(cookie => cookie.Name == Visitor.CookieName).Value, body);
    }

    private static async Task<(HttpStatusCode Status, string? Location, string? Cookie)> Replay(Installation installation, string path, string cookie, string body)
    {
        using var visitor = new Visitor(installation.Named) { Cookie = cookie };
        using var content = new StringContent(body, null, "application/x-www-form-urlencoded");
        await visitor.Send(HttpMethod.Post, path, content);
        return (visitor.Status, visitor.Headers!.Location?.OriginalString, visitor.Cookie);
    }
}
