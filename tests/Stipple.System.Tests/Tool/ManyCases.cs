using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stipple.Assess;

namespace Stipple.System.Tests.Tool;

/// <summary><c>stipple screen --ndjson</c> as a process: one line for each case, in order, whatever the lines are.</summary>
public sealed class ManyCases : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples", "cases");

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_sample_is_decided_as_it_is_alone(bool withOpen)
    {
        var texts = Directory.GetFiles(Samples, "*.json").Order(StringComparer.Ordinal).Select(file => OnOneLine(File.ReadAllText(file))).ToArray();
        var file = scratch.Write("cases.ndjson", string.Join('\n', texts));
        var lines = Lines((await ToolRun.Of(withOpen ? ["screen", "--ndjson", "--open", file] : ["screen", "--ndjson", file])).Done());
        Assert.Equal(texts.Length, lines.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            var findings = Screening.Decide(CaseFormat.Read(Encoding.UTF8.GetBytes(texts[i]), Cases.Rules)).Findings;
            Assert.Equal(i + 1, lines[i].GetProperty("line").GetInt32());
            Assert.Equal(CandidacyFormat.Word(findings.Overall.Decision), lines[i].GetProperty("decision").GetString());
            Assert.Equal(findings.Fired.Select(reason => reason.Rule.Id), Words(lines[i], "fired"));
            Assert.Equal(findings.Sites.Select(site => site.Planned.Site.Id), lines[i].TryGetProperty("bySite", out var sites) ? sites.EnumerateArray().Select(site => site.GetProperty("site").GetString()!) : [findings.Sites[0].Planned.Site.Id]);
            if (withOpen) Assert.Equal(findings.Open.Select(open => open.Question.Id), Words(lines[i], "open"));
            Assert.Equal(Cases.Rules.Version.Hash, lines[i].GetProperty("evidence").GetString());
        }
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_lines_and_carry_their_ids()
    {
        const int Count = 3_000; // some ten blocks, on all cores
        var text = OnOneLine(Cases.Unremarkable());
        var input = string.Concat(Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"case {number}\",{text[1..]}\n")));
        var lines = Lines((await ToolRun.With(["screen", "--ndjson"], input)).Done());
        Assert.Equal(Enumerable.Range(1, Count), lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(Enumerable.Range(1, Count).Select(number => $"case {number}"), lines.Select(line => line.GetProperty("id").GetString()));
        Assert.All(lines, line => Assert.Equal("proceed", line.GetProperty("decision").GetString()));
    }

    [Fact]
    public async Task A_bad_line_gets_its_error_and_the_rest_is_decided()
    {
        var good = OnOneLine(Cases.Unremarkable());
        var bad = OnOneLine(Cases.Unremarkable(("zoster", "\"perhaps\"")));
        byte[] input = [.. Encoding.UTF8.GetBytes($"{good}\n\n{bad}\nnonsense\n"), .. "{\"asOf\":\""u8, 0xff, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(good)];
        var file = scratch.File("cases.ndjson");
        await File.WriteAllBytesAsync(file, input, TestContext.Current.CancellationToken);
        var run = await ToolRun.Of("screen", "--ndjson", file);
        Assert.Equal((2, $"stipple: {file}: 3 of 5 lines are no case, see their error lines\n"), (run.ExitCode, run.Error));
        var lines = Lines(run);
        Assert.Equal([1, 3, 4, 5, 6], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(["decision", "error", "error", "error", "decision"], lines.Select(line => line.TryGetProperty("error", out _) ? "error" : "decision"));
        Assert.Equal("answers.zoster: found \"perhaps\", expected one of no, healed-recently, now, or unknown", lines[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_strict_run_stops_at_the_first_bad_line()
    {
        var good = OnOneLine(Cases.Unremarkable());
        var run = await ToolRun.With(["screen", "--ndjson", "--strict", "-"], $"{good}\n{{\"mood\":1}}\n{good}\n");
        Assert.Equal((2, "stipple: standard input, line 2, the case: found \"mood\", expected id, asOf, plan, by, policy and answers\n"), (run.ExitCode, run.Error));
        Assert.Equal(1, Assert.Single(Lines(run)).GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task Nothing_in_is_nothing_out(string input) => Assert.Equal("", (await ToolRun.With(["screen", "--ndjson"], input)).Done().Out);

    [Fact]
    public async Task A_line_that_is_too_long_is_skipped_and_counted()
    {
        var good = OnOneLine(Cases.Unremarkable());
        var run = await ToolRun.With(["screen", "--ndjson"], $"{good}\n{{\"asOf\":\"{new string('x', 7_000_000)}\"}}\n{good}\n{new string(' ', 3_000_000)}");
        Assert.Equal(2, run.ExitCode);
        var lines = Lines(run);
        Assert.Equal(["", "the line: found more than 1000000 bytes, expected one case", ""], lines.Select(line => line.TryGetProperty("error", out var error) ? error.GetString() : ""));
        Assert.Equal([1, 2, 3], lines.Select(line => line.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var missing = scratch.File("missing.ndjson");
        Assert.Contains(missing, (await ToolRun.Of("screen", "--ndjson", missing)).Refusal(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("screen", "--ndjson", "--json", "cases.ndjson")]
    [InlineData("screen", "--strict", "case.json")]
    [InlineData("screen", "--open", "case.json")]
    public async Task What_does_not_go_together_is_refused(params string[] arguments) =>
        Assert.EndsWith("Try: stipple --help\n", (await ToolRun.Of(arguments)).Refusal(2), StringComparison.Ordinal);

    [Fact]
    public async Task Two_hundred_megabytes_take_no_more_memory_than_a_few()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Memory is read where Linux says it.");
        var (few, many) = (await Held(5), await Held(200));
        Assert.True(many < few + 60, $"{few:0} MB held for 5 MB, {many:0} MB for 200 MB");
    }

    [Fact]
    public async Task Whoever_has_read_enough_ends_it_quietly()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no head.");
        var file = Written(100);
        var run = await Shell($"set -o pipefail; \"$0\" screen --ndjson \"{file}\" | head -n 1; echo ${{PIPESTATUS[0]}}");
        Assert.Equal("", run.Error);
        Assert.EndsWith("}\n0\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_it_has_written_whole_lines()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no such signal.");
        using var process = Process.Start(ToolRun.StartInfo(["screen", "--ndjson"], scratch.Path))!;
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancel);
            var line = Encoding.UTF8.GetBytes(OnOneLine(Cases.Unremarkable()) + "\n");
            for (var sent = 0; sent < 3_000_000; sent += line.Length) await process.StandardInput.BaseStream.WriteAsync(line, cancel);
            await process.StandardInput.BaseStream.FlushAsync(cancel); // one block is full and another begun, and the input stays open
            var first = await process.StandardOutput.ReadLineAsync(cancel);
            using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(cancel);
            var rest = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            Assert.Equal((1, "stipple: Interrupted.\n"), (process.ExitCode, await error));
            Assert.EndsWith("}\n", rest, StringComparison.Ordinal);
            Assert.All(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(first!), text => JsonDocument.Parse(text).Dispose());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Who_waits_at_a_terminal_is_told_how_far_it_is()
    {
        if (!File.Exists("/usr/bin/script")) Assert.Skip("There is no script(1) to make a terminal.");
        var file = Written(1);
        var count = File.ReadLines(file).Count();
        var run = await Shell($"script -qec \"'$0' screen --ndjson '{file}' > /dev/null\" /dev/null < /dev/null");
        Assert.EndsWith($"{count} cases decided", Assert.Single(run.Out.Trim().Split('\n')).TrimEnd(), StringComparison.Ordinal);
    }

    private static string OnOneLine(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private static JsonElement[] Lines(ToolRun run)
    {
        Assert.True(run.Out.Length == 0 || run.Out[^1] == '\n');
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static IEnumerable<string> Words(JsonElement line, string name) => line.GetProperty(name).EnumerateArray().Select(word => word.GetString()!);

    private string Written(int megabytes)
    {
        var file = scratch.File(string.Create(CultureInfo.InvariantCulture, $"{megabytes}.ndjson"));
        var line = Encoding.UTF8.GetBytes(OnOneLine(Cases.Unremarkable()) + "\n");
        using var to = File.Create(file);
        for (var written = 0; written < megabytes * 1_000_000; written += line.Length) to.Write(line);
        return file;
    }

    /// <summary>The most megabytes that the tool held while it decided so many.</summary>
    private async Task<double> Held(int megabytes)
    {
        var run = await Shell($"\"$0\" screen --ndjson \"{Written(megabytes)}\" > /dev/null & while line=$(grep VmHWM /proc/$!/status 2>/dev/null); do held=$line; sleep 0.02; done; wait $!; echo $? $held");
        var words = run.Out.Split(' ', '\n');
        Assert.Equal("0", words[0]);
        return double.Parse(words[2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private async Task<ToolRun> Shell(string script)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = ToolRun.StartInfo([], scratch.Path);
        (start.FileName, start.Arguments) = ("/bin/bash", "");
        foreach (var argument in new[] { "-c", script, Repository.Tool }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return new ToolRun(process.ExitCode, await output, await error);
    }
}
