using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;

namespace Stipple.Web.Clinics;

/// <summary>The clinic itself, and its ledger: that it is as it was written, and a copy to take along.</summary>
internal static class ClinicEndpoints
{
    public static void MapClinic(this WebApplication app)
    {
        app.MapPage("/clinic", (Visit visit, People people, Desk desk, HttpContext http) => Home(visit, people, desk, http, null)).ForMembers(Audit.None);
        app.MapForm("/clinic/reached", SetReached).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapPage("/clinic/ledger", Ledger).ForMembers(Audit.None, Role.Owner, Role.MedicalDirector);
        app.MapForm("/clinic/ledger/verify", Verify).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm("/clinic/ledger/export", Export).ForMembers(Audit.Export, Role.Owner);
    }

    private static async Task<IResult> Home(Visit visit, People people, Desk desk, HttpContext http, Submission? form)
    {
        var soon = desk.Today.AddDays(90);
        return Pages.Render<ClinicPage>(new
        {
            visit.Place,
            Clinic = await ClinicRecord.Read(desk.Ledger, visit.Place!.Clinic, http.RequestAborted),
            People = await people.All(visit.Place.Clinic, http.RequestAborted),
            Ending = await people.LicencesEnding(visit.Place.Clinic, soon, http.RequestAborted),
            desk.Today,
            Form = form,
        }, form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SetReached(Visit visit, Submission form, People people, Desk desk, HttpContext http)
    {
        var phone = form.Text("phone", "the telephone number of the clinic", 40);
        var emergency = form.Text("emergency", "the number of the emergency service", 20);
        foreach (var (field, number) in new[] { ("phone", phone), ("emergency", emergency) })
        {
            if (number.Length > 0 && (!number.Any(char.IsAsciiDigit) || !number.All(letter => char.IsAsciiDigit(letter) || letter is '+' or ' ' or '-' or '(' or ')' or '.' or '/')))
                form.Add(field, $"A telephone number is made of digits; “{number}” is not");
        }

        if (!form.IsGood) return await Home(visit, people, desk, http, form);
        return await desk.Write(visit.Place!, form, "/clinic", Body.About(Streams.Of(visit.Place!.Clinic), new ClinicReached(phone, emergency, visit.Place.Person!.Value)));
    }

    private static async Task<IResult> Ledger(Visit visit, ILedger ledger, HttpContext http) =>
        Pages.Render<LedgerPage>(new { Facts = await ledger.Length(visit.Place!.Clinic, http.RequestAborted), visit.Place, Check = (ChainCheck?)null });

    private static async Task<IResult> Verify(Visit visit, ILedger ledger, HttpContext http)
    {
        var check = await ChainCheck.Of(visit.Place!.Clinic, ledger.Read(visit.Place.Clinic, 0, http.RequestAborted), null, null);
        return Pages.Render<LedgerPage>(new { check.Facts, visit.Place, Check = check });
    }

    /// <summary>The facts, one JSON object a line. That they leave is a fact before the first of them does.</summary>
    private static async Task<IResult> Export(Visit visit, ILedger ledger, HttpContext http)
    {
        var place = visit.Place!;
        var facts = await ledger.Length(place.Clinic, http.RequestAborted);
        var note = Body.About(Streams.Reads("ledger"), new LedgerExported(facts, place.Person!.Value));
        if (await ledger.Append(place.Clinic, new Append(place.By, [note]), CancellationToken.None) is not Appended.Done) return new KeptForm(KeptReason.NotKept);
        return Results.Stream(
            async output =>
            {
                await foreach (var fact in ledger.Read(place.Clinic, 0, http.RequestAborted)) await output.WriteAsync(FactLine.Of(fact), http.RequestAborted);
            },
            "application/x-ndjson",
            "ledger.ndjson");
    }
}
