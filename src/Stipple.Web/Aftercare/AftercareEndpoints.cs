using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Aftercare;

/// <summary>The sheet that goes home, what patients report afterwards, and who looks at it.</summary>
internal static class AftercareEndpoints
{
    private const string Patient = "/clinic/patients/{patient:guid}";

    public static void MapAftercare(this WebApplication app)
    {
        app.MapPage($"{Patient}/aftercare/{{session:guid}}", ShowSheet).ForReaders("patient", Role.Practitioner, Role.MedicalDirector, Role.FrontDesk);
        app.MapForm($"{Patient}/aftercare/{{session:guid}}", Give).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector, Role.FrontDesk);
        app.MapPage($"{Patient}/check-ins", (Guid patient, Visit visit, Charts charts, People people, HttpContext http) => ShowCheckIns(patient, visit, charts, people, http, null)).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Patient}/check-ins/{{checkIn:guid}}", Take).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage($"{Patient}/check-ins/new", (Guid patient, Visit visit, Charts charts, HttpContext http) => AskByTelephone(patient, visit, charts, http, null)).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Patient}/check-ins", AnswerByTelephone).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage("/clinic/check-ins", Worklist).ForMembers(Audit.None, Role.Practitioner, Role.MedicalDirector);

        app.MapPage($"{Links.Root}/aftercare", SheetByLink).ForPatient(LinkPurpose.CheckIn, Audit.None);
        app.MapPage($"{Links.Root}/check-in", (LinkVisit link, Charts charts, ClinicEvidence evidence, HttpContext http) => Ask(link, charts, evidence, http, null)).ForPatient(LinkPurpose.CheckIn, Audit.None);
        app.MapForm($"{Links.Root}/check-in", Answer).ForPatient(LinkPurpose.CheckIn, Audit.Write);
        app.MapPage($"{Links.Root}/check-in/{{checkIn:guid}}", ShowAdvice).ForPatient(LinkPurpose.CheckIn, Audit.None);
    }

    private static int Status(Submission? form) => form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static async Task<IResult> ShowSheet(Guid patient, Guid session, Visit visit, Charts charts, Sheets sheets, Desk desk, HttpContext http) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart && await sheets.Of(chart.Place, chart.Record, session, http.RequestAborted) is { } sheet
            ? Pages.Render<SheetPage>(new { Chart = chart, Sheet = sheet, Reached = await Reached(desk, chart.Place, http) })
            : Results.NotFound();

    private static async Task<IResult> Give(Guid patient, Guid session, Visit visit, Submission form, Charts charts, Sheets sheets, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || await sheets.Of(chart.Place, chart.Record, session, http.RequestAborted) is not { } sheet) return Results.NotFound();
        if (form.Raw("how") is not ("printed" or "link" or "read-aloud")) form.Add("how", "Say how the patient has it");
        if (!form.IsGood) return await ShowSheet(patient, session, visit, charts, sheets, desk, http);
        return await desk.Write(chart.Place, form, $"{chart.Path}/aftercare/{session}", Body.About(
            Streams.Of(chart.Record.Id), new AftercareGiven(session, sheet.Case.Rules.Version.Hash, sheet.Hash, form.Raw("how"), chart.Place.Person!.Value)));
    }

    private static async Task<IResult> ShowCheckIns(Guid patient, Visit visit, Charts charts, People people, HttpContext http, Submission? form) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart
            ? Pages.Render<CheckInsPage>(new { Chart = chart, People = await people.All(chart.Place.Clinic, http.RequestAborted), Form = form }, Status(form))
            : Results.NotFound();

    /// <summary>Somebody of the clinic has looked, and says what was done. Two who take the same one at once: the second sees the first.</summary>
    private static async Task<IResult> Take(Guid patient, Guid checkIn, Visit visit, Submission form, Charts charts, People people, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || chart.Record.CheckIns.FirstOrDefault(known => known.Answered.CheckIn == checkIn) is not { } found) return Results.NotFound();
        var did = form.Paragraph("did", "what you did", 2000);
        if (!form.IsGood) return await ShowCheckIns(patient, visit, charts, people, http, form);
        if (found.Taken is not null && await desk.Before(chart.Place, form) is { } before) return before;
        return await desk.Write(chart.Place, form, $"{chart.Path}/check-ins", Body.About(Streams.Of(chart.Record.Id), new CheckInTaken(checkIn, did, chart.Place.Person!.Value), form.Version));
    }

    private static async Task<IResult> AskByTelephone(Guid patient, Visit visit, Charts charts, HttpContext http, Submission? form) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart
            ? Pages.Render<CheckInByTelephone>(new { Chart = chart, Form = form }, Status(form))
            : Results.NotFound();

    private static async Task<IResult> AnswerByTelephone(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { InForce.Policy: { } policy } chart || chart.Record.Sessions is not [.., var session]) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before;
        return SignForm.Read(form, policy.Rules, session, chart.Now, null, chart.Place.Person) is { } answered
            ? await desk.Write(chart.Place, form, $"{chart.Path}/check-ins", Body.About(Streams.Of(chart.Record.Id), answered))
            : await AskByTelephone(patient, visit, charts, http, form);
    }

    private static async Task<IResult> Worklist(Visit visit, PatientList patients, Desk desk, HttpContext http) =>
        Pages.Render<WorklistPage>(new { Open = await patients.CheckInsOpen(visit.Place!.Clinic, 200, http.RequestAborted), Now = desk.Clock.GetUtcNow() });

    private static async Task<IResult> SheetByLink(LinkVisit link, Charts charts, Sheets sheets, Desk desk, HttpContext http)
    {
        var chart = await charts.Open(link, http.RequestAborted);
        return link.Subject is { } session && await sheets.Of(link.Place, chart.Record, session, http.RequestAborted) is { } sheet
            ? Pages.Render<SheetByLinkPage>(new { Link = link, Sheet = sheet, Reached = await Reached(desk, link.Place, http) })
            : Results.NotFound();
    }

    private static async Task<IResult> Ask(LinkVisit link, Charts charts, ClinicEvidence evidence, HttpContext http, Submission? form)
    {
        var chart = await charts.Open(link, http.RequestAborted);
        if (SessionOf(chart, link) is not { } session || await RulesOf(chart, session, evidence, http) is not { } rules) return Results.NotFound();
        return Pages.Render<CheckInPage>(new { Link = link, Rules = rules, Session = session, Earlier = chart.Record.CheckIns.Where(known => known.Answered.Session == session.Id).ToArray(), Form = form }, Status(form));
    }

    private static async Task<IResult> Answer(LinkVisit link, Submission form, Charts charts, ClinicEvidence evidence, Desk desk, HttpContext http)
    {
        var chart = await charts.Open(link, http.RequestAborted);
        if (SessionOf(chart, link) is not { } session || await RulesOf(chart, session, evidence, http) is not { } rules) return Results.NotFound();
        if (await desk.Before(link.Place, form) is { } before) return before;
        return SignForm.Read(form, rules, session, chart.Now, link.Id, null) is { } answered
            ? await desk.Write(link.Place, form, $"{link.Path}/check-in/{answered.CheckIn}", Body.About(Streams.Of(chart.Record.Id), answered))
            : await Ask(link, charts, evidence, http, form);
    }

    private static async Task<IResult> ShowAdvice(LinkVisit link, Guid checkIn, Charts charts, ClinicEvidence evidence, Desk desk, HttpContext http)
    {
        var chart = await charts.Open(link, http.RequestAborted);
        if (chart.Record.CheckIns.FirstOrDefault(known => known.Answered.CheckIn == checkIn && known.Answered.Session == link.Subject) is not { } found) return Results.NotFound();
        if (await evidence.Load(link.Place.Clinic, found.Answered.Evidence, http.RequestAborted) is not { } rules) return Results.NotFound();
        var advice = Triage.Sort(new CheckIn(found.Answered.Signs, found.Answered.Unsure, found.Answered.Hours), rules);
        return Pages.Render<AdvicePage>(new { Link = link, CheckIn = found, Advice = advice, Alarms = CareTexts.Of(rules).Rows, Reached = await Reached(desk, link.Place, http) });
    }

    private static SessionRecord? SessionOf(Chart chart, LinkVisit link) => chart.Record.Sessions.FirstOrDefault(session => session.Id == link.Subject);

    /// <summary>Signs are weighed by what is in force, else by what the plan was signed on: a patient after a session is heard whatever becomes of an approval.</summary>
    private static async Task<Rules?> RulesOf(Chart chart, SessionRecord session, ClinicEvidence evidence, HttpContext http) =>
        chart.InForce.Policy?.Rules ?? (chart.Record.PlanOf(session.Begun.Plan) is { } plan ? await evidence.Load(chart.Place.Clinic, plan.Evidence, http.RequestAborted) : null);

    private static async Task<ClinicReached?> Reached(Desk desk, Place place, HttpContext http) => (await ClinicRecord.Read(desk.Ledger, place.Clinic, http.RequestAborted))?.Reached;
}
