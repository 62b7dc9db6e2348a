using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Records;

/// <summary>The list of devices says what their facts say, on both databases.</summary>
public sealed class DeviceLists(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Have_devices_in_use_checked_and_retired(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, Evidence.Shipped);
        var (pen, roller) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var append = new Append("x",
        [
            Body.About(Streams.Device(pen), new DeviceAdded(new Device(pen, "skinpen-precision", "Pen 2", "S-1", Today.Date))),
            Body.About(Streams.Device(roller), new DeviceAdded(new Device(roller, "roller-192", "Roller", "S-2", null))),
            Body.About(Streams.Device(pen), new DeviceChecked(Today.Date.AddDays(30), "serviced")),
            Body.About(Streams.Device(roller), new DeviceRetired(Today.Date, "bent")),
        ]);
        Assert.IsType<Appended.Done>(await ledger.Append(house.Clinic, append, Cancel));
        Assert.Equal(
            [new DeviceRow(pen, "skinpen-precision", "Pen 2", "S-1", Today.Date.AddDays(30), null), new DeviceRow(roller, "roller-192", "Roller", "S-2", null, Today.Date)],
            await new PatientList(ledger).Devices(house.Clinic, Cancel));
    }
}
