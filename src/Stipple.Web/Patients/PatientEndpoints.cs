using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>The patients of a clinic: found, registered, put right. An owner alone sees none of them.</summary>
internal static class PatientEndpoints
{
    public const string Root = "/clinic/patients";
    public const string One = Root + "/{patient:guid}";

    private const int MostShown = 50;

    public static void MapPatients(this WebApplication app)
    {
        app.MapPage(Root, List).ForMembers(Audit.None, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapPage(Root + "/new", (Visit visit, Desk desk, PatientList patients, HttpContext http) => Blank(visit, desk, patients, http)).ForMembers(Audit.None, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapForm(Root + "/new", Register).ForMembers(Audit.Write, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapPage(One + "/identity", Identify).ForReaders("patient", Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
        app.MapForm(One + "/identity", Amend).ForMembers(Audit.Write, Role.FrontDesk, Role.Practitioner, Role.MedicalDirector);
    }

    /// <summary>What the use of a record number takes: it is given once, and to nobody else afterwards.</summary>
    public static string OnceKey(string number) => $"patient-number/{number.ToUpperInvariant()}";

    private static async Task<IResult> List(Visit visit, PatientList patients, HttpContext http)
    {
        var query = http.Request.Query["q"].ToString().Trim();
        if (query.Length > 100) query = query[..100];
        var clinic = visit.Place!.Clinic;
        var rows = query.Length > 0 ? await patients.Search(clinic, query, MostShown, http.RequestAborted) : await patients.Latest(clinic, MostShown, http.RequestAborted);
        return Pages.Render<PatientsPage>(new { Rows = rows, Query = query, Most = MostShown });
    }

    private static async Task<IResult> Blank(Visit visit, Desk desk, PatientList patients, HttpContext http, Submission? form = null, IReadOnlyList<PatientRow>? alike = null) => Pages.Render<RegisterPage>(
        new { Alike = alike ?? [], Suggested = await Suggest(visit.Place!.Clinic, patients, http.RequestAborted), Form = form },
        form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>The next number that nobody has; one that is typed counts as much.</summary>
    private static async Task<string> Suggest(ClinicId clinic, PatientList patients, CancellationToken cancel)
    {
        for (var next = await patients.Count(clinic, cancel) + 1; ; next++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"P-{next:0000}");
            if (await patients.OfNumber(clinic, number, cancel) is null) return number;
        }
    }

    private static async Task<IResult> Register(Visit visit, Submission form, Desk desk, PatientList patients, HttpContext http)
    {
        var place = visit.Place!;
        if (await desk.Before(place, form) is { } before) return before; // sent again: the number is taken by the first sending
        var identity = IdentityForm.Read(form, desk.Today);
        var alike = form.IsGood ? await Alike(place.Clinic, identity, patients, http.RequestAborted) : [];
        if (alike.Count > 0 && form.Raw("another") != "yes") form.Add("another", "Somebody with this name and date of birth is here already: say that this is another person, or open their record");
        if (form.IsGood && await patients.OfNumber(place.Clinic, identity.Number, http.RequestAborted) is { } other) form.Add("number", TakenBy(identity.Number, other));
        if (!form.IsGood) return await Blank(visit, desk, patients, http, form, alike);
        var id = PatientId.New(desk.Clock);
        return await desk.Write(
            place, form, Chart.PathOf(id), [OnceKey(identity.Number)],
            () =>
            {
                form.Add("number", $"{identity.Number} is, or was, the number of another record: choose another");
                return Blank(visit, desk, patients, http, form, alike);
            },
            Body.About(Streams.Of(id), new PatientRegistered(identity), 0));
    }

    private static string TakenBy(string number, PatientRow other) => $"{number} is the number of {other.Name}: choose another";

    /// <summary>Everybody of the same name who was born on the same day.</summary>
    private static async Task<IReadOnlyList<PatientRow>> Alike(ClinicId clinic, Identity identity, PatientList patients, CancellationToken cancel) =>
        [.. (await patients.Search(clinic, $"{identity.Name} {Look.Days.Machine(identity.Born)}", 10, cancel)).Where(row => row.Born == identity.Born)];

    private static async Task<IResult> Identify(Guid patient, Visit visit, Charts charts, HttpContext http) =>
        await charts.Open(visit, patient, http.RequestAborted) is { } chart ? Pages.Render<IdentityPage>(new { Chart = chart }) : Results.NotFound();

    private static async Task<IResult> Amend(Guid patient, Visit visit, Submission form, Desk desk, Charts charts, PatientList patients, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before;
        var identity = IdentityForm.Read(form, desk.Today);
        var reason = form.Text("reason", "a reason", 500);
        var had = chart.Record.Entries.Any(entry => entry.Body is PatientRegistered or PatientAmended && NumberOf(entry.Body) == identity.Number);
        if (form.IsGood && !had && await patients.OfNumber(chart.Place.Clinic, identity.Number, http.RequestAborted) is { } other) form.Add("number", TakenBy(identity.Number, other));
        if (!form.IsGood) return Again();
        return await desk.Write(
            chart.Place, form, chart.Path, had ? [] : [OnceKey(identity.Number)],
            () =>
            {
                form.Add("number", $"{identity.Number} is, or was, the number of another record: choose another");
                return Task.FromResult(Again());
            },
            Body.About(Streams.Of(chart.Record.Id), new PatientAmended(identity, reason), form.Version));

        IResult Again() => Pages.Render<IdentityPage>(new { Chart = chart, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static string NumberOf(IBody body) => body is PatientRegistered registered ? registered.Identity.Number : ((PatientAmended)body).Identity.Number;
}
