namespace Stipple.Assess;

/// <summary>
/// Many cases as columns: a row is one case at one of its planned sites, and each option of each question is a plane of one bit
/// a row. <see cref="CompiledRules"/> weighs 512 rows at a time on it.
/// </summary>
public sealed class Cohort
{
    private readonly List<CohortBlock> blocks = [];
    private readonly List<int> firstRows = [];
    private bool isSettled;

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
        blocks[at].Set(row, situation);
        Rows++;
        isSettled = false;
    }

    /// <summary>Makes the last rows ready to be weighed; from several threads at once it is done once.</summary>
    internal void Settle()
    {
        if (Volatile.Read(ref isSettled)) return;
        lock (blocks)
        {
            if (Rows > 0) blocks[(Rows - 1) / CohortBlock.Rows].Settle((Rows - 1) % CohortBlock.Rows + 1);
            Volatile.Write(ref isSettled, true);
        }
    }
}
