using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>Work that is killed in its middle by the crash tests: it says a line when it begins, and one for everything that is done.</summary>
internal static class Working
{
    /// <summary>Founds clinic after clinic and says the id of each that was acknowledged.</summary>
    public static Task<int> Found(string place) => With(place, async ledger =>
    {
        for (; ; )
        {
            var clinic = ClinicId.New(TimeProvider.System);
            await ledger.Found(clinic, new Append("founder", [Body.About(Streams.Of(clinic), new ClinicFounded($"Clinic {clinic}"))]), CancellationToken.None);
            Console.WriteLine(clinic);
        }
    });

    /// <summary>Takes the missing steps, then makes the lists of a clinic anew, again and again.</summary>
    public static Task<int> Rebuild(string place, string clinicText) => With(place, async ledger =>
    {
        if (!ClinicId.TryParse(clinicText, out var clinic)) return 2;
        for (; ; )
        {
            _ = await ledger.Query<long>(clinic, "SELECT count(*) FROM people", null, CancellationToken.None);
            Console.WriteLine("open");
            await ledger.Rebuild(clinic, null, CancellationToken.None);
            Console.WriteLine("rebuilt");
        }
    });

    private static async Task<int> With(string place, Func<ILedger, Task<int>> work)
    {
        Console.WriteLine("begun");
        using var folder = Place.Folder(place);
        await using var ledger = await Place.Open(place, folder);
        return await work(ledger);
    }
}
