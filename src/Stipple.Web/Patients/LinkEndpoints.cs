using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>Links for patients: made and taken back by the clinic, opened by whoever has one and knows the patient's date of birth.</summary>
internal static class LinkEndpoints
{
    private static readonly string[] DayFields = ["year", "month", "day"];

    private static readonly TimeSpan CheckInLasts = TimeSpan.FromDays(35);
    private static readonly TimeSpan OthersLast = TimeSpan.FromDays(14);

    public static void MapLinks(this WebApplication app)
    {
        app.MapForm(PatientEndpoints.One + "/links", Send).ForMembers(Audit.Write, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapForm(PatientEndpoints.One + "/links/{link:guid}/revoke", Revoke).ForMembers(Audit.Write, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapPage(Links.Root, AskBorn).For(Door.Open);
        app.MapForm(Links.Root, TryBorn).For(Door.Open, Audit.Write);
    }

    /// <summary>Where a link leads once it is open.</summary>
    public static string PathOf(LinkVisit link) => $"{link.Path}/{StageWords.PurposeByWord.First(pair => pair.Value == link.Purpose).Key}";

    /// <summary>Writes the link down and shows it, once: only its hash is kept.</summary>
    private static async Task<IResult> Send(Guid patient, Visit visit, Submission form, Desk desk, Charts charts, People people, PatientList patients, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        var record = chart.Record;
        if (!StageWords.PurposeByWord.TryGetValue(form.Raw("purpose"), out var purpose)) form.Add("purpose", "Choose what the link opens");
        Guid? subject = purpose switch { LinkPurpose.Consent => record.Plan?.Id, LinkPurpose.CheckIn => record.Sessions.LastOrDefault(session => session.Ended is not null)?.Id, _ => null };
        if (form.IsGood && purpose == LinkPurpose.Consent && subject is null) form.Add("purpose", "There is no signed plan that a consent could be to: a practitioner signs one first");
        if (form.IsGood && purpose == LinkPurpose.CheckIn && subject is null) form.Add("purpose", "No session has ended yet, so there is nothing to check in about");
        if (!form.IsGood) return await RecordEndpoints.Show(patient, visit, charts, people, http, form);
        var secret = form.SecretFor(visit.Session!);
        var until = chart.Now + (purpose == LinkPurpose.CheckIn ? CheckInLasts : OthersLast);
        var sent = new LinkSent(Guid.CreateVersion7(chart.Now), purpose, Secret.Hash(secret), until, subject);
        var result = await desk.Write(chart.Place, form, chart.Path, Body.About(Streams.Of(record.Id), sent));
        // Sent again it is the first link that counts; from another session the secret would be another and opens nothing.
        if (!Desk.IsDone(result) || await patients.OfLink(chart.Place.Clinic, Secret.Hash(secret), http.RequestAborted) is not { } kept) return result;
        var address = $"{http.Request.Scheme}://{http.Request.Host}/l/{Links.AddressOf(chart.Place.Clinic, secret)}";
        return Pages.Render<LinkMadePage>(new { Chart = chart, Purpose = kept.Opens, kept.Until, Address = address });
    }

    private static async Task<IResult> Revoke(Guid patient, Guid link, Visit visit, Submission form, Desk desk, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart || chart.Record.Links.FirstOrDefault(known => known.Sent.Link == link) is not { } kept) return Results.NotFound();
        var why = form.Text("why", "why the link is taken back", 500);
        if (!form.IsGood) return await RecordEndpoints.Show(patient, visit, charts, people, http, form);
        return kept.Revoked is not null ? Desk.SeeOther(chart.Path) : await desk.Write(chart.Place, form, chart.Path, Body.About(Streams.Of(chart.Record.Id), new LinkRevoked(link, why)));
    }

    private static async Task<IResult> AskBorn(string link, HttpContext http, Links links) =>
        await links.Find(link, http.RequestAborted) is not { } found ? Over()
        : await links.IsOpened(http, found, http.RequestAborted) ? Desk.SeeOther(PathOf(found))
        : Pages.Render<LinkDoorPage>(new { Link = found });

    private static async Task<IResult> TryBorn(string link, HttpContext http, Submission form, Links links)
    {
        if (await links.Find(link, http.RequestAborted) is not { } found) return Over();
        if (ReadDay(form) is not { } born) return Pages.Render<LinkDoorPage>(new { Link = found, Form = form }, StatusCodes.Status422UnprocessableEntity);
        var left = await links.Open(http, found, born, http.RequestAborted);
        if (left is null) return Desk.SeeOther(PathOf(found));
        if (left is 0) return Over();
        form.Add("day", $"This is not the date of birth that the clinic has. You can try {(left == 1 ? "once" : $"{left} times")} more; after that the link is over, and the clinic can send a new one");
        return Pages.Render<LinkDoorPage>(new { Link = found, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>A date in three fields; null, with what is wrong noted, when it is none.</summary>
    private static DateOnly? ReadDay(Submission form)
    {
        var parts = DayFields.Select(field => int.TryParse(form.Raw(field).Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        if (parts is [>= 1900 and < 2200, >= 1 and <= 12, >= 1] && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1])) return new DateOnly(parts[0], parts[1], parts[2]);
        form.Add("day", "Enter a date that exists: day, month, and the year with four digits");
        return null;
    }

    private static RazorComponentResult Over() => Pages.Render<LinkOverPage>(new { }, StatusCodes.Status404NotFound);
}
