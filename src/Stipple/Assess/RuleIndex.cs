using Stipple.Evidence;

namespace Stipple.Assess;

/// <summary>Which rows of one version rest on what, so that a change is weighed on the rows that it can touch and on no other.</summary>
internal sealed class RuleIndex
{
    private static readonly PerRules<RuleIndex> known = new(rules => new RuleIndex(rules));

    private readonly Dictionary<Slot, int[]> rows;
    private readonly Dictionary<Slot, Criterion.Test[]> tests;
    private readonly HashSet<Entry> medicines;
    private readonly Dictionary<Slot, Conflict[]> conflicts;

    private RuleIndex(Rules rules)
    {
        var all = rules.All.Select(rule => (rule.Ordinal, Tests: TestsOf(rule.When).ToArray(), Part: Screening.TermOf(rule.AppliesTo, rules))).ToArray();
        tests = all.SelectMany(row => row.Tests).GroupBy(test => test.Slot).ToDictionary(same => same.Key, same => same.ToArray());
        rows = all
            .SelectMany(row => row.Tests.Select(test => test.Slot).Concat(row.Part is { } part ? [part.Slot] : []), (row, slot) => (slot, row.Ordinal))
            .Distinct()
            .GroupBy(pair => pair.slot, pair => pair.Ordinal)
            .ToDictionary(same => same.Key, same => same.ToArray());
        Timed = [.. all.Where(row => row.Tests.Any(test => test is Criterion.DaysSince or Criterion.Age)).Select(row => row.Ordinal)];
        conflicts = rules.Conflicts
            .SelectMany(conflict => conflict.About, (conflict, question) => (Slot: question.Slot, conflict))
            .GroupBy(pair => pair.Slot, pair => pair.conflict)
            .ToDictionary(same => same.Key, same => same.ToArray());
        medicines = [.. rules.All.Where(rule => rule.Codes.Any(code => code.System is "rxnorm" or "atc")).Select(rule => rule.Entry)];
    }

    /// <summary>Ordinals of the rows that look at the day of the treatment.</summary>
    public int[] Timed { get; }

    public static RuleIndex Of(Rules rules) => known[rules];

    /// <summary>Ordinals of the rows that a question or term can touch, by their condition or as the component that they apply to.</summary>
    public int[] RowsOf(Slot slot) => rows.GetValueOrDefault(slot, []);

    /// <summary>Ordinals of the rows that a turn can touch.</summary>
    public int[] RowsOf(Turn turn) => turn.Kind switch
    {
        TurnKind.Day => Timed,
        TurnKind.Sites => [],
        _ => RowsOf(turn.Slot),
    };

    /// <summary>The conflicts that an answer can be part of.</summary>
    public Conflict[] ConflictsOf(Slot slot) => conflicts.GetValueOrDefault(slot, []);

    /// <summary>Every test of a question or term.</summary>
    public IEnumerable<Criterion.Test> TestsOf(Slot slot) => tests.GetValueOrDefault(slot, []);

    /// <summary>Every test of one kind.</summary>
    public IEnumerable<T> Tests<T>() where T : Criterion.Test => tests.Values.SelectMany(same => same).OfType<T>();

    /// <summary>Whether a code of a medicine stands for a row of the entry.</summary>
    public bool IsOfMedicine(Entry entry) => medicines.Contains(entry);

    private static IEnumerable<Criterion.Test> TestsOf(Criterion criterion) => criterion switch
    {
        Criterion.And and => and.Parts.SelectMany(TestsOf),
        Criterion.Or or => or.Parts.SelectMany(TestsOf),
        Criterion.Not not => TestsOf(not.Of),
        Criterion.Test test => [test],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
