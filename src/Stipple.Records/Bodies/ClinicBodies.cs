using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>A clinic began. A demo clinic holds synthetic patients only, and every page of it says so.</summary>
public sealed record ClinicFounded(string Name, bool Demo = false) : IBody;

/// <summary>Nobody works here yet: whoever comes by this link is the first. It works once, and no longer when anybody works here.</summary>
/// <param name="LinkHash">SHA-256 of the link's secret, in hexadecimal digits.</param>
/// <param name="Until">When the link ends.</param>
public sealed record FounderInvited(string LinkHash, DateTimeOffset Until) : IBody;

/// <summary>The evidence tables of one version, kept whole so that what was decided on them can be decided again.</summary>
/// <param name="Version">Their hash.</param>
/// <param name="Tables">Text of each table by its file name.</param>
public sealed record EvidenceKept(string Version, ImmutableSortedDictionary<string, string> Tables) : IBody;

/// <summary>A medical director read a version and puts it in force.</summary>
/// <param name="Version">The version, kept before by an <see cref="EvidenceKept"/>.</param>
/// <param name="Replaces">The version in force until now; null for the first.</param>
/// <param name="Person">Who approves.</param>
/// <param name="Meaning">What the signature says.</param>
/// <param name="Method">How the signer was known: <c>password and code</c>, <c>passkey</c>.</param>
public sealed record EvidenceApproved(string Version, string? Replaces, PersonId Person, string Meaning, string Method) : IBody;

/// <summary>The clinic's own choice where the tables leave one.</summary>
/// <param name="Switch">A policy term of the tables, such as <c>policy.minimum-age</c>.</param>
/// <param name="Value">The choice; null goes back to the default of the tables.</param>
/// <param name="Person">Who chose.</param>
public sealed record PolicySet(string Switch, string? Value, PersonId Person) : IBody;

/// <summary>How patients reach the clinic.</summary>
/// <param name="Phone">The number to call.</param>
/// <param name="Emergency">The number of the emergency service where the clinic is.</param>
public sealed record ClinicReached(string Phone, string Emergency, PersonId Person) : IBody;

/// <summary>Somebody looked at a record.</summary>
/// <param name="Route">Where.</param>
/// <param name="Person">Who; null when another program did.</param>
public sealed record RecordRead(string Route, PersonId? Person) : IBody;

/// <summary>The clinic's ledger left the building.</summary>
/// <param name="Facts">How many facts went.</param>
/// <param name="Person">Who took them.</param>
public sealed record LedgerExported(long Facts, PersonId Person) : IBody;
