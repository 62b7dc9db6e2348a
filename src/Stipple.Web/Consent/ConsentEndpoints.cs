using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Consent;

/// <summary>"Agreed?" The patient reads what their plan means, and signs it, asks, or does not want it. Every one of the three is kept.</summary>
internal static class ConsentEndpoints
{
    private const string Staff = "/clinic/patients/{patient:guid}/consent";

    private const string ByLink = Links.Root + "/consent";

    private const int LongestWords = 2000;

    public static void MapConsent(this WebApplication app)
    {
        Role[] shown = [Role.Practitioner, Role.MedicalDirector, Role.FrontDesk];
        app.MapPage(Staff, (Guid patient, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, HttpContext http) =>
            InClinic(patient, visit, charts, http, turn => Show(turn, desk, evidence, http))).ForReaders("patient", shown);
        app.MapForm(Staff, (Guid patient, Visit visit, Submission form, Charts charts, Desk desk, ClinicEvidence evidence, HttpContext http) =>
            InClinic(patient, visit, charts, http, turn => Answer(turn, form, desk, evidence, http))).ForMembers(Audit.Write, shown);
        app.MapForm(Staff + "/withdraw", (Guid patient, Visit visit, Submission form, Charts charts, Desk desk, HttpContext http) =>
            InClinic(patient, visit, charts, http, turn => Withdraw(turn, form, desk))).ForMembers(Audit.Write, shown);
        app.MapPage(Staff + "/{version:int}", (Guid patient, int version, Visit visit, Charts charts, HttpContext http) =>
            InClinic(patient, visit, charts, http, turn => Task.FromResult(Kept(turn, version)))).ForReaders("patient", shown);

        app.MapPage(ByLink, async (LinkVisit link, Charts charts, Desk desk, ClinicEvidence evidence, HttpContext http) =>
            await Show(new ConsentTurn(await charts.Open(link, http.RequestAborted), link), desk, evidence, http)).ForPatient(LinkPurpose.Consent, Audit.None);
        app.MapForm(ByLink, async (LinkVisit link, Submission form, Charts charts, Desk desk, ClinicEvidence evidence, HttpContext http) =>
            await Answer(new ConsentTurn(await charts.Open(link, http.RequestAborted), link), form, desk, evidence, http)).ForPatient(LinkPurpose.Consent, Audit.Write);
        app.MapForm(ByLink + "/withdraw", async (LinkVisit link, Submission form, Charts charts, Desk desk, HttpContext http) =>
            await Withdraw(new ConsentTurn(await charts.Open(link, http.RequestAborted), link), form, desk)).ForPatient(LinkPurpose.Consent, Audit.Write);
    }

    private static async Task<IResult> InClinic(Guid patient, Visit visit, Charts charts, HttpContext http, Func<ConsentTurn, Task<IResult>> then) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart ? await then(new ConsentTurn(chart, null)) : Results.NotFound();

