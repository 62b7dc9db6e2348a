using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
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

    internal void Add(in Situation situation)
    {
        var (at, row) = (Rows / CohortBlock.Rows, Rows % CohortBlock.Rows);
        if (at == blocks.Count) blocks.Add(new CohortBlock(Layout));
        var block = blocks[at];
        block.Set(Layout.FirstSite + situation.Site.Ordinal, row);
        block.PlannedDays[row] = situation.PlannedDay;
        foreach (ref readonly var cell in Layout.Cells.AsSpan())
        {
            ref readonly var fact = ref situation.RefTo(cell.Slot);
            if (!fact.Known) continue;
            block.Set(cell.Known, row);
            for (var bits = fact.Bits; bits != 0; bits &= bits - 1) block.Set(cell.Known + 1 + BitOperations.TrailingZeroCount(bits), row);
            if (cell.Number >= 0) block.Set(cell.Number, row, fact);
            if (cell.Here < 0 || fact.Bits == 0) continue;
            var zones = new SiteSet(fact.Bits);
            if (zones.Contains(situation.Site)) block.Set(cell.Here, row);
            if (zones.Overlaps(situation.Site.Near)) block.Set(cell.Here + 1, row);
        }

        Rows++;
    }
}

/// <summary>Where a question or term stands in the blocks of a cohort.</summary>
/// <param name="Name">Id of the question, or name of the term.</param>
/// <param name="Slot">Where a case has it.</param>
/// <param name="Domain">The values it takes.</param>
/// <param name="Known">Its plane that says whether it is known; its options follow.</param>
/// <param name="Number">Its column of numbers or days; -1 when it has none.</param>
/// <param name="Here">For zones the plane that says whether they meet the planned site, and after it the one with its neighbours; else -1.</param>
internal sealed record CohortColumn(string Name, Slot Slot, AnswerDomain Domain, int Known, int Number, int Here)
{
    /// <summary>The plane of the first option: yes of a yes/no question, "never" of a date.</summary>
    public int FirstOption => Known + 1;
}

/// <summary>The columns of a cohort: every question that decides and every term of the plan, in the order of the rules.</summary>
internal sealed class CohortLayout
{
    private static readonly PerRules<CohortLayout> layouts = new(rules => new CohortLayout(rules));

    private readonly Dictionary<string, CohortColumn> byName;

    private CohortLayout(Rules rules)
    {
        Rules = rules;
        var columns = ImmutableArray.CreateBuilder<CohortColumn>();
        var (planes, numbers) = (0, 0);
        foreach (var question in rules.Questions.Where(question => question.Domain.Type is not QuestionType.Note)) Place(question.Id, new Slot(false, question.Ordinal), question.Domain);
        // The site has planes of its own, and the region follows from it.
        foreach (var term in rules.Terms.Where(term => !term.IsPolicy && term != rules.PlanTerms.Site && term != rules.PlanTerms.Region)) Place(term.Name, new Slot(true, term.Ordinal), term.Domain);
        Columns = columns.ToImmutable();
        Cells = [.. Columns.Select(column => (column.Slot, column.Known, column.Number, column.Here))];
        byName = Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        (FirstSite, Planes, Numbers) = (planes, planes + rules.Sites.All.Length, numbers);

        void Place(string name, Slot slot, AnswerDomain domain)
        {
            var holdsNumber = domain.Type is QuestionType.Number or QuestionType.Date;
            var options = domain.Type switch { QuestionType.YesNo or QuestionType.Date => 1, QuestionType.Number => 0, _ => domain.Options.Length };
            var isZones = domain.Type is QuestionType.Zones;
            columns.Add(new CohortColumn(name, slot, domain, planes, holdsNumber ? numbers++ : -1, isZones ? planes + 1 + options : -1));
            planes += 1 + options + (isZones ? 2 : 0);
        }
    }

    public Rules Rules { get; }

    public ImmutableArray<CohortColumn> Columns { get; }

    /// <summary>The columns as they are filled, close together in memory.</summary>
    public ImmutableArray<(Slot Slot, int Known, int Number, int Here)> Cells { get; }

    /// <summary>How many planes a block has.</summary>
    public int Planes { get; }

    /// <summary>How many columns of numbers a block has.</summary>
    public int Numbers { get; }

    /// <summary>The plane of the first site.</summary>
    public int FirstSite { get; }

    public static CohortLayout Of(Rules rules) => layouts[rules];

    /// <summary>The column of this name; null when these rules have no such question.</summary>
    public CohortColumn? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>
/// The columns of 512 rows. The planes of 64 rows lie together, so that what is filled row by row stays within the nearest cache.
/// </summary>
internal sealed class CohortBlock(CohortLayout layout)
{
    public const int Rows = 512;
    public const int Words = Rows / 64;

    private readonly ulong[] planes = new ulong[layout.Planes * Words];
    private readonly double[] low = new double[layout.Numbers * Rows];
    private readonly double[] high = new double[layout.Numbers * Rows];

    /// <summary>Day number of the planned treatment, by row.</summary>
    public double[] PlannedDays { get; } = new double[Rows];

    public Vector512<ulong> Plane(int plane)
    {
        var (words, next) = (planes, layout.Planes);
        return Vector512.Create(
            words[plane], words[plane + next], words[plane + 2 * next], words[plane + 3 * next],
            words[plane + 4 * next], words[plane + 5 * next], words[plane + 6 * next], words[plane + 7 * next]);
    }

    public void Set(int plane, int row) => planes[(row >> 6) * layout.Planes + plane] |= 1UL << row;

    public void Set(int number, int row, in Fact fact) => (low[number * Rows + row], high[number * Rows + row]) = (fact.Low, fact.High);

    public ReadOnlySpan<double> Low(int number) => low.AsSpan(number * Rows, Rows);

    public ReadOnlySpan<double> High(int number) => high.AsSpan(number * Rows, Rows);

    public void Clear() => Array.Clear(planes);
}
