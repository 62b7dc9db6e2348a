using System.Collections.Immutable;
using Stipple.Assess;

namespace Stipple.Web.Assess;

/// <summary>What stands against an answer: other answers with which it cannot be right, and which of them whoever answers may put right.</summary>
/// <param name="Says">What does not go together.</param>
/// <param name="Others">The other questions with what was answered to them.</param>
/// <param name="TakenBack">Those of them that count as not known when this answer is kept; empty where the other stands whatever is said here.</param>
public sealed record OtherAnswer(string Says, ImmutableArray<(Question Question, Fact Fact)> Others, ImmutableArray<Question> TakenBack)
{
    /// <summary>The button that keeps the answer of the page and takes back the others.</summary>
    public const string Keep = "keep";

    /// <summary>What stands against the answer to a question; null when nothing does.</summary>
    /// <param name="after">The case with the answer.</param>
    /// <param name="question">The question.</param>
    /// <param name="mayAnswer">Whose answers whoever answers may change. Where another's is at odds with theirs, both are kept, and a practitioner asks.</param>
    public static OtherAnswer? To(Case after, Question question, Func<Question, bool> mayAnswer)
    {
        var conflicts = after.ContradictionsOf(question).Where(conflict => conflict.IsFor(mayAnswer)).ToArray();
        if (conflicts.Length == 0) return null;
        var others = conflicts.SelectMany(conflict => conflict.About).Distinct().Where(other => other != question && mayAnswer(other) && after.Answers.TryGetValue(other.Id, out var answer) && answer.Fact.Known);
        return new(
            string.Join(" ", conflicts.Select(conflict => conflict.Says).Distinct(StringComparer.Ordinal)),
            [.. others.OrderBy(other => other.Ordinal).Select(other => (other, after.Answers[other.Id].Fact))],
            [.. conflicts.SelectMany(conflict => conflict.Questions).Distinct().Where(other => other != question).OrderBy(other => other.Ordinal)]);
    }
}
