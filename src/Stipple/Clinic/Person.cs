using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Clinic;

/// <summary>Whether somebody works at the clinic.</summary>
public enum Membership
{
    /// <summary>Asked, and has not come yet.</summary>
    Invited,

    /// <summary>Works here.</summary>
    Member,

    /// <summary>Worked here.</summary>
    Left,
}

/// <summary>Somebody who works at a clinic, worked there or was asked to.</summary>
public sealed record Person(PersonId Id, string Name, string Email, Membership Membership, ImmutableArray<Role> Roles)
{
    public ImmutableArray<Licence> Licences { get; init; } = [];

    public ImmutableArray<Competence> Competences { get; init; } = [];

    /// <summary>Whether they are this to the clinic now. Roles end with the membership.</summary>
    public bool Is(Role role) => Membership == Membership.Member && Roles.Contains(role);

    /// <summary>As what they may decide on a day: one word for each licence that holds.</summary>
    public IEnumerable<string> CredentialsOn(DateOnly day) =>
        Licences.Where(licence => licence.HoldsOn(day)).Select(licence => licence.Credential ?? Credential.Practitioner).Distinct(StringComparer.Ordinal);
}
