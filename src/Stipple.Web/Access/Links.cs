using Microsoft.AspNetCore.Http;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Web.Access;

/// <summary>A link that a clinic sent to a patient, and that still opens something.</summary>
/// <param name="Place">The clinic, and how facts name whoever uses the link.</param>
/// <param name="Patient">Whose.</param>
/// <param name="Id">Names the link.</param>
/// <param name="Purpose">What it opens.</param>
/// <param name="Subject">The session or the plan that it is about; null for an intake.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Path">Its address on this host.</param>
public sealed record LinkVisit(Place Place, PatientId Patient, Guid Id, LinkPurpose Purpose, Guid? Subject, DateTimeOffset Until, string Path)
{
    /// <summary>Hands the link to handlers that ask for one: the doorkeeper put it there.</summary>
    public static ValueTask<LinkVisit?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<LinkVisit>());
}

/// <summary>
/// The links that patients get. A link alone shows nothing: whoever has it gives the patient's date of birth first, and a cookie
/// of that one browser then stands for it. A link that meets five wrong dates opens nothing any more.
/// </summary>
internal sealed class Links(ILedger ledger, PatientList patients, TimeProvider clock)
{
    /// <summary>The way to every page of a link.</summary>
    public const string Root = "/l/{link}";

    private const string Cookie = "__Host-stipple-link-";

    /// <summary>The last part of an address: the clinic, so that it is found, and a secret.</summary>
    public static string AddressOf(ClinicId clinic, string secret) => $"{clinic}.{secret}";

    /// <summary>What a link opens; null when it is unknown, revoked or over.</summary>
    public async Task<LinkVisit?> Find(string address, CancellationToken cancel)
    {
        if (address.Length > 200 || address.Split('.') is not [var id, { Length: > 0 } secret] || !ClinicId.TryParse(id, out var clinic) || !(await ledger.Clinics(cancel)).Contains(clinic)) return null;
        if (await patients.OfLink(clinic, Secret.Hash(secret), cancel) is not { } row || row.Until <= clock.GetUtcNow()) return null;
        return await ClinicRecord.Read(ledger, clinic, cancel) is { } record
            ? new LinkVisit(new Place(clinic, record.Name, record.Demo, null, "", [], $"link/{row.Id:D}"), row.Patient, row.Id, row.Opens, row.Subject, row.Until, $"/l/{address}")
            : null;
    }

    /// <summary>Whether this browser has given the date of birth for this link.</summary>
    public async Task<bool> IsOpened(HttpContext context, LinkVisit link, CancellationToken cancel) =>
        context.Request.Cookies[NameOf(link.Id)] is { Length: > 0 and < 100 } secret && await patients.IsVisit(link.Place.Clinic, Secret.Hash(secret), link.Id, cancel);

    /// <summary>Opens the link for this browser when the date of birth is the patient's.</summary>
    /// <returns>How often it may be tried again; null when it is open.</returns>
    public async Task<int?> Open(HttpContext context, LinkVisit link, DateOnly born, CancellationToken cancel)
    {
        if (await PatientRecord.Read(ledger, link.Place.Clinic, link.Patient, cancel) is not { } record) return 0;
        var missed = record.Links.First(known => known.Sent.Link == link.Id).Missed;
        if (missed >= LinkRecord.MostMisses) return 0;
        var secret = Secret.New();
        var right = record.Identity.Born == born;
        IBody fact = right ? new LinkOpened(link.Id, Secret.Hash(secret)) : new LinkMissed(link.Id);
        var facts = !right && missed + 1 >= LinkRecord.MostMisses ? new IBody[] { fact, new LinkRevoked(link.Id, "Five times another date of birth was given.") } : [fact];
        // Against the version: of many guesses at once only one is weighed.
        var outcome = await ledger.Append(link.Place.Clinic, new Append(link.Place.By, [.. facts.Select((body, i) => Body.About(Streams.Of(link.Patient), body, record.Version + i))]), CancellationToken.None);
        if (outcome is Appended.Overtaken) return await Open(context, link, born, cancel);
        if (!right) return LinkRecord.MostMisses - missed - 1;
        context.Response.Cookies.Append(NameOf(link.Id), secret, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", Expires = link.Until, IsEssential = true });
        return null;
    }

    private static string NameOf(Guid link) => Cookie + link.ToString("N");
}
