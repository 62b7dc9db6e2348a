using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>What a page about one patient is made from.</summary>
/// <param name="Place">Who looks, and where.</param>
/// <param name="Record">The patient.</param>
/// <param name="InForce">What the clinic decides on now.</param>
/// <param name="Device">The device of the plan that is being made or was signed; null when there is none.</param>
/// <param name="Today">The clinic's day.</param>
/// <param name="Now">The moment.</param>
public sealed record Chart(Place Place, PatientRecord Record, EvidenceInForce InForce, Device? Device, DateOnly Today, DateTimeOffset Now)
{
    public string Path => PathOf(Record.Id);

    /// <summary>The decision on what is wanted now; null where there is nothing to decide on.</summary>
    public Review? Review => InForce.Policy is { } policy ? Record.Review(policy, Device, Today) : null;

    public static string PathOf(PatientId patient) => $"/clinic/patients/{patient}";
}

/// <summary>Opens the records of patients for the pages.</summary>
internal sealed class Charts(Desk desk, ClinicEvidence evidence, RecentRecords records)
{
    /// <summary>The chart of a patient of the visitor's clinic; null when the clinic has none of this id.</summary>
    public Task<Chart?> Open(Visit visit, Guid patient, CancellationToken cancel) => Open(visit.Place!, new PatientId(patient), cancel);

    /// <summary>The chart of the patient to whom a link was sent.</summary>
    public async Task<Chart> Open(LinkVisit link, CancellationToken cancel) =>
        await Open(link.Place, link.Patient, cancel) ?? throw new InvalidOperationException($"The link {link.Id} is of a patient who is not there.");

    /// <summary>The chart of a patient of this clinic; null when it has none of this id.</summary>
    public async Task<Chart?> Open(Place place, PatientId patient, CancellationToken cancel)
    {
        if (await records.Read(place.Clinic, patient, cancel) is not { } record) return null;
        var device = record.Request is { } request ? await DeviceRecord.Read(desk.Ledger, place.Clinic, request.Device, cancel) : null;
        return new Chart(place, record, await evidence.InForce(place.Clinic, cancel), device?.Device, desk.Today, desk.Clock.GetUtcNow());
    }
}
