using System.Collections.Frozen;
using Stipple.Plan;
using Stipple.Treat;
using Stipple.Web.Assess;

namespace Stipple.Web.Treat;

/// <summary>What the pages of a session call things.</summary>
internal static class SessionWords
{
    /// <summary>What may be reached at a zone, by the word of the fact.</summary>
    public static readonly FrozenDictionary<string, string> Endpoints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["erythema"] = "even redness, no bleeding",
        ["pinpoint-bleeding"] = "even pinpoint bleeding",
        ["less"] = "less than planned",
        ["more"] = "more than planned",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(Endpoint endpoint) => endpoint == Endpoint.Erythema ? Endpoints["erythema"] : Endpoints["pinpoint-bleeding"];

    public static string SiteName(SessionDesk at, string site) => at.Basis?.Rules.Sites.Find(site) is { } known ? Sentence.Begin(known.Name) : site;

    /// <summary>What may be on the open skin at the end: what the plan has, or nothing. Anything else is another plan.</summary>
    public static IEnumerable<(string Id, string Name)> Topicals(SessionDesk at, SignedPlan plan) => at.Basis is { } basis
        ? TreatmentLimits.Of(basis.Rules).Topicals.Where(topical => topical.Id == plan.Request.Topical || topical.Kind == "none").Select(topical => (topical.Id, topical.Name))
        : [(plan.Request.Topical, plan.Request.Topical)];

    /// <summary>Whether the plan has a cream whose amount is asked for.</summary>
    public static bool HasCream(SessionDesk at) => at.Plan?.Request.Grams is not null;

    /// <summary>The heading of a stop.</summary>
    public static string Of(HardStopKind kind) => kind switch
    {
        HardStopKind.WrongPatient => "Stop: this may be the wrong person",
        HardStopKind.EvidenceNotApproved => "Stop: there is nothing to decide on",
        HardStopKind.PlanMissing => "Stop: no plan is signed",
        HardStopKind.PlanFinished => "Stop: the plan is finished",
        HardStopKind.AnswersStale => "Stop: answers are too old",
        HardStopKind.DecisionOlderThanAnswers => "Stop: the decision is older than the answers",
        HardStopKind.DecisionStands => "Stop: decided today, something stands against it",
        HardStopKind.OutsideLimits => "Stop: outside of a limit",
        HardStopKind.ConsentMissing => "Stop: no consent is signed",
        HardStopKind.ConsentWithdrawn => "Stop: the consent was withdrawn",
        HardStopKind.ConsentOlderThanPlan => "Stop: the consent is to another plan",
        HardStopKind.LicenceExpired => "Stop: no licence holds",
        HardStopKind.LicenceTooShallow => "Stop: the licence does not reach this depth",
        HardStopKind.CompetenceMissing => "Stop: no training is entered for this",
        HardStopKind.DeviceNotReady => "Stop: this device may not be used",
        HardStopKind.CartridgeExpired or HardStopKind.CartridgeUsed => "Stop: this cartridge may not be used",
        HardStopKind.IntervalNotOver => "Stop: it is too early",
        _ => "Stop: a session is under way",
    };

    /// <summary>Where somebody lifts it, under the patient's path or elsewhere; null where no page does.</summary>
    public static (string Label, string Path)? Way(HardStopKind kind, string patient) => kind switch
    {
        HardStopKind.EvidenceNotApproved => ("Evidence", "/clinic/evidence"),
        HardStopKind.PlanMissing or HardStopKind.PlanFinished or HardStopKind.OutsideLimits => ("The plan", $"{patient}/plan"),
        HardStopKind.AnswersStale or HardStopKind.DecisionOlderThanAnswers or HardStopKind.DecisionStands => ("The decision", $"{patient}/decision"),
        HardStopKind.ConsentMissing or HardStopKind.ConsentWithdrawn or HardStopKind.ConsentOlderThanPlan => ("The consent", $"{patient}/consent"),
        HardStopKind.LicenceExpired or HardStopKind.LicenceTooShallow or HardStopKind.CompetenceMissing => ("People", "/clinic/people"),
        HardStopKind.DeviceNotReady => ("Devices", "/clinic/devices"),
        _ => null,
    };
}
