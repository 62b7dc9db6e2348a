using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Pages;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Patients;

/// <summary>The pages of a patient's questions: several short ones together, each answer for itself.</summary>
public sealed class IntakePages(IntakePages.Clinic clinic, Chromium chromium) : IClassFixture<IntakePages.Clinic>
{
    private const int MostPages = 25;
    private const string Skin = "rosacea,eczema,psoriasis,lichen-planus,granuloma";
    private const string Herpes = "hsv-history,zoster";
    private const string Keloids = "keloid-number,keloid-cause";

    private static int patients;

    [Theory]
    [InlineData("face", 24)]
    [InlineData("", 24)]
    public async Task Somebody_with_nothing_to_report_goes_through_few_pages_and_each_says_how_many_follow(string region, int few)
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        await patient.Get($"{link}/next");
        var wanted = Cases.Rules.Sites.All.Where(site => region.Length == 0 || site.Region == region).Select(site => ("v", site.Id)).ToArray();
        var (pages, said) = (new List<string>(), new List<string>());
        while (!patient.Path.EndsWith("/answers", StringComparison.Ordinal))
        {
            Assert.InRange(pages.Count, 0, MostPages);
            pages.Add(patient.Path);
            said.Add(Regex.Match(patient.Page, "About (?<n>one|[0-9]+) more page|the last page of questions", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["n"].Value);
            Assert.DoesNotContain(" checked", patient.Page, StringComparison.Ordinal);
            await patient.Submit(patient.Path, patient.Path.EndsWith("/places", StringComparison.Ordinal) ? wanted : Asked.Unremarkable(patient.Path));
        }

        Assert.Equal(few, pages.Count);
        Assert.Equal(Enumerable.Range(0, pages.Count).Reverse().Select(left => left switch { 0 => "", 1 => "one", _ => $"{left}" }), said);
        // All that can stand together does, and the rest is alone.
        Assert.All(new[] { "warning-signs", "illness", "health", "pregnant", "blood-virus", "strong-creams", "tattoo-zones" }, alone => Assert.Contains($"{link}/{alone}", pages));
        Assert.Contains($"{link}/{Skin}", pages);
    }

