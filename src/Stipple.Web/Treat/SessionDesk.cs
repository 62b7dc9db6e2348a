using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Treat;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Treat;

/// <summary>What is at hand when somebody wants to start.</summary>
/// <param name="Device">The device in the hand; null when the clinic has none of this id.</param>
/// <param name="Cartridge">The cartridge.</param>
/// <param name="CartridgeUsed">Whether it was opened before.</param>
/// <param name="RightPatient">Whether the two identifiers are those of the record.</param>
/// <param name="Grams">Cream that is on the skin; null without one.</param>
/// <param name="Area">On how much skin, in cm².</param>
/// <param name="Minutes">How long it was on.</param>
internal sealed record AtHand(Device? Device, Cartridge Cartridge, bool CartridgeUsed, bool RightPatient, double? Grams, double? Area, int? Minutes);

/// <summary>Puts together what is known about a session: the plan held against today, the devices, the practitioner.</summary>
public sealed record SessionDesk(Chart Chart, Person Practitioner, PlanBasis? Basis, ImmutableArray<DeviceRow> Devices, Place Place)
{
    public PatientRecord Record => Chart.Record;

    public string Path => $"{Chart.Path}/session";

    /// <summary>Whether the visitor may treat; others read.</summary>
    public bool MayTreat => Place.Is(Role.Practitioner);

    /// <summary>The plan of the session that is under way, else the one that stands.</summary>
    public SignedPlan? Plan => Record.OpenSession is { } open ? Record.PlanOf(open.Begun.Plan) : Record.Plan;

    internal static async Task<SessionDesk?> Open(Guid patient, Visit visit, Charts charts, Desk desk, ClinicEvidence evidence, PatientList patients, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return null;
        var place = visit.Place!;
        var person = (await PersonRecord.Read(desk.Ledger, place.Clinic, place.Person!.Value, http.RequestAborted))!.Person;
        PlanBasis? basis = null;
        var plan = chart.Record.OpenSession?.Begun.Plan ?? chart.Record.Plan?.Id;
        try
        {
            if (plan is { } id) basis = await PlanBasis.Read(desk.Ledger, evidence, place.Clinic, chart.Record, id, http.RequestAborted);
        }
        catch (RefusedException)
        {
            // Without what the plan rests on its decision is not shown to be the same: the start says so.
        }

        return new SessionDesk(chart, person, basis, [.. await patients.Devices(place.Clinic, http.RequestAborted)], place);
    }

    /// <summary>What the start is asked with.</summary>
    internal SessionRequest RequestWith(AtHand hand)
    {
        var proposal = ProposalWith(hand);
        return new SessionRequest
        {
            InForce = Chart.InForce,
            Plan = Record.Plan,
            Proposal = proposal,
            SameDecision = proposal is null || (Basis is { } basis && Treating.IsSameDecision(basis.Candidacy.Findings, FindingsOf(proposal))),
            Consent = Record.Consent,
            Practitioner = Practitioner,
            Device = hand.Device,
            Cartridge = hand.Cartridge,
            CartridgeUsed = hand.CartridgeUsed,
            RightPatient = hand.RightPatient,
            SessionsHeld = Record.Plan is { } plan ? Record.Sessions.Count(session => session.Begun.Plan == plan.Id) : 0,
            LastSession = Record.Sessions.Select(session => (DateOnly?)session.Begun.On).LastOrDefault(),
            SessionOpen = Record.OpenSession is not null,
            Day = Chart.Today,
        };
    }

    /// <summary>What stands against starting already, whoever the patient says they are and whatever cartridge is taken.</summary>
    internal ImmutableArray<HardStop> StandingBy(Device? device) =>
        Treating.Begin(RequestWith(new AtHand(device, new Cartridge("-", "-", DateOnly.MaxValue), false, true, Record.Plan?.Request.Grams, Record.Plan?.Request.Area, Record.Plan?.Request.Minutes)))
            is SessionStart.Stopped stopped ? stopped.Stops : [];

    /// <summary>The plan with the device in the hand and the cream on the skin, held against every limit of today; null when there is nothing to decide on.</summary>
    private Proposal? ProposalWith(AtHand hand)
    {
        if (Chart.InForce.Policy is not { } policy || Record.Plan is not { } plan || !Planning.IsKnown(policy.Rules, plan.Request)) return null;
        var limits = TreatmentLimits.Of(policy.Rules);
        if ((hand.Device ?? Basis?.Device) is not { } device || limits.Device(device.Model) is not { } model) return null;
        var request = plan.Request with
        {
            First = plan.Request.First > Chart.Today ? plan.Request.First : Chart.Today,
            Device = device.Id,
            Grams = hand.Grams,
            Area = hand.Area,
            Minutes = hand.Minutes,
        };
        return Planning.Propose(request, Record.Review(policy, request, model, Chart.Today), hand.Device, Practitioner, Chart.Today);
    }

    private static Stipple.Assess.Findings FindingsOf(Proposal proposal) =>
        proposal is Proposal.Outside outside ? outside.Review.Candidacy.Findings : ((Proposal.Within)proposal).Plan.Review.Candidacy.Findings;
}
