using System.Text.Json;

namespace Stipple.Assess;

/// <summary>Writes what <see cref="CaseFormat"/> reads.</summary>
internal static class CaseWriter
{
    public static void Write(Utf8JsonWriter json, Case @case)
    {
        json.WriteStartObject();
        if (@case.Id is { } id) json.WriteString("id", id);
        json.WriteString("asOf", CandidacyFormat.Day(@case.AsOf));
        json.WriteStartObject("plan");
        json.WriteString("on", CandidacyFormat.Day(@case.PlannedOn));
        json.WriteStartArray("sites");
        foreach (var planned in @case.Sites)
        {
            json.WriteStartObject();
            json.WriteString("site", planned.Site.Id);
            if (planned.Depth is { } depth) json.WriteNumber("depthMm", depth.Millimetres);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTerms(json, @case.Rules, "plan.", term => term.Name is "plan.site" or "plan.region" or "plan.depth" ? null : Said(term));
        json.WriteEndObject();
        json.WriteStartObject("by");
        WriteTerms(json, @case.Rules, "by.", Said);
        json.WriteEndObject();
        json.WriteStartObject("policy");
        WriteTerms(json, @case.Rules, "policy.", term => @case.Policy[term]);
        json.WriteEndObject();
        json.WriteStartObject("answers");
        foreach (var question in @case.Rules.Questions)
        {
            if (!@case.Answers.TryGetValue(question.Id, out var answer)) continue;
            json.WriteStartObject(question.Id);
            WriteFact(json, "value", question.Domain, answer.Fact);
            json.WriteString("source", answer.Source);
            json.WriteString("at", CandidacyFormat.Day(answer.At));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();

        Fact? Said(CaseTerm term) => @case.Terms.TryGetValue(term.Name, out var said) ? said : null;
    }

    private static void WriteTerms(Utf8JsonWriter json, Rules rules, string group, Func<CaseTerm, Fact?> value)
    {
        foreach (var term in rules.Terms)
        {
            if (term.Name.StartsWith(group, StringComparison.Ordinal) && value(term) is { } fact) WriteFact(json, term.Name[group.Length..], term.Domain, fact);
        }
    }

    private static void WriteFact(Utf8JsonWriter json, string name, AnswerDomain domain, Fact fact)
    {
        if (fact.Known && domain.Type is QuestionType.Choices or QuestionType.Zones)
        {
            json.WriteStartArray(name);
            foreach (var word in domain.ToWords(fact)) json.WriteStringValue(word);
            json.WriteEndArray();
        }
        else if (fact.Known && domain.Type is QuestionType.Number)
        {
            json.WriteNumber(name, fact.Low);
        }
        else
        {
            json.WriteString(name, domain.ToWords(fact)[0]);
        }
    }
}
