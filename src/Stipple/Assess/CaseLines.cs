using System.Buffers;
using System.Text;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>What became of some lines.</summary>
/// <param name="Decided">How many cases were decided.</param>
/// <param name="Refused">How many lines were no case.</param>
/// <param name="Stopped">The line at which it stopped; null when all were taken.</param>
public readonly record struct LineTally(long Decided, long Refused, RefusedLine? Stopped);

/// <summary>A line that is no case.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Says">Place, what stood there, and what is allowed.</param>
public sealed record RefusedLine(long Number, string Says);

/// <summary>
/// Decides cases that come one a line (NDJSON) and writes one line of JSON for each, in their order. What is common is read
/// without objects and weighed some hundreds at a time; whatever is not goes through <see cref="CaseFormat"/>, and a case with
/// a policy of its own through <see cref="Screening"/>. Both say the same. One for each thread: it keeps its room between calls.
/// </summary>
public sealed class CaseLines
{
    /// <summary>How many bytes a line has at most.</summary>
    public const int LongestLine = 1_000_000;

    private const int Together = CohortBlock.Rows;

    private readonly CompiledRules compiled;
    private readonly bool withOpen;
    private readonly bool strict;
    private readonly CaseFacts facts;
    private readonly Cohort cohort;
    private readonly CandidacyLine line;
    private readonly Deferrals deferrals;

    private readonly List<Entry> entries = new(Together);
    private readonly ArrayBufferWriter<byte> texts = new();
    private readonly Verdict[] verdicts = new Verdict[Together];
    private readonly byte[] sites = new byte[Together];
    private readonly ulong[] fired;

    /// <param name="compiled">The rules and the policy of every case that names none.</param>
    /// <param name="withOpen">Adds what is still open, most decisive first. Each case is then decided by the readable form, which takes much longer.</param>
    /// <param name="strict">Stops at the first line that is no case, and writes nothing for it.</param>
    public CaseLines(CompiledRules compiled, bool withOpen, bool strict)
    {
        (this.compiled, this.withOpen, this.strict) = (compiled, withOpen, strict);
        var rules = compiled.Policy.Rules;
        (facts, cohort, line, deferrals) = (new CaseFacts(compiled.Policy), new Cohort(rules), new CandidacyLine(rules), new Deferrals(compiled.Policy, Together));
        fired = new ulong[Together * compiled.MaskWords];
    }

    /// <param name="block">Whole lines; the last one needs no end. Empty ones are skipped.</param>
    /// <param name="first">Number of its first line.</param>
    /// <param name="to">Receives the answers.</param>
    public LineTally Decide(ReadOnlySpan<byte> block, long first, IBufferWriter<byte> to)
    {
        var tally = default(LineTally);
        for (var number = first; !block.IsEmpty && tally.Stopped is null; number++)
        {
            var end = block.IndexOf((byte)'\n');
            var text = end < 0 ? block : block[..end];
            block = end < 0 ? default : block[(end + 1)..];
            if (!IsEmpty(text)) tally = Take(text, number, to, tally);
        }

        Flush(to);
        return tally;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> text) =>
        !(text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text).ContainsAnyExcept(" \t\r"u8);

    private LineTally Take(ReadOnlySpan<byte> text, long number, IBufferWriter<byte> to, LineTally tally)
    {
        try
        {
            if (text.Length > LongestLine) throw new CaseException(1, "the line", $"more than {LongestLine} bytes", "one case");
            if (!withOpen && facts.TryRead(text)) Add(text, number, to);
            else Add(CaseFormat.Read(text, compiled.Policy, namesPolicy: true), number, to);
            return tally with { Decided = tally.Decided + 1 };
        }
        catch (CaseException bad)
        {
            var says = $"{bad.Place}: found {bad.Found}, expected {bad.Allowed}";
            if (!strict) Add([.. Encoding.UTF8.GetBytes($"{{\"line\":{number},\"error\":"), .. CandidacyLine.Quoted(says), .. "}\n"u8], to);
            return tally with { Refused = tally.Refused + 1, Stopped = strict ? new RefusedLine(number, says) : null };
        }
    }

