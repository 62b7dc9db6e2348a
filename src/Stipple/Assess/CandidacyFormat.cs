using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Writes a decision as JSON. The same case and the same evidence give the same bytes.</summary>
public static class CandidacyFormat
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        // The text goes to a terminal or a file, never into a page: an apostrophe may stay an apostrophe.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Word(Decision decision) => decision switch
    {
        Decision.Proceed => "proceed",
        Decision.ProceedWithPrecautions => "proceed-with-precautions",
        Decision.Defer => "defer",
        Decision.Refer => "refer",
        Decision.DoNotTreat => "do-not-treat",
        _ => "incomplete",
    };

    public static string Word(Grade grade) => grade switch
    {
        Grade.Absolute => "absolute",
        Grade.Relative => "relative",
        Grade.Defer => "defer",
        Grade.Caution => "caution",
        _ => "none",
    };

    public static string Word(Component component) => component switch
    {
        Component.Topical => "topical",
        Component.Anaesthetic => "anaesthetic",
        Component.Prp => "prp",
        Component.RfDevice => "rf-device",
        _ => "procedure",
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The decision alone. Its bytes are what a signed plan keeps the hash of: what is told beside it never goes in here.</summary>
    /// <returns>Indented UTF-8 text with LF ends and one at the end.</returns>
    public static string Write(Candidacy candidacy) => Write(candidacy, null);

    /// <summary>The decision, and after it what it hinges on.</summary>
    /// <returns>Indented UTF-8 text with LF ends and one at the end.</returns>
    public static string Write(Candidacy candidacy, Hinges? hinges)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            WriteFindings(json, candidacy.Findings);
            if (hinges is not null) WriteHinges(json, hinges);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteFindings(Utf8JsonWriter json, Findings findings)
    {
        if (findings.Case.Id is { } id) json.WriteString("id", id);
        WriteVerdict(json, findings.Overall);
        json.WriteBoolean("notNow", findings.IsNotNow);
        WriteDay(json, "notBefore", findings.NotBefore);
        WriteWords(json, "waitsFor", findings.WaitsFor);
        json.WriteString("asOf", Day(findings.Case.AsOf));
        json.WriteString("plannedOn", Day(findings.Case.PlannedOn));
        json.WriteString("evidence", findings.Evidence.Hash);

        json.WriteStartArray("sites");
        foreach (var site in findings.Sites)
        {
            json.WriteStartObject();
            json.WriteString("site", site.Planned.Site.Id);
            if (site.Planned.Depth is { } depth) json.WriteNumber("depthMm", depth.Millimetres);
            WriteVerdict(json, site.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("components");
        foreach (var part in findings.Components)
        {
            json.WriteStartObject();
            json.WriteString("component", Word(part.Component));
            WriteVerdict(json, part.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("fired");
        foreach (var reason in findings.Fired) WriteReason(json, reason);
        json.WriteEndArray();
        json.WriteStartArray("open");
        foreach (var open in findings.Open)
        {
            json.WriteStartObject();
            json.WriteString("question", open.Question.Id);
            json.WriteString("asks", open.Question.Asks);
            json.WriteString("askedOf", open.Question.AskedOf);
            json.WriteString("couldMake", Word(open.CouldMake));
            json.WriteBoolean("followsUp", open.FollowsUp);
            WriteWords(json, "rows", open.Rows.Select(row => row.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteWords(json, "openTerms", findings.OpenTerms.Select(term => term.Name));
        WriteWords(json, "stale", findings.Stale.Select(question => question.Id));
        WriteContradictions(json, findings.Case.Contradictions);
    }

    private static void WriteHinges(Utf8JsonWriter json, Hinges hinges)
    {
        json.WriteStartArray("wouldChange");
        foreach (var hinge in hinges.Sets)
        {
            json.WriteStartObject();
            WriteVerdict(json, hinge.To);
            json.WriteStartArray("if");
            foreach (var turned in hinge.If)
            {
                json.WriteStartObject();
                json.WriteString("name", turned.Name);
                json.WriteStartArray("anyOf");
                foreach (var value in turned.Values) WriteWords(json, value);
                json.WriteEndArray();
                json.WriteString("words", turned.InWords);
                WriteWords(json, "notBefore", turned.NotBefore);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("wouldChangeIsAll", hinges.All);
        WriteWords(json, "restsOn", hinges.RestsOn.Select(question => question.Id));
    }

    /// <summary>Left out where there are none: what was decided before anybody looked for them gives the same bytes again.</summary>
    private static void WriteContradictions(Utf8JsonWriter json, ImmutableArray<Conflict> contradictions)
    {
        if (contradictions.Length == 0) return;
        json.WriteStartArray("contradictory");
        foreach (var conflict in contradictions)
        {
            json.WriteStartObject();
            json.WriteString("conflict", conflict.Id);
            json.WriteString("says", conflict.Says);
            WriteWords(json, "questions", conflict.Questions.Select(question => question.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("decision", Word(verdict.Decision));
        json.WriteString("settled", Word(verdict.Settled));
        json.WriteString("couldBecome", Word(verdict.CouldBecome));
    }

    private static void WriteReason(Utf8JsonWriter json, Reason reason)
    {
        var rule = reason.Rule;
        json.WriteStartObject();
        json.WriteString("row", rule.Id);
        json.WriteString("entry", rule.Entry.Id);
        json.WriteString("name", rule.Entry.Name);
        json.WriteString("grade", Word(rule.Grade));
        json.WriteString("appliesTo", Word(rule.AppliesTo));
        WriteWords(json, "at", reason.At.Select(site => site.Id));
        json.WriteString("says", rule.Says);
        json.WriteStartArray("answered");
        foreach (var (question, answer) in reason.Answered)
        {
            json.WriteStartObject();
            json.WriteString("question", question.Id);
            WriteWords(json, "value", question.Domain.ToWords(answer.Fact));
            json.WriteString("source", answer.Source);
            json.WriteString("at", Day(answer.At));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteDay(json, "notBefore", reason.NotBefore);
        if (rule.Until.Length > 0) json.WriteString("until", rule.Until);
        if (rule.Urgency.Length > 0) json.WriteString("urgency", rule.Urgency);
        json.WriteString("resolve", rule.Resolve);
        json.WriteString("overrideBy", rule.OverrideBy);
        json.WriteNumber("persons", rule.Persons);
        json.WriteString("strength", rule.Strength);
        json.WriteString("basis", rule.Basis);
        if (rule.Entry.Disagree.Length > 0) json.WriteString("disagree", rule.Entry.Disagree);
        if (rule.Notes.Length > 0) json.WriteString("notes", rule.Notes);
        json.WriteStartArray("sources");
        foreach (var source in rule.Sources) WriteSource(json, source);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        json.WriteString("citation", source.Citation);
        json.WriteString("link", source.Link);
        json.WriteString("kind", source.Kind);
        json.WriteString("read", source.Read);
        json.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is { } known) json.WriteString(name, Day(known));
        else json.WriteNull(name);
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WritePropertyName(name);
        WriteWords(json, words);
    }

    private static void WriteWords(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray();
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
