using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Web.Access;

/// <summary>
/// Finds out who asks. What was read is believed for two seconds, so that a busy tablet does not read its session for every
/// picture; a session, a membership or a key that ends is therefore over everywhere within that time, and here at once.
/// </summary>
internal sealed class Visits(Sessions sessions, ILedger ledger, People people, TimeProvider clock)
{
    /// <summary>The prefix keeps other hosts and plain addresses from setting it.</summary>
    public const string Cookie = "__Host-stipple";

    public const string TokenPrefix = "stipple_";

    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    private ConcurrentDictionary<string, (Visit Visit, DateTimeOffset Read)> remembered = new(StringComparer.Ordinal);

    /// <summary>Who the cookie says that they are; null for nobody.</summary>
    public Task<Visit?> OfCookie(HttpContext context, CancellationToken cancel) =>
        context.Request.Cookies[Cookie] is { Length: > 0 and < 100 } secret ? Remembered(secret, () => ReadSession(secret, cancel)) : Task.FromResult<Visit?>(null);

    /// <summary>Which program the key belongs to; null for none.</summary>
    public Task<Visit?> OfToken(HttpContext context, CancellationToken cancel)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme + TokenPrefix, StringComparison.Ordinal) && header.Length < 200
            ? Remembered(header[Scheme.Length..], () => ReadToken(header[Scheme.Length..], cancel))
            : Task.FromResult<Visit?>(null);
    }

    /// <summary>Forgets what was read, and what is being read now, after something about it changed here.</summary>
    public void Forget() => remembered = new(StringComparer.Ordinal);

    /// <summary>The clinics that somebody works at.</summary>
    public async Task<IReadOnlyList<Place>> PlacesOf(Guid account, CancellationToken cancel)
    {
        var places = new List<Place>();
        foreach (var clinic in await ledger.Clinics(cancel))
        {
            if (await PlaceOf(account, clinic, cancel) is { } place) places.Add(place);
        }

        return places;
    }

    private async Task<Visit?> Remembered(string secret, Func<Task<Visit?>> read)
    {
        var now = clock.GetUtcNow();
        var key = Secret.Hash(secret);
        var visits = remembered;
        if (visits.TryGetValue(key, out var known) && now - known.Read < Believed) return known.Visit;
        var visit = await read();
        if (visits.Count > MostRemembered) visits.Clear();
        if (visit is not null) visits[key] = (visit, now);
        else visits.TryRemove(key, out _);
        return visit;
    }

    private async Task<Visit?> ReadSession(string secret, CancellationToken cancel) => await sessions.Find(secret, cancel) is not { } session ? null
        : new Visit(session, session.Stage == Stage.Full ? await PlaceOf(session, cancel) : null);

    /// <summary>The clinic that was chosen, or the only one that there is.</summary>
    private async Task<Place?> PlaceOf(Session session, CancellationToken cancel) => session.Clinic is { } chosen
        ? await PlaceOf(session.Account, new ClinicId(chosen), cancel)
        : await PlacesOf(session.Account, cancel) is [var only] ? only : null;

    private async Task<Visit?> ReadToken(string token, CancellationToken cancel)
    {
        if (token[TokenPrefix.Length..].Split('_', 2) is not [var id, var secret] || !ClinicId.TryParse(id, out var clinic)) return null;
        if (!(await ledger.Clinics(cancel)).Contains(clinic)) return null;
        if (await people.OfToken(clinic, Secret.Hash(secret), cancel) is not { } key || key.Until <= clock.GetUtcNow()) return null;
        return await ClinicRecord.Read(ledger, clinic, cancel) is { } record
            ? new Visit(null, new Place(clinic, record.Name, record.Demo, null, key.Name, key.Roles, $"token/{key.Id:D}"))
            : null;
    }

    private async Task<Place?> PlaceOf(Guid account, ClinicId clinic, CancellationToken cancel) =>
        await people.OfAccount(clinic, account, cancel) is { } person && await ClinicRecord.Read(ledger, clinic, cancel) is { } record
            ? new Place(clinic, record.Name, record.Demo, person.Id, person.Name, person.Roles, $"person/{person.Id}")
            : null;
}
