using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.SignIn;
using Stipple.Web.Demo;

namespace Stipple.System.Tests.Pages;

/// <summary>The line that says that everything here is made up: on every page of the demo, on none of a real clinic.</summary>
public sealed class DemoLines
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stands_on_the_pages_that_give_a_form_back()
    {
        using var scratch = new Scratch();
        await using var serving = await Serving.Start(scratch.File("data"), Cancel, "--demo");
        using var vera = await Enter(serving.Address);
        await vera.Get("/clinic/people");
        var hidden = vera.Hidden("/clinic/people");
        await vera.Post("/clinic/people", [.. hidden, ("name", "Frieda"), ("email", "f@example.org"), ("roles", "front-desk")]);
        await vera.Post("/clinic/people", [.. hidden, ("name", "Gerda"), ("email", "g@example.org"), ("roles", "front-desk")]);
        Assert.Equal("This form was sent before, with something else in it", vera.Heading);
        Assert.True(HasLine(vera));

        await vera.Get("/clinic/people");
        var page = vera.Page.Split("\">Timo Ferber<")[0].Split("href=\"")[^1];
        using var second = await Enter(serving.Address);
        await vera.Get(page);
        await second.Get(page);
        await vera.Submit($"{page}/roles", ("roles", "practitioner"));
        await second.SubmitOnly($"{page}/roles", ("roles", "medical-director"));
        Assert.Equal("Somebody changed this while you were typing", second.Heading);
        Assert.True(HasLine(second));

        await vera.Get("/clinic/people");
        vera.Cookie = second.Cookie;
        await vera.SubmitOnly("/clinic/people");
        Assert.Equal("Please look once more", vera.Heading);
        Assert.True(HasLine(vera));
    }

    [Fact]
    public async Task Stands_on_the_pages_of_a_demo_clinic_also_where_it_is_served_like_another()
    {
        using var scratch = new Scratch();
        string? cookie;
        await using (var serving = await Serving.Start(scratch.File("data"), Cancel, "--demo"))
        {
            using var entered = await Enter(serving.Address);
            cookie = entered.Cookie;
        }

        await using var again = await Serving.Start(scratch.File("data"), Cancel);
        using var vera = new Visitor(again.Address) { Cookie = cookie };
        foreach (var path in new[] { "/clinic", "/clinic/people", "/clinics", "/confirm" })
        {
            await vera.Get(path);
            Assert.True(vera.Status == HttpStatusCode.OK && HasLine(vera), path);
        }

        using var stranger = new Visitor(again.Address);
        Assert.False(HasLine(await stranger.Get("/sign-in")));
    }

    [Fact]
    public async Task Stands_on_no_page_of_a_real_clinic()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        foreach (var path in new[] { "/", "/check", "/sign-in", "/nothing-here", "/clinic", "/clinic/people", "/clinics", "/confirm" })
        {
            await owner.Get(path);
            Assert.True(owner.Heading.Length > 0 && !HasLine(owner), path);
        }
    }

    private static bool HasLine(Visitor visitor) => visitor.Page.Contains("""<p class="demo-line" role="note">Demo clinic.""", StringComparison.Ordinal);

    private static async Task<Visitor> Enter(Uri address)
    {
        var visitor = new Visitor(address);
        await visitor.Post(DemoEndpoints.Path, ("person", $"{DemoClinic.People[0].Account}"));
        Assert.Equal(HttpStatusCode.SeeOther, visitor.Status);
        return visitor;
    }
}
