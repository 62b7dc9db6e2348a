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
/// <param name="Person">Who is invited; null for whoever comes first.</param>
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
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>The path of a link: the clinic, so that it is found, and a secret.</summary>
    public static string PathOf(ClinicId clinic, string secret) => $"/invitation/{clinic}.{secret}";

    /// <summary>What the link invites to; null when it is unknown, used or over.</summary>
    public async Task<Invitation?> Find(string link, CancellationToken cancel)
    {
        if (await founding.Opens(link, cancel)) return new Invitation(link, null, null, null, null, null, [Role.Owner], 0);
        if (link.Split('.') is not [var id, { Length: > 0 } secret] || !ClinicId.TryParse(id, out var clinic) || !(await ledger.Clinics(cancel)).Contains(clinic)) return null;
        var (hash, now) = (Secret.Hash(secret), clock.GetUtcNow());
        if (await people.OfLink(clinic, hash, cancel) is { } row)
        {
            return row.LinkUntil > now && await ClinicRecord.Read(ledger, clinic, cancel) is { } record
                ? new Invitation(link, clinic, record.Name, row.Id, row.Name, row.Email, row.Roles, row.Version)
                : null;
        }

        return !await people.AnyMember(clinic, cancel) && await ClinicRecord.Read(ledger, clinic, cancel) is { } empty && empty.FounderLinks.Any(made => made.LinkHash == hash && made.Until > now)
            ? new Invitation(link, clinic, empty.Name, null, null, null, Founding.First, 0)
            : null;
    }
}
