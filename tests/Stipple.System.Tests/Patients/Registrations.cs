using System.Net;
using System.Text.RegularExpressions;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Patients;

/// <summary>Patients are registered once, under a number that nobody else has, and found again; on both databases.</summary>
public sealed class Registrations(PostgresCluster cluster)
{
    private static (string, string)[] Ann => [("name", "Ann Bäcker"), ("born", "1985-11-23"), ("number", "a-17"), ("phone", "0171 555"), ("email", "ann@example.org")];

    [Theory, MemberData(nameof(Installation.Databases), MemberType = typeof(Installation))]
    public async Task A_number_is_given_once_and_a_taken_one_comes_back_with_everything_typed(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        using var owner = await installation.Enter();
        await owner.Get("/clinic/today");
        Assert.Equal("/clinic", owner.Path); // nobody is registered yet
        await owner.Get("/clinic/patients/new");
        Assert.Contains("value=\"P-0001\"", owner.Page, StringComparison.Ordinal);
        await owner.Submit("/clinic/patients/new", Ann);
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Contains("born", owner.Page, StringComparison.Ordinal);
        var record = owner.Path;

        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", ("name", "Bea Other"), ("born", "1990-01-02"), ("number", "A-17"), ("phone", "0172 444"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        Assert.Contains("A-17 is the number of Ann Bäcker", WebUtility.HtmlDecode(owner.Page), StringComparison.Ordinal);
        Assert.Contains("value=\"Bea Other\"", owner.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"0172 444\"", owner.Page, StringComparison.Ordinal);

        // The number that somebody had before is not free either, and their own former one is.
        await owner.Get($"{record}/identity");
        await owner.Submit($"{record}/identity", [.. Ann[..2], ("number", "A-18"), ("reason", "moved to the new books")]);
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", ("name", "Bea Other"), ("born", "1990-01-02"), ("number", "A-17"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        Assert.Contains("A-17 is, or was, the number of another record", owner.Page, StringComparison.Ordinal);
        await owner.Get($"{record}/identity");
        await owner.Submit($"{record}/identity", [.. Ann[..2], ("number", "A-17"), ("reason", "back again")]);
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Contains("moved to the new books", owner.Page, StringComparison.Ordinal); // both stay to be read

        foreach (var search in new[] { "backer", "bäck ann", "A-17", "1985-11-23", "0171" })
        {
            await owner.Get($"/clinic/patients?q={Uri.EscapeDataString(search)}");
            Assert.True(search == "0171" || owner.Page.Contains(record, StringComparison.Ordinal), $"not found by {search}");
        }
    }

    [Fact]
    public async Task Somebody_of_the_same_name_and_birthday_is_shown_and_registered_only_when_confirmed()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", Ann);
        var first = owner.Path;
        var again = Ann.Select(field => field.Item1 == "number" ? ("number", "A-99") : field).ToArray();
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        Assert.Contains("is here already", owner.Page, StringComparison.Ordinal);
        Assert.Contains(first, owner.Page, StringComparison.Ordinal);
        await owner.Submit("/clinic/patients/new", [.. again, ("another", "yes")]);
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.NotEqual(first, owner.Path);
    }

    [Fact]
    public async Task Nobody_under_eighteen_is_registered_without_somebody_who_answers_for_them()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        var born = Today.Date.AddYears(-18).AddDays(1).ToString("O");
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", ("name", "Tim Young"), ("born", born), ("number", "Y-1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        Assert.Contains("under 18 cannot agree to a treatment alone", owner.Page, StringComparison.Ordinal);
        await owner.Submit("/clinic/patients/new", ("name", "Tim Young"), ("born", born), ("number", "Y-1"), ("guardian-name", "Mia Young"), ("guardian-relation", "mother"), ("guardian-phone", "1"));
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        Assert.Contains("Mia Young", owner.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_and_what_is_put_right_stand_beside_what_was_there_and_every_look_is_told()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", Ann);
        var record = owner.Path;
        await owner.Submit($"{record}/notes", ("note", "Comes by train."));
        Assert.Contains("Comes by train.", owner.Page, StringComparison.Ordinal);
        await owner.Get($"{record}/entries/2");
        await owner.Submit($"{record}/entries/2", ("says", "Comes by bus."));
        Assert.Contains("Comes by train.", owner.Page, StringComparison.Ordinal);
        Assert.Contains("Comes by bus.", owner.Page, StringComparison.Ordinal);
        await owner.Get($"{record}/entries/9");
        Assert.Equal(HttpStatusCode.NotFound, owner.Status);
        await owner.Get($"{record}/readers");
        Assert.True(Regex.Count(owner.Page, "Vera Owner") >= 4, "the looks are not all told");
    }

    [Fact]
    public async Task A_link_opens_for_the_right_date_of_birth_and_for_nobody_after_five_wrong_ones()
    {
        await using var installation = await Installation.Start();
        using var owner = await installation.Enter();
        await owner.Get("/clinic/patients/new");
        await owner.Submit("/clinic/patients/new", Ann);
        var record = owner.Path;
        await owner.SubmitOnly($"{record}/links", ("purpose", "consent"));
        Assert.Contains("There is no signed plan", owner.Page, StringComparison.Ordinal);
        var link = await Link(owner, record);

        using var patient = new Visitor(installation.Address);
        await patient.Get($"{link}/intake");
        Assert.Equal(("What is your date of birth?", link), (patient.Heading, patient.Path));
        await patient.Submit(link, ("day", "24"), ("month", "11"), ("year", "1985"));
        Assert.Contains("You can try 4 times more", patient.Page, StringComparison.Ordinal);
        await patient.Submit(link, ("day", "31"), ("month", "2"), ("year", "1985"));
        Assert.Contains("Enter a date that exists", patient.Page, StringComparison.Ordinal); // counts for nothing
        await patient.Submit(link, ("day", "23"), ("month", "11"), ("year", "1985"));
        Assert.Equal("The clinic is not ready yet", patient.Heading); // its evidence is not approved

        using var stranger = new Visitor(installation.Address);
        await stranger.Get($"{link}/intake");
        Assert.Equal("What is your date of birth?", stranger.Heading); // another browser
        for (var tries = 0; tries < 4; tries++) await stranger.Submit(link, ("day", "1"), ("month", "1"), ("year", "2000"));
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        var over = stranger.Page;
        await stranger.Get($"{link[..^4]}AAAA");
        Assert.Equal((HttpStatusCode.NotFound, Shown(over)), (stranger.Status, Shown(stranger.Page)));
        await patient.Get($"{link}/intake");
        Assert.Equal(HttpStatusCode.NotFound, patient.Status);
        await owner.Get(record);
        Assert.Contains("Five times another date of birth was given", owner.Page, StringComparison.Ordinal);

        var second = await Link(owner, record);
        await owner.Get(record);
        await owner.Submit(Regex.Match(owner.Page, $"{record}/links/[0-9a-f-]+/revoke", RegexOptions.None, TimeSpan.FromSeconds(5)).Value, ("why", "sent to somebody else"));
        await stranger.Get(second);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
    }

    internal static async Task<string> Link(Visitor staff, string record)
    {
        await staff.Get(record);
        var hidden = staff.Hidden($"{record}/links");
        await staff.Post($"{record}/links", [.. hidden.Where(field => field.Name != "purpose"), ("purpose", "intake")]);
        return new Uri(staff.Between("""<code class="key-text">""", "</code>")).AbsolutePath;
    }

    /// <summary>A page without what is new on each: the word that marks its scripts.</summary>
    private static string Shown(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
}
