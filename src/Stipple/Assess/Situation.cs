using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>One case at one planned site, as the criteria see it. It only borrows: making one allocates nothing.</summary>
/// <param name="answers">Facts by the ordinal of the question.</param>
/// <param name="terms">Facts by the ordinal of the term.</param>
/// <param name="site">The planned site.</param>
/// <param name="planned">Day number of the planned treatment.</param>
public readonly ref struct Situation(ReadOnlySpan<Fact> answers, ReadOnlySpan<Fact> terms, Site site, int planned)
{
    private readonly ReadOnlySpan<Fact> answers = answers;
    private readonly ReadOnlySpan<Fact> terms = terms;

    public Fact this[Slot slot] => slot.IsTerm ? terms[slot.Ordinal] : answers[slot.Ordinal];

    /// <summary>The same, where it stands: a fact is four words, and most of them are only looked at.</summary>
    internal ref readonly Fact RefTo(Slot slot) => ref slot.IsTerm ? ref terms[slot.Ordinal] : ref answers[slot.Ordinal];

    public Site Site => site;

    public int PlannedDay => planned;
}

/// <summary>Where a criterion finds a fact: a question or a term, by its ordinal.</summary>
public readonly record struct Slot(bool IsTerm, int Ordinal);
