using System.Collections.Immutable;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>How a fact is kept in the words of a case.</summary>
internal enum FactShape : byte
{
    /// <summary>A note: it is never known.</summary>
    None,

    /// <summary>Yes or no: a bit for no, and the next for yes.</summary>
    Flag,

    /// <summary>One bit for each option, and elsewhere one that says whether anything is known.</summary>
    Options,

    /// <summary>An interval of numbers: two words.</summary>
    Number,

    /// <summary>An interval of days in one word, and a bit elsewhere for what never happened.</summary>
    Date,
}

/// <summary>Where a fact stands in the words of a case.</summary>
/// <param name="Shape">How it is kept.</param>
/// <param name="Word">The word of its bits, of its least number, or of its days.</param>
/// <param name="Shift">How far from the end of that word its bits begin.</param>
/// <param name="Mask">Its bits, without the shift.</param>
/// <param name="Apart">The bit that says that options are known, or that a date never was.</param>
/// <param name="Here">Zones: the bit that says that they meet the planned site, and after it that they meet it or a neighbour; else -1.</param>
internal readonly record struct FactField(FactShape Shape, int Word, int Shift, ulong Mask, int Apart, int Here)
{
    /// <summary>The bit of no, or of the first option.</summary>
    public int FirstBit => Word * 64 + Shift;
}

/// <summary>
/// Where the facts of a case stand in its words: bits, numbers, dates, and last the numbers that are a policy of the clinic. A
/// <see cref="Cohort"/> takes everything before those as it is.
/// </summary>
internal sealed class FactLayout
{
    private readonly FactField[] fields;
    private int bits;

    public FactLayout(Rules rules)
    {
        FirstTerm = rules.Questions.Length;
        SiteList = rules.Sites;
        (Slot Slot, AnswerDomain Domain)[] all = [.. rules.Questions.Select(question => (question.Slot, question.Domain)), .. rules.Terms.OrderBy(term => term.IsPolicy).Select(term => (term.Slot, term.Domain))];
        fields = new FactField[all.Length];
        foreach (var (slot, domain) in all) fields[At(slot)] = OfBits(domain);
        BitWords = (bits + 511) / 512 * 8;
        var policies = rules.Switches.Select(term => term.Slot).ToHashSet();
        var numbers = all.Where(one => one.Domain.Type is QuestionType.Number).ToLookup(one => policies.Contains(one.Slot), one => one.Slot);
        var dates = all.Where(one => one.Domain.Type is QuestionType.Date).Select(one => one.Slot).ToArray();
        (Numbers, Dates) = (numbers[false].Count(), dates.Length);
        (FirstNumber, FirstDate) = (BitWords, BitWords + 2 * Numbers);
        var next = FirstNumber;
        foreach (var slot in numbers[false]) next = Place(slot, next, 2);
        foreach (var slot in dates) next = Place(slot, next, 1);
        foreach (var slot in numbers[true]) next = Place(slot, next, 2);
        var none = new ulong[next];
        none.AsSpan(FirstNumber).Fill(BitConverter.DoubleToUInt64Bits(double.NaN));
        none.AsSpan(FirstDate, Dates).Fill(DayInterval.Unknown);
        Unknown = [.. none];
        Zones = [.. all.Where(one => one.Domain.Type is QuestionType.Zones).Select(one => this[one.Slot])];
        Site = this[rules.PlanTerms.Site.Slot];
        Born = rules.FindQuestion(Question.Born) is { Domain.Type: QuestionType.Date } born ? this[born.Slot].Word : -1;
    }

    /// <summary>Where the terms begin: behind the questions.</summary>
    public int FirstTerm { get; }

    public SiteList SiteList { get; }

    /// <summary>How many words hold bits: a multiple of eight.</summary>
    public int BitWords { get; }

    public int FirstNumber { get; }

    /// <summary>How many numbers are no policy.</summary>
    public int Numbers { get; }

    public int FirstDate { get; }

    public int Dates { get; }

    /// <summary>The word of the day of birth; -1 where it is not asked.</summary>
    public int Born { get; }

    /// <summary>The planned site.</summary>
    public FactField Site { get; }

    public ImmutableArray<FactField> Zones { get; }

    /// <summary>The words of a case of which nothing is known.</summary>
    public ImmutableArray<ulong> Unknown { get; }

    public ref readonly FactField this[Slot slot] => ref fields[At(slot)];

    private int At(Slot slot) => slot.IsTerm ? FirstTerm + slot.Ordinal : slot.Ordinal;

    private int Place(Slot slot, int word, int words)
    {
        fields[At(slot)] = fields[At(slot)] with { Word = word };
        return word + words;
    }

    private FactField OfBits(AnswerDomain domain)
    {
        var options = domain.Options.Length;
        return domain.Type switch
        {
            QuestionType.YesNo => Bits(FactShape.Flag, Take(2), 3, -1, -1),
            QuestionType.Number => new FactField(FactShape.Number, 0, 0, 0, -1, -1),
            QuestionType.Date => new FactField(FactShape.Date, 0, 0, 0, Take(1), -1),
            QuestionType.Note => new FactField(FactShape.None, 0, 0, 0, -1, -1),
            _ => Bits(FactShape.Options, Take(options), ulong.MaxValue >> (64 - options), Take(1), domain.Type is QuestionType.Zones ? Take(2) : -1),
        };
    }

    private static FactField Bits(FactShape shape, int first, ulong mask, int apart, int here) => new(shape, first / 64, first % 64, mask, apart, here);

    /// <summary>Bits side by side in one word.</summary>
    private int Take(int count)
    {
        if (bits % 64 + count > 64) bits += 64 - bits % 64;
        bits += count;
        return bits - count;
    }
}
