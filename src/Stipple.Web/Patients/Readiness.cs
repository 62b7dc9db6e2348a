using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Treat;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>How a condition of a session stands.</summary>
public enum ConditionState
{
    /// <summary>Nobody has settled it yet.</summary>
    Open,

    /// <summary>Something stands against it.</summary>
    Blocked,

    /// <summary>Nothing stands against it.</summary>
    Settled,
}

/// <summary>One of the six conditions that a session needs.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="State">How it stands.</param>
/// <param name="Says">What is missing or wrong; empty when it is settled.</param>
public sealed record Condition(string Name, ConditionState State, string Says);

/// <summary>
/// Whether a session of today could start, as far as it can be known before the patient is there. It asks <see cref="Treating"/>
/// itself, with what only shows at the chair taken as right: who the person is, and the cartridge.
/// </summary>
internal sealed class Readiness(Charts charts, Desk desk, ClinicEvidence evidence)
{
    private static readonly (string Name, HardStopKind[] Kinds)[] conditions =
    [
        ("consent", [HardStopKind.ConsentMissing, HardStopKind.ConsentWithdrawn, HardStopKind.ConsentOlderThanPlan]),
        ("licence and training", [HardStopKind.LicenceExpired, HardStopKind.LicenceTooShallow, HardStopKind.CompetenceMissing]),
        ("device", [HardStopKind.DeviceNotReady]),
        ("fresh answers", [HardStopKind.AnswersStale]),
        ("decision", [HardStopKind.EvidenceNotApproved, HardStopKind.DecisionOlderThanAnswers, HardStopKind.DecisionStands]),
        ("plan", [HardStopKind.PlanMissing, HardStopKind.PlanFinished, HardStopKind.OutsideLimits, HardStopKind.IntervalNotOver, HardStopKind.SessionOpen]),
    ];

    /// <summary>What somebody settles by asking or by handing over, and that is no fault.</summary>
    private static readonly HardStopKind[] waiting = [HardStopKind.ConsentMissing, HardStopKind.AnswersStale];

    /// <summary>The chart of a patient and the six conditions, always in the same order; null when there is no such patient.</summary>
    public async Task<(Chart Chart, ImmutableArray<Condition> Conditions)?> Of(Place place, PatientId patient, CancellationToken cancel)
    {
        if (await charts.Open(place, patient, cancel) is not { } chart) return null;
        var record = chart.Record;
        var plan = record.Plan;
        var device = plan is null ? null : (await DeviceRecord.Read(desk.Ledger, place.Clinic, plan.Request.Device, cancel))?.Device;
        var practitioner = plan is null ? null : (await PersonRecord.Read(desk.Ledger, place.Clinic, plan.Person, cancel))?.Person;
        if (plan is null || practitioner is null) return (chart, [.. conditions.Select(condition => new Condition(condition.Name, ConditionState.Open, condition.Name == "plan" ? "No plan is signed." : ""))]);
        var proposal = ProposalOf(chart, plan, device, practitioner);
        var start = Treating.Begin(new SessionRequest
        {
            InForce = chart.InForce,
            Plan = plan,
            Proposal = proposal,
            SameDecision = proposal is not null && await IsSame(chart, plan, proposal, cancel),
            Consent = record.Consent,
            Practitioner = practitioner,
            Device = device,
            Cartridge = new Cartridge("", "", chart.Today),
            CartridgeUsed = false,
            RightPatient = true,
            SessionsHeld = record.Sessions.Count(session => session.Begun.Plan == plan.Id),
            LastSession = record.Sessions.LastOrDefault(session => session.Ended is not null)?.Begun.On,
            SessionOpen = record.OpenSession is not null,
            Day = chart.Today,
        });
        var stops = start is SessionStart.Stopped stopped ? stopped.Stops : [];
        // Stale answers leave the decision open; that is one thing to do and not two.
        var asksAgain = stops.Any(stop => stop.Kind == HardStopKind.AnswersStale) && proposal is Proposal.Outside { Review: Review.Open { Standing.Length: 0 } };
        return (chart, [.. conditions.Select(condition => Weigh(condition, stops, proposal is not null, asksAgain))]);
    }

    private static Condition Weigh((string Name, HardStopKind[] Kinds) condition, ImmutableArray<HardStop> stops, bool decided, bool asksAgain)
    {
        var own = stops.Where(stop => condition.Kinds.Contains(stop.Kind)).ToArray();
        if (asksAgain && own is [{ Kind: HardStopKind.DecisionStands }]) return new(condition.Name, ConditionState.Open, "It is decided again on the fresh answers.");
        if (own.Length > 0) return new(condition.Name, own.All(stop => waiting.Contains(stop.Kind)) ? ConditionState.Open : ConditionState.Blocked, string.Join(" ", own.Select(stop => stop.Says)));
        // Where nothing can be decided, nothing that rests on a decision is settled.
        return decided || condition.Name is "consent" ? new(condition.Name, ConditionState.Settled, "") : new(condition.Name, ConditionState.Open, "It cannot be told without a decision.");
    }

    /// <summary>The plan held against every limit today, on today's answers.</summary>
    private static Proposal? ProposalOf(Chart chart, SignedPlan plan, Device? device, Person practitioner)
    {
        if (chart.InForce.Policy is not { } policy) return null;
        var request = plan.Request with { First = chart.Today };
        var review = device is not null && TreatmentLimits.Of(policy.Rules).Device(device.Model) is { } model
            ? chart.Record.Review(policy, request, model, chart.Today)
            : chart.Record.Review(policy, chart.Today);
        return Planning.Propose(request, review, device, practitioner, chart.Today);
    }

    /// <summary>Whether today's decision is no stricter than the one that the plan was signed on. What can no longer be read is not the same.</summary>
    private async Task<bool> IsSame(Chart chart, SignedPlan plan, Proposal proposal, CancellationToken cancel)
    {
        try
        {
            var basis = await PlanBasis.Read(desk.Ledger, evidence, chart.Place.Clinic, chart.Record, plan.Id, cancel);
            var now = proposal is Proposal.Outside outside ? outside.Review : ((Proposal.Within)proposal).Plan.Review;
            return Treating.IsSameDecision(basis.Candidacy.Findings, now.Candidacy.Findings);
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
