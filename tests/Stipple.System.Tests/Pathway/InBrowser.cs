using System.Globalization;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Pages;
using Stipple.System.Tests.Patients;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.Pathway;

/// <summary>
/// The whole pathway in browsers: the front desk, the patient at home, a practitioner and the medical director, each with their
/// own, and everything that happens to forms: a session that is over, the back button, a second press, two tabs.
/// </summary>
public sealed class InBrowser(PostgresCluster cluster, Chromium chromium)
{
    private const string Name = "Walda Weg";
    private const string Practitioner = "Mira Castell";
    private const string Meaning = "seen-and-asked";

    private static readonly string[] verdicts = ["contraindic", "not a candidate", "good candidate", "candidacy", "excluded", "deferred", "you can have", "suitable for you", "clearance"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite", true, 390)]
    [InlineData("PostgreSQL", false, 320)]
    public async Task The_way_is_walked_by_everybody_and_nothing_typed_is_lost(string database, bool script, int width)
    {
        if (database == "PostgreSQL" && PostgresCluster.Missing is { } missing) Assert.Skip(missing);
        using var scratch = new Scratch();
        await using var server = await Serving.Start(scratch.File("data"), database == "PostgreSQL" ? cluster.NewDatabase() : null, Cancel, "--demo");
        var address = new Uri($"http://localhost:{server.Address.Port}");
        var (desktop, phone) = (new Screen(1280, 900, script), new Screen(width, 720, script));
        await using var desk = await Enter(address, desktop, "Timo Ferber");
        await using var nurse = await Enter(address, desktop, Practitioner);
        await using var director = await Enter(address, desktop, "Dr Jonas Aumann");

        var record = await Register(desk);
        await using (var patient = await Open(desk, address, phone, record, "Make a link to the questions", script)) await Answer(patient, script);
        await Plan(nurse, record, script);
        await using (var patient = await Open(desk, address, phone, record, "Make a link to the consent", script)) await Agree(patient, script);
        await Treat(nurse, record, script);
        await using (var patient = await Open(desk, address, phone, record, "Make a link to the check-in", script)) await CheckIn(patient, script);
        await TakeCheckIn(director, script);
        await Compare(nurse, record);

        // Each stands in the record once.
        await director.Open(record);
        var titles = await director.Page.Locator(".thread h3").AllInnerTextsAsync();
        foreach (var once in new[] { "Registered", "The patient sent the answers", "Plan signed", "Consent signed", "Session 1 began", "Right cheek: treated", "Left cheek: treated", "Session ended", "Aftercare sheet given", "Check-in looked at" })
            Assert.Single(titles, once);
        Assert.Single(titles, title => title.StartsWith("Check-in, 0 days", StringComparison.Ordinal));
        Assert.Equal(3, titles.Count(title => title.StartsWith("Link made", StringComparison.Ordinal)));
    }

    private async Task<Reader> Enter(Uri address, Screen screen, string name)
    {
        var reader = await chromium.Reader(address, screen);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, name);
        return reader;
    }

