using System.Numerics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>One case at one planned site, as the criteria see it. It only borrows: making one allocates nothing.</summary>
public readonly ref struct Situation
{
    private readonly FactLayout layout;

    /// <param name="layout">Where the facts stand.</param>
    /// <param name="words">The answers, and the terms as they are at this site.</param>
    /// <param name="planned">Day number of the planned treatment.</param>
    internal Situation(FactLayout layout, ReadOnlySpan<ulong> words, int planned)
    {
        (this.layout, PlannedDay) = (layout, planned);
        Words = words;
    }

    internal Situation(FactSet facts, int planned) : this(facts.Layout, facts.Words, planned)
    {
    }

    /// <summary>The planned site.</summary>
    public Site Site => layout.SiteList.All[BitOperations.TrailingZeroCount(Words[layout.Site.Word] >> layout.Site.Shift)];

    public int PlannedDay { get; }

    /// <summary>The facts as their <see cref="FactLayout"/> has them.</summary>
    internal ReadOnlySpan<ulong> Words { get; }

    public Fact this[Slot slot] => FactSet.Read(Words, layout[slot]);
}

/// <summary>Where a criterion finds a fact: a question or a term, by its ordinal.</summary>
public readonly record struct Slot(bool IsTerm, int Ordinal);
