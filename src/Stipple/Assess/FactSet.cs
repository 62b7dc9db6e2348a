using System.Runtime.InteropServices;

namespace Stipple.Assess;

/// <summary>
/// The facts of one case, nine bytes each and all in one piece of memory, because a registry is weighed as fast as its cases
/// can be fetched. See <see cref="Fact"/> for what one means.
/// </summary>
internal sealed class FactSet
{
    private readonly ulong[] words; // the values of the questions and of the terms, and behind them their kinds, a byte each
    private readonly int count;

    public FactSet(Rules rules) => (FirstTerm, count, words) = (rules.Questions.Length, rules.Questions.Length + rules.Terms.Length, new ulong[WordsOf(rules.Questions.Length + rules.Terms.Length)]);

    private FactSet(FactSet other) => (FirstTerm, count, words) = (other.FirstTerm, other.count, [.. other.words]);

    /// <summary>Where the terms begin: behind the questions.</summary>
    public int FirstTerm { get; }

    public ReadOnlySpan<ulong> Values => words.AsSpan(0, count);

    public ReadOnlySpan<FactKind> Kinds => MemoryMarshal.Cast<ulong, FactKind>(words.AsSpan(count));

    public Fact this[Slot slot] => Fact.Of(Kinds[At(slot)], words[At(slot)]);

    /// <exception cref="InvalidOperationException">The fact is an interval whose ends are no whole days.</exception>
    public void Set(Slot slot, in Fact fact) => (MemoryMarshal.Cast<ulong, FactKind>(words.AsSpan(count))[At(slot)], words[At(slot)]) = fact.Packed();

    public FactSet Copy() => new(this);

    public void CopyFrom(FactSet other) => other.words.CopyTo(words, 0);

    private int At(Slot slot) => slot.IsTerm ? FirstTerm + slot.Ordinal : slot.Ordinal;

    private static int WordsOf(int facts) => facts + (facts + sizeof(ulong) - 1) / sizeof(ulong);
}

/// <summary>How a fact is kept in eight bytes.</summary>
internal enum FactKind : byte
{
    Unknown,

    /// <summary>Its bits.</summary>
    Bits,

    /// <summary>One number, or one day.</summary>
    Number,

    /// <summary>Two whole days, the earliest in the upper half.</summary>
    Days,
}
