using System.Net;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.System.Tests.SignIn;

/// <summary>What opens something opens it once, for whom it was made, and for as long as it was meant to.</summary>
public sealed class Tokens
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cookie_that_is_guessed_or_cut_or_copied_from_the_table_opens_nothing()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var secret = owner.Cookie!;
        await owner.Get("/clinic");
        Assert.Equal("Lindenhof", owner.Heading);
        string[] forged = [Secret.New(), secret[..^1], secret + "A", secret.ToUpperInvariant(), Secret.Hash(secret), secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), new string('A', 4000)];
        foreach (var cookie in forged)
        {
            using var forger = new Visitor(installation.Address) { Cookie = cookie };
            await forger.Send(HttpMethod.Get, "/clinic", null);
            Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?to=%2Fclinic"), (forger.Status, forger.Headers!.Location!.OriginalString));
        }
    }

    [Fact]
    public async Task Signing_in_changes_the_secret_and_signing_out_ends_it()
    {
        await using var installation = await Installation.Start();
        using var owner = new Visitor(installation.Address);
        await owner.Get("/sign-in");
        await owner.SubmitOnly("/sign-in", ("email", Installation.Email), ("password", Entering.Password));
        var half = owner.Cookie!;
        var attributes = owner.Headers!.GetValues("Set-Cookie").Single().Split("; ")[1..].Order(StringComparer.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=strict", "secure"], attributes);
        await owner.Get("/sign-in/code");
        await owner.Submit("/sign-in/code", ("code", installation.App.Next()));
        var full = owner.Cookie!;
        Assert.NotEqual(half, full);
        Assert.Equal("Lindenhof", owner.Heading);
        Assert.False(await Opens(installation, half));
        Assert.True(await Opens(installation, full));
        await owner.Submit("/sign-out");
        Assert.Null(owner.Cookie);
        Assert.False(await Opens(installation, full));
    }

    [Fact]
    public async Task A_session_that_its_owner_ends_elsewhere_is_over_at_once()
    {
        await using var installation = await Installation.Start();
        using var here = await installation.Enter();
        using var lost = await installation.Enter();
        await lost.Get("/clinic");
        Assert.Equal("Lindenhof", lost.Heading);
        await here.Get("/account");
        await here.Submit("/account/sessions/end-others");
        Assert.False(await Opens(installation, lost.Cookie!));
        Assert.True(await Opens(installation, here.Cookie!));
    }

    [Fact]
    public async Task A_code_of_the_authenticator_counts_once()
    {
        await using var installation = await Installation.Start();
        var code = installation.App.Next();
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(installation, code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(installation, code));
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(installation, installation.App.Next()));
    }

    [Fact]
    public async Task A_recovery_code_counts_once_and_leaves_the_others_as_they_are()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/account");
        await owner.SubmitOnly("/account/recovery");
        string[] codes = [.. owner.Page.Split("<code>").Skip(1).Select(part => part.Split("</code>")[0])];
        Assert.Equal(10, codes.Length);
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(installation, codes[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(installation, codes[0]));
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(installation, codes[1].ToLowerInvariant()));
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(installation, codes[9]));
        await owner.Get("/account");
        Assert.Contains("7 recovery codes are left", owner.Page, StringComparison.Ordinal);

        // New ones put the old ones out of use.
        await owner.SubmitOnly("/account/recovery");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(installation, codes[2]));
    }

    [Fact]
    public async Task Whoever_came_in_before_the_second_proof_adds_none_afterwards()
    {
        await using var installation = await Installation.Start();
        using var thief = new Visitor(installation.Address) { Cookie = await installation.Sessions.Begin(installation.Account, Stage.Enrol, "password", "test", null, Cancel) };
        await thief.Send(HttpMethod.Get, "/enrol", null);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (thief.Status, thief.Headers!.Location!.OriginalString));
    }

    [Fact]
    public async Task An_invitation_opens_for_its_secret_at_its_clinic_until_it_is_used_or_over()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var link = await Entering.Invite(owner, "Frieda Front", "front@example.org", "front-desk");
        var (prefix, secret) = (link[..(link.IndexOf('.', StringComparison.Ordinal) + 1)], link[(link.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        string[] forged = [prefix + Secret.New(), link[..^1], $"/invitation/{ClinicId.New(TimeProvider.System)}.{secret}", $"/invitation/first.{secret}", prefix, "/invitation/x", $"{prefix}{secret}.x", $"{prefix}{Secret.Hash(secret)}"];
        using var guest = new Visitor(installation.Address);
        foreach (var wrong in forged)
        {
            await guest.Get(wrong);
            Assert.Equal((HttpStatusCode.NotFound, "This link does not work"), (guest.Status, guest.Heading));
            await guest.Post(wrong, ("password", Entering.Password), ("password-again", Entering.Password));
            Assert.Equal(HttpStatusCode.NotFound, guest.Status);
        }

        var (member, _, _) = await Entering.Join(installation.Address, link);
        Assert.Equal("Lindenhof", member.Heading);
        await guest.Get(link);
        Assert.Equal(HttpStatusCode.NotFound, guest.Status);
        await member.Post($"{link}/join");
        Assert.NotEqual(HttpStatusCode.OK, member.Status);
        member.Dispose();

        // A newer link puts the older one out of use; so does the leaving of who was asked.
        var older = await Entering.Invite(owner, "Paul Practitioner", "paul@example.org", "practitioner");
        var page = owner.Page[(owner.Page.IndexOf("/clinic/people/", StringComparison.Ordinal))..].Split('"')[0];
        await owner.Get(page);
        await owner.SubmitOnly($"{page}/invite");
        var newer = new Uri(owner.Between("""<code class="key-text">""", "</code>")).AbsolutePath;
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(older)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(newer)).Status);
    }

    [Fact]
    public async Task An_invitation_whose_time_is_over_opens_nothing()
    {
        await using var installation = await Installation.Start();
        var (secret, until) = (Secret.New(), TimeProvider.System.GetUtcNow().AddSeconds(-1));
        await installation.Afterwards(async ledger =>
        {
            var person = PersonId.New(TimeProvider.System);
            await ledger.Append(installation.Clinic, new Append("test", [Body.About(Streams.Of(person), new PersonInvited("Late", "late@example.org", [Role.Owner], Secret.Hash(secret), until), 0)]), Cancel);
        });
        await using var again = await installation.Restart();
        using var guest = new Visitor(again.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get($"/invitation/{installation.Clinic}.{secret}")).Status);
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_that_of_another_session_writes_nothing()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        using var other = await installation.Enter();
        await other.Get("/clinic/people");
        await owner.Get("/clinic/people");
        var fields = other.Hidden("/clinic/people");
        var before = await installation.Facts();
        (string, string)[] typed = [("name", "Frieda"), ("email", "f@example.org"), ("roles", "owner")];
        foreach (var token in new[] { "", fields.First(field => field.Name == "form-token").Value, Secret.New() })
        {
            await owner.Post("/clinic/people", [("form-token", token), ("form-key", "k"), .. typed]);
            Assert.Equal((HttpStatusCode.Unauthorized, "Please look once more"), (owner.Status, owner.Heading));
        }

        await owner.Post("/clinic/people", typed);
        Assert.Equal(HttpStatusCode.Unauthorized, owner.Status);
        Assert.Equal(before, await installation.Facts());
    }

    [Fact]
    public async Task A_key_opens_until_it_is_ended()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var key = await Installation.Key(owner, "owner");
        using var program = new Visitor(installation.Address);
        Assert.Equal(HttpStatusCode.OK, await Ask(key));
        foreach (var wrong in new[] { key[..^1], key + "A", key.Replace($"{installation.Clinic}", $"{ClinicId.New(TimeProvider.System)}", StringComparison.Ordinal), "stipple_", $"stipple_{installation.Clinic}", $"stipple_{installation.Clinic}_", "x" })
            Assert.Equal(HttpStatusCode.Unauthorized, await Ask(wrong));
        await owner.Get("/clinic/keys");
        var end = owner.Page[owner.Page.IndexOf("/clinic/keys/", StringComparison.Ordinal)..].Split('"')[0];
        await owner.Submit(end);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(key));

        async Task<HttpStatusCode> Ask(string with)
        {
            await program.Send(HttpMethod.Get, "/api/people", null, ("Authorization", $"Bearer {with}"));
            return program.Status;
        }
    }

    private static async Task<bool> Opens(Installation installation, string cookie)
    {
        using var visitor = new Visitor(installation.Address) { Cookie = cookie };
        await visitor.Send(HttpMethod.Get, "/account", null);
        return visitor.Status == HttpStatusCode.OK;
    }

    private static async Task<HttpStatusCode> Enter(Installation installation, string code)
    {
        using var visitor = new Visitor(installation.Address);
        await visitor.Get("/sign-in");
        await visitor.Submit("/sign-in", ("email", Installation.Email), ("password", Entering.Password));
        await visitor.SubmitOnly("/sign-in/code", ("code", code));
        return visitor.Status;
    }
}
