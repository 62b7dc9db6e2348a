namespace Stipple.Records.Bodies;

/// <summary>
/// The particulars of one kind of fact. Its kind is the name of its type in lower case with hyphens: <c>LicenceAdded</c> is kept
/// as <c>licence-added</c>. What was ever written has to stay readable, so a type is never renamed and never loses a member.
/// </summary>
public interface IBody;
