using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Web.Access;

/// <summary>Who asks. Made by the doorkeeper from the cookie or the key; nothing in it comes from the rest of the request.</summary>
/// <param name="Session">The session; null for a program.</param>
/// <param name="Place">Where they work now; null outside any clinic.</param>
internal sealed record Visit(Session? Session, Place? Place)
{
    /// <summary>The visit of a request that the doorkeeper let in; null for the public.</summary>
    public static Visit? Of(HttpContext context) => context.Features.Get<Visit>();

    /// <summary>Hands the visit to handlers that ask for one.</summary>
    public static ValueTask<Visit?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}

/// <summary>A clinic, and what the visitor is to it.</summary>
/// <param name="Clinic">Which.</param>
/// <param name="ClinicName">What it is called.</param>
/// <param name="Demo">Whether it is the demo clinic.</param>
/// <param name="Person">Who; null for a program.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="By">How facts name them.</param>
public sealed record Place(ClinicId Clinic, string ClinicName, bool Demo, PersonId? Person, string Name, ImmutableArray<Role> Roles, string By)
{
    public bool Is(params ReadOnlySpan<Role> any)
    {
        foreach (var role in any)
        {
            if (Roles.Contains(role)) return true;
        }

        return false;
    }
}