    /// <summary>The case that was read as facts.</summary>
    private void Add(ReadOnlySpan<byte> text, long number, IBufferWriter<byte> to)
    {
        MakeRoom(facts.Sites, to);
        var from = Keep(text[facts.Id]);
        deferrals.Keep(entries.Count, facts.At(0));
        entries.Add(new Entry(number, cohort.Rows, facts.Sites, from, texts.WrittenCount - from));
        for (var site = 0; site < facts.Sites; site++) Place(facts.At(site));
    }

    private void Add(Case given, long number, IBufferWriter<byte> to)
    {
        if (withOpen || compiled.Policy.Rules.Switches.Any(chosen => given.Policy[chosen] != compiled.Policy[chosen]))
        {
            Add(Decided(given, number), to);
            return;
        }

        MakeRoom(given.Sites.Length, to);
        var from = Keep(given.Id is { } id ? CandidacyLine.Quoted(id) : []);
        deferrals.Keep(entries.Count, given.At(0));
        entries.Add(new Entry(number, cohort.Rows, given.Sites.Length, from, texts.WrittenCount - from));
        for (var site = 0; site < given.Sites.Length; site++) Place(given.At(site));
    }

    /// <summary>A whole line, to be written in its turn.</summary>
    private void Add(ReadOnlySpan<byte> answer, IBufferWriter<byte> to)
    {
        MakeRoom(0, to);
        entries.Add(new Entry(0, 0, 0, Keep(answer), answer.Length));
    }

    private int Keep(ReadOnlySpan<byte> text)
    {
        texts.Write(text);
        return texts.WrittenCount - text.Length;
    }

    private void Place(in Situation situation)
    {
        sites[cohort.Rows] = (byte)situation.Site.Ordinal;
        cohort.Add(situation);
    }

    private void MakeRoom(int rows, IBufferWriter<byte> to)
    {
        if (entries.Count == Together || cohort.Rows + rows > Together) Flush(to);
    }

    private void Flush(IBufferWriter<byte> to)
    {
        compiled.Screen(cohort, verdicts, fired);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var text = texts.WrittenSpan.Slice(entry.From, entry.Length);
            if (entry.Rows == 0) to.Write(text);
            else Write(i, entry, text, to);
        }

        entries.Clear();
        texts.ResetWrittenCount();
        cohort.Clear();
    }

    private void Write(int @case, Entry entry, ReadOnlySpan<byte> id, IBufferWriter<byte> to)
    {
        var words = compiled.MaskWords;
        var any = fired.AsSpan(entry.Row * words, words);
        for (var row = entry.Row + 1; row < entry.Row + entry.Rows; row++)
        for (var word = 0; word < words; word++)
            any[word] |= fired[row * words + word];
        var at = sites.AsSpan(entry.Row, entry.Rows);
        to.Advance(line.Write(to.GetSpan(line.Longest), entry.Number, id, at, verdicts.AsSpan(entry.Row, entry.Rows), any, deferrals.NotBefore(@case, any), []));
    }

    /// <summary>The line of a case as the readable form decides it.</summary>
    private byte[] Decided(Case given, long number)
    {
        var findings = Screening.Decide(given).Findings;
        var any = new ulong[compiled.MaskWords];
        foreach (var reason in findings.Fired) any[reason.Rule.Ordinal / 64] |= 1UL << reason.Rule.Ordinal;
        var each = Screening.BySite(given);
        byte[] at = [.. given.Sites.Select(planned => (byte)planned.Site.Ordinal)];
        var open = withOpen ? Open(findings) : [];
        var text = new byte[line.Longest + open.Length];
        var id = given.Id is { } name ? CandidacyLine.Quoted(name) : [];
        return text[..line.Write(text, number, id, at, each, any, findings.NotBefore?.DayNumber ?? -1, open)];
    }

    private static byte[] Open(Findings findings)
    {
        return [.. ",\"open\":["u8, .. Listed(findings.Open.Select(open => open.Question.Id)), .. "],\"openTerms\":["u8, .. Listed(findings.OpenTerms.Select(term => term.Name)), (byte)']'];

        static byte[] Listed(IEnumerable<string> words) => [.. words.SelectMany((word, i) => (byte[])(i == 0 ? CandidacyLine.Quoted(word) : [(byte)',', .. CandidacyLine.Quoted(word)]))];
    }

    /// <summary>A line that is to be answered: rows that are weighed, and the id of the case; or no rows, and all of the answer.</summary>
    private readonly record struct Entry(long Number, int Row, int Rows, int From, int Length);
}
