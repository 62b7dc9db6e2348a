using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Plan;
using Stipple.Records.Bodies;

namespace Stipple.Records.Patients;

/// <summary>A session as its facts tell.</summary>
/// <param name="Begun">How it began.</param>
/// <param name="At">When it began.</param>
/// <param name="Cartridges">Every cartridge, the one in use last.</param>
/// <param name="Zones">Every zone that was recorded, in that order.</param>
/// <param name="Ended">How it ended; null while it is under way.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
public sealed record SessionRecord(
    SessionBegun Begun, DateTimeOffset At, ImmutableArray<Cartridge> Cartridges, ImmutableArray<ZoneTreated> Zones, SessionEnded? Ended, DateTimeOffset? EndedAt)
{
    public Guid Id => Begun.Session;
}

/// <summary>A check-in, and what became of it.</summary>
public sealed record CheckInRecord(CheckInAnswered Answered, DateTimeOffset At, CheckInTaken? Taken, DateTimeOffset? TakenAt);

/// <summary>A link, and what became of it.</summary>
public sealed record LinkRecord(LinkSent Sent, DateTimeOffset At, DateTimeOffset? Opened, int Missed, LinkRevoked? Revoked)
{
    /// <summary>How often somebody may give another date of birth before the link opens nothing any more.</summary>
    public const int MostMisses = 5;

    public bool IsOpen(DateTimeOffset now) => Revoked is null && Missed < MostMisses && now < Sent.Until;
}

/// <summary>Plan, consent, sessions and what came after.</summary>
public sealed partial class PatientRecord
{
    /// <summary>The plan that was signed last; null when there is none, or it was ended.</summary>
    public SignedPlan? Plan
    {
        get
        {
            if (Entries.LastOrDefault(entry => entry.Body is PlanSigned) is not { Body: PlanSigned signed } entry) return null;
            return All<PlanEnded>().Any(ended => ended.Body.Plan == signed.Plan) ? null : new SignedPlan(signed.Plan, signed.Request, signed.Evidence, entry.Hash, signed.Person, signed.On);
        }
    }

    /// <summary>A plan that was signed, whether it stands or was ended; null when there is none of this id.</summary>
    public SignedPlan? PlanOf(Guid id) => All<PlanSigned>().Where(signed => signed.Body.Plan == id)
        .Select(signed => new SignedPlan(id, signed.Body.Request, signed.Body.Evidence, signed.Entry.Hash, signed.Body.Person, signed.Body.On)).FirstOrDefault();

    /// <summary>The record as it was when the plan was signed: what its decision and its consent rest on.</summary>
    public PatientRecord BeforePlan(Guid plan) => AsOf(All<PlanSigned>().First(signed => signed.Body.Plan == plan).Entry.Version - 1);

    /// <summary>The plan that is being made; null when there is none, or it was signed.</summary>
    public PlanDrafted? Draft => Entries.LastOrDefault(entry => entry.Body is PlanDrafted or PlanSigned)?.Body as PlanDrafted;

    /// <summary>The consent that was signed last, standing or withdrawn; null when none was.</summary>
    public SignedConsent? Consent
    {
        get
        {
            if (Entries.LastOrDefault(entry => entry.Body is ConsentSigned) is not { Body: ConsentSigned signed } entry) return null;
            var withdrawn = All<ConsentWithdrawn>().FirstOrDefault(back => back.Entry.Version > entry.Version).Entry?.At;
            return new SignedConsent(signed.Plan, signed.PlanHash, signed.FormHash, signed.Evidence, signed.Name, entry.At, withdrawn);
        }
    }

    /// <summary>Every session, the last one last.</summary>
    public ImmutableArray<SessionRecord> Sessions =>
    [
        .. All<SessionBegun>().Select(begun =>
        {
            var ended = All<SessionEnded>().FirstOrDefault(end => end.Body.Session == begun.Body.Session);
            return new SessionRecord(
                begun.Body,
                begun.Entry.At,
                [begun.Body.Cartridge, .. All<CartridgeChanged>().Where(changed => changed.Body.Session == begun.Body.Session).Select(changed => changed.Body.Cartridge)],
                [.. All<ZoneTreated>().Where(zone => zone.Body.Session == begun.Body.Session).Select(zone => zone.Body)],
                ended.Body,
                ended.Entry?.At);
        }),
    ];

    /// <summary>The session that is under way; null when none is.</summary>
    public SessionRecord? OpenSession => Sessions.LastOrDefault(session => session.Ended is null);

    public ImmutableArray<CheckInRecord> CheckIns =>
    [
        .. All<CheckInAnswered>().Select(answered =>
        {
            var taken = All<CheckInTaken>().FirstOrDefault(taken => taken.Body.CheckIn == answered.Body.CheckIn);
            return new CheckInRecord(answered.Body, answered.Entry.At, taken.Body, taken.Entry?.At);
        }),
    ];

    public ImmutableArray<LinkRecord> Links =>
    [
        .. All<LinkSent>().Select(sent => new LinkRecord(
            sent.Body,
            sent.Entry.At,
            All<LinkOpened>().FirstOrDefault(opened => opened.Body.Link == sent.Body.Link).Entry?.At,
            All<LinkMissed>().Count(missed => missed.Body.Link == sent.Body.Link),
            All<LinkRevoked>().FirstOrDefault(revoked => revoked.Body.Link == sent.Body.Link).Body)),
    ];

    /// <summary>Every photograph that may be shown, in the order in which they were taken.</summary>
    public ImmutableArray<PhotoTaken> Photos =>
        [.. All<PhotoTaken>().Select(taken => taken.Body).Where(taken => !All<PhotoWithdrawn>().Any(withdrawn => withdrawn.Body.Photo == taken.Photo))];
}
