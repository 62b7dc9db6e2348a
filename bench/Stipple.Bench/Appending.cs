using System.Globalization;
using System.Text;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// Eight writers who say on standard output what was acknowledged to them, until somebody kills the process. The crash tests
/// of the ledger start it; "early" says so before the commit, to show that those tests would notice.
/// </summary>
internal static class Appending
{
    private const int Writers = 8;

    public static async Task<int> Run(string place, string clinicText, bool early)
    {
        if (!ClinicId.TryParse(clinicText, out var clinic)) return 2;
        using var folder = Place.Folder(place);
        await using var ledger = await Place.Open(place, folder);
        if (!(await ledger.Clinics(CancellationToken.None)).Contains(clinic))
            await ledger.Found(clinic, new Append("writer", [Body.About(Streams.Of(clinic), new ClinicFounded("Crash"))]), CancellationToken.None);
        var run = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var output = Console.OpenStandardOutput();
        var telling = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var key = $"{run}-{writer}-{i}";
                var body = Encoding.UTF8.GetBytes(key);
                var append = new Append("writer", [new NewFact($"patient/{writer}", "noted", body)]) { Once = [key], Request = new Request(key, body, body) };
                if (early) Tell(key);
                if (await ledger.Append(clinic, append, CancellationToken.None) is not Appended.Done) throw new InvalidOperationException("An append that had to be done was not.");
                if (!early) Tell(key);
            }
        })));
        return 0;

        void Tell(string key)
        {
            lock (telling) output.Write(Encoding.UTF8.GetBytes(key + "\n"));
        }
    }
}
