using System.Numerics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// Many cases as columns: a row is one case at one of its planned sites, and each option of each question is a plane of one bit
/// a row. <see cref="CompiledRules"/> weighs 512 rows at a time on it.
/// </summary>
public sealed class Cohort
{
    private readonly List<CohortBlock> blocks = [];
    private readonly List<int> firstRows = [];

    /// <param name="rules">The rules whose questions and terms the columns hold.</param>
    public Cohort(Rules rules) => Layout = CohortLayout.Of(rules);

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>How many cases there are.</summary>
    public int Cases => firstRows.Count;

    internal CohortLayout Layout { get; }

    internal IReadOnlyList<CohortBlock> Blocks => blocks;

    /// <summary>The rows of a case, one for each of its planned sites in their order.</summary>
    public Range RowsOf(int @case) => firstRows[@case]..(@case + 1 < firstRows.Count ? firstRows[@case + 1] : Rows);

    /// <summary>Adds a case with all its sites. Answers that do not count any more are not known here either.</summary>
    /// <exception cref="ArgumentException">The case is of other rules.</exception>
    public void Add(Case @case)
    {
        if (@case.Rules != Layout.Rules) throw new ArgumentException("The case is of another version of the rules.", nameof(@case));
        firstRows.Add(Rows);
        for (var site = 0; site < @case.Sites.Length; site++) Add(@case.At(site));
    }

    /// <summary>Takes all cases out and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var block in blocks) block.Clear();
        firstRows.Clear();
        Rows = 0;
    }

    /// <summary>Adds a row that belongs to the case that was added last, or to none.</summary>
    internal void Add(in Situation situation)
    {
        var (at, row) = (Rows / CohortBlock.Rows, Rows % CohortBlock.Rows);
        if (at == blocks.Count) blocks.Add(new CohortBlock(Layout));
        var block = blocks[at];
        var planes = block.PlanesAt(row);
        var bit = 1UL << row;
        planes[Layout.FirstSite + situation.Site.Ordinal] |= bit;
        block.Plan(row, situation.PlannedDay);
        foreach (ref readonly var cell in Layout.YesNos.AsSpan())
        {
            if (situation.TryGetBits(cell.Slot, out var bits)) planes[cell.Plane + (int)(bits & 1)] |= bit;
        }

        foreach (ref readonly var cell in Layout.Choices.AsSpan())
        {
            if (!situation.TryGetBits(cell.Slot, out var bits)) continue;
            planes[cell.Plane] |= bit;
            for (; bits != 0; bits &= bits - 1) planes[cell.Plane + 1 + BitOperations.TrailingZeroCount(bits)] |= bit;
        }

        foreach (ref readonly var cell in Layout.Zones.AsSpan())
        {
            if (!situation.TryGetBits(cell.Slot, out var bits)) continue;
            planes[cell.Plane] |= bit;
            if (bits == 0) continue;
            var zones = new SiteSet(bits);
            for (; bits != 0; bits &= bits - 1) planes[cell.Plane + 1 + BitOperations.TrailingZeroCount(bits)] |= bit;
            if (zones.Contains(situation.Site)) planes[cell.Here] |= bit;
            if (zones.Overlaps(situation.Site.Near)) planes[cell.Here + 1] |= bit;
        }

        foreach (ref readonly var cell in Layout.Numbers.AsSpan()) block.SetNumber(cell.Column, row, situation[cell.Slot]);
        foreach (ref readonly var cell in Layout.Dates.AsSpan())
        {
            var fact = situation[cell.Slot];
            if (fact is { Known: true, Bits: not 0 }) planes[cell.Plane] |= bit;
            block.SetDate(cell.Column, row, fact);
            if (cell.Years >= 0) block.SetYears(cell.Years, row, fact);
        }

        Rows++;
    }
}
