using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// Weighs one case with something turned, again and again. Only the rows that a turn can touch are evaluated anew. What is
/// told to anybody is decided by <see cref="Screening"/> once more.
/// </summary>
internal sealed class Reweighing
{
    private readonly Case @case;
    private readonly Rules rules;
    private readonly RuleIndex index;
    private readonly FactSet[] facts; // by site
    private readonly Truth[][] before;
    private readonly Truth[][] now;
    private readonly int[][] live;
    private readonly bool[] kept;
    private readonly HashSet<int> touched = [];
    private readonly HashSet<int> takenBack = [];

    public Reweighing(Case @case)
    {
        this.@case = @case;
        rules = @case.Rules;
        index = RuleIndex.Of(rules);
        var count = @case.Sites.Length;
        facts = [.. Enumerable.Range(0, count).Select(@case.FactsAt)];
        before = new Truth[count][];
        now = new Truth[count][];
        live = new int[count][];
        kept = new bool[count];
        for (var site = 0; site < count; site++)
        {
            var situation = @case.At(site);
            before[site] = new Truth[rules.All.Length];
            foreach (var rule in rules.All) before[site][rule.Ordinal] = Screening.TruthOf(rule, situation, rules);
            now[site] = new Truth[rules.All.Length];
            var truths = before[site];
            live[site] = [.. rules.All.Where(rule => truths[rule.Ordinal] is not Truth.No).Select(rule => rule.Ordinal)];
        }
    }

    /// <summary>What the rows that are touched cost, over all sites: the measure of a search, the same on every machine.</summary>
    public long Work { get; private set; }

    /// <summary>The rows that are open in the case as it is, at any site.</summary>
    public IEnumerable<Rule> Open => rules.All.Where(rule => before.Any(truths => truths[rule.Ordinal] is Truth.Unknown && !Screening.IsReplaced(rule, truths)));

    /// <summary>The rows of the settled grade that fired at the last weighing.</summary>
    public HashSet<Rule> Strictest { get; } = [];

    /// <summary>The overall verdict with these turned; each name at most once.</summary>
    public Verdict Weigh(ReadOnlySpan<Turn> turns)
    {
        var day = @case.PlannedOn.DayNumber;
        var sites = ulong.MaxValue;
        foreach (var turn in turns)
        {
            if (turn.Kind is TurnKind.Answer) Answer(turn.Slot, turn.To);
            else if (turn.Kind is TurnKind.Day) day = (int)turn.To.Low;
            else if (turn.Kind is TurnKind.Sites) sites = turn.To.Bits;
        }

        TakeBack(turns);
        Strictest.Clear();
        touched.Clear();
        foreach (var turn in turns) touched.UnionWith(index.RowsOf(turn));
        foreach (var question in takenBack) touched.UnionWith(index.RowsOf(new Slot(false, question)));
        var overall = default(Verdict);
        for (var site = 0; site < before.Length; site++)
        {
            kept[site] = new SiteSet(sites).Contains(@case.Sites[site].Site);
            if (kept[site]) overall = WeighSite(site, day, turns, overall);
        }

        PutBack(turns);
        return overall;
    }

    /// <summary>Whether an answer cannot be right beside another one that was given.</summary>
    public bool Contradicts(Turn turn)
    {
        Answer(turn.Slot, turn.To);
        TakeBack([turn]);
        PutBack([turn]);
        return takenBack.Count > 0;
    }

    /// <summary>Whether a row fired at a planned site at the last weighing, and was not replaced.</summary>
    public bool Fires(Rule rule, int site) => kept[site] && now[site][rule.Ordinal] is Truth.Yes && !Screening.IsReplaced(rule, now[site]);

    /// <summary>Ordinals of the rows that a turn can touch, by itself or by what is taken back with it.</summary>
    public int[] RowsOf(Turn turn) =>
        turn.Kind is TurnKind.Answer && Contradicts(turn)
            ? [.. index.RowsOf(turn).Union(takenBack.SelectMany(question => index.RowsOf(new Slot(false, question))))]
            : index.RowsOf(turn);

    /// <summary>What cannot be right beside the answers that are turned is taken back with them, as <see cref="Turn.Apply"/> does: where spots are, when there are none.</summary>
    private void TakeBack(ReadOnlySpan<Turn> turns)
    {
        takenBack.Clear();
        foreach (var turn in turns)
        {
            if (turn.Kind is not TurnKind.Answer) continue;
            foreach (var conflict in index.ConflictsOf(turn.Slot))
            {
                if (!conflict.Holds(facts[0], @case.AsOf.DayNumber)) continue;
                var others = conflict.Questions.Length;
                foreach (var question in conflict.Questions)
                {
                    if (IsTurned(question, turns)) others--;
                    else takenBack.Add(question.Ordinal);
                }

                if (others == 0) takenBack.UnionWith(conflict.Questions.Select(question => question.Ordinal));
            }
        }

        foreach (var question in takenBack) Answer(new Slot(false, question), Fact.Unknown);
    }

    private static bool IsTurned(Question question, ReadOnlySpan<Turn> turns)
    {
        foreach (var turn in turns)
        {
            if (turn.Kind is TurnKind.Answer && turn.Slot.Ordinal == question.Ordinal) return true;
        }

        return false;
    }

    private void PutBack(ReadOnlySpan<Turn> turns)
    {
        var given = @case.At(0);
        foreach (var turn in turns) if (turn.Kind is TurnKind.Answer) Answer(turn.Slot, given[turn.Slot]);
        foreach (var question in takenBack) Answer(new Slot(false, question), given[new Slot(false, question)]);
    }

    private void Answer(Slot question, Fact fact)
    {
        foreach (var at in facts) at.Set(question, fact);
    }

    private Verdict WeighSite(int site, int day, ReadOnlySpan<Turn> turns, Verdict overall)
    {
        var truths = now[site];
        before[site].CopyTo(truths, 0);
        foreach (var turn in turns) Set(site, turn);
        var situation = new Situation(facts[site], day);
        foreach (var row in touched) truths[row] = Screening.TruthOf(rules.All[row], situation, rules);
        Work += live[site].Length + 4L * touched.Count; // evaluating a row costs some four times as much as looking at it
        foreach (var row in live[site]) overall = With(overall, rules.All[row], truths);
        foreach (var row in touched) overall = With(overall, rules.All[row], truths);
        foreach (var turn in turns) Restore(site, turn);
        return overall;
    }

    private Verdict With(Verdict overall, Rule rule, Truth[] truths)
    {
        var own = Screening.VerdictOf(rule, truths);
        if (own.Settled is Grade.None || own.Settled < overall.Settled) return overall.Or(own);
        if (own.Settled > overall.Settled) Strictest.Clear();
        Strictest.Add(rule);
        return overall.Or(own);
    }

    private void Set(int site, Turn turn)
    {
        if (turn.Kind is TurnKind.Term) facts[site].Set(turn.Slot, turn.To);
        else if (turn.Kind is TurnKind.Shallower or TurnKind.Deeper && facts[site][turn.Slot] is { Known: true } depth) facts[site].Set(turn.Slot, Fact.Of(turn.At(depth.Low)));
    }

    private void Restore(int site, Turn turn)
    {
        if (turn.Slot.IsTerm) facts[site].Set(turn.Slot, @case.At(site)[turn.Slot]);
    }
}
