using System.Collections.Immutable;
using System.Globalization;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Plan;
using Stipple.Terms;

namespace Stipple.Treat;

/// <summary>Everything that is known at the moment at which somebody wants to start.</summary>
public sealed record SessionRequest
{
    /// <summary>What the clinic decides on now.</summary>
    public required EvidenceInForce InForce { get; init; }

    /// <summary>The plan that was signed last and not ended; null when there is none.</summary>
    public required SignedPlan? Plan { get; init; }

    /// <summary>The plan held against every limit today, on today's answers; null when there is none, or nothing to decide on.</summary>
    public required Proposal? Proposal { get; init; }

    /// <summary>Whether the decision on today's answers is the one that the plan was signed on.</summary>
    public required bool SameDecision { get; init; }

    /// <summary>The last consent; null when none was signed.</summary>
    public required SignedConsent? Consent { get; init; }

    public required Person Practitioner { get; init; }

    /// <summary>The device that is in the hand; null when the clinic has none of this id.</summary>
    public required Device? Device { get; init; }

    public required Cartridge Cartridge { get; init; }

    /// <summary>Whether this cartridge was used before.</summary>
    public required bool CartridgeUsed { get; init; }

    /// <summary>Whether the patient said the two identifiers of this record.</summary>
    public required bool RightPatient { get; init; }

    /// <summary>Sessions of this plan that were begun.</summary>
    public required int SessionsHeld { get; init; }

    /// <summary>Day of this patient's last session, of whatever plan; null when there was none.</summary>
    public required DateOnly? LastSession { get; init; }

    /// <summary>Whether a session of this patient is under way.</summary>
    public required bool SessionOpen { get; init; }

    /// <summary>The day of the session.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>What becomes of the wish to start.</summary>
public abstract record SessionStart
{
    private SessionStart()
    {
    }

    /// <summary>It may start. Only <see cref="Treating"/> says so.</summary>
    public sealed record MayBegin : SessionStart
    {
        internal MayBegin(TreatmentPlan plan, SignedConsent consent, int number) => (Plan, Consent, Number) = (plan, consent, number);

        public TreatmentPlan Plan { get; }

        public SignedConsent Consent { get; }

        /// <summary>Which session of the plan it is, from 1.</summary>
        public int Number { get; }
    }

    /// <summary>It may not: at least one stop, all that there are.</summary>
    public sealed record Stopped(ImmutableArray<HardStop> Stops) : SessionStart;
}

/// <summary>"Do it." Says whether a session may start, and if not, everything that keeps it from starting.</summary>
public static class Treating
{
    public static SessionStart Begin(SessionRequest request)
    {
        var stops = ImmutableArray.CreateBuilder<HardStop>();
        if (!request.RightPatient) stops.Add(new(HardStopKind.WrongPatient, "Name or identifier do not belong to this record.", "Ask the person for full name, date of birth and record number again, and open the right record."));
        if (request.SessionOpen) stops.Add(new(HardStopKind.SessionOpen, "A session of this patient is under way.", "Go on with it, or end it."));
        if (request.InForce.StandsAgainst is { } against) stops.Add(new(HardStopKind.EvidenceNotApproved, against, "A medical director reads and approves a version."));
        CheckPlan(request, stops);
        CheckConsent(request, stops);
        CheckHands(request, stops);
        CheckInterval(request, stops);
        return stops.Count == 0 && request is { Proposal: Proposal.Within within, Consent: { } consent }
            ? new SessionStart.MayBegin(within.Plan, consent, request.SessionsHeld + 1)
            : new SessionStart.Stopped(stops.ToImmutable());
    }

    private static void CheckPlan(SessionRequest request, ImmutableArray<HardStop>.Builder stops)
    {
        if (request.Plan is not { } plan)
        {
            stops.Add(new(HardStopKind.PlanMissing, "No plan is signed.", "A practitioner whose licence covers it signs one."));
            return;
        }

        if (request.SessionsHeld >= plan.Request.Sessions)
            stops.Add(new(HardStopKind.PlanFinished, $"All {plan.Request.Sessions} sessions of the plan were held.", "A practitioner signs another plan."));
        if (request.Proposal is not { } proposal) return; // nothing to decide on: said above
        var findings = ReviewOf(proposal).Candidacy.Findings;
        if (findings.Stale.Length > 0 && findings.Open.Where(open => findings.Stale.Contains(open.Question)).Select(open => open.Question.Topic).ToArray() is { Length: > 0 } topics)
            stops.Add(new(HardStopKind.AnswersStale, $"Too long ago to count: {string.Join(", ", topics)}.", "Ask the patient again, and enter what they say."));
        if (!request.SameDecision)
            stops.Add(new(HardStopKind.DecisionOlderThanAnswers, "Answers have come since the plan was signed that change its decision.", "A practitioner reviews the decision and signs the plan again."));
        if (proposal is not Proposal.Outside outside) return;
        if (outside.Review is Review.Open open2)
            stops.Add(new(HardStopKind.DecisionStands, WhyOpen(open2), "What the decision page names for each reason: an answer, a date, or somebody entitled."));
        foreach (var fault in outside.Faults.Where(fault => fault.Field is not ("Practitioner" or "Device" or "First")))
            stops.Add(new(HardStopKind.OutsideLimits, fault.Says, fault.Lifts));
    }

