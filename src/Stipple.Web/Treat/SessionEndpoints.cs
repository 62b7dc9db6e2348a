using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Treat;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Treat;

/// <summary>"Do it." One session: the start with every stop, what is done zone by zone, and the end. Each step is a fact at once, so that nothing ends with the sign-in or the process.</summary>
internal static class SessionEndpoints
{
    private const string Root = "/clinic/patients/{patient:guid}/session";

    private const string Under = Root + "/{session:guid}";

    private const int LongestWords = 2000;

    public static void MapSession(this WebApplication app)
    {
        app.MapPage(Root, async (Guid patient, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http) =>
            await Open(patient, visit, charts, desk, evidence, patients, http) is { } at ? await Show(at, desk, http) : Results.NotFound()).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapPage(Under, async (Guid patient, Guid session, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http) =>
            await Open(patient, visit, charts, desk, evidence, patients, http) is not { } at || at.Record.Sessions.FirstOrDefault(held => held.Id == session) is not { } held ? Results.NotFound()
            : held.Ended is null ? Desk.SeeOther(at.Path)
            : Pages.Render<SessionSummary>(new { At = at, Session = held })).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm(Root, Begin).ForMembers(Audit.Write, Role.Practitioner);
        Map("/zones", Treat);
        Map("/cartridge", ChangeCartridge);
        Map("/notes", Note);
        Map("/end", End);

        void Map(string path, Func<SessionDesk, SessionRecord, Submission, Desk, PatientList, HttpContext, Task<IResult>> step) => app.MapForm(
            Under + path,
            async (Guid patient, Guid session, Visit visit, Submission form, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http) =>
            {
                if (await Open(patient, visit, charts, desk, evidence, patients, http) is not { } at || at.Record.Sessions.FirstOrDefault(known => known.Id == session) is not { } held) return Results.NotFound();
                if (await desk.Before(at.Place, form) is { } before) return before;
                return held.Ended is null ? await step(at, held, form, desk, patients, http) : Pages.Render<SessionSummary>(new { At = at, Session = held, TooLate = form }, StatusCodes.Status409Conflict);
            }).ForMembers(Audit.Write, Role.Practitioner);
    }

    private static Task<SessionDesk?> Open(Guid patient, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http) =>
        SessionDesk.Open(patient, visit, charts, desk, evidence, patients, http);

    private static async Task<IResult> Show(SessionDesk at, Desk desk, HttpContext http, Submission? form = null, ImmutableArray<HardStop> stops = default, int status = StatusCodes.Status200OK)
    {
        var said = stops.IsDefault ? [] : stops;
        if (at.Record.OpenSession is { } open)
        {
            var device = await DeviceOf(open.Begun.Device, at, desk, http);
            return Pages.Render<SessionUnderWay>(new { At = at, Session = open, Device = device, Form = form, Stops = said }, status);
        }

        // Before the first try, what stands against it already is shown, so that nobody is numbed for nothing.
        ImmutableArray<HardStop> standing = form is not null ? []
            : at.Record.Plan is { } plan ? at.StandingBy(await DeviceOf(plan.Request.Device, at, desk, http))
            : [.. at.StandingBy(null).Where(stop => stop.Kind is HardStopKind.PlanMissing or HardStopKind.EvidenceNotApproved)];
        return Pages.Render<SessionStartPage>(new { At = at, Form = form, Stops = said, Standing = standing }, status);
    }

    private static async Task<Device?> DeviceOf(Guid device, SessionDesk at, Desk desk, HttpContext http) =>
        (await DeviceRecord.Read(desk.Ledger, at.Place.Clinic, device, http.RequestAborted))?.Device;

