using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The smallest sets that would make a settled decision milder. The search turns one thing more at a time. Whatever makes a case
/// milder has to turn something that its strictest row looks at, so that only such things are tried, and nothing is missed by it.
/// </summary>
internal sealed class MilderHinges
{
    /// <summary>Sets of more than so many things are not looked for: nobody can act on them.</summary>
    public const int LargestSet = 3;

    /// <summary>How many are told.</summary>
    public const int MostSets = 12;

    /// <summary>Looks at a row, over all sites, after which the search ends; counted and not timed, so that the same case always gives the same.</summary>
    private const long MostWork = 150_000;

    private readonly Findings findings;
    private readonly Reweighing reweighing;
    private readonly ImmutableArray<Turn> turns;
    private readonly int[][] rowsOf;
    private readonly Dictionary<Rule, int[]> touching = [];
    private readonly List<Found> found = [];
    private readonly (Rule Rule, int Site)[] lasting;

    private MilderHinges(Findings findings)
    {
        this.findings = findings;
        reweighing = new Reweighing(findings.Case);
        turns = Turns.Milder(findings);
        rowsOf = [.. turns.Select(reweighing.RowsOf)];
        var index = RuleIndex.Of(findings.Case.Rules);
        var sites = findings.Case.Sites.Select(planned => planned.Site).ToArray();
        lasting = [.. findings.Fired.Where(reason => !Turns.Ends(reason.Rule, index)).SelectMany(reason => reason.At, (reason, at) => (reason.Rule, Array.IndexOf(sites, at)))];
    }

    private sealed record Found(int[] Set, Verdict Verdict);

    public static Hinges Of(Findings findings) => new MilderHinges(findings).Search();

    private Hinges Search()
    {
        var all = true;
        reweighing.Weigh([]);
        var edge = new List<(int[] Set, Rule[] Strictest)> { ([], [.. reweighing.Strictest]) };
        for (var size = 1; size <= LargestSet && all; size++)
        {
            var next = new List<(int[] Set, Rule[] Strictest)>();
            var seen = new HashSet<(int, int, int)>();
            foreach (var (set, strictest) in edge)
            {
                foreach (var turn in strictest.Select(Touching).MinBy(few => few.Length)!)
                {
                    if (set.Any(other => turns[other].Name == turns[turn].Name)) continue;
                    int[] wider = [.. set.Append(turn).Order()];
                    if (!seen.Add((wider[0], wider.ElementAtOrDefault(1), wider.ElementAtOrDefault(2)))) continue;
                    if (reweighing.Work > MostWork) all = false;
                    else if (Look(wider) is { } left) next.Add((wider, left));
                }
            }

            edge = next;
        }

        return Told(all && edge.Count == 0);
    }

    /// <summary>Weighs a set and notes it when it is one. Null when there is nothing to be had by widening it; else the rows that are in the way now.</summary>
    private Rule[]? Look(int[] set)
    {
        var verdict = Weigh(set);
        Rule[] left = [.. reweighing.Strictest];
        if (set.Any(IsAnswer) && !KeepsWhatLasts(set)) return null;
        if (verdict.Settled < findings.Overall.Settled && !found.Any(smaller => Reach(smaller.Verdict) <= Reach(verdict) && IsWithin(smaller.Set, set))) found.Add(new(set, verdict));
        return verdict.Settled >= Grade.Defer ? left : null;
    }

    /// <summary>Whether the answers of a set, without the plan's part in it, leave every row that an answer may not undo.</summary>
    private bool KeepsWhatLasts(int[] set)
    {
        if (!set.All(IsAnswer)) Weigh([.. set.Where(IsAnswer)]);
        return lasting.All(row => reweighing.Fires(row.Rule, row.Site));
    }

    /// <summary>How mild a verdict is. A precaution stands against nothing: nobody looks for more than to proceed with it.</summary>
    internal static Grade Reach(Verdict verdict) => verdict.Settled < Grade.Caution ? Grade.Caution : verdict.Settled;

