using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Outcome;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Outcome;

/// <summary>What was seen before and after: grades and photographs, and how they compare.</summary>
internal static class OutcomeEndpoints
{
    private const string Patient = "/clinic/patients/{patient:guid}";

    public static void MapOutcome(this WebApplication app)
    {
        app.MapPage($"{Patient}/outcome", (Guid patient, Visit visit, Charts charts, People people, HttpContext http) => Show(patient, visit, charts, people, http, null)).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Patient}/scores", Grade).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Patient}/photos", Add).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector).WithMetadata(new Uploads(PhotoIntake.MostBytes));
        app.MapPage($"{Patient}/photos/{{photo:guid}}", Picture).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Patient}/photos/{{photo:guid}}/withdraw", Withdraw).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
    }

    private static async Task<IResult> Show(Guid patient, Visit visit, Charts charts, People people, HttpContext http, Submission? form) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart
            ? Pages.Render<OutcomePage>(new { Chart = chart, People = await people.All(chart.Place.Clinic, http.RequestAborted), Form = form }, form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity)
            : Results.NotFound();

    private static async Task<IResult> Grade(Guid patient, Visit visit, Submission form, Charts charts, People people, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { InForce.Policy: { } policy } chart) return Results.NotFound();
        var scale = Scales.Of(policy.Rules).Find(form.Raw("scale"));
        var field = $"grade-{form.Raw("scale")}";
        var grade = scale is not null && int.TryParse(form.Raw(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? scale.Grade(number) : null;
        if (grade is null) form.Add(field, "Choose a grade");
        if (!form.IsGood) return await Show(patient, visit, charts, people, http, form);
        // Before the first session everything is a baseline; a scale that compares by itself has none.
        var baseline = !scale!.ComparesItself && chart.Record.Sessions.Length == 0;
        var score = new ScoreGiven(Guid.CreateVersion7(chart.Now), scale.Id, grade!.Value, scale.RatedBy, chart.Today, baseline, chart.Place.Person);
        return await desk.Write(chart.Place, form, $"{chart.Path}/outcome", Body.About(Streams.Of(chart.Record.Id), score));
    }

    private static async Task<IResult> Add(Guid patient, Visit visit, Submission form, Charts charts, People people, PhotoIntake intake, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before;
        var view = form.Raw("view");
        if (!PhotoViews.Words.ContainsKey(view)) form.Add("view", "Choose what it shows");
        if (form.Raw("agreed") != "yes") form.Add("agreed", "Say that the patient agrees to this photograph");
        var file = await form.File("photo", "a photograph", http.RequestAborted);
        var kept = form.IsGood ? await intake.Take(file!, http.RequestAborted) : null;
        if (form.IsGood && kept is null) form.Add("photo", "This file cannot be taken: it has to be one whole JPEG or PNG picture, of at least 64 pixels a side, at most 60 million pixels and 25 MB. Nothing of it was kept");
        if (kept is null) return await Show(patient, visit, charts, people, http, form);
        var photo = Guid.CreateVersion7(chart.Now);
        return await desk.Write(
            chart.Place,
            form,
            $"{chart.Path}/outcome",
            Body.About(Streams.Photo(photo), new PhotoKept("image/jpeg", kept.Picture), expectedVersion: 0),
            Body.About(Streams.Of(chart.Record.Id), new PhotoTaken(photo, view, chart.Record.Sessions.Length == 0, kept.Width, kept.Height, kept.Hash, chart.Today, chart.Place.Person)));
    }

    private static async Task<IResult> Picture(Guid patient, Guid photo, Visit visit, Charts charts, ILedger ledger, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || !chart.Record.Photos.Any(known => known.Photo == photo)) return Results.NotFound();
        await foreach (var fact in ledger.ReadStream(chart.Place.Clinic, Streams.Photo(photo), 0, http.RequestAborted))
        {
            if (Body.Read(fact) is not PhotoKept kept) continue;
            // A picture and nothing else, whatever somebody makes of its address; and no copy of it stays in the browser.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            http.Response.Headers.ContentDisposition = "inline; filename=\"photograph.jpg\"";
            http.Response.Headers.CacheControl = "no-store";
            return Results.Bytes(kept.Picture, kept.MediaType);
        }

        return Results.NotFound();
    }

    private static async Task<IResult> Withdraw(Guid patient, Guid photo, Visit visit, Submission form, Charts charts, People people, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || !chart.Record.All<PhotoTaken>().Any(known => known.Body.Photo == photo)) return Results.NotFound();
        var reason = form.Text("reason", "a reason", 500);
        if (!form.IsGood) return await Show(patient, visit, charts, people, http, form);
        return await desk.Write(chart.Place, form, $"{chart.Path}/outcome", Body.About(Streams.Of(chart.Record.Id), new PhotoWithdrawn(photo, reason, chart.Place.Person!.Value)));
    }
}
