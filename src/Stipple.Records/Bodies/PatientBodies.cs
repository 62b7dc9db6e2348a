using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>Somebody to call, or who answers for a minor.</summary>
/// <param name="Relation">What they are to the patient, such as mother.</param>
public sealed record Contact(string Name, string Relation, string Phone);

/// <summary>Who a patient is: what two identifiers are taken from.</summary>
/// <param name="Number">The clinic's number of the record; no two patients have the same.</param>
/// <param name="Name">Full name.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="Phone">Where they are reached; may be empty.</param>
/// <param name="Email">Where links are sent to; may be empty.</param>
/// <param name="Emergency">Who is called in an emergency.</param>
/// <param name="Guardian">Who answers for them; null where nobody has to.</param>
public sealed record Identity(string Number, string Name, DateOnly Born, string Phone, string Email, Contact Emergency, Contact? Guardian);

/// <summary>A patient was registered.</summary>
public sealed record PatientRegistered(Identity Identity) : IBody;

/// <summary>What is known about who a patient is was put right.</summary>
/// <param name="Reason">Why.</param>
public sealed record PatientAmended(Identity Identity, string Reason) : IBody;

/// <summary>What a link opens.</summary>
public enum LinkPurpose
{
    /// <summary>The questions before a decision.</summary>
    Intake,

    /// <summary>The consent to a plan.</summary>
    Consent,

    /// <summary>How it goes after a session, with its aftercare sheet.</summary>
    CheckIn,
}

/// <summary>A patient was given a link.</summary>
/// <param name="Link">Names it.</param>
/// <param name="Purpose">What it opens.</param>
/// <param name="SecretHash">SHA-256 of the link's secret, in hexadecimal digits.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Subject">The session of a check-in, or the plan of a consent; null for an intake.</param>
public sealed record LinkSent(Guid Link, LinkPurpose Purpose, string SecretHash, DateTimeOffset Until, Guid? Subject = null) : IBody;

/// <summary>Somebody with the link gave the patient's date of birth, and goes on as this visit.</summary>
/// <param name="VisitHash">SHA-256 of the secret in the visitor's cookie, in hexadecimal digits.</param>
public sealed record LinkOpened(Guid Link, string VisitHash) : IBody;

/// <summary>Somebody with the link gave another date of birth.</summary>
public sealed record LinkMissed(Guid Link) : IBody;

/// <summary>The link opens nothing any more.</summary>
public sealed record LinkRevoked(Guid Link, string Reason) : IBody;

/// <summary>What the patient wants.</summary>
/// <param name="Concern">Id of the concern; null when they do not know.</param>
/// <param name="Sites">Ids of sites; empty when they do not know.</param>
/// <param name="Source">patient or practitioner.</param>
/// <param name="Person">Who of the clinic entered it; null for the patient.</param>
public sealed record WishStated(string? Concern, ImmutableArray<string> Sites, string Source, PersonId? Person = null) : IBody;

/// <summary>A question was answered.</summary>
/// <param name="Question">Id of the question.</param>
/// <param name="Words">The answer in wire words; <c>unknown</c> for "I don't know".</param>
/// <param name="Source">patient, practitioner or record.</param>
/// <param name="On">The day of the answer.</param>
/// <param name="Person">Who of the clinic entered it; null for the patient.</param>
public sealed record QuestionAnswered(string Question, ImmutableArray<string> Words, string Source, DateOnly On, PersonId? Person = null) : IBody;

/// <summary>The patient came to the end of the questions.</summary>
public sealed record IntakeFinished(Guid Link) : IBody;

/// <summary>Somebody entitled to it goes on although a row fired.</summary>
/// <param name="Credential">As what.</param>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who recorded it.</param>
/// <param name="Outside">Who outside of the clinic said so; null when it is the recorder's own decision.</param>
/// <param name="Method">How the recorder was known.</param>
public sealed record RowOverridden(string Rule, string Credential, string Reason, PersonId Person, string? Outside, DateOnly On, string Method) : IBody;

/// <summary>A letter asks somebody outside about rows that fired.</summary>
public sealed record ReferralSent(Guid Referral, string To, ImmutableArray<string> Rules, string Letter, DateOnly On, PersonId Person) : IBody;

/// <summary>The reply to a referral.</summary>
/// <param name="From">Who replied.</param>
/// <param name="Credential">What they are.</param>
/// <param name="Agrees">Whether they agree to the treatment; null when they do not say.</param>
/// <param name="Says">What they say.</param>
public sealed record ReferralAnswered(Guid Referral, string From, string Credential, bool? Agrees, string Says, DateOnly On, PersonId Person) : IBody;

/// <summary>A small area was treated to see how the skin answers.</summary>
public sealed record TestPatchMade(Guid Patch, string Site, double Depth, string Product, DateOnly On, PersonId Person) : IBody;

/// <summary>The test patch was looked at.</summary>
/// <param name="Settled">Whether the skin answered as expected.</param>
public sealed record TestPatchRead(Guid Patch, bool Settled, string Says, DateOnly On, PersonId Person) : IBody;

/// <summary>Somebody wrote something down that decides nothing.</summary>
public sealed record NoteWritten(Guid Note, string Text, PersonId Person) : IBody;

/// <summary>What stands in an entry is wrong: the first entry stays, and this stands beside it.</summary>
/// <param name="Entry">Version of the entry in the patient's stream.</param>
/// <param name="Says">What is right.</param>
public sealed record EntryAmended(int Entry, string Says, PersonId Person) : IBody;