    private Verdict Weigh(int[] set) => reweighing.Weigh([.. set.Select(turn => turns[turn])]);

    private bool IsAnswer(int turn) => turns[turn].Kind is TurnKind.Answer;

    /// <summary>Whether the names of one are some of the names of the other, and not all.</summary>
    private bool IsWithin(int[] smaller, int[] set) => smaller.Length < set.Length && smaller.All(one => set.Any(other => turns[other].Name == turns[one].Name));

    /// <summary>The turns that a row can feel, itself or by a row that takes its place.</summary>
    private int[] Touching(Rule rule)
    {
        if (touching.TryGetValue(rule, out var known)) return known;
        int[] rows = [rule.Ordinal, .. rule.ReplacedBy];
        return touching[rule] = [.. Enumerable.Range(0, turns.Length).Where(turn => turns[turn].Kind is TurnKind.Sites || rowsOf[turn].Any(rows.Contains))];
    }

    private Hinges Told(bool all)
    {
        var sets = found
            .GroupBy(one => string.Join(' ', one.Set.Select(turn => turns[turn].Name).Distinct()))
            .Select(Mildest)
            .OfType<Hinge>()
            .OrderBy(hinge => hinge.If.Length).ThenBy(hinge => hinge.To.Settled).ThenBy(hinge => hinge.To.CouldBecome)
            .ToArray();
        var turned = sets.SelectMany(hinge => hinge.If).Select(turned => turned.Name).ToHashSet(StringComparer.Ordinal);
        return new Hinges(
            [.. sets.Take(MostSets)],
            all && sets.Length <= MostSets,
            [.. findings.Fired.Where(reason => reason.Rule.Grade == findings.Overall.Settled).SelectMany(reason => reason.Answered).Select(answered => answered.Question).Distinct().Where(question => !turned.Contains(question.Id))]);
    }

    /// <summary>Of the values of one set of names those that do most, and of these those that change least.</summary>
    private Hinge? Mildest(IEnumerable<Found> same)
    {
        var best = same.GroupBy(one => (one.Verdict.Settled, one.Verdict.CouldBecome)).MinBy(one => one.Key)!
            .GroupBy(one => one.Set.Sum(turn => turns[turn].Weight)).MinBy(one => one.Key)!.ToArray();
        var sets = best.Select(one => one.Set.Select(turn => turns[turn]).ToArray()).ToArray();
        var values = Enumerable.Range(0, sets[0].Length).Select(i => sets.Select(set => set[i]).Distinct().ToArray()).ToArray();
        // Told as "one of these, and one of those" only where every pair does it.
        if (values.Aggregate(1, (product, one) => product * one.Length) != sets.Length) (sets, values) = ([sets[0]], [.. sets[0].Select(turn => new[] { turn })]);
        var verdict = best[0].Verdict;
        if (sets.Any(set => Screening.Overall(Turn.Apply(findings.Case, set)) != verdict)) return null; // what the decision itself does not bear out is not told
        return new Hinge([.. values.Select(one => Turned(one, sets[0]))], verdict);
    }

    private Turned Turned(Turn[] values, Turn[] set)
    {
        var question = values[0].Kind is TurnKind.Answer ? findings.Case.Rules.Questions[values[0].Slot.Ordinal] : null;
        return new Turned(
            values[0].Name, question, [.. values.Select(turn => turn.Wire)], string.Join("; or ", values.Select(turn => turn.InWords)),
            question is null ? [] : EndedBy(question, set));
    }

    /// <summary>What the rows wait for that rest on the question and are undone.</summary>
    private ImmutableArray<string> EndedBy(Question question, Turn[] set)
    {
        reweighing.Weigh(set);
        var slot = question.Slot;
        return [.. findings.Fired
            .Where(reason => reason.Rule.Until.Length > 0 && reason.Rule.RestsOn.Contains(slot) && !Enumerable.Range(0, findings.Case.Sites.Length).Any(site => reweighing.Fires(reason.Rule, site)))
            .Select(reason => reason.Rule.Until).Distinct()];
    }
}
