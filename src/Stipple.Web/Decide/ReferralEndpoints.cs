using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Decide;

/// <summary>Letters to whoever decides first, and their replies. A reply that agrees counts like an override of whoever gave it, and takes the same proof.</summary>
internal static class ReferralEndpoints
{
    private const string Referrals = $"{DecisionEndpoints.Route}/referrals";
    private const int LongestLetter = 8000;

    public static void MapReferrals(this WebApplication app)
    {
        app.MapPage($"{Referrals}/new", New).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm(Referrals, Send).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage($"{Referrals}/{{referral:guid}}", async (Guid patient, Guid referral, Visit visit, Charts charts, People people, HttpContext http) =>
            await charts.Open(visit, patient, http.RequestAborted) is { } chart ? await Show(chart, referral, people, null, http.RequestAborted) : Results.NotFound())
            .ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{Referrals}/{{referral:guid}}/reply", Reply).ForMembers(Audit.Sign, Role.Practitioner, Role.MedicalDirector);
    }

    private static async Task<IResult> New(Guid patient, Visit visit, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        return chart.Review is null ? DecisionEndpoints.NotReady(chart, "A letter", null) : await Write(chart, people, null, http.RequestAborted);
    }

    private static async Task<IResult> Send(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.Review is not { } review) return DecisionEndpoints.NotReady(chart, "A letter", form);
        var to = form.Text("to", "to whom it goes", 200);
        var fired = review.Candidacy.Findings.Fired.Select(reason => reason.Rule.Id).ToDictionary(id => id, StringComparer.Ordinal);
        var rules = form.Several("rules", "what it is about", fired);
        var letter = form.Paragraph("letter", "the letter", LongestLetter);
        if (!form.IsGood) return await Write(chart, people, form, http.RequestAborted);
        var sent = new ReferralSent(Guid.CreateVersion7(chart.Now), to, rules, letter, chart.Today, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision/referrals/{sent.Referral}", Body.About(Streams.Of(chart.Record.Id), sent));
    }

    private static async Task<IResult> Write(Chart chart, People people, Submission? form, CancellationToken cancel)
    {
        var voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, cancel));
        return Pages.Render<NewReferralPage>(new { Chart = chart, chart.Review!.Candidacy.Findings, Draft = ReferralLetter.Draft(chart, voices), Form = form }, DecisionEndpoints.Status(form));
    }

    private static async Task<IResult> Show(Chart chart, Guid referral, People people, Submission? form, CancellationToken cancel)
    {
        if (chart.Record.All<ReferralSent>().FirstOrDefault(sent => sent.Body.Referral == referral).Body is not { } letter) return Results.NotFound();
        var voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, cancel));
        return Pages.Render<ReferralPage>(new { Chart = chart, Letter = letter, Voices = voices, Form = form }, DecisionEndpoints.Status(form));
    }

    private static async Task<IResult> Reply(Guid patient, Guid referral, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (!chart.Record.All<ReferralSent>().Any(sent => sent.Body.Referral == referral)) return Results.NotFound();
        var from = form.Text("from", "who replied", 200);
        if (from.Length > 0 && new Voices(chart.Record, await people.All(chart.Place.Clinic, http.RequestAborted)).IsOfClinic(from))
            form.Add("from", $"{from} works here: they sign an override themselves");
        if (!OverrideEndpoints.Credentials.Contains(form.Raw("credential"))) form.Add("credential", "Choose what they are");
        if (form.Raw("agrees") is not ("yes" or "no" or "unclear")) form.Add("agrees", "Say whether they agree");
        var says = form.Paragraph("says", "what they say", LongestLetter);
        if (!form.IsGood) return await Show(chart, referral, people, form, http.RequestAborted);
        bool? agrees = form.Raw("agrees") switch { "yes" => true, "no" => false, _ => null };
        var reply = new ReferralAnswered(referral, from, form.Raw("credential"), agrees, says, chart.Today, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision/referrals/{referral}", Body.About(Streams.Of(chart.Record.Id), reply, form.Version));
    }
}