    private static async Task<IResult> Show(ConsentTurn turn, Desk desk, ClinicEvidence evidence, HttpContext http, Submission? form = null, int status = StatusCodes.Status200OK)
    {
        if (WhyNot(turn) is { } why) return Pages.Render<ConsentNonePage>(new { Turn = turn, Why = why }, form is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
        if (turn.Standing is { } signed) return Pages.Render<ConsentSignedPage>(new { Turn = turn, signed.Entry, Signed = signed.Body, Text = ConsentText.Read(signed.Body.Form), Form = form }, status);
        if (await Draft(turn, desk, evidence, http) is not { } draft) return NotDrafted(turn);
        return Pages.Render<ConsentPage>(new { Turn = turn, Draft = draft, Opened = desk.Clock.GetUtcNow(), Form = form }, status);
    }

    /// <summary>Why there is nothing to read now; null when there is.</summary>
    private static string? WhyNot(ConsentTurn turn) =>
        turn.Record.Plan is not { } plan ? "There is no plan to agree to. A practitioner signs one first."
        : turn.Link is { Subject: { } subject } && subject != plan.Id ? "This link was for an earlier plan, and there is another one now. Ask the clinic for a new link."
        : turn.Standing is null && turn.Chart.InForce.StandsAgainst is { } against ? (turn.Link is null ? against : "The clinic is not ready for this yet. Please ask them.")
        : null;

    private static RazorComponentResult NotDrafted(ConsentTurn turn) => Pages.Render<ConsentNonePage>(
        new { Turn = turn, Why = "What the plan rests on cannot be read again, so its consent cannot be put together. A practitioner signs the plan again." }, StatusCodes.Status409Conflict);

    /// <summary>The text for this patient as the plan makes it; null when something that the plan rests on is not there any more.</summary>
    private static async Task<ConsentForm?> Draft(ConsentTurn turn, Desk desk, ClinicEvidence evidence, HttpContext http)
    {
        try
        {
            var (record, place) = (turn.Record, turn.Place);
            var basis = await PlanBasis.Read(desk.Ledger, evidence, place.Clinic, record, record.Plan!.Id, http.RequestAborted);
            return Drafting.Draft(basis.Plan, basis.Case, place.ClinicName, record.Identity.Name, record.Identity.Born, basis.Device.Name);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static async Task<IResult> Answer(ConsentTurn turn, Submission form, Desk desk, ClinicEvidence evidence, HttpContext http)
    {
        if (await desk.Before(turn.Place, form) is { } before) return before;
        if (WhyNot(turn) is not null || turn.Standing is not null) return await Show(turn, desk, evidence, http, form, StatusCodes.Status409Conflict);
        if (form.Raw("answer") is "question" or "decline") return await Decline(turn, form, desk, evidence, http);
        if (form.Raw("answer") != "agree") form.Add("answer", "Choose one of the three: agree, ask, or say that you do not want it");
        if (await Draft(turn, desk, evidence, http) is not { } draft) return NotDrafted(turn);

        // What was read is what is signed: after any change it is read again, and signed again.
        if (form.Raw("hash") != draft.Hash)
        {
            form.Add("read", "The text has changed since you opened it. Please read it again, then sign it if you still want to");
            return await Show(turn, desk, evidence, http, form, StatusCodes.Status409Conflict);
        }

        var name = form.Text("name", $"your full name, {turn.Signer}", 200);
        if (name.Length > 0 && !SignedName.Is(name, turn.Signer))
            form.Add("name", $"Type the full name as we have it: {turn.Signer}. Capitals, accents and spaces do not matter. If the name is wrong, tell us");
        var drawing = form.Raw("drawing");
        if (drawing.Length > 0 && !DrawnSignature.IsPath(drawing)) form.Add("drawing", "What you drew could not be read, or is too long. Clear it and draw again, or leave it: your typed name is enough");
        if (!form.IsGood) return await Show(turn, desk, evidence, http, form, StatusCodes.Status422UnprocessableEntity);

        var now = desk.Clock.GetUtcNow();
        var opened = DateTimeOffset.TryParseExact(form.Raw("opened"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var said) && said <= now ? said : now;
        var signed = new ConsentSigned(draft.Plan, draft.PlanHash, draft.Evidence, draft.Text, draft.Hash, name, drawing.Length > 0 ? drawing : null, opened, turn.Link?.Id, turn.Link is null ? turn.Place.Person : null);
        return await desk.Write(turn.Place, form, turn.Path, Body.About(Streams.Of(turn.Record.Id), signed, form.Version));
    }

    private static async Task<IResult> Decline(ConsentTurn turn, Submission form, Desk desk, ClinicEvidence evidence, HttpContext http)
    {
        var says = form.Raw("says").Trim().Length > 0 ? form.Paragraph("says", "your words", LongestWords) : "";
        if (!form.IsGood) return await Show(turn, desk, evidence, http, form, StatusCodes.Status422UnprocessableEntity);
        var declined = new ConsentDeclined(turn.Record.Plan!.Id, form.Raw("answer") == "question", says, turn.Link?.Id, turn.Link is null ? turn.Place.Person : null);
        return await desk.Write(turn.Place, form, turn.Path, Body.About(Streams.Of(turn.Record.Id), declined));
    }

    /// <summary>Taking a consent back needs no reason, and nothing that happened meanwhile stands in its way.</summary>
    private static async Task<IResult> Withdraw(ConsentTurn turn, Submission form, Desk desk)
    {
        if (await desk.Before(turn.Place, form) is { } before) return before;
        if (turn.Standing is not { } signed) return Pages.Render<ConsentNonePage>(new { Turn = turn, Why = "There is no consent that stands, so there is nothing to take back." }, StatusCodes.Status409Conflict);
        var reason = form.Raw("reason").Trim().Length > 0 ? form.Paragraph("reason", "your words", LongestWords) : "";
        if (!form.IsGood)
            return Pages.Render<ConsentSignedPage>(new { Turn = turn, signed.Entry, Signed = signed.Body, Text = ConsentText.Read(signed.Body.Form), Form = form }, StatusCodes.Status422UnprocessableEntity);
        return await desk.Write(turn.Place, form, turn.Path, Body.About(Streams.Of(turn.Record.Id), new ConsentWithdrawn(signed.Body.Plan, reason, turn.Link is null ? turn.Place.Person : null)));
    }

    /// <summary>A consent as it was signed, from the fact alone.</summary>
    private static IResult Kept(ConsentTurn turn, int version)
    {
        if (turn.Record.All<ConsentSigned>().FirstOrDefault(signed => signed.Entry.Version == version) is not { Body: { } body, Entry: { } entry }) return Results.NotFound();
        try
        {
            return Pages.Render<ConsentSignedPage>(new { Turn = turn, Entry = entry, Signed = body, Text = ConsentText.Read(body.Form), Printed = true });
        }
        catch (JsonException)
        {
            return Pages.Render<ConsentNonePage>(new { Turn = turn, Why = "This consent cannot be read by this version of the program. It is in the ledger: export it there." }, StatusCodes.Status409Conflict);
        }
    }
}
