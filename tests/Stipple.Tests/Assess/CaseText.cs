using System.Buffers;
using System.Text.Json;

namespace Stipple.Tests;

/// <summary>A case as another program may write it: in one line, answers with and without their day, words or truth values, in any order.</summary>
internal static class CaseText
{
    public static byte[] Of(Case given, Random random)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, given, random);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Case given, Random random)
    {
        Action[] parts =
        [
            () => json.WriteString("asOf", CandidacyFormat.Day(given.AsOf)),
            () => WritePlan(json, given, random),
            () => WriteTerms(json, "by", given.Rules.Terms.Where(term => given.Terms.ContainsKey(term.Name)), "by.", term => given.Terms[term.Name], random),
            () => WriteTerms(json, "policy", given.Policy.Chosen.Keys.Select(name => given.Rules.FindTerm(name)!), "policy.", term => given.Policy[term], random),
            () => WriteAnswers(json, given, random),
        ];
        random.Shuffle(parts);
        json.WriteStartObject();
        if (random.Next(2) == 0) json.WriteString("id", $"case {random.Next()}");
        foreach (var part in parts) part();
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, Case given, Random random)
    {
        json.WriteStartObject("plan");
        json.WriteString("on", CandidacyFormat.Day(given.PlannedOn));
        json.WriteStartArray("sites");
        foreach (var planned in given.Sites)
        {
            json.WriteStartObject();
            if (planned.Depth is { } depth) json.WriteNumber("depthMm", depth.Millimetres);
            else if (random.Next(2) == 0) json.WriteString("depthMm", "unknown");
            json.WriteString("site", planned.Site.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        foreach (var (name, fact) in given.Terms.Where(term => term.Key.StartsWith("plan.", StringComparison.Ordinal))) Write(json, name["plan.".Length..], given.Rules.FindTerm(name)!.Domain, fact, random);
        json.WriteEndObject();
    }

    private static void WriteTerms(Utf8JsonWriter json, string group, IEnumerable<CaseTerm> terms, string prefix, Func<CaseTerm, Fact> value, Random random)
    {
        json.WriteStartObject(group);
        foreach (var term in terms.Where(term => term.Name.StartsWith(prefix, StringComparison.Ordinal))) Write(json, term.Name[prefix.Length..], term.Domain, value(term), random);
        json.WriteEndObject();
    }

    private static void WriteAnswers(Utf8JsonWriter json, Case given, Random random)
    {
        json.WriteStartObject("answers");
        foreach (var (id, answer) in given.Answers)
        {
            var domain = given.Rules.FindQuestion(id)!.Domain;
            if (domain.Type is QuestionType.Note) continue;
            if (answer.At == given.AsOf && random.Next(3) > 0)
            {
                Write(json, id, domain, answer.Fact, random);
                continue;
            }

            json.WriteStartObject(id);
            json.WriteString("at", CandidacyFormat.Day(answer.At));
            Write(json, "value", domain, answer.Fact, random);
            json.WriteString("source", answer.Source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, AnswerDomain domain, Fact fact, Random random)
    {
        var words = domain.ToWords(fact);
        if (fact.Known && domain.Type is QuestionType.Choices or QuestionType.Zones)
        {
            json.WriteStartArray(name);
            foreach (var word in words) json.WriteStringValue(word);
            json.WriteEndArray();
        }
        else if (fact.Known && domain.Type is QuestionType.Number && random.Next(3) > 0)
        {
            json.WriteNumber(name, fact.Low);
        }
        else if (fact.Known && domain.Type is QuestionType.YesNo && random.Next(2) > 0)
        {
            json.WriteBoolean(name, fact.Bits == 1);
        }
        else
        {
            json.WriteString(name, words[0]);
        }
    }
}
