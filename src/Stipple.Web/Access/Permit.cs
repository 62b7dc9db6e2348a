using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records.Bodies;

namespace Stipple.Web.Access;

/// <summary>How far somebody must have come to be let in.</summary>
internal enum Door
{
    /// <summary>Anybody, known or not.</summary>
    Open,

    /// <summary>Somebody who is in the middle of signing in, or has.</summary>
    Entering,

    /// <summary>Somebody who has signed in, whatever clinic they work at.</summary>
    SignedIn,

    /// <summary>Somebody who has signed in and works at the clinic of the session.</summary>
    Member,

    /// <summary>A patient with a link that the clinic sent, who has given their date of birth.</summary>
    Link,

    /// <summary>Another program, with a key of the clinic.</summary>
    Program,

    /// <summary>Whoever runs the installation, through the socket in its data folder.</summary>
    Operator,
}

/// <summary>Whose data a request may touch.</summary>
internal enum Scope
{
    /// <summary>No clinic's.</summary>
    None,

    /// <summary>That of the clinic of the session or of the key, and of no other. It never comes from the request.</summary>
    Clinic,

    /// <summary>That of the patient to whom the link was sent, and of no other.</summary>
    Patient,
}

/// <summary>What is written down about a request.</summary>
internal enum Audit
{
    /// <summary>Nothing: it shows and changes nothing of anybody.</summary>
    None,

    /// <summary>What it changes is a fact by itself.</summary>
    Write,

    /// <summary>That it looked at a person's record, before the record is shown.</summary>
    Read,

    /// <summary>That it looked at each record of which it lists something that was decided, before the list is shown: the handler writes it down, who knows whom it lists.</summary>
    List,

    /// <summary>A signature: needs a fresh proof of who signs.</summary>
    Sign,

    /// <summary>Data leave the building: needs a fresh proof of who takes them.</summary>
    Export,

    /// <summary>Credentials change: they lie apart from the ledger.</summary>
    Credentials,

    /// <summary>Second proofs change: needs a fresh proof of whose they are.</summary>
    Proofs,
}

/// <summary>Who may use an endpoint, on whose data, and what is written down. An endpoint that does not say so keeps the host from starting.</summary>
/// <param name="Door">How far they must have come.</param>
/// <param name="Roles">One of these they must be; empty for every role.</param>
/// <param name="Scope">Whose data it may touch.</param>
/// <param name="Audit">What is written down.</param>
/// <param name="Subject">For reads: the route value that names whose record it is.</param>
internal sealed record Permit(Door Door, ImmutableArray<Role> Roles, Scope Scope, Audit Audit, string? Subject)
{
    /// <summary>For links: what the link must be for.</summary>
    public LinkPurpose? Purpose { get; init; }

    /// <summary>Whether somebody must have proved who they are within the last minutes.</summary>
    public bool Fresh => Audit is Audit.Sign or Audit.Export or Audit.Proofs;

    public string Policy => Purpose is { } purpose ? $"link: {Words(purpose.ToString())}" : Roles.Length == 0 ? Words(Door.ToString()) : $"{Words(Door.ToString())}: {string.Join(" or ", Roles.Select(role => Words(role.ToString())))}";

    /// <summary>What is contradictory in the declaration; null when nothing is.</summary>
    public string? Fault(bool changes) =>
        Door is Door.Member or Door.Program && Scope != Scope.Clinic ? "lets members of a clinic in without the scope of a clinic"
        : (Door is Door.Link) != (Scope is Scope.Patient) || (Door is Door.Link) != (Purpose is not null) ? "must be for a link, for its patient and for what it was sent, or for none of the three"
        : Door is not (Door.Member or Door.Program) && (Scope == Scope.Clinic || Roles.Length > 0) ? "touches a clinic's data and lets others in than its people"
        : changes && Audit is Audit.None or Audit.Read or Audit.List && Door is Door.Member or Door.Link or Door.Program ? "changes something of a clinic and writes nothing down"
        : !changes && Audit is Audit.Write ? "changes nothing and says that it does"
        : (Audit == Audit.Read) != (Subject is not null) ? "must name whose record is read, and only then"
        : null;

    private static string Words(string name) => string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}

internal static class PermitExtensions
{
    /// <summary>For people outside any clinic: the public, and those who sign in.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, Door door, Audit audit = Audit.None)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Permit(door, [], Scope.None, audit, null));

    /// <summary>For people of the clinic who are one of these; of any role when none is named.</summary>
    public static TBuilder ForMembers<TBuilder>(this TBuilder endpoint, Audit audit, params ReadOnlySpan<Role> roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Permit(Door.Member, [.. roles], Scope.Clinic, audit, null));

    /// <summary>For people of the clinic who look at somebody's record: <paramref name="subject"/> is the route value that names whose.</summary>
    public static TBuilder ForReaders<TBuilder>(this TBuilder endpoint, string subject, params ReadOnlySpan<Role> roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Permit(Door.Member, [.. roles], Scope.Clinic, Audit.Read, subject));

    /// <summary>For the patient to whom a link for this purpose was sent; the route value <c>link</c> holds it.</summary>
    public static TBuilder ForPatient<TBuilder>(this TBuilder endpoint, LinkPurpose purpose, Audit audit)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Permit(Door.Link, [], Scope.Patient, audit, null) { Purpose = purpose });

    /// <summary>For programs with a key of the clinic.</summary>
    public static TBuilder ForPrograms<TBuilder>(this TBuilder endpoint, Audit audit, params ReadOnlySpan<Role> roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Permit(Door.Program, [.. roles], Scope.Clinic, audit, null));
}
