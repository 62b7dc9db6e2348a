using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>One case at one planned site, as the criteria see it. It only borrows: making one allocates nothing.</summary>
public readonly ref struct Situation
{
    private readonly ReadOnlySpan<ulong> values;
    private readonly ReadOnlySpan<FactKind> kinds;
    private readonly int firstTerm;

    /// <param name="facts">The answers, and the terms as they are at this site.</param>
    /// <param name="site">The planned site.</param>
    /// <param name="planned">Day number of the planned treatment.</param>
    internal Situation(FactSet facts, Site site, int planned)
    {
        (Site, PlannedDay, firstTerm) = (site, planned, facts.FirstTerm);
        values = facts.Values;
        kinds = facts.Kinds;
    }

    public Site Site { get; }

    public int PlannedDay { get; }

    public Fact this[Slot slot] => Fact.Of(kinds[At(slot)], values[At(slot)]);

    /// <summary>The bits of a fact that has any: of one that is known, and no number or day.</summary>
    internal bool TryGetBits(Slot slot, out ulong bits)
    {
        bits = values[At(slot)];
        return kinds[At(slot)] is FactKind.Bits;
    }

    private int At(Slot slot) => slot.IsTerm ? firstTerm + slot.Ordinal : slot.Ordinal;
}

/// <summary>Where a criterion finds a fact: a question or a term, by its ordinal.</summary>
public readonly record struct Slot(bool IsTerm, int Ordinal);
