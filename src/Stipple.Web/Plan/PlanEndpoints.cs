using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Stipple.Web.Decide;
using Stipple.Web.Patients;

namespace Stipple.Web.Plan;

/// <summary>The plan: a draft may be outside of limits, so that nothing typed is lost; what is signed may not.</summary>
internal static class PlanEndpoints
{
    private const string Route = "/clinic/patients/{patient:guid}/plan";
    private const int LongestMeaning = 2000;

    public static void MapPlan(this WebApplication app)
    {
        app.MapPage(Route, async (Guid patient, Visit visit, Charts charts, Desk desk, PatientList list, People people, HttpContext http) =>
            await charts.Open(visit, patient, http.RequestAborted) is { } chart ? await Show(chart, desk, list, people, null, null, http.RequestAborted) : Results.NotFound())
            .ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapPage($"{Route}/{{plan:guid}}", ShowSigned).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Route}/draft", Draft).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Route}/sign", Sign).ForMembers(Audit.Sign, Role.Practitioner);
        app.MapForm($"{Route}/end", End).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
    }

    /// <param name="chart">Whose.</param>
    /// <param name="desk">Where the person who looks is read from.</param>
    /// <param name="list">The clinic's devices.</param>
    /// <param name="people">Names.</param>
    /// <param name="typed">The plan as it was typed, when it is none yet; null otherwise.</param>
    /// <param name="form">A form that came back with mistakes; null when the page is only looked at.</param>
    /// <param name="cancel">Ends the reading.</param>
    private static async Task<IResult> Show(Chart chart, Desk desk, PatientList list, People people, PlanEntry? typed, Submission? form, CancellationToken cancel)
    {
        if (chart is not { InForce.Policy.Rules: { } rules, Review: { } review }) return DecisionEndpoints.NotReady(chart, "Plan", form);
        var devices = await list.Devices(chart.Place.Clinic, cancel);
        var me = (await PersonRecord.Read(desk.Ledger, chart.Place.Clinic, chart.Place.Person!.Value, cancel))!.Person;
        var model = chart.Device is { } device ? TreatmentLimits.Of(rules).Device(device.Model) : null;
        var entry = typed ?? (chart.Record.Request is { } request ? PlanEntry.Of(request, rules, model) : PlanEntry.For(chart.Record, rules, devices, chart.Today));
        var proposal = typed is null && chart.Record.Draft is { } draft && Planning.Knows(rules, draft.Request) ? Planning.Propose(draft.Request, review, chart.Device, me, chart.Today) : null;
        return Pages.Render<PlanPage>(
            new
            {
                Chart = chart,
                Review = review,
                Entry = entry,
                Devices = devices,
                Me = me,
                Proposal = proposal,
                Voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, cancel)),
                Form = form,
            },
            DecisionEndpoints.Status(form));
    }

    private static async Task<IResult> Draft(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, PatientList list, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.InForce.Policy is not { Rules: var rules }) return DecisionEndpoints.NotReady(chart, "Plan", form);
        var devices = await list.Devices(chart.Place.Clinic, http.RequestAborted);
        if (PlanForm.Read(form, rules, devices) is not { } request) return await Show(chart, desk, list, people, PlanEntry.Of(form), form, http.RequestAborted);
        return await desk.Write(chart.Place, form, $"{chart.Path}/plan", Body.About(Streams.Of(chart.Record.Id), new PlanDrafted(request, chart.Place.Person!.Value), form.Version));
    }

    /// <summary>Holds the draft against every limit once more, at the moment of the signature.</summary>
    private static async Task<IResult> Sign(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, PatientList list, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before;
        if (chart is not { InForce.Policy.Rules: { } rules, Review: { } review }) return DecisionEndpoints.NotReady(chart, "Plan", form);
        var meaning = form.Paragraph("meaning", "what your signature says", LongestMeaning);
        var me = (await PersonRecord.Read(desk.Ledger, chart.Place.Clinic, chart.Place.Person!.Value, http.RequestAborted))!.Person;
        var proposal = chart.Record.Draft is { } draft && Planning.Knows(rules, draft.Request) ? Planning.Propose(draft.Request, review, chart.Device, me, chart.Today) : null;
        if (proposal is not Proposal.Within) form.Add("signature", proposal is null ? "There is no draft to sign" : "The plan cannot be signed as it is now: see what stands against it");
        if (chart.Record.OpenSession is not null) form.Add("signature", "A session is under way: end it first");
        if (!form.IsGood || proposal is not Proposal.Within { Plan: var plan }) return await Show(chart, desk, list, people, null, form, http.RequestAborted);
        var signed = new PlanSigned(
            Guid.CreateVersion7(chart.Now), plan.Request, rules.Version.Hash, PatientRecord.HashOf(plan.Review.Candidacy), chart.Today, me.Id, meaning, visit.Session!.Method);
        return await desk.Write(chart.Place, form, $"{chart.Path}/plan/{signed.Plan}", Body.About(Streams.Of(chart.Record.Id), signed, form.Version));
    }

    private static async Task<IResult> End(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, PatientList list, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before;
        var why = form.Paragraph("why", "why it ends", 2000);
        if (chart.Record.Plan is null) form.Add("why", "There is no plan to end");
        if (chart.Record.OpenSession is not null) form.Add("why", "A session is under way: end it first");
        if (!form.IsGood) return await Show(chart, desk, list, people, null, form, http.RequestAborted);
        return await desk.Write(chart.Place, form, $"{chart.Path}/plan", Body.About(Streams.Of(chart.Record.Id), new PlanEnded(chart.Record.Plan!.Id, why, chart.Place.Person!.Value), form.Version));
    }

    private static async Task<IResult> ShowSigned(Guid patient, Guid plan, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.Record.All<PlanSigned>().FirstOrDefault(signed => signed.Body.Plan == plan) is not { Entry: { } entry, Body: { } signed }) return Results.NotFound();
        var device = await DeviceRecord.Read(desk.Ledger, chart.Place.Clinic, signed.Request.Device, http.RequestAborted);
        return Pages.Render<SignedPlanPage>(new
        {
            Chart = chart,
            Entry = entry,
            Signed = signed,
            // In the words of the tables that it was signed on; ids speak where a clinic no longer has them.
            Rules = await evidence.Load(chart.Place.Clinic, signed.Evidence, http.RequestAborted) ?? chart.InForce.Policy?.Rules,
            Device = device?.Device.Name ?? "a device that is not known here",
            Voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, http.RequestAborted)),
        });
    }
}
