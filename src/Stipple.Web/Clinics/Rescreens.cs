using Stipple.Assess;
using Stipple.Records.Patients;
using Stipple.Web.Access;

namespace Stipple.Web.Clinics;

/// <summary>Whom another version or policy would change, within the seconds that a page may take.</summary>
internal static class Rescreens
{
    /// <summary>How many of them the page of an approval names; the page of the re-screening has more.</summary>
    public const int MostBesideApproval = 10;

    private static readonly TimeSpan besideApproval = TimeSpan.FromSeconds(2);

    /// <summary>The one beside an approval; whom it names is written down first. Null where both are the same version.</summary>
    public static async Task<Rescreen?> Within(Desk desk, Place place, ClinicPolicy before, ClinicPolicy after, CancellationToken cancel)
    {
        if (before.Rules.Version == after.Rules.Version) return null;
        var rescreen = await Of(desk, place, before, after, "", besideApproval, cancel);
        await Note(desk, place, ApprovalEndpoints.Path, rescreen, MostBesideApproval, cancel);
        return rescreen;
    }

    public static async Task<Rescreen> Of(Desk desk, Place place, ClinicPolicy before, ClinicPolicy after, string behind, TimeSpan most, CancellationToken cancel)
    {
        var began = desk.Clock.GetTimestamp();
        return await new Rescreening(desk.Ledger).Of(place.Clinic, before, after, desk.Today, behind, () => desk.Clock.GetElapsedTime(began) >= most, null, cancel);
    }

    /// <summary>Writes down that these records were looked at.</summary>
    public static Task Note(Desk desk, Place place, string route, Rescreen rescreen, int most, CancellationToken cancel) =>
        ReadAudit.Note(desk.Ledger, place, route, rescreen.Patients.Take(most).Select(patient => patient.Patient), cancel);
}
