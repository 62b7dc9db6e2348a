using System.Buffers.Text;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Writes a decision as one line of JSON. What it writes is kept as bytes, so that a line is mostly copied together.</summary>
internal sealed class CandidacyLine
{
    private static readonly Grade[] strictestFirst = [Grade.Absolute, Grade.Relative, Grade.Defer, Grade.Caution];

    private readonly byte[][] rules;
    private readonly byte[][] sites;
    private readonly byte[][] verdicts;
    private readonly byte[] end;
    private readonly ulong[][] byGrade;
    private readonly ulong[] temporary;

    public CandidacyLine(Rules rules)
    {
        this.rules = [.. rules.All.Select(rule => (byte[])[.. Quoted(rule.Id), (byte)','])];
        sites = [.. rules.Sites.All.Select(site => (byte[])[.. "{\"site\":"u8, .. Quoted(site.Id)])];
        verdicts = [.. from settled in Enum.GetValues<Grade>() from could in Enum.GetValues<Grade>() select InWords(new Verdict(settled, could))];
        end = Encoding.UTF8.GetBytes($",\"evidence\":\"{rules.Version}\"}}\n");
        byGrade = [.. strictestFirst.Select(grade => Mask(rules.All, rule => rule.Grade == grade))];
        temporary = Mask(rules.All, rule => rule.IsTemporary);
        Longest = 1024 + 6 * Case.LongestId + this.rules.Sum(id => id.Length) + sites.Sum(site => site.Length + verdicts.Max(verdict => verdict.Length) + 2);
    }

    /// <summary>A text as it stands in a line.</summary>
    public static byte[] Quoted(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>Room that a line without open questions never exceeds.</summary>
    public int Longest { get; }

    /// <summary>Writes a line with its end.</summary>
    /// <param name="to">At least <see cref="Longest"/> bytes, and what is open.</param>
    /// <param name="number">Number of the line that is answered.</param>
    /// <param name="id">What the case is called, with quotation marks; empty when it has no name.</param>
    /// <param name="at">The planned sites, by ordinal.</param>
    /// <param name="verdicts">What everything planned comes to at each of them.</param>
    /// <param name="fired">The rules that fired at any of them, a bit by ordinal.</param>
    /// <param name="notBefore">Day number of the latest day of a deferral; -1 when there is none.</param>
    /// <param name="open">Further properties, each with a comma before it.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> to, long number, ReadOnlySpan<byte> id, ReadOnlySpan<byte> at, ReadOnlySpan<Verdict> verdicts, ReadOnlySpan<ulong> fired, int notBefore, ReadOnlySpan<byte> open)
    {
        var overall = default(Verdict);
        foreach (var verdict in verdicts) overall = overall.Or(verdict);
        var line = new Line(to);
        line.Add("{\"line\":"u8);
        line.Add(number);
        if (!id.IsEmpty)
        {
            line.Add(",\"id\":"u8);
            line.Add(id);
        }

        line.Add(WordsOf(overall));
        if (overall.Settled is Grade.Absolute && IsTemporary(fired)) line.Add(",\"notNow\":true"u8);
        if (notBefore >= 0)
        {
            line.Add(",\"notBefore\":\""u8);
            line.Add(DateOnly.FromDayNumber(notBefore));
            line.Add("\""u8);
        }

        line.Add(",\"fired\":["u8);
        AddRules(ref line, fired);
        line.Add("]"u8);
        if (at.Length > 1) AddSites(ref line, at, verdicts);
        line.Add(open);
        line.Add(end);
        return line.Length;
    }

    private void AddRules(ref Line line, ReadOnlySpan<ulong> fired)
    {
        var before = line.Length;
        foreach (var grade in byGrade)
        {
            for (var word = 0; word < fired.Length; word++)
            {
                for (var left = fired[word] & grade[word]; left != 0; left &= left - 1) line.Add(rules[word * 64 + BitOperations.TrailingZeroCount(left)]);
            }
        }

        if (line.Length > before) line.TakeBack();
    }

    private void AddSites(ref Line line, ReadOnlySpan<byte> at, ReadOnlySpan<Verdict> verdicts)
    {
        line.Add(",\"bySite\":["u8);
        for (var i = 0; i < at.Length; i++)
        {
            if (i > 0) line.Add(","u8);
            line.Add(sites[at[i]]);
            line.Add(WordsOf(verdicts[i]));
            line.Add("}"u8);
        }

        line.Add("]"u8);
    }

    private bool IsTemporary(ReadOnlySpan<ulong> fired)
    {
        for (var word = 0; word < fired.Length; word++)
        {
            if ((fired[word] & byGrade[0][word] & ~temporary[word]) != 0) return false;
        }

        return true;
    }

    private ReadOnlySpan<byte> WordsOf(Verdict verdict) => verdicts[(int)verdict.Settled * ((int)Grade.Absolute + 1) + (int)verdict.CouldBecome];

    private static byte[] InWords(Verdict verdict) => Encoding.UTF8.GetBytes(
        $",\"decision\":\"{CandidacyFormat.Word(verdict.Decision)}\",\"settled\":\"{CandidacyFormat.Word(verdict.Settled)}\",\"couldBecome\":\"{CandidacyFormat.Word(verdict.CouldBecome)}\"");

    private static ulong[] Mask(ImmutableArray<Rule> rules, Func<Rule, bool> isIn)
    {
        var mask = new ulong[(rules.Length + 63) / 64];
        foreach (var rule in rules.Where(isIn)) mask[rule.Ordinal / 64] |= 1UL << rule.Ordinal;
        return mask;
    }

    private ref struct Line(Span<byte> to)
    {
        private readonly Span<byte> to = to;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(to[Length..]);
            Length += text.Length;
        }

        /// <summary>Takes the last byte back: a comma after which nothing came.</summary>
        public void TakeBack() => Length--;

        public void Add(long number)
        {
            Utf8Formatter.TryFormat(number, to[Length..], out var written);
            Length += written;
        }

        public void Add(DateOnly day)
        {
            day.TryFormat(to[Length..], out var written, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            Length += written;
        }
    }
}
