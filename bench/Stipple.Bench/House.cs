using System.Diagnostics;
using System.Globalization;

namespace Stipple.Bench;

/// <summary>What a newcomer waits for and what an idle clinic computer pays: start to first answered request, memory at rest.</summary>
internal static class House
{
    private const int Runs = 11;
    private const int Requests = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Bar>> Measure(string root)
    {
        var data = Directory.CreateTempSubdirectory("stipple-bench-").FullName;
        var self = Environment.ProcessPath!;
        List<double> ourStart = [], peerStart = [], ourRest = [], peerRest = [];
        try
        {
            for (var run = 0; run <= Runs; run++)
            {
                var (start, rest) = await Once(Path.Combine(root, "run"), $"--port 0 --data {data}", "/check");
                var (peer, peersRest) = await Once(self, $"{root} peer-hello 0", "/");
                Console.Error.Write($"\r{run}/{Runs} runs");
                if (run == 0) continue; // the first one warms the file cache
                ourStart.Add(start);
                ourRest.Add(rest);
                peerStart.Add(peer);
                peerRest.Add(peersRest);
            }

            Console.Error.WriteLine();
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }

        return
        [
            new Bar("./run on a built tree, start to first answered request", "s", ourStart, 1.5),
            new Bar("peer: bare ASP.NET Core host, the same", "s", peerStart, null),
            new Bar($"memory at rest after {Requests} requests (resident)", "MB", ourRest, 150),
            new Bar("peer: bare ASP.NET Core host, the same", "MB", peerRest, null),
        ];
    }

    private static async Task<(double Seconds, double Megabytes)> Once(string file, string arguments, string path)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var address = await Address(process.StandardOutput, patience.Token);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            await client.GetStringAsync("/", patience.Token);
            var seconds = clock.Elapsed.TotalSeconds;
            for (var request = 0; request < Requests; request++) await client.GetStringAsync(path, patience.Token);
            await Task.Delay(Rest);
            return (seconds, ResidentMegabytes(process.Id));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    internal static async Task<string> Address(StreamReader output, CancellationToken cancel)
    {
        while (await output.ReadLineAsync(cancel) is { } line)
        {
            if (line.IndexOf(" serves http://", StringComparison.Ordinal) is >= 0 and var at) return line[(at + " serves ".Length)..];
        }

        throw new InvalidOperationException("The server ended before it served.");
    }

    private static double ResidentMegabytes(int process)
    {
        const string Label = "VmRSS:";
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return double.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