    private static Task Press(Reader reader, string button) =>
        reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());

    private static async Task Go(Reader reader, string link)
    {
        var found = reader.Page.GetByRole(AriaRole.Link, new() { Name = link });
        Assert.True(await found.CountAsync() > 0, $"{reader.Page.Url} has no link “{link}”:\n{await reader.Page.InnerTextAsync("main")}");
        await reader.Follow(() => found.First.ClickAsync());
    }

    /// <summary>Somebody is registered while the session ends in the middle of the form.</summary>
    private static async Task<string> Register(Reader desk)
    {
        await desk.Open("/clinic/patients");
        await Go(desk, "Register a patient");
        foreach (var (field, text) in new[]
        {
            ("name", Name), ("born", "1985-02-28"), ("number", "W-1"), ("phone", "01632 960 114"), ("emergency-name", "Bo Weg"), ("emergency-relation", "brother"), ("emergency-phone", "01632 960 115"),
        }) await desk.Page.FillAsync($"#{field}", text);
        await desk.Page.Context.ClearCookiesAsync();
        await Press(desk, "Register");
        Assert.Equal("Your session is over", await desk.Heading());
        await Says(desk, "01632 960 115");
        await Again(desk, "Timo Ferber");
        Assert.Contains(Name, await desk.Heading(), StringComparison.Ordinal);
        return new Uri(desk.Page.Url).AbsolutePath;
    }

    /// <summary>Enters once more in another tab, comes back, and sends what was kept: first to see it again, then for good.</summary>
    private static async Task Again(Reader reader, string name)
    {
        var tab = await reader.OtherTab();
        await tab.Open("/demo");
        await StaffPages.Enter(tab, name);
        await tab.Page.CloseAsync();
        await Press(reader, "Send it now");
        Assert.Equal("Please look once more", await reader.Heading());
        await Press(reader, "Send it now");
    }

    /// <summary>The front desk makes a link, goes back and presses again: it is one link. The patient opens it, at first with a wrong date.</summary>
    private async Task<Reader> Open(Reader desk, Uri address, Screen phone, string record, string button, bool script)
    {
        await desk.Open(record);
        await Press(desk, button);
        var link = await desk.Page.Locator("code.key-text").InnerTextAsync();
        await desk.Page.GoBackAsync();
        await Press(desk, button);
        Assert.True(await desk.Page.Locator("code.key-text").CountAsync() == 0 || await desk.Page.Locator("code.key-text").InnerTextAsync() == link);
        var patient = await chromium.Reader(address, phone);
        await patient.Open(new Uri(link).AbsolutePath);
        foreach (var day in new[] { "27", "28" })
        {
            await patient.Page.FillAsync("#day", day);
            await patient.Page.SelectOptionAsync("#month", "2");
            await patient.Page.FillAsync("#year", "1985");
            await Look(patient, script);
            await Press(patient, "Continue");
        }

        return patient;
    }

    /// <summary>A few questions a page, with a way back, an answer that is changed, and one that is not known.</summary>
    private static async Task Answer(Reader patient, bool script)
    {
        var looked = new HashSet<string>(StringComparer.Ordinal);
        while (await patient.Page.GetByRole(AriaRole.Link, new() { Name = "Start" }).CountAsync() > 0) await Go(patient, "Start");
        for (var page = 1; !patient.Page.Url.EndsWith("/answers", StringComparison.Ordinal); page++)
        {
            Assert.InRange(page, 1, 25);
            var at = At(patient);
            if (at is "care") Assert.Fail("Nobody said anything that needs care.");
            // Once on every kind of page: nothing chosen, and the page as it is then.
            if (looked.Add(Asked.By(at) is { Length: > 1 } ? "several" : Cases.Rules.FindQuestion(at) is { } question ? $"{question.Domain.Type}" : at))
            {
                await Look(patient, script);
                await Press(patient, "Continue");
                Assert.True(await patient.ErrorSummary.IsVisibleAsync(), $"{at} went on without an answer");
                await Look(patient, script);
            }

            var answers = page == 10 ? Asked.Each(at, _ => ["unknown"]) : Asked.Unremarkable(at);
            foreach (var (field, value) in answers) await patient.Choose(value, field);
            if (page is 5 or 10)
            {
                // The button of the page, then that of the browser: the answers before are as they were given.
                await Press(patient, "Continue");
                if (page == 5) await Press(patient, "Back");
                else await patient.Page.GoBackAsync();
                Assert.Equal(at, At(patient));
                foreach (var (field, value) in answers) Assert.True(await patient.Choice(value, field).IsCheckedAsync());
                if (page == 10) foreach (var (field, value) in Asked.Unremarkable(at)) await patient.Choose(value, field);
            }

            await Press(patient, "Continue");
        }

        Assert.Contains("several", looked);
        await Look(patient, script);
        // Two tabs: what one has changed, the other sees as soon as it is sent.
        var other = await patient.Page.Context.NewPageAsync();
        await other.GotoAsync(patient.Page.Url);
        await Press(patient, "Send to the clinic");
        await other.ReloadAsync();
        Assert.Contains("These answers are with the clinic", await other.InnerTextAsync("main"), StringComparison.Ordinal);
        await other.CloseAsync();
        await Look(patient, script);
    }

    private static string At(Reader patient) => new Uri(patient.Page.Url).Segments[^1];

    /// <summary>The examination, all together and by the keys alone; what was forgotten is named, and the rest stays.</summary>
    private static async Task Examine(Reader nurse, string record, bool script)
    {
        await nurse.Open($"{record}/decision/examination");
        await Look(nurse, script);
        var asked = await nurse.Page.Locator("fieldset input[value='none']").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.name)");
        Assert.Superset(WholeWay.Examination.Select(finding => $"v.{finding}").ToHashSet(), asked.ToHashSet());
        await None(asked[0]);
        await nurse.Page.SelectOptionAsync("#source", "practitioner");
        await Press(nurse, "Keep the examination");
        await Look(nurse, script);
        Assert.Equal(asked.Length - 1, await nurse.ErrorSummary.Locator("a").CountAsync());
        foreach (var list in asked[1..]) await None(list);
        await Press(nurse, "Keep the examination");
        Assert.Equal($"{record}/decision", new Uri(nurse.Page.Url).AbsolutePath);

        async Task None(string list)
        {
            await nurse.Page.FocusAsync($"[name='{list}'][value='none']");
            await nurse.Page.Keyboard.PressAsync("Space");
        }
    }

    private static async Task Plan(Reader nurse, string record, bool script)
    {
        await Grade(nurse, record, "3");
        await Examine(nurse, record, script);

        await nurse.Open($"{record}/plan");
        foreach (var site in new[] { "cheek-right", "cheek-left" })
        {
            await nurse.Page.CheckAsync($"#zone-{site}");
            await nurse.Page.FillAsync($"[name='depth/{site}']", "2.6");
            await nurse.Page.FillAsync($"[name='passes/{site}']", "3");
        }

        foreach (var (field, word) in new[] { ("concern", "acne-scar-rolling"), ("purpose", "cosmetic"), ("endpoint", "pinpoint-bleeding"), ("topical", "sterile-hydrogel"), ("anaesthetic", "none") })
            await nurse.Page.SelectOptionAsync($"#{field}", word);
        await nurse.Page.SelectOptionAsync("#device", new SelectOptionValue { Index = 1 });
        await nurse.Page.FillAsync("[name=sessions]", "1");
        await nurse.Page.FillAsync("[name=weeks]", "4");
        await nurse.Page.FillAsync("#first", Today.Date.ToString("O", CultureInfo.InvariantCulture));
        await Press(nurse, "Keep the draft, and check it");
        await Says(nurse, "Outside of");
        Assert.Equal("2.6", await nurse.Page.InputValueAsync("[name='depth/cheek-left']"));

        // Two tabs on one draft: what the second one typed is beside what the first one kept.
        var second = await nurse.OtherTab();
        await second.Open($"{record}/plan");
        foreach (var site in new[] { "cheek-right", "cheek-left" }) await nurse.Page.FillAsync($"[name='depth/{site}']", "1");
        await Press(nurse, "Keep the draft, and check it");
        await second.Page.FillAsync("[name='depth/cheek-left']", "1.15");
        await Press(second, "Keep the draft, and check it");
        Assert.EndsWith("/plan/draft", second.Page.Url, StringComparison.Ordinal);
        await Says(second, "1.15");
        await second.Page.CloseAsync();

        // The session ends before the signature: it is asked for again, and the words are still there.
        await nurse.Page.FillAsync("#meaning", Meaning);
        await nurse.Page.Context.ClearCookiesAsync();
        await Press(nurse, "Sign the plan");
        Assert.Equal("Your session is over", await nurse.Heading());
        await Says(nurse, Meaning);
        await Again(nurse, Practitioner);
        await Says(nurse, Meaning);
    }

    private static async Task Agree(Reader patient, bool script)
    {
        await Look(patient, script);
        if (script)
        {
            var pad = patient.Page.Locator("svg.signbox");
            await pad.ScrollIntoViewIfNeededAsync();
            var box = (await pad.BoundingBoxAsync())!;
            await patient.Page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
            await patient.Page.Mouse.DownAsync();
            foreach (var step in Enumerable.Range(1, 8)) await patient.Page.Mouse.MoveAsync(box.X + 20 + step * 12, box.Y + 20 + step % 2 * 20);
            await patient.Page.Mouse.UpAsync();
        }

        await Press(patient, "I agree and sign"); // without a name first
        Assert.True(await patient.ErrorSummary.IsVisibleAsync());
        await Look(patient, script);
        if (script) Assert.StartsWith("M", await patient.Page.InputValueAsync("[name=drawing]"), StringComparison.Ordinal);
        await patient.Page.FillAsync("#name", Name);
        await Press(patient, "I agree and sign");
        Assert.Equal("You agreed and signed", await patient.Heading());
        await Look(patient, script);
        // Back, and pressed again: there is one signature, and the page says so.
        await patient.Page.GoBackAsync();
        await patient.Page.ReloadAsync();
        Assert.Equal("You agreed and signed", await patient.Heading());
    }

    private static async Task Treat(Reader nurse, string record, bool script)
    {
        await nurse.Open("/clinic/today");
        await Says(nurse, Name);
        await nurse.Open(record);
        await Go(nurse, "Prepare session 1");
        await nurse.Page.FillAsync("#born", "1985-02-27"); // somebody else
        foreach (var (field, text) in new[] { ("number", "W-1"), ("lot", "B2307"), ("serial", "W-1"), ("expires", Today.Date.AddDays(30).ToString("O", CultureInfo.InvariantCulture)), ("cleaned-with", "saline") })
            await nurse.Page.FillAsync($"#{field}", text);
        await nurse.Page.SelectOptionAsync("#device", new SelectOptionValue { Index = 1 });
        await Press(nurse, "Begin the session");
        await Says(nurse, "this may be the wrong person");
        Assert.Equal("B2307", await nurse.Page.InputValueAsync("#lot"));
        await nurse.Page.FillAsync("#born", "1985-02-28");
        await Press(nurse, "Begin the session");
        foreach (var site in new[] { "cheek-right", "cheek-left" })
        {
            var form = nurse.Page.Locator($"form[action$='/zones']:has([name=site][value={site}])");
            await nurse.Page.EvaluateAsync("document.querySelectorAll('details').forEach(more => { more.open = true; })");
            await form.Locator("[name=reached][value=pinpoint-bleeding]").CheckAsync();
            await nurse.Follow(() => form.GetByRole(AriaRole.Button, new() { Name = "Record this zone" }).ClickAsync());
        }

        await Look(nurse, script);
        await nurse.Page.SelectOptionAsync("#topical", "sterile-hydrogel");
        await nurse.Page.FillAsync("#topical-lot", "L2");
        await nurse.Page.FillAsync("#reactions", "even redness");
        await Press(nurse, "End the session");
        await Go(nurse, "Aftercare for the patient");
        await Press(nurse, "Note it");
        await nurse.Page.GoBackAsync();
    }

    private static async Task CheckIn(Reader patient, bool script)
    {
        if (await patient.Page.GetByRole(AriaRole.Link, new() { Name = "How is your skin" }).CountAsync() > 0) await Go(patient, "How is your skin");
        await Look(patient, script);
        await Press(patient, "Send to the clinic"); // with nothing said
        Assert.True(await patient.ErrorSummary.IsVisibleAsync());
        await patient.Page.CheckAsync("[name=sign][value=itchy-bumps]");
        await patient.Page.FillAsync("#says", "since this morning");
        // The link was opened long ago: who it is has to be said again, and what was typed waits for it.
        var link = new Uri(patient.Page.Url).AbsolutePath.Split('/')[2];
        await patient.Page.Context.ClearCookiesAsync();
        await Press(patient, "Send to the clinic");
        Assert.Equal("Please say again who you are", await patient.Heading());
        await Says(patient, "since this morning");
        var tab = await patient.OtherTab();
        await tab.Open($"/l/{link}");
        await tab.Page.FillAsync("#day", "28");
        await tab.Page.SelectOptionAsync("#month", "2");
        await tab.Page.FillAsync("#year", "1985");
        await Press(tab, "Continue");
        Assert.EndsWith("/check-in", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.CloseAsync();
        await Press(patient, "Send it now");
        if (await patient.Heading() == "Please look once more") await Press(patient, "Send it now");
        Assert.Contains("/check-in/", patient.Page.Url, StringComparison.Ordinal);
        await Look(patient, script);
    }

    private static async Task TakeCheckIn(Reader director, bool script)
    {
        await director.Open("/clinic/check-ins");
        await director.Follow(() => director.Page.GetByRole(AriaRole.Link, new() { Name = Name }).First.ClickAsync());
        await Look(director, script);
        await director.Page.FillAsync("[name=did]", "Seen: a scented cream. Stopped.");
        await Press(director, "I have looked at it");
        await Says(director, "a scented cream");
    }

    private static async Task Compare(Reader nurse, string record)
    {
        await Grade(nurse, record, "2");
        await Says(nurse, "1 grade better");
    }

    private static async Task Grade(Reader nurse, string record, string grade)
    {
        await nurse.Open($"{record}/outcome");
        await nurse.Page.EvaluateAsync("document.querySelectorAll('details').forEach(more => { more.open = true; })");
        var form = nurse.Page.Locator("form[action$='/scores']").Filter(new() { Has = nurse.Page.Locator("[value='goodman-baron-qualitative']") });
        await form.Locator($"[name='grade-goodman-baron-qualitative'][value='{grade}']").CheckAsync();
        await nurse.Follow(() => form.GetByRole(AriaRole.Button).ClickAsync());
    }

    private static async Task Says(Reader reader, string text)
    {
        var page = await reader.Page.InnerTextAsync("main");
        Assert.True(page.Contains(text, StringComparison.Ordinal), $"{reader.Page.Url} does not say “{text}”:\n{page}");
    }

    /// <summary>The page fits, a patient's says no verdict, and there is no fault where a script can look for one.</summary>
    private static async Task Look(Reader reader, bool script)
    {
        await reader.FitsTheWidth();
        if (reader.Page.Url.Contains("/l/", StringComparison.Ordinal))
        {
            var text = await reader.Page.InnerTextAsync("main");
            Assert.DoesNotContain(verdicts, verdict => text.Contains(verdict, StringComparison.OrdinalIgnoreCase));
        }

        if (script) await Accessibility.HasNoFault(reader, reader.Page.Url);
    }
}
