using System.Diagnostics;
using System.Text;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// Durable, audited writes over HTTP: a fact, its place in the hash chain, a list row and an idempotency row, on disk before the
/// answer. Stipple, EF Core as one writes it, and EF Core behind one lock take the same requests in turn.
/// </summary>
internal static class LedgerWrites
{
    private const int Clients = 16;
    private const int Rounds = 3;
    private const double WarmSeconds = 4;
    private const double Seconds = 4;

    public static async Task<IReadOnlyList<Bar>> Measure(string root)
    {
        var seen = new Dictionary<string, List<Load.Seen>>(StringComparer.Ordinal) { ["stipple"] = [], ["ef"] = [], ["lock"] = [] };
        var folder = Directory.CreateTempSubdirectory("stipple-bench-").FullName;
        try
        {
            var (person, token) = await Prepare(Path.Combine(folder, "stipple"));
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var (name, of) in seen)
                {
                    var result = await Once(root, folder, name, round, person, token);
                    if (round > 0) of.Add(result); // the first one warms the file cache
                }

                Console.Error.WriteLine($"{round}/{Rounds} rounds: {string.Join(", ", seen.Select(one => one.Value.Count == 0 ? one.Key : $"{one.Key} {one.Value[^1].PerSecond:0}/s p99 {one.Value[^1].Percentile(.99):0.0} ms"))}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var facts = seen["stipple"];
        return
        [
            Shown("Stipple, durable audited writes", "/s", facts, one => one.PerSecond),
            Shown("EF Core on SQLite, the same rows", "/s", seen["ef"], one => one.PerSecond),
            Shown("EF Core behind one lock", "/s", seen["lock"], one => one.PerSecond),
            Shown("Stipple, p99", "ms", facts, one => one.Percentile(.99)),
            Shown("EF Core on SQLite, p99", "ms", seen["ef"], one => one.Percentile(.99)),
            Shown("EF Core behind one lock, p99", "ms", seen["lock"], one => one.Percentile(.99)),
            Ratio("throughput, Stipple to EF Core", facts, seen["ef"], (ours, theirs) => ours.PerSecond / theirs.PerSecond, 10),
            Ratio("p99, EF Core to Stipple", facts, seen["ef"], (ours, theirs) => theirs.Percentile(.99) / ours.Percentile(.99), 50),
            Ratio("throughput, Stipple to EF Core behind one lock", facts, seen["lock"], (ours, theirs) => ours.PerSecond / theirs.PerSecond, 1),
        ];
    }

    private static Bar Shown(string name, string unit, List<Load.Seen> seen, Func<Load.Seen, double> figure) => new(name, unit, [.. seen.Select(figure)], null);

    private static Bar Ratio(string name, List<Load.Seen> ours, List<Load.Seen> theirs, Func<Load.Seen, Load.Seen, double> figure, double least) =>
        new(name, "times", [.. ours.Zip(theirs, figure)], null) { AtLeast = least };

    private static async Task<Load.Seen> Once(string root, string folder, string name, int round, Guid person, string token)
    {
        var info = name == "stipple"
            ? new ProcessStartInfo(Path.Combine(root, "artifacts/bin/Stipple.Cli/release/Stipple.Cli"), ["serve", "--port", "0", "--data", Path.Combine(folder, "stipple")])
            : new ProcessStartInfo(Environment.ProcessPath!, [root, "peer-ef", Path.Combine(folder, $"{name}.db"), name]);
        (info.RedirectStandardOutput, info.UseShellExecute) = (true, false);
        using var process = Process.Start(info)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It did not start.");
            var port = new Uri(line[(line.IndexOf("serves ", StringComparison.Ordinal) + 7)..]).Port;
            await Load.Run(port, Clients, WarmSeconds, (client, nth) => Request(person, token, $"warm-{round}-{client}-{nth}")); // compiled and cached, as after a minute's work
            return await Load.Run(port, Clients, Seconds, (client, nth) => Request(person, token, $"{round}-{client}-{nth}"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static byte[] Request(Guid person, string token, string key)
    {
        var body = $$"""{"jurisdiction":"US-CA","number":"{{key}}","from":"2026-01-01","until":"2027-12-31","scope":"registered nurse","depthLimitMillimetres":1.5}""";
        return Encoding.ASCII.GetBytes(
            $"POST /api/people/{person:D}/licences HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>A clinic with one person, and a key for a program.</summary>
    private static async Task<(Guid Person, string Token)> Prepare(string data)
    {
        var clock = TimeProvider.System;
        using var folder = DataFolder.Open(data);
        await using var ledger = new SqliteLedger(folder, clock);
        var clinic = await Founding.Found(ledger, new ClinicFounded("Bench"), Founding.Somebody("Owner", "owner@example.org", Founding.First, clock), Guid.CreateVersion7(clock.GetUtcNow()), clock, CancellationToken.None);
        var person = PersonId.New(clock);
        var secret = Secret.New();
        await ledger.Append(
            clinic,
            new Append(
                "bench",
                [
                    Body.About(Streams.Of(person), new PersonInvited("Practitioner", "p@example.org", [Role.Practitioner], Secret.Hash(Secret.New()), clock.GetUtcNow())),
                    Body.About(Streams.Token(Guid.CreateVersion7(clock.GetUtcNow())), new TokenIssued("bench", Secret.Hash(secret), [Role.Owner], clock.GetUtcNow().AddDays(1))),
                ]),
            CancellationToken.None);
        return (person.Value, $"stipple_{clinic}_{secret}");
    }
}
