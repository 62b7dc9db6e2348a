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

        // Whatever keeps a plan from being within today's limits is said above; should it not be, it still stops.
        if (stops.Count == 0 && request.Proposal is not Proposal.Within)
            stops.Add(new(HardStopKind.OutsideLimits, "The plan cannot be held against the tables in force: they do not know everything in it.", "A practitioner signs a plan on the tables in force."));
        return stops.Count == 0 && request is { Proposal: Proposal.Within within, Consent: { } consent }
            ? new SessionStart.MayBegin(within.Plan, consent, request.SessionsHeld + 1)
            : new SessionStart.Stopped(stops.ToImmutable());
    }

    /// <summary>
    /// Whether a decision today is no stricter than the one that was signed: every row that fires today at every site fired there
    /// then. A row that fires no longer asks for nothing.
    /// </summary>
    public static bool IsSameDecision(Findings atSignature, Findings today) => today.Fired.All(now =>
        atSignature.Fired.Any(then => then.Rule.Id == now.Rule.Id && now.At.All(site => then.At.Any(before => before.Id == site.Id))));

    /// <summary>What keeps a cartridge from being opened, before a session or during one.</summary>
    public static IEnumerable<HardStop> StopsOf(Cartridge cartridge, bool used, DateOnly day)
    {
        if (!cartridge.MayBeUsedOn(day))
            yield return new(HardStopKind.CartridgeExpired, $"Cartridge {cartridge.Serial} of lot {cartridge.Lot} expired on {Day(cartridge.Expires)}.", "A sterile cartridge within its date. Nobody can lift it.");
        if (used)
            yield return new(HardStopKind.CartridgeUsed, $"Cartridge {cartridge.Serial} of lot {cartridge.Lot} was used before.", "A new sterile cartridge. Nobody can lift it.");
    }

    /// <summary>What keeps a zone from being treated at a depth, while a session is under way.</summary>
    /// <param name="plan">The plan of the session.</param>
    /// <param name="practitioner">Who treats.</param>
    /// <param name="device">The device in the hand.</param>
    /// <param name="model">Its model; null when the tables do not know it.</param>
    /// <param name="site">Id of the site.</param>
    /// <param name="depth">How deep.</param>
    /// <param name="day">The day.</param>
    public static IEnumerable<HardStop> StopsAt(SignedPlan plan, Person practitioner, Device device, DeviceModel? model, string site, NeedleDepth depth, DateOnly day)
    {
        if (plan.Request.Zones.FirstOrDefault(zone => zone.Site == site) is not { } planned)
            yield return new(HardStopKind.OutsideLimits, "This zone is not in the plan.", "A practitioner signs a plan with it, and the patient agrees to that.");
        else if (depth.Millimetres > planned.Depth)
            yield return new(HardStopKind.OutsideLimits, $"{depth} is deeper than the plan has here: {NeedleDepth.FromMillimetres(planned.Depth)}.", "At most the planned depth. For more, a practitioner signs another plan and the patient agrees to that.");
        if (Planning.LicenceFault(practitioner, depth, day) is { } licence) yield return Stop(licence, practitioner, day);
        if (model is null || model.Deepest < depth.Millimetres)
            yield return new(HardStopKind.DeviceNotReady, $"{device.Name} is not known to reach {depth}.", "A shallower depth, or another device from the next session on.");
        else if (Planning.CompetenceFault(practitioner, device, model, depth, day) is { } competence)
            yield return new(HardStopKind.CompetenceMissing, competence.Says, competence.Lifts);
    }

    /// <summary>When the next session may be, and when the first honest score is due, after one that ends on a day.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="course">The course of its concern; null when the tables hold none.</param>
    /// <param name="number">Which session of the plan it was, from 1.</param>
    /// <param name="day">The day on which it ended.</param>
    public static (DateOnly? Next, DateOnly? ScoreOn) After(PlanRequest plan, Course? course, int number, DateOnly day) => number < plan.Sessions
        ? (day.AddDays(7 * plan.Weeks), null)
        : (null, course?.ScoreWeeks is { } weeks ? day.AddDays(7 * weeks) : null);

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
        var stale = findings.Open.Where(open => findings.Stale.Contains(open.Question)).Select(open => open.Question.Topic).ToArray();
        if (stale is { Length: > 0 } topics)
            stops.Add(new(HardStopKind.AnswersStale, $"Too long ago to count: {string.Join(", ", topics)}.", "Ask the patient again, and enter what they say."));
        if (!request.SameDecision)
            stops.Add(new(HardStopKind.DecisionOlderThanAnswers, "Answers have come since the plan was signed that change its decision.", "A practitioner reviews the decision and signs the plan again."));
        if (proposal is not Proposal.Outside outside) return;
        if (outside.Review is Review.Open open2 && (open2.Standing.Length > 0 || stale.Length == 0 || IsOpenBeside(findings)))
            stops.Add(new(HardStopKind.DecisionStands, WhyOpen(open2), "What the decision page names for each reason: an answer, a date, or somebody entitled."));
        foreach (var fault in outside.Faults.Where(fault => fault.Field is not ("Practitioner" or "Device" or "First")))
            stops.Add(new(HardStopKind.OutsideLimits, fault.Says, fault.Lifts));
    }

    /// <summary>Whether more is open than what is too old, and what would be asked after that.</summary>
    private static bool IsOpenBeside(Findings findings) =>
        findings.OpenTerms.Length > 0 || findings.Open.Any(open => !open.FollowsUp && !findings.Stale.Contains(open.Question));

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
            stops.Add(Stop(licence, request.Practitioner, request.Day));

        if (request.Device is not { } device || !device.MayBeUsedOn(request.Day))
            stops.Add(new(HardStopKind.DeviceNotReady, request.Device is null ? "The device is none of the clinic's." : $"{request.Device.Name} is retired, or its check is overdue.", "Take another device, or enter its check under Devices."));
        else if (depth is { } needed && request.Proposal is { } proposal)
            CheckDevice(request, device, needed, TreatmentLimits.Of(ReviewOf(proposal).Candidacy.Findings.Case.Rules), stops);
        stops.AddRange(StopsOf(request.Cartridge, request.CartridgeUsed, request.Day));
    }

    private static HardStop Stop(PlanFault licence, Person practitioner, DateOnly day) => new(
        practitioner.Is(Role.Practitioner) && practitioner.Licences.Any(own => own.HoldsOn(day)) ? HardStopKind.LicenceTooShallow : HardStopKind.LicenceExpired, licence.Says, licence.Lifts);

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
        : review.Candidacy.Findings.Case.Contradictions is { Length: > 0 } contradictions ? $"Answers contradict each other. {string.Join(" ", contradictions.Select(conflict => conflict.Says))}"
        : $"Not settled: {string.Join(", ", review.Candidacy.Findings.Open.Select(open => open.Question.Topic))}.";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
