using Stipple.Assess;

namespace Stipple.Web.Assess;

/// <summary>One question of a page that may ask several, as it is filled in.</summary>
/// <param name="Question">The question.</param>
/// <param name="Entry">What was chosen, and what is wrong with it.</param>
/// <param name="Against">Other answers with which it cannot be right; null when there are none.</param>
public sealed record AskedQuestion(Question Question, CheckAnswer Entry, OtherAnswer? Against)
{
    /// <summary>The name of its fields.</summary>
    public string Field => FieldOf(Question);

    /// <summary>The id of its first field: where a link to a mistake leads.</summary>
    public string First => $"{Field}-first";

    public static string FieldOf(Question question) => $"{CheckAnswer.Field}.{question.Id}";
}
