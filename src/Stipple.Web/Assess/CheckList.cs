using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Web.Assess;

/// <summary>
/// The list to take along: what to raise and why. It holds no verdict and no grade, in neither words nor order: topics stand
/// in the order of the tables.
/// </summary>
/// <param name="SeekCare">Red flags, most urgent first: they need care whatever becomes of the needling.</param>
/// <param name="Raise">Topics that an answer touches.</param>
/// <param name="NotSure">Questions answered with "I don't know" that still matter.</param>
/// <param name="Answered">How many questions were answered.</param>
public sealed record CheckList(ImmutableArray<CheckTopic> SeekCare, ImmutableArray<CheckTopic> Raise, ImmutableArray<Question> NotSure, int Answered)
{
    public static CheckList Of(Findings findings)
    {
        var fired = findings.Fired.Select(reason => reason.Rule).ToHashSet();
        var unknown = findings.Open.Where(question => !findings.Case.Answers.TryGetValue(question.Question.Id, out var answer) || answer.IsDontKnow).ToArray();
        var open = unknown.SelectMany(question => question.Rows).ToHashSet();
        var rules = findings.Case.Rules;

        // Rows that only the plan keeps open (how deep, with which cream) or a rough date are worth raising too; those that
        // wait for an answer come under "not sure".
        var waiting = rules.All.Where(rule => !fired.Contains(rule) && !open.Contains(rule) && IsPossible(findings.Case, rule));
        var urgent = fired.Where(rule => rule.Urgency.Length > 0).OrderByDescending(rule => Urgency(rule.Urgency)).ThenBy(rule => rule.Ordinal);
        var calm = fired.Concat(waiting).Where(rule => rule.Urgency.Length == 0 && IsAboutTheReader(rule, rules)).OrderBy(rule => rule.Ordinal);
        return new CheckList(
            [.. urgent.Select(rule => new CheckTopic(rule.Entry, rule.Urgency, [rule.Tells], Said(findings.Case, [rule])))],
            [.. calm.GroupBy(rule => rule.Entry).Select(rows => new CheckTopic(rows.Key, "", [.. rows.Select(rule => rule.Tells).Distinct(StringComparer.Ordinal)], Said(findings.Case, rows)))],
            [.. unknown.Select(question => question.Question).Where(question => findings.Case.Answers.ContainsKey(question.Id)).OrderBy(question => question.Ordinal)],
            findings.Case.Answers.Count);
    }

    /// <summary>Rows about the plan alone, such as how deep, are the professional's; the reader chose nothing but the region.</summary>
    private static bool IsAboutTheReader(Rule rule, Rules rules) => rule.RestsOn.Any(slot => !slot.IsTerm || rules.Terms[slot.Ordinal].Name == "plan.region");

    private static bool IsPossible(Case @case, Rule rule)
    {
        for (var site = 0; site < @case.Sites.Length; site++)
        {
            if (rule.When.Evaluate(@case.At(site)) is not Truth.No) return true;
        }

        return false;
    }

    private static int Urgency(string word) => word switch
    {
        "emergency" => 3,
        "today" => 2,
        _ => 1,
    };

    /// <summary>What was answered, in the reader's words; a "no" or "none of these" that a row rests on says nothing to anybody.</summary>
    private static ImmutableArray<(Question Question, string InWords)> Said(Case @case, IEnumerable<Rule> rows) =>
    [
        .. rows.SelectMany(rule => rule.RestsOn)
            .Where(slot => !slot.IsTerm)
            .Select(slot => @case.Rules.Questions[slot.Ordinal])
            .Distinct()
            .OrderBy(question => question.Ordinal)
            .Where(question => @case.Answers.TryGetValue(question.Id, out var answer) && answer.Fact.Known && (answer.Fact.Bits != 0 || question.Domain.Type is QuestionType.Date or QuestionType.Number))
            .Select(question => (question, question.Domain.InWords(@case.Answers[question.Id].Fact))),
    ];
}

/// <summary>One topic of the list.</summary>
/// <param name="Entry">What it is about.</param>
/// <param name="Urgency">soon, today or emergency; empty for everything else.</param>
/// <param name="Tells">Why to raise it and what to ask, a sentence or two each.</param>
/// <param name="Said">What was answered.</param>
public sealed record CheckTopic(Entry Entry, string Urgency, ImmutableArray<string> Tells, ImmutableArray<(Question Question, string InWords)> Said);
