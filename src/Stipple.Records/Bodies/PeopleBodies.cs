using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>Somebody is asked to join, by a link that works once.</summary>
/// <param name="Name">Name, as the one who invites knows it.</param>
/// <param name="Email">Where the link is sent by whoever sends it.</param>
/// <param name="Roles">What they will be.</param>
/// <param name="LinkHash">SHA-256 of the link's secret, in hexadecimal digits.</param>
/// <param name="Until">When the link ends.</param>
public sealed record PersonInvited(string Name, string Email, ImmutableArray<Role> Roles, string LinkHash, DateTimeOffset Until) : IBody;

/// <summary>The invited person has an account and has joined; the link is used up.</summary>
public sealed record PersonJoined(Guid Account) : IBody;

/// <summary>The roles that somebody has from now on.</summary>
public sealed record RolesSet(ImmutableArray<Role> Roles) : IBody;

/// <summary>Somebody no longer works here: no session and no link of theirs works any more.</summary>
public sealed record PersonLeft(string Reason) : IBody;

/// <summary>A licence was entered.</summary>
public sealed record LicenceAdded(Licence Licence) : IBody;

/// <summary>A licence ended before its time, or was entered wrongly.</summary>
public sealed record LicenceEnded(Guid Licence, DateOnly On, string Reason) : IBody;

/// <summary>A competence was entered.</summary>
public sealed record CompetenceAdded(Competence Competence) : IBody;

/// <summary>A competence ended before its time, or was entered wrongly.</summary>
public sealed record CompetenceEnded(Guid Competence, DateOnly On, string Reason) : IBody;

/// <summary>A key for another program, which then acts in these roles.</summary>
/// <param name="Name">What the program is called.</param>
/// <param name="SecretHash">SHA-256 of the secret, in hexadecimal digits.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Until">When the key ends.</param>
public sealed record TokenIssued(string Name, string SecretHash, ImmutableArray<Role> Roles, DateTimeOffset Until) : IBody;

/// <summary>The key works no longer.</summary>
public sealed record TokenRevoked(string Reason) : IBody;
