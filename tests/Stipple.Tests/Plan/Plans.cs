using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Plan;
using Endpoint = Stipple.Plan.Endpoint;

namespace Stipple.Tests;

/// <summary>A plan within every limit, of which a test changes what it is about.</summary>
internal static class Plans
{
    public static readonly DateOnly Day = Scene.Day;

    public static readonly Device Pen = new(new Guid(7, 0, 0, new byte[8]), "skinpen-precision", "Pen 2", "S-1", Day.AddDays(60));

    /// <summary>Licensed and trained for every depth that there is.</summary>
    public static readonly Person Nurse = new(new PersonId(new Guid(8, 0, 0, new byte[8])), "Mira Castell", "mira@example.org", Membership.Member, [Role.Practitioner])
    {
        Licences = [new(new Guid(9, 0, 0, new byte[8]), "US-CA", "RN-1", Day.AddYears(-1), Day.AddDays(30), "registered nurse", NeedleDepth.FromMillimetres(3))],
        Competences = [new(new Guid(10, 0, 0, new byte[8]), "pen", NeedleDepth.FromMillimetres(0.1), NeedleDepth.FromMillimetres(3), "a course", Day.AddYears(-1), null, null)],
    };

    public static readonly Person Prescriber = Nurse with { Licences = [Nurse.Licences[0] with { Credential = Credential.Prescriber }] };

    public static readonly PlanRequest Cheek = new(
        "acne-scar-rolling", "cosmetic", [new PlannedZone("cheek-right", 1.25, 4)], Endpoint.PinpointBleeding, 3, 4, Day.AddDays(7), Pen.Id, "sterile-hydrogel", "none", null, null, null, "");

    public static readonly PlanRequest Numbed = Cheek with { Anaesthetic = "lidocaine-prilocaine-cream", Grams = 60, Area = 600, Minutes = 300 };

    public static PlanRequest At(this PlanRequest request, string site, double depth, int passes = 4) => request with { Zones = [new PlannedZone(site, depth, passes)] };

    /// <summary>The review of a request where everything is answered unremarkably but what is said.</summary>
    public static Review Review(PlanRequest request, string answers = "", Rules? rules = null, params Override[] overrides)
    {
        var policy = ClinicPolicy.Defaults(rules ?? Scene.Shipped);
        var model = TreatmentLimits.Of(policy.Rules).Device(Pen.Model)!;
        var said = Scene.Of(policy.Rules, "nose", answers).Answers;
        return Reviewing.Of(Screening.Decide(Scene.Fill(Planning.CaseOf(policy, request, model, said, Day))), [.. overrides]);
    }

    public static Proposal Propose(PlanRequest request, Device? device = null, Person? by = null, Rules? rules = null) =>
        Planning.Propose(request, Review(Known(request), "", rules), device ?? Pen, by ?? Nurse, Day);

    /// <summary>The fields at which a request is outside of a limit; empty when it may be signed.</summary>
    public static string[] Faults(PlanRequest request, Device? device = null, Person? by = null, Rules? rules = null) => Fields(Propose(request, device, by, rules));

    public static string[] Fields(Proposal proposal)
    {
        if (proposal is Proposal.Within) return [];
        var outside = (Proposal.Outside)proposal;
        Assert.All(outside.Faults, fault => Assert.NotEmpty(fault.Lifts));
        return [.. outside.Faults.Select(fault => fault.Field)];
    }

    // A case is made of what the tables know; whether they know it is held against the request itself.
    private static PlanRequest Known(PlanRequest request) => request with
    {
        Topical = TreatmentLimits.Of(Scene.Shipped).Topical(request.Topical) is null ? "none" : request.Topical,
        Anaesthetic = TreatmentLimits.Of(Scene.Shipped).Anaesthetic(request.Anaesthetic) is null ? "none" : request.Anaesthetic,
    };
}
