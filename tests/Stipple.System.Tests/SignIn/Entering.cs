namespace Stipple.System.Tests.SignIn;

/// <summary>The ways in, as people go them.</summary>
internal static class Entering
{
    public const string Password = "seven quiet needles at noon";

    /// <summary>From the link that is printed at the first start to a clinic with its owner signed in.</summary>
    public static async Task<(Visitor Owner, Authenticator App, IReadOnlyList<string> RecoveryCodes)> FoundClinic(Uri address, string foundingPath, string clinic = "Lindenhof", string email = "owner@example.org")
    {
        var owner = new Visitor(address);
        await owner.Get(foundingPath);
        await owner.Submit(foundingPath, ("email", email), ("password", Password), ("password-again", Password));
        var (app, codes) = await Enrol(owner);
        await owner.Get($"{foundingPath}/join");
        await owner.Submit($"{foundingPath}/join", ("clinic", clinic), ("name", "Vera Owner"));
        await owner.Get("/clinic");
        Assert.Equal(clinic, owner.Heading);
        return (owner, app, codes);
    }

    /// <summary>On the page that asks for a second proof: an authenticator app.</summary>
    public static async Task<(Authenticator App, IReadOnlyList<string> RecoveryCodes)> Enrol(Visitor visitor)
    {
        Assert.Equal("A second proof of who you are", visitor.Heading);
        var app = new Authenticator(visitor.Between("""<code class="key-text">""", "</code>"));
        await visitor.SubmitOnly("/enrol/app", ("code", app.Next()));
        Assert.Equal("Your recovery codes", visitor.Heading);
        return (app, [.. visitor.Page.Split("<code>").Skip(1).Select(part => part.Split("</code>")[0])]);
    }

    /// <summary>Invites somebody in these roles and returns the path of their link.</summary>
    public static async Task<string> Invite(Visitor owner, string name, string email, params string[] roles)
    {
        await owner.Get("/clinic/people");
        await owner.SubmitOnly("/clinic/people", [("name", name), ("email", email), .. roles.Select(role => ("roles", role))]);
        return new Uri(owner.Between("""<code class="key-text">""", "</code>")).AbsolutePath;
    }

    /// <summary>Comes by an invitation, makes an account, joins.</summary>
    public static async Task<(Visitor Member, Authenticator App, IReadOnlyList<string> RecoveryCodes)> Join(Uri address, string invitationPath)
    {
        var member = new Visitor(address);
        await member.Get(invitationPath);
        await member.Submit(invitationPath, ("password", Password), ("password-again", Password));
        var (app, codes) = await Enrol(member);
        await member.Get($"{invitationPath}/join");
        await member.Submit($"{invitationPath}/join");
        await member.Get("/clinic");
        return (member, app, codes);
    }

    /// <summary>Signs in with password and code.</summary>
    public static async Task<Visitor> SignIn(Uri address, string email, Authenticator app, string password = Password)
    {
        var visitor = new Visitor(address);
        await visitor.Get("/sign-in");
        await visitor.Submit("/sign-in", ("email", email), ("password", password));
        await visitor.Submit("/sign-in/code", ("code", app.Next()));
        return visitor;
    }
}
