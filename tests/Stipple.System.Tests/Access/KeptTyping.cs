using System.Net;
using System.Text;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Access;

/// <summary>Nothing that somebody typed is lost, and nothing that was sent twice happens twice.</summary>
public sealed class KeptTyping
{
    private static readonly (string Name, string Value)[] typed =
    [
        ("name", "Frieda “Front” <O'Neill> & Söhne"), ("email", "frieda@example.org"), ("roles", "front-desk"), ("roles", "practitioner"), ("note", "  two\r\nlines, 'quoted' "), ("odd\"field", "Žluťoučký 微针"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_of_an_ended_session_comes_back_whole_and_is_taken_after_signing_in()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        await installation.Sessions.EndOthers(installation.Account, null, Cancel);
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel); // a second node would believe it for so long
        var before = await installation.Facts();
        await owner.SubmitOnly("/clinic/people", typed);
        Assert.Equal((HttpStatusCode.Unauthorized, "Your session is over"), (owner.Status, owner.Heading));
        Assert.Equal(typed, Kept(owner, "/clinic/people"));

        using var again = await Entering.SignIn(installation.Address, Installation.Email, installation.App);
        owner.Cookie = again.Cookie;
        await owner.SubmitOnly("/clinic/people");
        Assert.Equal((HttpStatusCode.Unauthorized, "Please look once more"), (owner.Status, owner.Heading));
        Assert.Equal(typed, Kept(owner, "/clinic/people"));
        Assert.Equal(before, await installation.Facts());
        await owner.SubmitOnly("/clinic/people");
        Assert.Equal((HttpStatusCode.OK, "A link for Frieda “Front” <O'Neill> & Söhne"), (owner.Status, owner.Heading));
        Assert.Equal(before + 1, await installation.Facts());
    }

