using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>A device of the clinic as its facts tell, and how many facts that are.</summary>
public sealed record DeviceRecord(Device Device, int Version)
{
    /// <summary>Reads a device; null when the clinic has none of this id.</summary>
    public static async Task<DeviceRecord?> Read(ILedger ledger, ClinicId clinic, Guid id, CancellationToken cancel)
    {
        DeviceRecord? record = null;
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Device(id), 0, cancel))
        {
            record = Body.Read(fact) switch
            {
                DeviceAdded added => new(added.Device, fact.Version),
                DeviceChecked check => new(record!.Device with { CheckedUntil = check.CheckedUntil }, fact.Version),
                DeviceRetired retired => new(record!.Device with { Retired = retired.On }, fact.Version),
                _ => record,
            };
        }

        return record;
    }
}
