using System.Net;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Pages;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;
using Stipple.System.Tests.Tool;
using Stipple.System.Tests.Treatments;
using Stipple.Terms;

namespace Stipple.System.Tests.Clinics;

/// <summary>A medical director sees whom a version or a policy would change before it is in force.</summary>
public sealed class RescreenPages(PostgresCluster cluster, Chromium chromium)
{
    private const string Page = "/clinic/evidence/rescreen";

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_policy_is_chosen_after_it_was_seen_whom_it_changes_and_each_who_was_named_can_read_that(string database)
    {
        PatientId patient = default, other = default;
        await using var served = await ServedWard.Start(database, cluster, async ward =>
        {
            patient = await Rescreenings.Healed(ward, "P-1", 20, "Zoë Example");
            other = await ward.Planned("P-2", "Quiet Example");
        });
        using var director = await served.Enter();
        await director.Get("/clinic/evidence");
        var form = director.Page[director.Page.IndexOf("id=\"policy-hsv-settle-days\"", StringComparison.Ordinal)..];
        var hidden = director.Hidden("/clinic/evidence/policy").Where(field => field.Name != "switch");
        Assert.Contains("value=\"policy.hsv-settle-days\"", form, StringComparison.Ordinal);
        await director.Post("/clinic/evidence/policy", [.. hidden, ("switch", "policy.hsv-settle-days"), ("value", "21")]);
        Assert.Equal((HttpStatusCode.SeeOther, $"{Page}?policy.hsv-settle-days=21"), (director.Status, director.Headers!.Location!.OriginalString));
        await director.Get(director.Headers.Location.OriginalString);
        Assert.Contains("<strong>1 patient would be decided otherwise.</strong> 2 patients with a wish or a plan were held against both.", director.Page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/clinic/patients/{patient}/decision\">Zo&#xEB; Example</a>", director.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Quiet Example", director.Page, StringComparison.Ordinal);
        Assert.Contains("herpes-simplex-active/recently-healed", director.Page, StringComparison.Ordinal);

        // Looking changed nothing; choosing does, and then nobody changes by it any more.
        await director.Submit("/clinic/evidence/policy");
        Assert.Equal("/clinic/evidence", director.Path);
        await director.Get($"{Page}?policy.hsv-settle-days=21");
        Assert.Contains("That is what is in force.", director.Page, StringComparison.Ordinal);
        await director.Get($"{Page}?policy.hsv-settle-days=");
        Assert.Contains("Go back to the default", director.Page, StringComparison.Ordinal);
        await director.Get($"{Page}?policy.inr-max=3");
        Assert.Contains("Nobody with an open plan would be decided otherwise.", director.Page, StringComparison.Ordinal);

        await director.Get($"/clinic/patients/{patient}/readers");
        Assert.Contains("Clinic, evidence, rescreen", director.Page, StringComparison.Ordinal);
        await director.Get($"/clinic/patients/{other}/readers");
        Assert.DoesNotContain("Clinic, evidence, rescreen", director.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_said_beside_the_field_and_nothing_of_the_address_is_believed()
    {
        await using var served = await ServedWard.Start("SQLite", cluster, ward => Rescreenings.Healed(ward, "P-1", 20));
        using var director = await served.Enter();
        await director.Get($"{Page}?policy.hsv-settle-days=99");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Status);
        Assert.Contains("expected a number from 0 to 90 days", director.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"#policy-hsv-settle-days\"", director.Page, StringComparison.Ordinal);
        Assert.Contains("id=\"policy-hsv-settle-days-error\"", director.Page, StringComparison.Ordinal);
        await director.Get($"{Page}?version={new string('0', 64)}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Status);
        Assert.Contains("neither installed nor kept here", director.Page, StringComparison.Ordinal);
        await director.Get($"{Page}?policy.hsv-settle-days=21&behind=%00%27;DROP");
        Assert.Contains("1 patient would be decided otherwise", director.Page, StringComparison.Ordinal);
        await director.Get($"{Page}?policy.hsv-settle-days=21&behind=9999-12-32");
        Assert.Contains("0 of 1 patients were looked at this time", director.Page, StringComparison.Ordinal);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Before_a_version_is_approved_its_page_says_how_many_and_who(string database)
    {
        using var scratch = new Scratch();
        var tables = Tables(scratch, ("rules.tsv", "rosacea", "grade", "caution"), ("devices.tsv", "exceed", "id", "exceed-next"));
        PatientId patient = default;
        await using var served = await ServedWard.Start(database, cluster, async ward => patient = await Red(ward), "--evidence", tables);
        using var director = await served.Enter();
        await director.Get("/clinic/evidence");
        Assert.Contains("<strong>1 patient would be decided otherwise.</strong> 2 patients with a wish or a plan were held against both.", director.Page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/clinic/patients/{patient}/decision\">Rosa Example</a>", director.Page, StringComparison.Ordinal);
        Assert.Contains("action=\"/clinic/evidence/approve\"", director.Page, StringComparison.Ordinal);
        await director.Get($"/clinic/patients/{patient}/readers");
        Assert.Contains("Clinic, evidence", director.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_pages_have_no_fault_and_fit_the_width(int width, ColorScheme colours)
    {
        using var scratch = new Scratch();
        var tables = Tables(scratch, ("rules.tsv", "rosacea", "grade", "caution"), ("topicals.tsv", "sterile-saline", "id", "saline-next"));
        await using var served = await ServedWard.Start("SQLite", cluster, async ward => await Red(ward), "--evidence", tables);
        using var director = await served.Enter();
        await director.Get("/clinic/evidence"); // the first request of a process compiles its page, and a browser waits for it with less patience
        await using var reader = await chromium.Reader(served.Address, new Screen(width, 844, true), colours);
        await reader.Page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = Visitor.CookieName, Value = director.Cookie!, Url = served.Address.ToString().Replace("http:", "https:", StringComparison.Ordinal), Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        await Look("/clinic/evidence");
        await reader.Follow(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "See everybody, with why" }).ClickAsync());
        Assert.Equal("Whom another version or policy would change", await reader.Heading());
        await Look(null);
        Assert.Contains("The tables do not know the topical sterile-saline.", await reader.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        foreach (var path in new[] { "", "?policy.hsv-settle-days=21", "?policy.hsv-settle-days=99", "?policy.inr-max=3" }) await Look(Page + path);

        async Task Look(string? path)
        {
            if (path is not null) await reader.Open(path);
            await Accessibility.OpenEverything(reader);
            await Accessibility.HasNoFault(reader, path ?? "followed");
            await reader.FitsTheWidth();
        }
    }

    /// <summary>Somebody with rosacea and somebody with a recent cold sore, each with a signed plan; the first of the two.</summary>
    private static async Task<PatientId> Red(Ward ward)
    {
        var patient = await ward.Planned("P-1", "Rosa Example");
        await ward.Write(Stipple.Records.Bodies.Body.About(Stipple.Records.Bodies.Streams.Of(patient), new Stipple.Records.Bodies.QuestionAnswered("rosacea", ["quiet"], "patient", Today.Date)));
        await Rescreenings.Healed(ward, "P-2", 20, "Hertha Example");
        return patient;
    }

    private static string Tables(Scratch scratch, params (string, string, string, string)[] edits)
    {
        Directory.CreateDirectory(scratch.File("tables"));
        foreach (var (file, text) in Records.Evidence.With(edits).Library.Texts) scratch.Write(Path.Combine("tables", file), text);
        return scratch.File("tables");
    }
}
