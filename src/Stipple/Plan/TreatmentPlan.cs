using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Plan;

/// <summary>
/// A request that is within every limit that applies on the day, for a person who may be treated. Only <see cref="Planning"/>
/// makes one. It becomes a plan by the signature of a practitioner.
/// </summary>
public sealed record TreatmentPlan
{
    internal TreatmentPlan(PlanRequest request, Review.Settled review, Course course, DeviceModel model, Device device, Topical topical, Anaesthetic anaesthetic) =>
        (Request, Review, Course, Model, Device, Topical, Anaesthetic) = (request, review, course, model, device, topical, anaesthetic);

    public PlanRequest Request { get; }

    /// <summary>The decision that it rests on, and who took what upon themselves.</summary>
    public Review.Settled Review { get; }

    public Course Course { get; }

    public DeviceModel Model { get; }

    public Device Device { get; }

    public Topical Topical { get; }

    public Anaesthetic Anaesthetic { get; }

    public Case Case => Review.Candidacy.Findings.Case;

    /// <summary>The fired rows that go with it: precautions, and what was overridden.</summary>
    public IEnumerable<Reason> Precautions => Review.Candidacy.Findings.Fired;
}

/// <summary>A limit that a request does not keep.</summary>
/// <param name="Field">The field of the form: the name of a member of <see cref="PlanRequest"/>, or <c>depth/</c> and a site.</param>
/// <param name="Says">What is wrong, with the value and the limit.</param>
/// <param name="Lifts">What to do, and who can.</param>
public sealed record PlanFault(string Field, string Says, string Lifts);

/// <summary>What becomes of a request.</summary>
public abstract record Proposal
{
    private Proposal()
    {
    }

    /// <summary>It may be signed.</summary>
    public sealed record Within(TreatmentPlan Plan) : Proposal;

    /// <summary>It may not; at least one fault, or a review that is still open.</summary>
    public sealed record Outside(ImmutableArray<PlanFault> Faults, Review Review) : Proposal;
}

/// <summary>A plan that a practitioner has signed.</summary>
/// <param name="Id">Names it within the patient.</param>
/// <param name="Request">What is to be done.</param>
/// <param name="Evidence">The evidence version that it was signed on.</param>
/// <param name="Hash">SHA-256 of the fact that holds it, in hexadecimal digits: what a consent is bound to.</param>
/// <param name="Person">Who signed.</param>
/// <param name="On">The day.</param>
public sealed record SignedPlan(Guid Id, PlanRequest Request, string Evidence, string Hash, PersonId Person, DateOnly On)
{
    /// <summary>The deepest zone, in mm.</summary>
    public NeedleDepth Deepest => NeedleDepth.FromMillimetres(Request.Zones.Max(zone => zone.Depth));
}
