using System.Collections.Immutable;
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
        var said = answers.Where(answer => answer.Value is not null).Select(answer => (answer.Key, Words(answer.Value!)));
        foreach (var leftover in Leftovers(rules, said, but.Select(answer => answer.Question))) answers.Remove(leftover);
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

    /// <summary>Follow-ups that nobody is asked after these answers: with them they would contradict each other.</summary>
    /// <param name="rules">The rules that the answers belong to.</param>
    /// <param name="said">Every answer in wire words.</param>
    /// <param name="meant">Questions whose answers a test is about, and that stay.</param>
    public static IReadOnlyCollection<string> Leftovers(Rules rules, IEnumerable<(string Question, string[] Words)> said, IEnumerable<string> meant)
    {
        var day = new DateOnly(2026, 11, 23);
        var answers = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        foreach (var (id, words) in said)
        {
            if (rules.FindQuestion(id)?.Domain.TryRead(words, out var fact) == true) answers[id] = new Answer(fact, "patient", day);
        }

        var (left, stays) = (new HashSet<string>(StringComparer.Ordinal), meant.ToHashSet(StringComparer.Ordinal));
        while (true)
        {
            var given = new Case(ClinicPolicy.Defaults(rules), day, day, [new PlannedSite(rules.Sites.All[0], null)], ImmutableDictionary<string, Fact>.Empty, answers.ToImmutable());
            var next = given.Contradictions.Select(conflict => conflict.Questions.LastOrDefault(question => !stays.Contains(question.Id))?.Id).OfType<string>().ToArray();
            if (next.Length == 0) return left;
            left.UnionWith(next);
            answers.RemoveRange(next);
        }
    }

    private static string[] Words(string json)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind switch
            {
                JsonValueKind.Array => [.. value.RootElement.EnumerateArray().Select(one => one.ToString())],
                JsonValueKind.Object => value.RootElement.TryGetProperty("value", out var inner) ? Words(inner.GetRawText()) : [],
                JsonValueKind.True => ["yes"],
                JsonValueKind.False => ["no"],
                _ => [value.RootElement.ToString()],
            };
        }
        catch (JsonException)
        {
            return []; // a test of what is no JSON
        }
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
