using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>The record of one patient: what is to be done, everything that happened, and who has looked at it.</summary>
internal static class RecordEndpoints
{
    private const int LongestNote = 4000;
    private const int MostReads = 300;

    public static void MapRecord(this WebApplication app)
    {
        app.MapPage(PatientEndpoints.One, (Guid patient, Visit visit, Charts charts, People people, HttpContext http) => Show(patient, visit, charts, people, http, null))
            .ForReaders("patient", Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapForm(PatientEndpoints.One + "/notes", WriteNote).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage(PatientEndpoints.One + "/entries/{entry:int}", ShowEntry).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm(PatientEndpoints.One + "/entries/{entry:int}", AmendEntry).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage(PatientEndpoints.One + "/readers", ShowReaders).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
    }

    /// <summary>The record; with a form that has mistakes, the same with the form in it.</summary>
    public static async Task<IResult> Show(Guid patient, Visit visit, Charts charts, People people, HttpContext http, Submission? form)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        var names = await RecordThread.Names(people, chart.Place, http.RequestAborted);
        return Pages.Render<RecordPage>(
            new { Chart = chart, Items = RecordThread.Of(chart, chart.InForce.Policy?.Rules, names), Form = form },
            form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> WriteNote(Guid patient, Visit visit, Submission form, Desk desk, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        var text = form.Paragraph("note", "a note", LongestNote);
        if (!form.IsGood) return await Show(patient, visit, charts, people, http, form);
        var note = new NoteWritten(Guid.CreateVersion7(desk.Clock.GetUtcNow()), text, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, chart.Path, Body.About(Streams.Of(chart.Record.Id), note));
    }

    private static Task<IResult> ShowEntry(Guid patient, int entry, Visit visit, Charts charts, People people, HttpContext http) => Entry(patient, entry, visit, charts, people, http, null);

    private static async Task<IResult> Entry(Guid patient, int entry, Visit visit, Charts charts, People people, HttpContext http, Submission? form)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        var names = await RecordThread.Names(people, chart.Place, http.RequestAborted);
        var line = RecordThread.Of(chart, chart.InForce.Policy?.Rules, names).SelectMany(item => item.Lines).FirstOrDefault(line => line.Entry.Version == entry);
        return line is null ? Results.NotFound() : Pages.Render<EntryPage>(
            new { Chart = chart, Line = line, Names = names, Form = form }, form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> AmendEntry(Guid patient, int entry, Visit visit, Submission form, Desk desk, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || chart.Record.Entries.All(known => known.Version != entry || known.Body is EntryAmended)) return Results.NotFound();
        var says = form.Paragraph("says", "what is right", LongestNote);
        if (!form.IsGood) return await Entry(patient, entry, visit, charts, people, http, form);
        return await desk.Write(chart.Place, form, $"{chart.Path}#entry-{entry}", Body.About(Streams.Of(chart.Record.Id), new EntryAmended(entry, says, chart.Place.Person!.Value)));
    }

    private static async Task<IResult> ShowReaders(Guid patient, Visit visit, Desk desk, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        var reads = new List<(DateTimeOffset At, string By, string Route)>();
        await foreach (var fact in desk.Ledger.ReadStream(chart.Place.Clinic, Streams.Reads(Streams.Of(chart.Record.Id)), 0, http.RequestAborted))
        {
            if (Body.Read(fact) is RecordRead read) reads.Add((fact.At, fact.By, read.Route));
        }

        var names = await RecordThread.Names(people, chart.Place, http.RequestAborted);
        reads.Reverse();
        return Pages.Render<ReadersPage>(new { Chart = chart, Reads = reads.Take(MostReads).Select(read => (read.At, Who: RecordThread.NameOf(read.By, names), read.Route)).ToArray(), All = reads.Count });
    }
}
