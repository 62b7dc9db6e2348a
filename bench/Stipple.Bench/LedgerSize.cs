using System.Diagnostics;
using System.Globalization;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// A clinic of a million facts, as ten years of a large one may be: how long it takes to write, to check, to make the lists anew, to
/// back up and to restore. A hundred thousand people stand in for patients, with ten facts each of the size that an answer has.
/// </summary>
internal static class LedgerSize
{
    private const int People = 100_000;
    private const int FactsPerPerson = 10;
    private const int Facts = People * FactsPerPerson;
    private const int Writers = 64;

    public static async Task<IReadOnlyList<Bar>> Measure()
    {
        var place = Directory.CreateTempSubdirectory("stipple-bench-").FullName;
        try
        {
            return await Measure(Path.Combine(place, "data"), Path.Combine(place, "restored"), Path.Combine(place, "backup"));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Bar>> Measure(string data, string restored, string backup)
    {
        using var folder = DataFolder.Open(data);
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        var clinic = ClinicId.New(TimeProvider.System);
        var bars = new List<Bar>();
        await ledger.Found(clinic, new Append("bench", [Body.About(Streams.Of(clinic), new ClinicFounded("Bench"))]), CancellationToken.None);
        await Time("append through the ledger, one fact a request", 60, () => Fill(ledger, clinic));
        await Time("verify the chain", 10, async () =>
        {
            var check = await ChainCheck.Of(clinic, ledger.Read(clinic, 0, CancellationToken.None), null, new Seen("facts checked"));
            if (check is not { Facts: Facts + 1, Fault: null }) throw new InvalidOperationException($"{check.Facts} facts, {check.Fault}");
        });
        await Time("make the lists anew", 30, () => ledger.Rebuild(clinic, new Seen("facts read"), CancellationToken.None));
        await Time("backup", 20, () => Backup.Make(ledger, [], backup, TimeProvider.System, new Seen("facts copied"), CancellationToken.None));
        await Time("restore, with the lists", 60, async () =>
        {
            using var empty = DataFolder.Open(restored);
            await using var other = new SqliteLedger(empty, TimeProvider.System);
            await Backup.Restore(backup, other, [], new Seen("facts restored and listed"), CancellationToken.None);
        });
        bars.Add(new Bar("size of the backup, a fact", "B", [new DirectoryInfo(backup).EnumerateFiles().Sum(file => file.Length) / (double)Facts], null));
        return bars;

        async Task Time(string what, double atMost, Func<Task> work)
        {
            var clock = Stopwatch.StartNew();
            await work();
            bars.Add(new Bar($"{Facts.ToString("N0", CultureInfo.InvariantCulture)} facts: {what}", "s", [clock.Elapsed.TotalSeconds], atMost));
            Console.Error.WriteLine($"{what}: {clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        }
    }

    private static async Task Fill(SqliteLedger ledger, ClinicId clinic)
    {
        var (next, done, seen) = (0, 0, new Seen("facts appended"));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (int person; (person = Interlocked.Increment(ref next)) <= People;)
            {
                foreach (var fact in About(person))
                {
                    if (await ledger.Append(clinic, new Append("bench", [fact]), CancellationToken.None) is not Appended.Done) throw new InvalidOperationException("An append that had to be done was not.");
                    if (Interlocked.Increment(ref done) is var written && written % Seen.Every == 0) seen.Report(written);
                }
            }
        })));
    }

    /// <summary>Asked, joined, roles, and licences that come and go: each of about three hundred bytes with what the ledger adds.</summary>
    private static IEnumerable<NewFact> About(int person)
    {
        var (stream, id) = (Streams.Of(new PersonId(Id(person))), 0);
        yield return Body.About(stream, new PersonInvited($"Person {person}", $"person-{person}@clinic.example.org", [Role.Practitioner, Role.FrontDesk], $"{person:x64}", DateTimeOffset.UnixEpoch.AddHours(person)), 0);
        yield return Body.About(stream, new PersonJoined(Id(-person)), 1);
        yield return Body.About(stream, new RolesSet([Role.Practitioner]), 2);
        for (var version = 3; version < FactsPerPerson; version++)
        {
            var licence = new Licence(Id((person * FactsPerPerson) + (version / 2)), "US-CA", $"RN {person}-{id++}", new DateOnly(2024, 1, 1), new DateOnly(2026, 12, 31), "registered nurse, aesthetic procedures under a standing order", NeedleDepth.FromMillimetres(1.5));
            yield return version % 2 == 1
                ? Body.About(stream, new LicenceAdded(licence), version)
                : Body.About(stream, new LicenceEnded(Id((person * FactsPerPerson) + ((version - 1) / 2)), new DateOnly(2026, 1, 1), "given back when the practice moved to another county"), version);
        }
    }

    private static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Progress as people see it, on standard error.</summary>
    private sealed class Seen(string what) : IProgress<long>, IProgress<BackupProgress>
    {
        public const int Every = 50_000;

        public void Report(long value) => Console.Error.Write($"\r{value} {what}   {(value >= Facts ? "\n" : "")}");

        public void Report(BackupProgress value) => Report(value.Facts);
    }
}
