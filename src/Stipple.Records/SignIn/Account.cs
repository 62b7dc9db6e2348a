using Microsoft.AspNetCore.Identity;

namespace Stipple.Records.SignIn;

/// <summary>
/// Somebody's credentials, and nothing else: which clinics they work at and what they are there is told by facts. The e-mail
/// address is the name to sign in with.
/// </summary>
public sealed class Account : IdentityUser<Guid>;
