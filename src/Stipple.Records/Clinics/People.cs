using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>Somebody in the list of people.</summary>
/// <param name="Id">Who.</param>
/// <param name="Account">What they sign in with; null until they have joined.</param>
/// <param name="Name">Name.</param>
/// <param name="Email">Where their link was sent.</param>
/// <param name="Roles">What they are; it counts while they are a member.</param>
/// <param name="Membership">Whether they work here.</param>
/// <param name="LinkHash">SHA-256 of the secret of the open invitation; null when it is used up.</param>
/// <param name="LinkUntil">When that link ends.</param>
/// <param name="Version">How many facts there are about them: what the next one is written against.</param>
public sealed record PersonRow(PersonId Id, Guid? Account, string Name, string Email, ImmutableArray<Role> Roles, Membership Membership, string? LinkHash, DateTimeOffset? LinkUntil, int Version);

/// <summary>A licence in the list of licences, with whose it is.</summary>
public sealed record LicenceRow(Guid Id, PersonId Person, string Jurisdiction, string Number, DateOnly From, DateOnly Until, string Scope, NeedleDepth? DepthLimit, DateOnly? Ended);

/// <summary>A key for another program.</summary>
public sealed record TokenRow(Guid Id, string Name, ImmutableArray<Role> Roles, DateTimeOffset Until, bool Revoked);

/// <summary>The people of a clinic, found by what is at hand: an account, a link, a key. Quick, because lists are read and not their facts.</summary>
public sealed class People(ILedger ledger)
{
    private const string Person = "SELECT person_id AS id, account_id AS account, name, email, roles, membership, link_hash AS linkHash, link_until AS linkUntil, version FROM people";
    private const string Licence = "SELECT licence_id AS id, person_id AS person, jurisdiction, number, valid_from AS \"from\", valid_until AS until, scope, depth_limit AS depthLimit, ended FROM licences";
    private const string Token = "SELECT token_id AS id, name, roles, until, revoked FROM tokens";

    private const string Member = "SELECT 1 FROM people WHERE membership = 'member'";

    /// <summary>Nobody works here: the first may come.</summary>
    public static Condition Nobody { get; } = new($"SELECT 1 WHERE NOT EXISTS ({Member})");

    /// <summary>Nobody works here with this account: one account is one person.</summary>
    public static Condition NobodyWith(Guid account) => new($"SELECT 1 WHERE NOT EXISTS ({Member} AND account_id = @account)", new { account });

    /// <summary>Somebody else is an owner: this one may cease to be.</summary>
    public static Condition AnotherOwner(PersonId than) => new($"{Member} AND (' ' || roles || ' ') LIKE '% owner %' AND person_id <> @than", new { than });

    /// <summary>Whether anybody works here.</summary>
    public async Task<bool> AnyMember(ClinicId clinic, CancellationToken cancel) => (await ledger.Query<int>(clinic, $"{Member} LIMIT 1", null, cancel)).Count > 0;

    /// <summary>Everybody, also who was asked and who has left, by name.</summary>
    public Task<IReadOnlyList<PersonRow>> All(ClinicId clinic, CancellationToken cancel) =>
        ledger.Query<PersonRow>(clinic, $"{Person} ORDER BY name, person_id", null, cancel);

    /// <summary>The member with this account; null when it is none of this clinic.</summary>
    public Task<PersonRow?> OfAccount(ClinicId clinic, Guid account, CancellationToken cancel) =>
        First<PersonRow>(clinic, $"{Person} WHERE account_id = @account AND membership = 'member' ORDER BY person_id", new { account }, cancel);

    /// <summary>Who was asked by this link and has not come yet; null when it is used up or unknown. Whether it has ended is for the caller to see.</summary>
    public Task<PersonRow?> OfLink(ClinicId clinic, string linkHash, CancellationToken cancel) =>
        First<PersonRow>(clinic, $"{Person} WHERE link_hash = @linkHash AND membership = 'invited' ORDER BY person_id", new { linkHash }, cancel);

    /// <summary>The key with this secret; null when it is revoked or unknown. Whether it has ended is for the caller to see.</summary>
    public Task<TokenRow?> OfToken(ClinicId clinic, string secretHash, CancellationToken cancel) =>
        First<TokenRow>(clinic, $"{Token} WHERE secret_hash = @secretHash AND revoked = 0 ORDER BY token_id", new { secretHash }, cancel);

    /// <summary>All keys, also revoked ones, by name.</summary>
    public Task<IReadOnlyList<TokenRow>> Tokens(ClinicId clinic, CancellationToken cancel) =>
        ledger.Query<TokenRow>(clinic, $"{Token} ORDER BY name, token_id", null, cancel);

    /// <summary>Licences that end before a day, of people who have not left; those that ended before their time are left out. The earliest is first.</summary>
    public Task<IReadOnlyList<LicenceRow>> LicencesEnding(ClinicId clinic, DateOnly before, CancellationToken cancel) => ledger.Query<LicenceRow>(
        clinic,
        $"{Licence} WHERE valid_until < @before AND ended IS NULL AND person_id IN (SELECT person_id FROM people WHERE membership <> 'left') ORDER BY valid_until, licence_id",
        new { before },
        cancel);

    private async Task<T?> First<T>(ClinicId clinic, string sql, object parameters, CancellationToken cancel) where T : class =>
        await ledger.Query<T>(clinic, sql, parameters, cancel) is [var first, ..] ? first : null;
}
