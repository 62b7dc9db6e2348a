using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// What would settle a decision that waits for answers: each single answer that settles it as absolute at once, and a set of
/// unremarkable ones, none of which may be left out, that settles it as milder than it could become.
/// </summary>
internal static class OpenHinges
{
    public static Hinges Of(Findings findings)
    {
        var reweighing = new Reweighing(findings.Case);
        var sets = AtOnce(findings, reweighing).ToList();
        if (Together(findings, reweighing) is { } together) sets.Insert(together.If.Length == 1 ? 0 : sets.Count, together);
        return new Hinges([.. sets], true, []);
    }

    private static IEnumerable<Hinge> AtOnce(Findings findings, Reweighing reweighing)
    {
        // What follows another open answer fires nothing by itself.
        foreach (var question in findings.Open.Where(open => open is { CouldMake: Grade.Absolute, FollowsUp: false }).Select(open => open.Question))
        {
            var does = Values(findings.Case, question).Where(turn => !reweighing.Contradicts(turn) && reweighing.Weigh([turn]).Settled is Grade.Absolute).ToArray();
            if (does.Length == 0) continue;
            var words = question.Domain.Type is QuestionType.Zones && does.Length > 1 && does.Length == findings.Case.Sites.Length
                ? "any of the planned places"
                : string.Join("; or ", does.Select(turn => turn.InWords));
            yield return new Hinge([new Turned(question.Id, question, [.. does.Select(turn => turn.Wire)], words, [])], new Verdict(Grade.Absolute, Grade.Absolute));
        }
    }

    /// <summary>Answers that rules tell apart, each option alone.</summary>
    private static IEnumerable<Turn> Values(Case @case, Question question) => question.Domain.Type switch
    {
        QuestionType.YesNo => [Turns.Answer(question, Fact.Of(true)), Turns.Answer(question, Fact.Of(false))],
        QuestionType.Number => Turns.Numbers(@case, question),
        QuestionType.Date => Dates(@case, question),
        QuestionType.Zones => @case.Sites.Select(planned => Turns.Answer(question, Fact.OfBits(1UL << planned.Site.Ordinal))),
        _ => Turns.KnownOptions(question.Domain).Select(bit => Turns.Answer(question, Fact.OfBits(bit))),
    };

    /// <summary>Of a date of birth one for each age that rules tell apart; of another date that it never was.</summary>
    private static IEnumerable<Turn> Dates(Case @case, Question question)
    {
        var ages = RuleIndex.Of(@case.Rules).TestsOf(question.Slot).OfType<Criterion.Age>().Select(test => (int)test.Limit.In(@case.At(0))).Distinct().Order().ToArray();
        if (ages.Length == 0) return [Turns.Answer(question, Fact.Never)];
        return new[] { ages[0] - 1 }.Concat(ages).Append(ages[^1] + 1).Where(age => age >= 0)
            .Select(age => (Age: age, Born: @case.PlannedOn.AddYears(-age)))
            .Where(one => one.Born <= @case.AsOf)
            .Select(one => Turns.Answer(question, Fact.Of(ApproximateDate.On(one.Born)), 0, $"{one.Age} years old"));
    }

    private static Hinge? Together(Findings findings, Reweighing reweighing)
    {
        var asks = findings.Open.SelectMany(open => open.Rows).ToHashSet();
        if (reweighing.Open.Any(rule => rule.Grade > findings.Overall.Settled && !asks.Contains(rule))) return null; // the plan alone keeps it open
        var chosen = new List<Turn>();
        foreach (var open in findings.Open) if (Unremarkable(findings.Case, open.Question, reweighing, chosen) is { } turn) chosen.Add(turn);
        if (chosen.Count == 0 || !Settles(chosen, out var verdict)) return null;
        // What only follows another answer is mostly settled by that answer. Then each by itself, the least decisive first.
        var asked = findings.Open.Where(open => !open.FollowsUp).Select(open => open.Question.Id).ToHashSet(StringComparer.Ordinal);
        if (chosen.FindAll(turn => asked.Contains(turn.Name)) is { Count: > 0 } gates && Settles(gates, out var byGates)) (chosen, verdict) = (gates, byGates);
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            var without = chosen.Where((_, other) => other != i).ToList();
            if (Settles(without, out var milder)) (chosen, verdict) = (without, milder);
        }

        return Screening.Overall(Turn.Apply(findings.Case, chosen)) == verdict
            ? new Hinge([.. chosen.Select(turn => new Turned(turn.Name, findings.Case.Rules.FindQuestion(turn.Name), [turn.Wire], turn.InWords, []))], verdict)
            : null;

        bool Settles(List<Turn> turns, out Verdict verdict)
        {
            verdict = reweighing.Weigh([.. turns]);
            return verdict.Decision is not Decision.Incomplete && verdict.Settled < findings.Overall.CouldBecome;
        }
    }

    /// <summary>No; the first option; none of these; never. Of a number or an age what makes the case mildest beside the answers before it.</summary>
    private static Turn? Unremarkable(Case @case, Question question, Reweighing reweighing, List<Turn> before) => question.Domain.Type switch
    {
        QuestionType.YesNo => Turns.Answer(question, Fact.Of(false)),
        QuestionType.Choice => Turns.Answer(question, Fact.OfBits(1)),
        QuestionType.Choices or QuestionType.Zones => Turns.Answer(question, Fact.OfBits(0)),
        QuestionType.Note => null,
        _ => Values(@case, question).OrderBy(turn => reweighing.Weigh([.. before, turn]) is var verdict ? (verdict.Settled, verdict.CouldBecome) : default).ThenByDescending(turn => turn.To.Low).First(),
    };
}
