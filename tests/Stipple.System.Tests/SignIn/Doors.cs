using System.Net;

namespace Stipple.System.Tests.SignIn;

/// <summary>What every request has to pass before anybody asks who sends it, and the proof again before something is signed.</summary>
public sealed class Doors
{
    [Theory]
    [InlineData("evil.example.org", 421)]
    [InlineData("localhost.evil.example.org", 421)]
    [InlineData("127.0.0.1.evil.example.org", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    public async Task Only_requests_for_this_host_are_answered(string host, int status)
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Send(HttpMethod.Get, "/clinic", null, ("Host", $"{host}:{installation.Address.Port}"));
        Assert.Equal(status, (int)owner.Status);
        Assert.Equal(status == 200, owner.Page.Contains("Lindenhof", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_comes_from_elsewhere_is_not_taken()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        var before = await installation.Facts();
        (string, string)[] foreign =
        [
            ("Origin", "https://evil.example.org"), ("Origin", "null"), ("Origin", $"https://127.0.0.1:{installation.Address.Port}"), ("Origin", $"http://127.0.0.1:{installation.Address.Port + 1}"),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Site", "anything"),
        ];
        (string Name, string Value)[] typed = [.. owner.Hidden("/clinic/people"), ("name", "Frieda"), ("email", "f@example.org"), ("roles", "owner")];
        foreach (var header in foreign)
        {
            await Send(header);
            Assert.Equal(HttpStatusCode.Forbidden, owner.Status);
        }

        Assert.Equal(before, await installation.Facts());
        await Send(("Origin", $"http://127.0.0.1:{installation.Address.Port}"), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Equal(before + 1, await installation.Facts());

        async Task Send(params (string, string)[] headers)
        {
            using var form = new FormUrlEncodedContent(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            await owner.Send(HttpMethod.Post, "/clinic/people", form, headers);
        }
    }

    [Fact]
    public async Task The_word_that_marks_our_scripts_is_another_on_every_page()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[] { "/clinic", "/clinic", "/account", "/sign-in", "/", "/" })
        {
            await owner.Send(HttpMethod.Get, path, null);
            var policy = owner.Headers!.GetValues("Content-Security-Policy").Single();
            var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
            Assert.True(nonces.Add(nonce));
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(owner.Page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/clinic/ledger", "/clinic/ledger/export")]
    [InlineData("/clinic/keys", "/clinic/keys")]
    [InlineData("/account", "/account/recovery")]
    public async Task What_is_signed_or_taken_out_or_opens_the_account_needs_a_proof_of_the_last_five_minutes(string page, string action)
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter(proof: TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2));
        await owner.Get(page);
        await owner.SubmitOnly(action, ("name", "booking"), ("roles", "owner"), ("days", "30"));
        Assert.Equal((HttpStatusCode.Unauthorized, "Confirm that it is you"), (owner.Status, owner.Heading));
        if (page == "/clinic/keys") Assert.Equal("booking", owner.Hidden(action).First(field => field.Name == "name").Value);

        using var elsewhere = new Visitor(installation.Address) { Cookie = owner.Cookie };
        await elsewhere.Get("/confirm?to=/signed-in");
        await elsewhere.Submit("/confirm", ("password", "eight loud needles at dawn"), ("code", installation.App.Next()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.Status);
        await elsewhere.Submit("/confirm", ("password", Entering.Password), ("code", installation.App.Next()));
        Assert.Equal("You are signed in", elsewhere.Heading);
        await owner.SubmitOnly(action);
        Assert.Equal(HttpStatusCode.OK, owner.Status);
    }

    [Fact]
    public async Task A_proof_of_just_now_is_enough()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter(proof: TimeSpan.FromMinutes(4));
        await owner.Get("/clinic/ledger");
        await owner.SubmitOnly("/clinic/ledger/export");
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Contains("clinic-founded", owner.Page, StringComparison.Ordinal);
    }
}
