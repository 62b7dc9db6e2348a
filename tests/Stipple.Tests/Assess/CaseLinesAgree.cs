using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace Stipple.Tests;

/// <summary>Each line of many says what its case says alone.</summary>
public sealed class CaseLinesAgree
{
    private static readonly Rules Rules = Scene.Shipped;
    private static readonly CompiledRules Compiled = CompiledRules.Of(ClinicPolicy.Defaults(Rules));

    [Theory]
    [InlineData(1, false, 1_600)]
    [InlineData(2, true, 200)]
    public void On_random_cases_bad_lines_and_empty_ones(int seed, bool withOpen, int count)
    {
        var random = new Random(seed);
        var texts = Enumerable.Range(0, count).Select(_ => Text(random)).ToArray();
        var lines = new CaseLines(Compiled, withOpen, strict: false);
        var (answers, decided, refused) = (new List<string>(), 0L, 0L);
        for (var from = 0; from < texts.Length;)
        {
            // Blocks of any length: what was kept of one must not show in the next.
            var taken = Math.Min(random.Next(1, 900), texts.Length - from);
            var (said, tally) = Decide(lines, texts.AsSpan(from, taken), from + 1);
            answers.AddRange(said);
            (decided, refused) = (decided + tally.Decided, refused + tally.Refused);
            from += taken;
        }

        var expected = texts.Select((text, i) => Expected(i + 1, text, withOpen)).Where(answer => answer is not null).ToArray();
        Assert.Equal(expected.Length, answers.Count);
        foreach (var (wanted, answer) in expected.Zip(answers)) Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(answer)), $"{wanted!.ToJsonString()}\n{answer}");
        Assert.Equal((decided, refused), (expected.Count(answer => answer!["error"] is null), expected.Count(answer => answer!["error"] is not null)));
        Assert.True(decided > count / 3 && refused > count / 10, $"{decided} decided, {refused} refused");
    }

    [Fact]
    public void A_strict_one_stops_at_the_first_bad_line_and_writes_nothing_for_it()
    {
        var good = CaseText.Of(RandomCases.One(Rules, new Random(7)), new Random(7));
        var (said, tally) = Decide(new CaseLines(Compiled, withOpen: false, strict: true), [good, good, "{\"mood\":1}"u8.ToArray(), good], 11);
        Assert.Equal([11, 12], said.Select(answer => (int)JsonNode.Parse(answer)!["line"]!));
        Assert.Equal(new LineTally(2, 1, new RefusedLine(13, "the case: found \"mood\", expected id, asOf, plan, by, policy and answers")), tally);
    }

    [Theory]
    [InlineData(CaseLines.LongestLine, "decision")]
    [InlineData(CaseLines.LongestLine + 1, "error")]
    public void A_line_may_be_a_megabyte_long(int length, string answer)
    {
        var text = CaseText.Of(RandomCases.One(Rules, new Random(8)), new Random(8));
        byte[] line = [.. text, .. Enumerable.Repeat((byte)' ', length - text.Length)];
        Assert.NotNull(JsonNode.Parse(Assert.Single(Decide(new CaseLines(Compiled, withOpen: false, strict: false), [line], 1).Said))![answer]);
    }

    [Fact]
    public void Windows_line_ends_byte_order_marks_and_a_last_line_without_its_end()
    {
        var good = Encoding.UTF8.GetString(CaseText.Of(RandomCases.One(Rules, new Random(9)), new Random(9)));
        var block = Encoding.UTF8.GetBytes($"\uFEFF\r\n\uFEFF{good}\r\n \t\r\n{good}");
        var to = new ArrayBufferWriter<byte>();
        var tally = new CaseLines(Compiled, withOpen: false, strict: false).Decide(block, 1, to);
        Assert.Equal((2L, 0L), (tally.Decided, tally.Refused));
        Assert.Equal([2, 4], Said(to).Select(answer => (int)JsonNode.Parse(answer)!["line"]!));
    }

    [Fact]
    public void What_is_common_is_decided_with_hardly_any_memory()
    {
        var random = new Random(10);
        var block = Block([.. Enumerable.Range(0, 600).Select(_ => CaseText.Of(Scene.With(RandomCases.One(Rules, random), policy: ClinicPolicy.Defaults(Rules)), random))]);
        var lines = new CaseLines(Compiled, withOpen: false, strict: false);
        var to = new ArrayBufferWriter<byte>();
        lines.Decide(block, 1, to);
        to.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();
        lines.Decide(block, 1, to);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600);
    }

    private static byte[] Text(Random random)
    {
        var given = RandomCases.One(Rules, random);
        var text = random.Next(4) switch
        {
            0 => CaseFormat.Write(given),
            1 => CaseReading.Mutated(CaseText.Of(given, random), random),
            2 when random.Next(4) == 0 => [],
            _ => CaseText.Of(random.Next(8) == 0 ? given : Scene.With(given, policy: ClinicPolicy.Defaults(Rules)), random),
        };
        text.AsSpan().Replace((byte)'\n', (byte)' ');
        return text;
    }

    private static byte[] Block(ReadOnlySpan<byte[]> texts)
    {
        var block = new List<byte>();
        foreach (var text in texts) block.AddRange([.. text, (byte)'\n']);
        return [.. block];
    }

    private static (string[] Said, LineTally Tally) Decide(CaseLines lines, ReadOnlySpan<byte[]> texts, int first)
    {
        var to = new ArrayBufferWriter<byte>();
        var tally = lines.Decide(Block(texts), first, to);
        return (Said(to), tally);
    }

    private static string[] Said(ArrayBufferWriter<byte> to)
    {
        var said = Encoding.UTF8.GetString(to.WrittenSpan);
        Assert.True(said.Length == 0 || said[^1] == '\n');
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonObject? Expected(int number, byte[] text, bool withOpen)
    {
        if (text.All(letter => letter is (byte)' ' or (byte)'\t' or (byte)'\r')) return null;
        var expected = new JsonObject { ["line"] = number };
        try
        {
            var given = CaseFormat.Read(text, Rules);
            var findings = Screening.Decide(given).Findings;
            if (given.Id is { } id) expected["id"] = id;
            Say(expected, findings.Overall);
            if (findings.IsNotNow) expected["notNow"] = true;
            if (findings.NotBefore is { } day) expected["notBefore"] = CandidacyFormat.Day(day);
            expected["fired"] = Words(findings.Fired.Select(reason => reason.Rule.Id));
            if (given.Sites.Length > 1) expected["bySite"] = new JsonArray([.. given.Sites.Select(site => Alone(given, site))]);
            if (withOpen)
            {
                expected["open"] = Words(findings.Open.Select(open => open.Question.Id));
                expected["openTerms"] = Words(findings.OpenTerms.Select(term => term.Name));
            }

            expected["evidence"] = Rules.Version.Hash;
        }
        catch (CaseException bad)
        {
            expected["error"] = $"{bad.Place}: found {bad.Found}, expected {bad.Allowed}";
        }

        return expected;
    }

    /// <summary>What the plan would come to if this were its only site.</summary>
    private static JsonObject Alone(Case given, PlannedSite site)
    {
        var alone = new JsonObject { ["site"] = site.Site.Id };
        Say(alone, Screening.Decide(Scene.With(given, sites: [site])).Findings.Overall);
        return alone;
    }

    private static void Say(JsonObject to, Verdict verdict)
    {
        to["decision"] = CandidacyFormat.Word(verdict.Decision);
        to["settled"] = CandidacyFormat.Word(verdict.Settled);
        to["couldBecome"] = CandidacyFormat.Word(verdict.CouldBecome);
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
