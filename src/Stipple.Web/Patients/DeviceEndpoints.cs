using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>The needling devices of a clinic. Everybody sees them; owners and medical directors enter them.</summary>
internal static class DeviceEndpoints
{
    private const string Root = "/clinic/devices";

    public static void MapDevices(this WebApplication app)
    {
        app.MapPage(Root, (Visit visit, Desk desk, PatientList patients, ClinicEvidence evidence, HttpContext http) => List(visit, desk, patients, evidence, http, null)).ForMembers(Audit.None);
        app.MapForm(Root, Add).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm(Root + "/{device:guid}/check", Check).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm(Root + "/{device:guid}/retire", Retire).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
    }

    private static async Task<IResult> List(Visit visit, Desk desk, PatientList patients, ClinicEvidence evidence, HttpContext http, Submission? form)
    {
        var inForce = await evidence.InForce(visit.Place!.Clinic, http.RequestAborted);
        return Pages.Render<DevicesPage>(
            new { visit.Place, Devices = await patients.Devices(visit.Place.Clinic, http.RequestAborted), Limits = inForce.Policy is { } policy ? TreatmentLimits.Of(policy.Rules) : null, Why = inForce.StandsAgainst, desk.Today, Form = form },
            form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Add(Visit visit, Submission form, Desk desk, PatientList patients, ClinicEvidence evidence, HttpContext http)
    {
        var inForce = await evidence.InForce(visit.Place!.Clinic, http.RequestAborted);
        var model = form.Text("model", "the model", 80);
        var name = form.Text("name", "a name", 80);
        var serial = form.Text("serial", "the serial number", 80);
        var until = form.Day("until", "the last day", required: false);
        if (inForce.StandsAgainst is { } why) form.Add("model", $"The models come from the evidence tables. {why}");
        else if (form.IsGood && TreatmentLimits.Of(inForce.Policy!.Rules).Device(model) is null) form.Add("model", "Choose a model of the list");
        if (!form.IsGood) return await List(visit, desk, patients, evidence, http, form);
        var id = Guid.CreateVersion7(desk.Clock.GetUtcNow());
        return await desk.Write(visit.Place, form, Root, Body.About(Streams.Device(id), new DeviceAdded(new Device(id, model, name, serial, until)), 0));
    }

    private static async Task<IResult> Check(Guid device, Visit visit, Submission form, Desk desk, PatientList patients, ClinicEvidence evidence, HttpContext http)
    {
        if (await DeviceRecord.Read(desk.Ledger, visit.Place!.Clinic, device, http.RequestAborted) is not { } record) return Results.NotFound();
        var until = form.Day("checked-until", "the last day before the next check", required: false);
        var says = form.Text("says", "what was done, and by whom", 500);
        if (form.IsGood && record.Device.Retired is not null) form.Add("says", $"{record.Device.Name} is out of use");
        if (!form.IsGood) return await List(visit, desk, patients, evidence, http, form);
        return await desk.Write(visit.Place, form, Root, Body.About(Streams.Device(device), new DeviceChecked(until, says), record.Version));
    }

    private static async Task<IResult> Retire(Guid device, Visit visit, Submission form, Desk desk, PatientList patients, ClinicEvidence evidence, HttpContext http)
    {
        if (await DeviceRecord.Read(desk.Ledger, visit.Place!.Clinic, device, http.RequestAborted) is not { } record) return Results.NotFound();
        if (record.Device.Retired is not null) return Desk.SeeOther(Root);
        var reason = form.Text("reason", "a reason", 500);
        if (!form.IsGood) return await List(visit, desk, patients, evidence, http, form);
        return await desk.Write(visit.Place, form, Root, Body.About(Streams.Device(device), new DeviceRetired(desk.Today, reason), record.Version));
    }
}
