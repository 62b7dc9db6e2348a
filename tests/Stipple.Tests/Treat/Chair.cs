using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Plan;
using Stipple.Treat;

namespace Stipple.Tests;

/// <summary>A session that may begin, on the shipped tables: a test changes the one thing that it is about.</summary>
internal static class Chair
{
    public static readonly DateOnly Day = Scene.Day;

    public static readonly Rules Shipped = Scene.Shipped;

    public static readonly Guid Id = new("0198c0de-0000-7000-8000-000000000001");

    public static readonly Device Pen = new(Id, "skinpen-precision", "Pen 2", "S-1", Day.AddDays(100));

    public static readonly Person Nurse = new(new PersonId(Id), "Mira Castell", "mira@example.org", Membership.Member, [Role.Practitioner])
    {
        Licences = [new Licence(Id, "US-CA", "RN 1", Day.AddYears(-1), Day.AddYears(1), "registered nurse", NeedleDepth.FromMillimetres(1.5))],
        Competences = [new Competence(Id, "pen", NeedleDepth.FromMillimetres(0.25), NeedleDepth.FromMillimetres(1.5), "course", Day.AddYears(-1), null, null)],
    };

    public static readonly PlanRequest Wanted = new(
        "acne-scar-rolling", "cosmetic", [new PlannedZone("cheek-left", 1, 3), new PlannedZone("cheek-right", 1, 3)], Endpoint.PinpointBleeding, 3, 4, Day, Id, "sterile-saline", "none", null, null, null, "");

    public static readonly SignedPlan Signed = new(Id, Wanted, Shipped.Version.Hash, "00ff", Nurse.Id, Day);

    public static readonly Cartridge Sterile = new("B2307", "00817", Day);

    /// <summary>Nothing worth mentioning, answered on a day; except what is said.</summary>
    public static ImmutableDictionary<string, Answer> Answers(DateOnly day, string but = "")
    {
        var plain = Scene.Fill(Scene.Of(Shipped, "cheek-left at 1", but)).Answers;
        return plain.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { At = day }, StringComparer.Ordinal);
    }

    public static Case CaseOf(PlanRequest request, string but = "", DateOnly? answered = null) =>
        Planning.CaseOf(ClinicPolicy.Defaults(Shipped), request, TreatmentLimits.Of(Shipped).Device(Pen.Model)!, Answers(answered ?? Day, but), Day);

    public static Findings Decided(PlanRequest request, string but = "") => Screening.Decide(CaseOf(request, but)).Findings;

    public static Proposal Propose(PlanRequest request, string but = "", DateOnly? answered = null) =>
        Planning.Propose(request, Reviewing.Of(Screening.Decide(CaseOf(request, but, answered)), []), Pen, Nurse, Day);

    public static SessionRequest Ready() => new()
    {
        InForce = EvidenceInForce.Of(demo: true, null, Shipped, []),
        Plan = Signed,
        Proposal = Propose(Wanted),
        SameDecision = true,
        Consent = new SignedConsent(Signed.Id, Signed.Hash, "11ff", Signed.Evidence, "Ann Example", new DateTimeOffset(Day, TimeOnly.MinValue, TimeSpan.Zero)),
        Practitioner = Nurse,
        Device = Pen,
        Cartridge = Sterile,
        CartridgeUsed = false,
        RightPatient = true,
        SessionsHeld = 0,
        LastSession = null,
        SessionOpen = false,
        Day = Day,
    };

    public static HardStopKind[] Stops(SessionRequest request) =>
        Treating.Begin(request) is SessionStart.Stopped stopped ? [.. stopped.Stops.Select(stop => stop.Kind)] : [];
}