    private static async Task<IResult> Begin(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http)
    {
        if (await Open(patient, visit, charts, desk, evidence, patients, http) is not { } at) return Results.NotFound();
        if (await desk.Before(at.Place, form) is { } before) return before;
        if (at.Record.OpenSession is not null)
            return await Show(at, desk, http, form, [new HardStop(HardStopKind.SessionOpen, "A session of this patient is under way.", "Go on with it, or end it.")], StatusCodes.Status409Conflict);
        var born = form.Day("born", "the date of birth that the patient says");
        var number = form.Text("number", "the record number that the patient says or shows", 80);
        var device = Guid.TryParse(form.Raw("device"), out var chosen) && at.Devices.Any(known => known.Id == chosen) ? await DeviceOf(chosen, at, desk, http) : null;
        if (device is null) form.Add("device", "Choose one of the clinic's devices");
        var cleaned = form.Text("cleaned-with", "what the skin was cleaned with", 120);
        var (grams, area, minutes) = ((double?)null, (double?)null, (double?)null);
        if (SessionWords.HasCream(at))
        {
            grams = form.Number("grams", "the grams of cream", 0.1, 500);
            area = form.Number("area", "the area in cm²", 1, 20_000);
            minutes = form.Number("minutes", "the minutes that it was on", 0, 600);
        }

        var cartridge = CartridgeFields.Read(form);
        if (!form.IsGood || cartridge is null) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);

        var identity = at.Record.Identity;
        var right = born == identity.Born && string.Equals(number, identity.Number, StringComparison.OrdinalIgnoreCase);
        var used = await patients.UseOf(at.Place.Clinic, cartridge, http.RequestAborted) is not null;
        var hand = new AtHand(device, cartridge, used, right, grams, area, (int?)minutes);
        var start = Treating.Begin(at.RequestWith(hand));
        if (start is SessionStart.Stopped stopped) return await Show(at, desk, http, form, stopped.Stops, StatusCodes.Status422UnprocessableEntity);
        var may = (SessionStart.MayBegin)start;

