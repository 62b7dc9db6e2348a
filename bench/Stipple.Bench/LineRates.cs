using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stipple.Assess;

namespace Stipple.Bench;

/// <summary>
/// How fast a file of cases, one a line, becomes a file of decisions: the tool as it is started by hand, against a bare pass of
/// <see cref="Utf8JsonReader"/> over the same bytes, which reads every token and looks at none.
/// </summary>
internal static class LineRates
{
    private const int People = 200_000;
    private const int Share = 1_000;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Bar>> Measure(string root)
    {
        var rules = Rules.Shipped();
        var folder = Directory.CreateTempSubdirectory("stipple-bench-").FullName;
        var (file, answers) = (Path.Combine(folder, "cases.ndjson"), Path.Combine(folder, "answers.ndjson"));
        try
        {
            var cases = Written(ClinicPolicy.Defaults(rules));
            await File.WriteAllBytesAsync(file, cases);
            var megabytes = cases.Length / 1e6;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People} cases, {megabytes:0} MB"));
            List<double> peer = [], all = [], one = [], memory = [];
            for (var round = 0; round <= Rounds; round++)
            {
                var begun = Stopwatch.GetTimestamp();
                BarePass(cases);
                var bare = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                var (onAll, resident) = await Run(root, file, answers, Environment.ProcessorCount);
                var (onOne, _) = await Run(root, file, answers, 1);
                Console.Error.WriteLine($"{round}/{Rounds} rounds");
                if (round == 0) continue; // the first one warms
                peer.Add(megabytes / bare);
                all.Add(megabytes / onAll);
                one.Add(megabytes / onOne);
                memory.Add(resident);
            }

            return
            [
                new Bar(string.Create(CultureInfo.InvariantCulture, $"peer: bare Utf8JsonReader over {People} cases, one a line ({megabytes:0} MB), one core"), "MB/s", peer, null),
                new Bar("stipple screen --ndjson, file to file with its start, all cores", "MB/s", all, null),
                new Bar("the same in cases", "/s", [.. all.Select(rate => rate / megabytes * People)], null),
                new Bar("the same against the bare pass", "times", [.. all.Zip(peer, (ours, bare) => ours / bare)], null) { AtLeast = .5 },
                new Bar("on one core against the bare pass", "times", [.. one.Zip(peer, (ours, bare) => ours / bare)], null),
                new Bar("memory of it at most (resident)", "MB", memory, null),
                new Bar($"error: lines that differ from deciding one by one, of {People}", "lines", [Differing(cases, await File.ReadAllBytesAsync(answers), rules)], 0),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void BarePass(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
        }
    }

    /// <summary>Seconds from start to end, and the most megabytes that it held.</summary>
    private static async Task<(double Seconds, double Megabytes)> Run(string root, string file, string answers, int cores)
    {
        // A shell opens the files and becomes the tool: the answers do not pass through us.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" screen --ndjson - < \"$1\" > \"$2\"", Path.Combine(root, "artifacts", "bin", "Stipple.Cli", "release", "Stipple.Cli"), file, answers]) { UseShellExecute = false };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = cores.ToString(CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        if (cores == 1 && OperatingSystem.IsLinux()) process.ProcessorAffinity = 1;
        var most = 0L;
        var ends = process.WaitForExitAsync();
        while (await Task.WhenAny(ends, Task.Delay(50)) != ends)
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.WorkingSet64);
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"The tool ended with {process.ExitCode}.");
        return (seconds, most / 1e6);
    }

    /// <summary>The people of a registry, as another program would write them: bare answers, no spaces.</summary>
    private static byte[] Written(ClinicPolicy policy)
    {
        var shares = Enumerable.Range(0, People / Share).AsParallel().AsOrdered().Select(share =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            for (var number = share * Share; number < (share + 1) * Share; number++) Write(buffer, Registry.Person(policy, number), number);
            return buffer.WrittenSpan.ToArray();
        }).ToArray();
        var all = new byte[shares.Sum(share => share.Length)];
        var at = 0;
        foreach (var share in shares)
        {
            share.CopyTo(all, at);
            at += share.Length;
        }

        return all;
    }

    private static void Write(ArrayBufferWriter<byte> to, Case person, int number)
    {
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            json.WriteString("id", $"P{number:000000}");
            json.WriteString("asOf", CandidacyFormat.Day(person.AsOf));
            json.WriteStartObject("plan");
            json.WriteString("on", CandidacyFormat.Day(person.PlannedOn));
            json.WriteStartArray("sites");
            foreach (var planned in person.Sites)
            {
                json.WriteStartObject();
                json.WriteString("site", planned.Site.Id);
                json.WriteNumber("depthMm", planned.Depth!.Value.Millimetres);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteTerms(json, person, "plan.");
            json.WriteEndObject();
            json.WriteStartObject("by");
            WriteTerms(json, person, "by.");
            json.WriteEndObject();
            json.WriteStartObject("answers");
            foreach (var question in person.Rules.Questions)
            {
                if (person.Answers.TryGetValue(question.Id, out var answer)) Write(json, question.Id, question.Domain, answer.Fact);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static void WriteTerms(Utf8JsonWriter json, Case person, string group)
    {
        foreach (var term in person.Rules.Terms)
        {
            if (term.Name.StartsWith(group, StringComparison.Ordinal) && person.Terms.TryGetValue(term.Name, out var fact)) Write(json, term.Name[group.Length..], term.Domain, fact);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, AnswerDomain domain, Fact fact)
    {
        var words = domain.ToWords(fact);
        switch (domain.Type)
        {
            case QuestionType.Choices or QuestionType.Zones:
                json.WriteStartArray(name);
                foreach (var word in words) json.WriteStringValue(word);
                json.WriteEndArray();
                break;
            case QuestionType.Number:
                json.WriteNumber(name, fact.Low);
                break;
            default:
                json.WriteString(name, words[0]);
                break;
        }
    }

    private static int Differing(byte[] cases, byte[] answers, Rules rules)
    {
        var (lines, said) = (Lines(cases), Lines(answers));
        if (lines.Count != said.Count) return Math.Max(lines.Count, said.Count);
        var differ = 0;
        Parallel.For(0, lines.Count, i =>
        {
            var findings = Screening.Decide(CaseFormat.Read(cases.AsSpan(lines[i]), rules)).Findings;
            using var answer = JsonDocument.Parse(answers.AsMemory(said[i]));
            var line = answer.RootElement;
            var same = line.GetProperty("line").GetInt64() == i + 1
                && Text("id") == findings.Case.Id
                && Text("decision") == CandidacyFormat.Word(findings.Overall.Decision)
                && Text("settled") == CandidacyFormat.Word(findings.Overall.Settled)
                && Text("couldBecome") == CandidacyFormat.Word(findings.Overall.CouldBecome)
                && line.TryGetProperty("notNow", out _) == findings.IsNotNow
                && Text("notBefore") == (findings.NotBefore is { } day ? CandidacyFormat.Day(day) : null)
                && line.GetProperty("fired").EnumerateArray().Select(rule => rule.GetString()).SequenceEqual(findings.Fired.Select(reason => reason.Rule.Id));
            if (!same) Interlocked.Increment(ref differ);

            string? Text(string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
        });
        return differ;
    }

    private static List<Range> Lines(byte[] text)
    {
        var lines = new List<Range>();
        for (var at = 0; at < text.Length;)
        {
            var end = Array.IndexOf(text, (byte)'\n', at);
            lines.Add(at..end);
            at = end + 1;
        }

        return lines;
    }
}
