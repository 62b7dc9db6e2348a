using System.Collections.Immutable;
using Stipple.Aftercare;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>A plan is being made; nothing of it counts before it is signed.</summary>
public sealed record PlanDrafted(PlanRequest Request, PersonId Person) : IBody;

/// <summary>A practitioner signed a plan.</summary>
/// <param name="Plan">Names it.</param>
/// <param name="Evidence">The evidence version that it was decided on.</param>
/// <param name="Decision">SHA-256 of the decision as JSON, in hexadecimal digits: deciding again has to give the same.</param>
/// <param name="Meaning">What the signature says.</param>
/// <param name="Method">How the signer was known.</param>
public sealed record PlanSigned(Guid Plan, PlanRequest Request, string Evidence, string Decision, DateOnly On, PersonId Person, string Meaning, string Method) : IBody;

/// <summary>A plan ends before its last session.</summary>
public sealed record PlanEnded(Guid Plan, string Reason, PersonId Person) : IBody;

/// <summary>A patient, or who answers for them, agreed to a plan.</summary>
/// <param name="Form">Everything that was read, as one JSON text.</param>
/// <param name="FormHash">SHA-256 of that text, in hexadecimal digits.</param>
/// <param name="Name">Who signed, as they typed it.</param>
/// <param name="Drawing">The strokes of a drawn signature as the path of an SVG drawing; null when it was typed.</param>
/// <param name="Link">The link by which it was signed; null in the clinic.</param>
/// <param name="Witness">Who of the clinic handed it over; null by a link.</param>
public sealed record ConsentSigned(
    Guid Plan, string PlanHash, string Evidence, string Form, string FormHash, string Name, string? Drawing, DateTimeOffset Opened, Guid? Link, PersonId? Witness) : IBody;

/// <summary>A patient, or who answers for them, read the consent and did not sign it.</summary>
/// <param name="Question">True when they want to ask something first; false when they do not want the treatment.</param>
/// <param name="Says">In their words; may be empty.</param>
/// <param name="Link">The link by which they said so; null in the clinic.</param>
/// <param name="Person">Who of the clinic handed it over; null by a link.</param>
public sealed record ConsentDeclined(Guid Plan, bool Question, string Says, Guid? Link, PersonId? Person) : IBody;

/// <summary>The consent no longer stands.</summary>
/// <param name="Person">Who of the clinic took it; null when the patient did it by a link.</param>
public sealed record ConsentWithdrawn(Guid Plan, string Reason, PersonId? Person) : IBody;

/// <summary>A session began: nothing stood against it.</summary>
/// <param name="Session">Names it.</param>
/// <param name="Number">Which of the plan's.</param>
/// <param name="Identifiers">The two identifiers that were asked for and agreed: born, number, name.</param>
/// <param name="NumbedAt">When the cream went on; null without one.</param>
/// <param name="CleanedWith">What the skin was cleaned with.</param>
public sealed record SessionBegun(
    Guid Session, Guid Plan, int Number, Guid Device, Cartridge Cartridge, ImmutableArray<string> Identifiers, DateOnly On, PersonId Person,
    double? Grams, double? Area, int? Minutes, string CleanedWith) : IBody;

/// <summary>Another cartridge was taken.</summary>
public sealed record CartridgeChanged(Guid Session, Cartridge Cartridge, string Reason, PersonId Person) : IBody;

/// <summary>A zone was treated, or left out.</summary>
/// <param name="Passes">How often it was gone over; 0 when it was left out.</param>
/// <param name="Reached">What was seen at the end: erythema, pinpoint-bleeding, more, less.</param>
/// <param name="Says">What else was seen; may be empty.</param>
public sealed record ZoneTreated(Guid Session, string Site, double Depth, int Passes, string Reached, string Says, PersonId Person) : IBody;

/// <summary>A session ended.</summary>
/// <param name="Topical">What was on the open skin, by its id.</param>
/// <param name="TopicalLot">Lot of that product; may be empty.</param>
/// <param name="Reactions">What was seen at once, in words; empty when nothing was.</param>
/// <param name="Stopped">Why it was stopped before its end; null when it was not.</param>
/// <param name="Next">First day of the next session; null after the last.</param>
/// <param name="ScoreOn">When the first honest score is due; null while sessions follow.</param>
public sealed record SessionEnded(Guid Session, string Topical, string TopicalLot, string Reactions, string? Stopped, DateOnly? Next, DateOnly? ScoreOn, PersonId Person) : IBody;

/// <summary>The patient was given the aftercare sheet.</summary>
/// <param name="SheetHash">SHA-256 of its text, in hexadecimal digits.</param>
/// <param name="How">printed, link or read-aloud.</param>
public sealed record AftercareGiven(Guid Session, string Evidence, string SheetHash, string How, PersonId Person) : IBody;

/// <summary>A patient said how it goes.</summary>
/// <param name="Hours">Whole hours since the session ended.</param>
/// <param name="Rows">The rows of triage.tsv that count.</param>
/// <param name="Due">When somebody has to have looked; null when nobody has to.</param>
public sealed record CheckInAnswered(
    Guid CheckIn, Guid Session, ImmutableArray<string> Signs, ImmutableArray<string> Unsure, string Says, int Hours, Urgency Urgency, ImmutableArray<string> Rows, string Evidence, DateTimeOffset? Due, Guid? Link, PersonId? Person) : IBody;

/// <summary>Somebody of the clinic looked at a check-in and did something about it.</summary>
public sealed record CheckInTaken(Guid CheckIn, string Did, PersonId Person) : IBody;

/// <summary>A result was graded.</summary>
/// <param name="Source">practitioner or patient.</param>
/// <param name="Baseline">Whether it is from before the first session.</param>
public sealed record ScoreGiven(Guid Score, string Scale, int Grade, string Source, DateOnly On, bool Baseline, PersonId? Person) : IBody;

/// <summary>A photograph was taken; its picture is a fact of its own.</summary>
/// <param name="View">What it shows: front, left or right.</param>
/// <param name="Hash">SHA-256 of the kept picture, in hexadecimal digits.</param>
public sealed record PhotoTaken(Guid Photo, string View, bool Baseline, int Width, int Height, string Hash, DateOnly On, PersonId? Person) : IBody;

/// <summary>The picture of a photograph: made anew from what was sent, without anything but its pixels.</summary>
public sealed record PhotoKept(string MediaType, byte[] Picture) : IBody;

/// <summary>A photograph is no longer to be shown.</summary>
public sealed record PhotoWithdrawn(Guid Photo, string Reason, PersonId Person) : IBody;

/// <summary>The clinic has a device.</summary>
public sealed record DeviceAdded(Device Device) : IBody;

/// <summary>A device was serviced or calibrated.</summary>
public sealed record DeviceChecked(DateOnly? CheckedUntil, string Says) : IBody;

/// <summary>A device is taken out of use.</summary>
public sealed record DeviceRetired(DateOnly On, string Reason) : IBody;
