using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Decide;

/// <summary>The decision on a patient, and the test patches that its rules ask for. Practitioners and medical directors see it.</summary>
internal static class DecisionEndpoints
{
    public const string Route = "/clinic/patients/{patient:guid}/decision";

    public static void MapDecision(this WebApplication app)
    {
        app.MapPage(Route, async (Guid patient, Visit visit, Charts charts, Desk desk, People people, HttpContext http) =>
            await charts.Open(visit, patient, http.RequestAborted) is { } chart ? await Show(chart, desk, people, null, http.RequestAborted) : Results.NotFound())
            .ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Route}/patches", MakePatch).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Route}/patches/{{patch:guid}}/read", ReadPatch).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapAsking();
        app.MapExamination();
        app.MapOverrides();
        app.MapReferrals();
    }

    /// <summary>The page of the decision; where nothing may be decided, why.</summary>
    /// <param name="chart">Whose.</param>
    /// <param name="desk">Where the person who looks is read from.</param>
    /// <param name="people">Names.</param>
    /// <param name="form">A form of the page that came back with mistakes; null when it is only looked at.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<IResult> Show(Chart chart, Desk desk, People people, Submission? form, CancellationToken cancel)
    {
        if (chart.Review is not { } review) return NotReady(chart, "Decision", form);
        var me = (await PersonRecord.Read(desk.Ledger, chart.Place.Clinic, chart.Place.Person!.Value, cancel))!.Person;
        var voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, cancel));
        return Pages.Render<DecisionPage>(new { Chart = chart, Review = review, Voices = voices, Me = me, Form = form }, Status(form));
    }

    /// <summary>Why nothing can be decided or planned, and who can change it. A form that came keeps what was typed.</summary>
    public static IResult NotReady(Chart chart, string title, Submission? form) =>
        Pages.Render<NotReadyPage>(new { Chart = chart, Title = title, Form = form }, form is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    public static int Status(Submission? form) => form is { IsGood: false } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;

    private static async Task<IResult> MakePatch(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.Review is not { } review) return NotReady(chart, "Decision", form);
        var findings = review.Candidacy.Findings;
        var site = findings.Case.Sites.FirstOrDefault(planned => planned.Site.Id == form.Raw("site"))?.Site;
        if (site is null) form.Add("site", "Choose where the patch is");
        var depth = form.Number("depth", "the depth", 0.01, NeedleDepth.MaximumMillimetres);
        var product = form.Text("product", "what was on the skin", 200);
        var on = form.Day("on", "the day");
        if (on > chart.Today) form.Add("on", "The day of the patch is still to come: record it when it is made");
        if (!findings.Fired.Any(reason => TestPatches.Of(reason.Rule) is not null)) form.Add("site", "No rule that fired asks for a test patch");
        if (site is not null && findings.Fired.FirstOrDefault(reason => reason.Rule.Grade is Grade.Absolute && reason.At.Contains(site)) is { } stands)
            form.Add("site", $"{stands.Rule.Entry.Name} stands against any needling there, and a patch is needling: choose another place");
        if (site is not null && TreatmentLimits.Of(findings.Case.Rules).DepthAt(site)?.ReasonedTo is { } deepest && depth > deepest)
            form.Add("depth", FormattableString.Invariant($"The tables allow at most {deepest} mm there"));
        if (!form.IsGood) return await Show(chart, desk, people, form, http.RequestAborted);
        var patch = new TestPatchMade(Guid.CreateVersion7(chart.Now), site!.Id, depth!.Value, product, on!.Value, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision#patches", Body.About(Streams.Of(chart.Record.Id), patch));
    }

    private static async Task<IResult> ReadPatch(Guid patient, Guid patch, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (!chart.Record.All<TestPatchMade>().Any(made => made.Body.Patch == patch)) return Results.NotFound();
        if (form.Raw("settled") is not ("yes" or "no")) form.Add("settled", "Say whether the skin settled as expected");
        var seen = form.Paragraph("seen", "what was seen", 2000);
        if (!form.IsGood) return await Show(chart, desk, people, form, http.RequestAborted);
        var read = new TestPatchRead(patch, form.Raw("settled") == "yes", seen, chart.Today, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision#patches", Body.About(Streams.Of(chart.Record.Id), read));
    }
}