        var begun = new SessionBegun(
            Guid.CreateVersion7(desk.Clock.GetUtcNow()), at.Record.Plan!.Id, may.Number, device!.Id, cartridge, ["born", "number"], at.Chart.Today, at.Practitioner.Id, grams, area, (int?)minutes, cleaned);
        return await desk.Write(
            at.Place, form, at.Path, [cartridge.OnceKey],
            () => Show(at, desk, http, form, [.. Treating.StopsOf(cartridge, used: true, at.Chart.Today)], StatusCodes.Status409Conflict),
            Body.About(Streams.Of(at.Record.Id), begun, form.Version));
    }

    private static async Task<IResult> Treat(SessionDesk at, SessionRecord session, Submission form, Desk desk, PatientList patients, HttpContext http)
    {
        var plan = at.Record.PlanOf(session.Begun.Plan)!;
        if (plan.Request.Zones.FirstOrDefault(zone => zone.Site == form.Raw("site")) is not { } planned)
        {
            form.Add("zones", "This zone is not in the plan. A practitioner signs a plan with it, and the patient agrees to that");
            return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        var says = form.Text("says", "what else was seen", 500, required: false);
        if (form.Raw("left") == "yes")
        {
            if (!form.IsGood) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
            return await Write(new ZoneTreated(session.Id, planned.Site, planned.Depth, 0, "less", says, at.Practitioner.Id));
        }

        var depth = form.Number("depth", "the depth in mm", 0.1, NeedleDepth.MaximumMillimetres);
        var passes = form.Number("passes", "the passes", 1, Planning.MostPasses);
        var reached = form.Raw("reached");
        if (!SessionWords.Endpoints.ContainsKey(reached)) form.Add("reached", "Choose what was reached");
        if (passes is { } count && count != Math.Floor(count)) form.Add("passes", "The passes must be a whole number");
        if (!form.IsGood) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
        if (await DeviceOf(session.Begun.Device, at, desk, http) is not { } device) return Results.NotFound();
        var model = at.Basis is { } basis ? TreatmentLimits.Of(basis.Rules).Device(device.Model) : null;
        ImmutableArray<HardStop> stops = [.. Treating.StopsAt(plan, at.Practitioner, device, model, planned.Site, NeedleDepth.FromMillimetres(depth!.Value), at.Chart.Today)];
        if (stops.Length > 0) return await Show(at, desk, http, form, stops, StatusCodes.Status422UnprocessableEntity);
        return await Write(new ZoneTreated(session.Id, planned.Site, depth.Value, (int)passes!.Value, reached, says, at.Practitioner.Id));

        Task<IResult> Write(ZoneTreated zone) => desk.Write(at.Place, form, $"{at.Path}#zones", Body.About(Streams.Of(at.Record.Id), zone));
    }

    private static async Task<IResult> ChangeCartridge(SessionDesk at, SessionRecord session, Submission form, Desk desk, PatientList patients, HttpContext http)
    {
        var cartridge = CartridgeFields.Read(form);
        var reason = form.Text("reason", "why another one", 200);
        if (!form.IsGood || cartridge is null) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
        var used = await patients.UseOf(at.Place.Clinic, cartridge, http.RequestAborted) is not null;
        ImmutableArray<HardStop> stops = [.. Treating.StopsOf(cartridge, used, at.Chart.Today)];
        if (stops.Length > 0) return await Show(at, desk, http, form, stops, StatusCodes.Status422UnprocessableEntity);
        return await desk.Write(
            at.Place, form, at.Path, [cartridge.OnceKey],
            () => Show(at, desk, http, form, [.. Treating.StopsOf(cartridge, used: true, at.Chart.Today)], StatusCodes.Status409Conflict),
            Body.About(Streams.Of(at.Record.Id), new CartridgeChanged(session.Id, cartridge, reason, at.Practitioner.Id)));
    }

    private static async Task<IResult> Note(SessionDesk at, SessionRecord session, Submission form, Desk desk, PatientList patients, HttpContext http)
    {
        var text = form.Paragraph("text", "what was seen", LongestWords);
        if (!form.IsGood) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
        var note = new NoteWritten(Guid.CreateVersion7(desk.Clock.GetUtcNow()), text, at.Practitioner.Id);
        return await desk.Write(at.Place, form, at.Path, Body.About(Streams.Of(at.Record.Id), note));
    }

    private static async Task<IResult> End(SessionDesk at, SessionRecord session, Submission form, Desk desk, PatientList patients, HttpContext http)
    {
        var plan = at.Record.PlanOf(session.Begun.Plan)!;
        var stopped = form.Raw("how") == "stop";
        var topical = form.Raw("topical");
        if (SessionWords.Topicals(at, plan).All(offered => offered.Id != topical)) form.Add("topical", "Choose what was on the open skin");
        var lot = form.Text("topical-lot", "the lot of the product", 40, required: false);
        var reactions = form.Raw("reactions").Trim().Length > 0 ? form.Paragraph("reactions", "what was seen", LongestWords) : "";
        var reason = form.Text("stopped", "why it is stopped before its end", 300, required: stopped);
        if (!stopped && plan.Request.Zones.Where(zone => session.Zones.All(done => done.Site != zone.Site)).ToArray() is { Length: > 0 } open)
            form.Add("zones", $"Not recorded: {string.Join(", ", open.Select(zone => SessionWords.SiteName(at, zone.Site)))}. Record each, or say that it was left out");
        if (!form.IsGood) return await Show(at, desk, http, form, status: StatusCodes.Status422UnprocessableEntity);
        var course = at.Basis is { } basis ? TreatmentLimits.Of(basis.Rules).CourseFor(plan.Request.Concern) : null;
        var (next, scoreOn) = Treating.After(plan.Request, course, session.Begun.Number, at.Chart.Today);
        var ended = new SessionEnded(session.Id, topical, lot, reactions, stopped ? reason : null, next, scoreOn, at.Practitioner.Id);
        return await desk.Write(at.Place, form, $"{at.Path}/{session.Id:D}", Body.About(Streams.Of(at.Record.Id), ended, form.Version));
    }
}
