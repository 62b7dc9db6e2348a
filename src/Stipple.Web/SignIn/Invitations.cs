using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Web.SignIn;

/// <summary>What a link invites to.</summary>
/// <param name="Link">The link's last part.</param>
/// <param name="Clinic">The clinic; null when the link founds the first one.</param>
/// <param name="ClinicName">What it is called.</param>
/// <param name="Person">Who is invited.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Email">Their e-mail address; null when they choose it.</param>
/// <param name="Roles">What they will be.</param>
/// <param name="Version">How many facts there are about them.</param>
public sealed record Invitation(string Link, ClinicId? Clinic, string? ClinicName, PersonId? Person, string? Name, string? Email, IReadOnlyList<Role> Roles, int Version)
{
    /// <summary>What joining takes, so that a link works once.</summary>
    public string OnceKey => $"invitation/{Secret.Hash(Link)}";
}

/// <summary>Finds what a link invites to.</summary>
internal sealed class Invitations(ILedger ledger, People people, FoundingLink founding, TimeProvider clock)
{
    /// <summary>The link of an invitation: the clinic, so that it is found, and a secret.</summary>
    public static string LinkOf(ClinicId clinic, string secret) => $"{clinic}.{secret}";

    /// <summary>What the link invites to; null when it is unknown, used or over.</summary>
    public async Task<Invitation?> Find(string link, CancellationToken cancel)
    {
        if (await founding.Opens(link, cancel)) return new Invitation(link, null, null, null, null, null, [Role.Owner], 0);
        if (link.Split('.') is not [var id, { Length: > 0 } secret] || !ClinicId.TryParse(id, out var clinic) || !(await ledger.Clinics(cancel)).Contains(clinic)) return null;
        if (await people.OfLink(clinic, Secret.Hash(secret), cancel) is not { } row || row.LinkUntil <= clock.GetUtcNow()) return null;
        return await ClinicRecord.Read(ledger, clinic, cancel) is { } record
            ? new Invitation(link, clinic, record.Name, row.Id, row.Name, row.Email, row.Roles, row.Version)
            : null;
    }
}
