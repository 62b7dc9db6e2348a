using System.Globalization;
using System.Text;
using System.Text.Json;
using Stipple.Assess;

namespace Stipple.System.Tests;

/// <summary>Cases for the tool, as the JSON that it reads.</summary>
internal static class Cases
{
    public static Rules Rules { get; } = Rules.Shipped();

    /// <summary>Every question answered as nothing worth mentioning, except those named; a value is JSON, null leaves the answer out.</summary>
    public static string Unremarkable(params (string Question, string? Json)[] but) => Unremarkable(Rules, "cheek-right", but);

    public static string Unremarkable(Rules rules, string site, params (string Question, string? Json)[] but)
    {
        var answers = rules.Questions.ToDictionary(question => question.Id, question => (string?)Plain(question), StringComparer.Ordinal);
        foreach (var (question, json) in but) answers[question] = json;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {
              "asOf": "2026-11-23",
              "plan": { "on": "2026-12-01", "sites": [{ "site": "{{site}}", "depthMm": 0.5 }], "device": "pen", "topical": "none", "anaesthetic": "none", "prp": "no", "purpose": "cosmetic", "indication": "fine-lines", "jurisdiction": "us" },
              "by": { "role": "practitioner", "specialty": "none", "setting": "clinic" },
              "answers": {

            """);
        text.AppendJoin(",\n", answers.Where(answer => answer.Value is not null).Select(answer => $"    {JsonSerializer.Serialize(answer.Key)}: {answer.Value}"));
        return text.Append("\n  }\n}\n").ToString();
    }

    private static string? Plain(Question question) => question.Domain.Type switch
    {
        QuestionType.YesNo => "\"no\"",
        QuestionType.Choice => JsonSerializer.Serialize(question.Domain.Options[0]),
        QuestionType.Choices or QuestionType.Zones => "[]",
        QuestionType.Date => question.Id == "born" ? "\"1985-02-28\"" : "\"never\"",
        _ => null,
    };
}
