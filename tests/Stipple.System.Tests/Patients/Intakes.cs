using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Patients;

/// <summary>A patient answers the questions by a link, and the demo clinic shows what came of it to whom it may.</summary>
public sealed class Intakes : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private Serving serving = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => serving = await Serving.Start(scratch.File("data"), Cancel, "--demo");

    public async ValueTask DisposeAsync()
    {
        await serving.DisposeAsync();
        scratch.Dispose();
    }

    [Fact]
    public async Task Each_answer_is_kept_a_red_flag_is_told_at_once_and_the_clinic_gets_what_was_sent()
    {
        using var desk = await DemoVisits.Enter(serving.Address, "Timo Ferber");
        var record = await DemoVisits.Record(desk, "P-0001");
        var link = await Registrations.Link(desk, record);
        using var patient = await Open(desk, record, link);
        Assert.Equal("Before your visit", patient.Heading);

        await patient.Get($"{link}/intake/next");
        await patient.Submit($"{link}/intake/places");
        Assert.Contains("Choose at least one place", patient.Page, StringComparison.Ordinal);
        await patient.Submit($"{link}/intake/places", ("v", "forehead"));
        await patient.Submit($"{link}/intake/concern", ("v", "texture"));
        Assert.Equal($"{link}/intake/warning-signs", patient.Path);
        await patient.Submit($"{link}/intake/warning-signs", ("v.warning-signs", "spreading-redness"));
        Assert.Equal("Please read this first", patient.Heading);
        Assert.Contains("See a doctor today", patient.Page, StringComparison.Ordinal);

        // In the middle of it, on another device: nothing that was answered is asked again.
        using var elsewhere = await Open(desk, record, link);
        await elsewhere.Get($"{link}/intake/next");
        Assert.NotEqual($"{link}/intake/warning-signs", elsewhere.Path);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (elsewhere.Path != $"{link}/intake/answers")
        {
            Assert.True(asked.Add(elsewhere.Path) && asked.Count < 50, $"{elsewhere.Path} is asked twice");
            await elsewhere.Submit(elsewhere.Path, Asked.Each(elsewhere.Path, _ => ["unknown"]));
        }

        Assert.DoesNotContain($"{link}/intake/inr", asked); // for a practitioner to answer
        await elsewhere.Submit($"{link}/intake/finish");
        Assert.Contains("Your answers are with the clinic", elsewhere.Heading, StringComparison.Ordinal);
        await elsewhere.Get($"{link}/intake/pregnant");
        await elsewhere.Submit($"{link}/intake/pregnant", ("v.pregnant", "could-be"));
        await elsewhere.Get($"{link}/intake/answers");
        Assert.Contains("I could be", elsewhere.Page, StringComparison.Ordinal);

        // The front desk sees that it came, the practitioner sees what.
        await desk.Get(record);
        Assert.Contains("The patient sent the answers", desk.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("I could be", desk.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("warning signs", desk.Page, StringComparison.OrdinalIgnoreCase);
        using var practitioner = await DemoVisits.Enter(serving.Address, "Mira Castell");
        Assert.Contains($"{record}/decision", practitioner.Page, StringComparison.Ordinal); // today: waits for a decision
        await practitioner.Get(record);
        Assert.Contains("I could be", practitioner.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_contradicts_an_earlier_one_is_not_kept_until_the_patient_says_which_is_right()
    {
        using var desk = await DemoVisits.Enter(serving.Address, "Timo Ferber");
        var record = await DemoVisits.Record(desk, "P-0001");
        var link = await Registrations.Link(desk, record);
        using var patient = await Open(desk, record, link);
        var (gate, last) = ($"{link}/intake/isotretinoin", $"{link}/intake/isotretinoin-last");
        await patient.Get(gate);
        await patient.Submit(gate, ("v.isotretinoin", "past"));
        await patient.Get(last);
        await patient.SubmitOnly(last, ("v.isotretinoin-last", "never"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Contains("Isotretinoin in the past does not go with a last capsule that was never taken.", patient.Page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{gate}\"", patient.Page, StringComparison.Ordinal);
        Assert.Matches("value=\"never\" checked", patient.Page);
        await patient.SubmitOnly(last, ("v.isotretinoin-last", "about"), ("v.isotretinoin-last.year", "1900"));
        Assert.Contains("The date lies before the date of birth.", patient.Page, StringComparison.Ordinal);
        await patient.SubmitOnly(last, ("v.isotretinoin-last", "about"), ("v.isotretinoin-last.year", "2026"), ("v.isotretinoin-last.month", "3"));
        Assert.Equal(HttpStatusCode.SeeOther, patient.Status);

        // The gate is changed: the follow-up stays until they take it back.
        await patient.Get(gate);
        await patient.SubmitOnly(gate, ("v.isotretinoin", "no"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, patient.Status);
        Assert.Contains("March 2026", patient.Page, StringComparison.Ordinal);
        await patient.Get(gate);
        Assert.Matches("value=\"past\" checked", patient.Page);
        await patient.SubmitOnly(gate, ("v.isotretinoin", "no"), ("go", "keep isotretinoin"));
        Assert.Equal(HttpStatusCode.SeeOther, patient.Status);
        await patient.Get(gate);
        Assert.Matches("value=\"no\" checked", patient.Page);
        await patient.Get(last);
        Assert.Matches("value=\"unknown\" checked", patient.Page);
    }

    [Fact]
    public async Task The_day_shows_each_role_what_it_may_see()
    {
        using var practitioner = await DemoVisits.Enter(serving.Address, "Mira Castell");
        foreach (var shown in new[] { "Red, same day", "Amber, 48 hours", "All six settled", "Open, consent:", "Open, fresh answers:", "A session of this patient is under way", "Waiting for a decision", "Scores due" })
            Assert.Contains(shown, practitioner.Page, StringComparison.Ordinal);
        using var desk = await DemoVisits.Enter(serving.Address, "Timo Ferber");
        Assert.Contains("Sessions today", desk.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("0.5 mm", desk.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Open, consent:", desk.Page, StringComparison.Ordinal);
        using var owner = await DemoVisits.Enter(serving.Address, "Vera Lindt");
        Assert.DoesNotContain("/clinic/patients/", owner.Page, StringComparison.Ordinal);
        await owner.Get("/clinic/patients");
        Assert.Equal(HttpStatusCode.Forbidden, owner.Status);
    }

    [Fact]
    public async Task The_demo_has_patients_at_every_stage_and_devices_that_can_be_checked_and_retired()
    {
        using var director = await DemoVisits.Enter(serving.Address, "Dr Jonas Aumann");
        await director.Get("/clinic/patients");
        Assert.True(Regex.Count(director.Page, "<tr>") > 24, "fewer than 24 patients");
        foreach (var turn in new[] { "sends the questions", "answers the questions", "decides", "signs the plan", "reads the consent", "holds the session", "ends the session under way", "looks after it" })
            Assert.Contains(turn, director.Page, StringComparison.Ordinal);

        await director.Get("/clinic/devices");
        await director.Submit("/clinic/devices", ("model", "no such model"), ("name", "Pen 3"), ("serial", "S 3"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Status);
        await director.Submit("/clinic/devices", ("model", "roller-192"), ("name", "Roller 3"), ("serial", "S 3"), ("until", "2020-01-01"));
        Assert.Contains("check overdue", director.Page, StringComparison.Ordinal);
        var device = Regex.Matches(director.Page, "/clinic/devices/(?<device>[0-9a-f-]{36})/check", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))[^1].Groups["device"].Value;
        await director.Submit($"/clinic/devices/{device}/check", ("checked-until", "2199-01-01"), ("says", "calibrated by the maker"));
        Assert.DoesNotContain("check overdue", director.Page, StringComparison.Ordinal);
        await director.Submit($"/clinic/devices/{device}/retire", ("reason", "fell down"));
        Assert.Contains("out of use", director.Page, StringComparison.Ordinal);
    }

    /// <summary>Opens a link with the date of birth that the record shows.</summary>
    private async Task<Visitor> Open(Visitor staff, string record, string link)
    {
        await staff.Get(record);
        var born = DateOnly.ParseExact(staff.Between("born <time datetime=\"", "\""), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var patient = new Visitor(serving.Address);
        await patient.Get(link);
        await patient.Submit(link, ("day", $"{born.Day}"), ("month", $"{born.Month}"), ("year", $"{born.Year}"));
        return patient;
    }
}