    private static void CheckConsent(SessionRequest request, ImmutableArray<HardStop>.Builder stops)
    {
        if (request.Consent is not { } consent) stops.Add(new(HardStopKind.ConsentMissing, "No consent is signed.", "The patient reads the consent and signs it, or does not."));
        else if (consent.Withdrawn is { } withdrawn) stops.Add(new(HardStopKind.ConsentWithdrawn, $"The patient withdrew the consent on {Day(DateOnly.FromDateTime(withdrawn.UtcDateTime))}.", "Only the patient: by reading and signing again, if they want to."));
        else if (request.Plan is { } plan && (consent.Plan != plan.Id || consent.PlanHash != plan.Hash))
            stops.Add(new(HardStopKind.ConsentOlderThanPlan, "The consent is to another plan than the one that is signed.", "The patient reads and signs the consent to this plan."));
    }

    private static void CheckHands(SessionRequest request, ImmutableArray<HardStop>.Builder stops)
    {
        var depth = request.Plan?.Deepest;
        if (depth is { } deepest && Planning.LicenceFault(request.Practitioner, deepest, request.Day) is { } licence)
        {
            var held = request.Practitioner.Is(Role.Practitioner) && request.Practitioner.Licences.Any(own => own.HoldsOn(request.Day));
            stops.Add(new(held ? HardStopKind.LicenceTooShallow : HardStopKind.LicenceExpired, licence.Says, licence.Lifts));
        }

        if (request.Device is not { } device || !device.MayBeUsedOn(request.Day))
            stops.Add(new(HardStopKind.DeviceNotReady, request.Device is null ? "The device is none of the clinic's." : $"{request.Device.Name} is retired, or its check is overdue.", "Take another device, or enter its check under Devices."));
        else if (depth is { } needed && request.Proposal is { } proposal)
            CheckDevice(request, device, needed, TreatmentLimits.Of(ReviewOf(proposal).Candidacy.Findings.Case.Rules), stops);
        if (!request.Cartridge.MayBeUsedOn(request.Day))
            stops.Add(new(HardStopKind.CartridgeExpired, $"Cartridge {request.Cartridge.Serial} of lot {request.Cartridge.Lot} expired on {Day(request.Cartridge.Expires)}.", "A sterile cartridge within its date. Nobody can lift it."));
        if (request.CartridgeUsed)
            stops.Add(new(HardStopKind.CartridgeUsed, $"Cartridge {request.Cartridge.Serial} of lot {request.Cartridge.Lot} was used before.", "A new sterile cartridge. Nobody can lift it."));
    }

    private static void CheckDevice(SessionRequest request, Device device, NeedleDepth depth, TreatmentLimits limits, ImmutableArray<HardStop>.Builder stops)
    {
        if (limits.Device(device.Model) is not { } model || model.Kind == "rf" || model.Deepest < depth.Millimetres)
            stops.Add(new(HardStopKind.DeviceNotReady, $"{device.Name} is not known to reach {depth} with plain needles.", "Take the device of the plan, or sign a plan for this one."));
        else if (Planning.CompetenceFault(request.Practitioner, device, model, depth, request.Day) is { } competence)
            stops.Add(new(HardStopKind.CompetenceMissing, competence.Says, competence.Lifts));
    }

    private static void CheckInterval(SessionRequest request, ImmutableArray<HardStop>.Builder stops)
    {
        if (request.LastSession is { } last && request.Plan is { } plan && last.AddDays(7 * plan.Request.Weeks) is var earliest && earliest > request.Day)
            stops.Add(new(HardStopKind.IntervalNotOver, $"The last session was on {Day(last)}; the plan has {plan.Request.Weeks} weeks between sessions.", $"Wait until {Day(earliest)}."));
    }

    private static Review ReviewOf(Proposal proposal) => proposal is Proposal.Outside outside ? outside.Review : ((Proposal.Within)proposal).Plan.Review;

    private static string WhyOpen(Review.Open review) =>
        review.Standing.Length > 0 ? $"Decided today, this stands against it: {string.Join(", ", review.Standing.Select(standing => standing.Reason.Rule.Entry.Name).Distinct(StringComparer.Ordinal))}."
        : $"Not settled: {string.Join(", ", review.Candidacy.Findings.Open.Select(open => open.Question.Topic))}.";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