    [Fact]
    public async Task A_form_with_a_stale_token_comes_back_whole_and_is_taken_when_it_is_sent_again()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        using var later = await installation.Enter();
        owner.Cookie = later.Cookie;
        await owner.SubmitOnly("/clinic/people", typed);
        Assert.Equal((HttpStatusCode.Unauthorized, "Please look once more"), (owner.Status, owner.Heading));
        Assert.Equal(typed, Kept(owner, "/clinic/people"));
        await owner.SubmitOnly("/clinic/people");
        Assert.Equal(HttpStatusCode.OK, owner.Status);
    }

    [Fact]
    public async Task Secrets_do_not_come_back()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/account");
        using var later = await installation.Enter();
        owner.Cookie = later.Cookie;
        await owner.SubmitOnly("/account/password", ("password", "my very own password"), ("password-new", "another very own one"), ("password-again", "another very own one"));
        Assert.Equal(HttpStatusCode.Unauthorized, owner.Status);
        Assert.DoesNotContain("very own", owner.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_made_at_one_clinic_is_not_taken_at_another()
    {
        await using var installation = await Installation.Start();
        await installation.Afterwards(async ledger => await Founding.Found(ledger, new ClinicFounded("Birkenhof"), Founding.Somebody("Vera Owner", Installation.Email, Founding.First, TimeProvider.System), installation.Account, TimeProvider.System, Cancel));
        await using var again = await installation.Restart();
        using var owner = new Visitor(again.Address) { Cookie = (await installation.Enter()).Cookie };
        await Choose(owner, "Lindenhof");
        await owner.Get("/clinic/people");
        using var tab = new Visitor(again.Address) { Cookie = owner.Cookie };
        await Choose(tab, "Birkenhof");
        await owner.SubmitOnly("/clinic/people", typed);
        Assert.Equal((HttpStatusCode.Unauthorized, "Please look once more"), (owner.Status, owner.Heading));

        static async Task Choose(Visitor visitor, string clinic)
        {
            await visitor.Get("/clinics");
            var form = visitor.Page.Split("<form").First(part => part.Contains($">{clinic}<", StringComparison.Ordinal));
            var id = form.Split("name=\"clinic\" value=\"")[1].Split('"')[0];
            var fields = visitor.Hidden("/clinics").Where(field => field.Name != "clinic");
            await visitor.Post("/clinics", [.. fields, ("clinic", id)]);
            await visitor.Get("/clinic");
            Assert.Equal(clinic, visitor.Heading);
        }
    }

    [Fact]
    public async Task Of_two_who_change_one_persons_roles_one_wins_and_the_other_sees_it_and_keeps_what_was_typed()
    {
        await using var installation = await Installation.Start();
        using var first = await installation.Enter();
        var link = await Entering.Invite(first, "Frieda Front", "front@example.org", "front-desk");
        (await Entering.Join(installation.Address, link)).Member.Dispose();
        await first.Get("/clinic/people");
        var page = first.Page.Split("\">Frieda Front")[0].Split("href=\"")[^1];
        using var second = await installation.Enter();
        await first.Get(page);
        await second.Get(page);
        await first.Submit($"{page}/roles", ("roles", "practitioner"));
        Assert.Contains("practitioner ·", WebUtility.HtmlDecode(first.Page), StringComparison.Ordinal);
        await second.SubmitOnly($"{page}/roles", ("roles", "medical-director"), ("roles", "front-desk"));
        Assert.Equal((HttpStatusCode.Conflict, "Somebody changed this while you were typing"), (second.Status, second.Heading));
        Assert.Contains("Roles set", second.Page, StringComparison.Ordinal);
        Assert.Equal([("roles", "medical-director"), ("roles", "front-desk")], Kept(second, $"{page}/roles"));
        await first.Get(page);
        Assert.Contains("practitioner ·", WebUtility.HtmlDecode(first.Page), StringComparison.Ordinal);
        await second.Submit($"{page}/roles");
        Assert.Contains("medical director, front desk ·", WebUtility.HtmlDecode(second.Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_fact_with_the_same_answer()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        (string Name, string Value)[] form = [.. owner.Hidden("/clinic/people"), ("name", "Frieda"), ("email", "f@example.org"), ("roles", "owner")];
        await owner.Post("/clinic/people", form);
        var (answer, facts) = (Inside(owner), await installation.Facts());
        Assert.Equal("A link for Frieda", owner.Heading);
        await owner.Post("/clinic/people", form);
        Assert.Equal(answer, Inside(owner));
        Assert.Equal(facts, await installation.Facts());

        // From another session the link would be another: what opens nothing is not shown.
        using var later = await installation.Enter();
        await later.Get("/clinic/people");
        var token = later.Hidden("/clinic/people").First(field => field.Name == "form-token");
        await later.Post("/clinic/people", [token, .. form.Where(field => field.Name != "form-token")]);
        Assert.Equal(HttpStatusCode.SeeOther, later.Status);
        Assert.StartsWith("/clinic/people/", later.Headers!.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await later.Get(later.Headers.Location.OriginalString)).Status);
        Assert.Equal("Frieda", later.Heading);
    }

    [Fact]
    public async Task The_same_form_with_something_else_in_it_shows_both()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        var hidden = owner.Hidden("/clinic/people");
        await owner.Post("/clinic/people", [.. hidden, ("name", "Frieda"), ("email", "f@example.org"), ("roles", "owner")]);
        var facts = await installation.Facts();
        await owner.Post("/clinic/people", [.. hidden, ("name", "Gerda"), ("email", "g@example.org"), ("roles", "front-desk")]);
        Assert.Equal((HttpStatusCode.Conflict, "This form was sent before, with something else in it"), (owner.Status, owner.Heading));
        Assert.All(["Frieda", "f@example.org", "Gerda", "g@example.org"], word => Assert.Contains(word, owner.Page, StringComparison.Ordinal));
        Assert.Equal(facts, await installation.Facts());
        await owner.SubmitOnly("/clinic/people");
        Assert.Equal("A link for Gerda", owner.Heading);
        Assert.Equal(facts + 1, await installation.Facts());
    }

    [Fact]
    public async Task A_program_says_each_thing_once_however_often_it_sends_it()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var key = await Installation.Key(owner, "medical-director");
        var before = await installation.Facts();
        using var program = new Visitor(installation.Address);
        var path = $"/api/people/{installation.Owner}/licences";
        const string Body = """{"jurisdiction":"US-CA","number":"17","from":"2026-01-01","until":"2027-01-01","scope":"nurse"}""";

        await Send(null, Body);
        Assert.Equal(HttpStatusCode.BadRequest, program.Status);
        await Send("with space", Body);
        Assert.Equal(HttpStatusCode.BadRequest, program.Status);
        await Send("one", Body.Replace("US-CA", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, program.Status);
        Assert.Equal(before, await installation.Facts());

        await Send("one", Body); // what was refused has not used the key up
        var answer = program.Page;
        Assert.Equal(HttpStatusCode.OK, program.Status);
        Assert.StartsWith("{\"id\":\"", answer, StringComparison.Ordinal);
        await Send("one", Body);
        Assert.Equal((HttpStatusCode.OK, answer), (program.Status, program.Page));
        await Send("one", Body.Replace("17", "18", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, program.Status);
        await Send("one", Body.Replace("US-CA", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, program.Status);
        Assert.Equal(before + 1, await installation.Facts());

        foreach (var bad in new[] { "", "null", "[]", "{}", "{", "\"\\ud800\"", Body.Replace("US-CA", "\\ud800", StringComparison.Ordinal), Body.Replace("US-CA", "\\u0000", StringComparison.Ordinal), Body.Replace("\"17\"", "17", StringComparison.Ordinal), Body[..^1] + ",\"number\":\"18\"}", Body[..^1] + ",\"more\":1}", Body[..^1] + ",\"depthLimitMillimetres\":1e999}" })
        {
            await Send(Submission(), bad);
            Assert.True((int)program.Status is 400 or 422, $"{bad}: {(int)program.Status} {program.Page}");
            Assert.Contains("application/problem+json", program.ContentType, StringComparison.Ordinal);
        }

        Assert.Equal(before + 1, await installation.Facts());

        async Task Send(string? name, string body)
        {
            using var json = new StringContent(body, Encoding.UTF8, "application/json");
            await program.Send(HttpMethod.Post, path, json, [("Authorization", $"Bearer {key}"), .. name is null ? Array.Empty<(string, string)>() : [("Idempotency-Key", name)]]);
        }

        static string Submission() => Stipple.Web.Access.Submission.NewKey();
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_and_fails_nothing()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/people");
        var token = owner.Hidden("/clinic/people").First(field => field.Name == "form-token").Value;
        (string Type, string Body)[] odd =
        [
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nFri"),
            ("multipart/form-data; boundary=x", "--x--"), ("multipart/form-data", "--x--"), ("application/x-www-form-urlencoded", "%"), ("application/x-www-form-urlencoded", "a=%00%ff%fe&a&&=&=b"),
            ("application/x-www-form-urlencoded", $"form-token={token}&form-key=%00&name=%00&email=x&roles=%00"),
            ("application/x-www-form-urlencoded", $"form-token={token}&form-key=a%00b&name=Frieda&email=f%40example.org&roles=owner"),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 300).Select(i => $"f{i}=1"))), ("application/x-www-form-urlencoded", $"name={new string('a', 40_000)}"),
            ("application/x-www-form-urlencoded; charset=utf-7", "name=a"), ("application/json", "{}"), ("text/plain", "name=a"), ("x", "y"),
        ];
        foreach (var (type, body) in odd)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            await owner.Send(HttpMethod.Post, "/clinic/people", content);
            Assert.True((int)owner.Status < 500, $"{type}, {body[..Math.Min(60, body.Length)]}: {(int)owner.Status}");
        }
    }

    private static (string, string)[] Kept(Visitor visitor, string action) => [.. visitor.Hidden(action).Where(field => field.Name is not ("form-token" or "form-key" or "form-version"))];

    private static string Inside(Visitor visitor) => visitor.Page.Split("<main")[1].Split("</main>")[0];
}
