using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Which single choice of the plan would keep a case that may proceed from proceeding.</summary>
internal static class StricterHinges
{
    public static Hinges Of(Findings findings)
    {
        var reweighing = new Reweighing(findings.Case);
        var sets = ImmutableArray.CreateBuilder<Hinge>();
        foreach (var same in Turns.Stricter(findings.Case).Select(turn => (Turn: turn, Verdict: reweighing.Weigh([turn]))).Where(one => one.Verdict.Settled >= Grade.Defer).GroupBy(one => (one.Turn.Name, one.Verdict)))
        {
            // Of depths the least that does it.
            var least = same.GroupBy(one => one.Turn.Weight).MinBy(one => one.Key)!.Select(one => one.Turn).Where(turn => Screening.Overall(Turn.Apply(findings.Case, [turn])) == same.Key.Verdict).ToArray();
            if (least.Length > 0) sets.Add(new Hinge([new Turned(same.Key.Name, null, [.. least.Select(turn => turn.Wire)], string.Join("; or ", least.Select(turn => turn.InWords)), [])], same.Key.Verdict));
        }

        return new Hinges([.. sets.OrderByDescending(hinge => hinge.To.Settled)], true, []);
    }
}