    [Fact]
    public async Task What_is_answered_is_kept_where_another_question_of_the_page_has_no_answer_and_the_page_asks_for_that_one()
    {
        var (record, link) = await clinic.Ask();
        using var patient = await Open(link);
        var page = $"{link}/{Skin}";
        await patient.Get(page);
        await patient.SubmitOnly(page, ("v.rosacea", "no"), ("v.psoriasis", "unknown"), ("v.lichen-planus", "no"), ("v.granuloma", "none"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{page}?empty"), (patient.Status, $"{patient.Headers!.Location}"));
        await patient.Get($"{page}?empty");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Contains("<title>Error: Skin conditions", patient.Page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#v.eczema-first\">Have you ever had eczema? Choose yes, no or", patient.Page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(patient.Page, "class=\"error\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("What you answered here is kept", patient.Page, StringComparison.Ordinal);
        Assert.Equal(["rosacea no", "psoriasis unknown", "lichen-planus no", "granuloma none"], Chosen(patient));

        // On another device only the missing one is asked again, and what is sent once more is not kept twice.
        using var elsewhere = await Open(link);
        await Go(elsewhere, link, "skin-colour-marks");
        Assert.Equal("eczema", Asked.By(elsewhere.Path)[0]);
        Assert.DoesNotContain("v.rosacea", elsewhere.Page, StringComparison.Ordinal);
        await patient.SubmitOnly(page, ("v.rosacea", "no"), ("v.eczema", "no"), ("v.psoriasis", "unknown"), ("v.lichen-planus", "no"), ("v.granuloma", "none"));
        Assert.Equal($"{link}/next", $"{patient.Headers!.Location}");
        using var nurse = await DemoVisits.Enter(clinic.Address, "Mira Castell");
        await nurse.Get(record);
        foreach (var topic in new[] { "rosacea", "eczema", "psoriasis" })
            Assert.Single(Regex.Matches(nurse.Page, $">{topic}[:<]", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task What_cannot_be_an_answer_is_shown_as_it_was_chosen_beside_what_is_kept()
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        var page = $"{link}/{Skin}";
        await patient.Get(page);
        await patient.SubmitOnly(page, ("v.rosacea", "no"), ("v.eczema", "maybe"), ("v.psoriasis", "no"), ("v.lichen-planus", "no"), ("v.granuloma", "sarcoidosis"), ("v.granuloma", "none"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Contains("Choose what applies, or “None of these”, but not both", WebUtility.HtmlDecode(patient.Page), StringComparison.Ordinal);
        Assert.Equal(["rosacea no", "psoriasis no", "lichen-planus no", "granuloma sarcoidosis", "granuloma none"], Chosen(patient));
        Assert.Equal(2, Regex.Count(patient.Page, "class=\"error\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        await patient.Get(page);
        Assert.Equal(["rosacea no", "psoriasis no", "lichen-planus no"], Chosen(patient));
    }

    [Fact]
    public async Task Answers_of_one_page_that_contradict_each_other_are_refused_until_one_of_them_is_kept()
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        var page = $"{link}/{Keloids}";
        await patient.Get(page);
        (string, string)[] answers = [("v.keloid-number", "one"), ("v.keloid-cause", "operation"), ("v.keloid-cause", "piercing")];
        await patient.SubmitOnly(page, answers);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Equal(2, Regex.Count(patient.Page, "class=\"error\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("href=\"#v.keloid-cause-first\">Change that answer", patient.Page, StringComparison.Ordinal);
        Assert.Equal(["keloid-number one", "keloid-cause operation", "keloid-cause piercing"], Chosen(patient));
        using var elsewhere = await Open(link);
        await elsewhere.Get(page);
        Assert.Equal([], Chosen(elsewhere)); // neither is kept

        await patient.SubmitOnly(page, [.. answers, ("go", "keep keloid-cause")]);
        Assert.Equal(HttpStatusCode.SeeOther, patient.Status);
        await patient.Get(page);
        Assert.Equal(["keloid-number unknown", "keloid-cause operation", "keloid-cause piercing"], Chosen(patient));
    }

    [Fact]
    public async Task An_answer_that_contradicts_one_of_another_page_is_refused_while_the_one_beside_it_is_kept()
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        await Answer(patient, $"{link}/hsv-now", ("v.hsv-now", "yes"));
        var page = $"{link}/{Herpes}";
        await patient.Get(page);
        await patient.SubmitOnly(page, ("v.hsv-history", "no"), ("v.zoster", "no"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Contains($"href=\"{link}/hsv-now\">Change that answer", patient.Page, StringComparison.Ordinal);
        Assert.Equal(["hsv-history no", "zoster no"], Chosen(patient));
        await patient.Get(page);
        Assert.Equal(["zoster no"], Chosen(patient));
    }

    [Fact]
    public async Task What_an_answer_opens_comes_on_the_next_page_and_back_shows_the_page_before_as_it_was_answered()
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        await Go(patient, link, "hsv-history");
        Assert.Equal($"{link}/{Herpes}", patient.Path);
        await patient.Submit(patient.Path, ("v.hsv-history", "yes"), ("v.zoster", "no"));
        Assert.Equal($"{link}/hsv-frequency,hsv-spread", patient.Path);

        // Back keeps what is answered, and asks for nothing.
        await patient.Submit(patient.Path, ("v.hsv-spread", "no"), ("go", "back"));
        Assert.Equal($"{link}/{Herpes}", patient.Path);
        Assert.Equal(["hsv-history yes", "zoster no"], Chosen(patient));
        await patient.Submit(patient.Path, ("v.hsv-history", "yes"), ("v.zoster", "no"));
        Assert.Equal($"{link}/hsv-frequency", patient.Path);

        // A gate that is changed takes its follow-ups along: none is asked.
        await Answer(patient, $"{link}/hsv-history", ("v.hsv-history", "unknown"));
        Assert.Equal($"{link}/illness", patient.Path);
        await patient.Get($"{link}/answers");
        Assert.Contains($"href=\"{link}/zoster\"", patient.Page, StringComparison.Ordinal);
        await patient.Get($"{link}/zoster");
        Assert.Equal(["zoster no"], Chosen(patient));
    }

    [Fact]
    public async Task What_is_asked_again_has_nothing_chosen()
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        await Answer(patient, $"{link}/{Herpes}", ("v.hsv-history", "no"), ("v.zoster", "no"));
        await Answer(patient, $"{link}/hsv-now", ("v.hsv-now", "yes")); // never before does not go with it
        await Go(patient, link, "hsv-history");
        Assert.Equal($"{link}/hsv-history", patient.Path);
        Assert.Equal([], Chosen(patient));
    }

    [Theory]
    [InlineData("hsv-history,keloid")] // of two sections
    [InlineData("zoster,hsv-history")] // not in their order
    [InlineData("zoster,zoster")]
    [InlineData("acne-now,warning-signs")] // a red flag stands alone
    [InlineData("pregnant,breastfeeding")]
    [InlineData("hsv-history,hsv-healed")] // a date stands alone
    [InlineData("field-holds")] // for a practitioner
    [InlineData("hsv-history,")]
    public async Task Questions_that_do_not_stand_together_are_no_page(string questions)
    {
        var (_, link) = await clinic.Ask();
        using var patient = await Open(link);
        await patient.Get($"{link}/{questions}");
        Assert.Equal(HttpStatusCode.NotFound, patient.Status);
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task A_page_of_several_questions_has_no_fault_is_worked_by_keyboard_and_leads_from_the_summary_to_the_question(int width, ColorScheme colours)
    {
        var (_, link) = await clinic.Ask();
        await using var reader = await chromium.Reader(clinic.Address, new Screen(width, 844, true), colours);
        await reader.Open(link[..^"/intake".Length]);
        await reader.Page.FillAsync("#day", "28");
        await reader.Page.SelectOptionAsync("#month", "2");
        await reader.Page.FillAsync("#year", "1985");
        await Press(reader, "Continue");
        await reader.Open($"{link}/{Skin}");
        await IsWhole(reader, "several questions");

        // With the keyboard alone: the second of five, and on.
        await reader.Choice("no", "v.eczema").FocusAsync();
        await reader.Page.Keyboard.PressAsync("Space");
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Enter"));
        Assert.True(await reader.Choice("no", "v.eczema").IsCheckedAsync());
        Assert.Equal(4, await reader.ErrorSummary.Locator("li").CountAsync());
        await IsWhole(reader, "several questions of which four are not answered");
        await reader.ErrorSummary.Locator("a").Last.ClickAsync();
        Assert.Equal("v.granuloma-first", await reader.Page.EvaluateAsync<string>("document.activeElement.id"));

        // The lists are apart: "none of these" of one lets go of nothing in another.
        await reader.Open($"{link}/hopes,appearance-worry,habits");
        await reader.Choose("all-gone", "v.hopes");
        await reader.Choose("none", "v.habits");
        Assert.True(await reader.Choice("all-gone", "v.hopes").IsCheckedAsync());

        await reader.Open($"{link}/{Keloids}");
        await reader.Choose("one", "v.keloid-number");
        foreach (var cause in new[] { "operation", "piercing" }) await reader.Choose(cause, "v.keloid-cause");
        await Press(reader, "Continue");
        await IsWhole(reader, "two answers that contradict each other");
    }

    private static async Task IsWhole(Reader reader, string page)
    {
        await reader.FitsTheWidth();
        await Accessibility.OpenEverything(reader);
        await Accessibility.HasNoFault(reader, page);
        Assert.Equal([], await Keyboard.Faults(reader, page));
    }

    private static Task Press(Reader reader, string button) =>
        reader.Follow(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());

    /// <summary>What is chosen on the page, by question.</summary>
    private static string[] Chosen(Visitor patient) =>
    [
        .. Regex.Matches(patient.Page, "name=\"v\\.(?<question>[^\"]*)\" value=\"(?<value>[^\"]*)\" checked", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => $"{match.Groups["question"].Value} {match.Groups["value"].Value}"),
    ];

    private static async Task Answer(Visitor patient, string page, params (string Name, string Value)[] fields)
    {
        await patient.Get(page);
        await patient.Submit(page, fields);
    }

    /// <summary>Goes on, with nothing to report, to the page of a question or to the one that stands before it.</summary>
    private static async Task Go(Visitor patient, string link, string question)
    {
        await patient.Get($"{link}/next");
        while (!Asked.By(patient.Path).Contains(question)) await patient.Submit(patient.Path, Asked.Unremarkable(patient.Path));
    }

    /// <summary>Opens the link of a patient in a browser of its own.</summary>
    private async Task<Visitor> Open(string link)
    {
        var patient = new Visitor(clinic.Address);
        await patient.Get(link[..^"/intake".Length]);
        await patient.Submit(patient.Path, ("day", "28"), ("month", "2"), ("year", "1985"));
        return patient;
    }

    /// <summary>A clinic of the demo, which asks new patients.</summary>
    public sealed class Clinic : IAsyncLifetime
    {
        private readonly Scratch scratch = new();
        private Serving serving = null!;

        public Uri Address => new($"http://localhost:{serving.Address.Port}");

        public async ValueTask InitializeAsync() => serving = await Serving.Start(scratch.File("data"), CancellationToken.None, "--demo");

        public async ValueTask DisposeAsync()
        {
            await serving.DisposeAsync();
            scratch.Dispose();
        }

        /// <summary>Registers somebody and makes a link to the questions.</summary>
        internal async Task<(string Record, string Link)> Ask()
        {
            using var desk = await DemoVisits.Enter(serving.Address, "Timo Ferber");
            var number = Interlocked.Increment(ref patients).ToString(CultureInfo.InvariantCulture);
            await desk.Get("/clinic/patients/new");
            await desk.Submit(
                "/clinic/patients/new",
                ("name", $"Ilse Frage {number}"), ("born", "1985-02-28"), ("number", $"F-{number}"), ("phone", "01632 960 114"), ("email", ""),
                ("emergency-name", "Bo Frage"), ("emergency-relation", "brother"), ("emergency-phone", "01632 960 115"), ("another", "yes"));
            Assert.NotEqual("/clinic/patients/new", desk.Path);
            var record = desk.Path;
            return (record, $"{await Registrations.Link(desk, record)}/intake");
        }
    }
}
