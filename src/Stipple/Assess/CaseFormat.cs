using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// Reads the JSON form of a case:
/// <c>{"id", "asOf", "plan": {"on", "sites": [{"site", "depthMm"}], "device", ...}, "by": {...}, "policy": {...}, "answers": {id: value or {"value", "source", "at"}}}</c>.
/// Strict: an unknown or repeated property, an unknown question, a value that its question does not allow, or answers that contradict
/// each other are refused with the line.
/// </summary>
public static class CaseFormat
{
    internal const int MaximumDepth = 16;

    /// <summary>A case that stands for itself: it may name a policy, and has the defaults where it names none.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="rules">The rules that the answers belong to.</param>
    /// <exception cref="CaseException">The text is no JSON, or not a case.</exception>
    public static Case Read(ReadOnlySpan<byte> utf8, Rules rules) => Read(utf8, ClinicPolicy.Defaults(rules), namesPolicy: true);

    /// <summary>A case of a clinic: it has the clinic's policy and may not name another.</summary>
    /// <exception cref="CaseException">The text is no JSON, or not a case, or names a policy.</exception>
    public static Case Read(ReadOnlySpan<byte> utf8, ClinicPolicy policy) => Read(utf8, policy, namesPolicy: false);

    /// <summary>
    /// Writes a case with the day, source and value of every answer and the value of every switch, so that it can be read and
    /// decided again when the clinic has long chosen otherwise. The same case gives the same bytes.
    /// </summary>
    public static byte[] Write(Case @case)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) CaseWriter.Write(json, @case);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="utf8">The JSON text.</param>
    /// <param name="policy">What counts where the case names nothing else.</param>
    /// <param name="namesPolicy">Whether it may.</param>
    internal static Case Read(ReadOnlySpan<byte> utf8, ClinicPolicy policy, bool namesPolicy)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var reader = new CaseReader(utf8, policy, namesPolicy);
        try
        {
            return reader.Read();
        }
        catch (JsonException mistake)
        {
            throw new CaseException((int)(mistake.LineNumber ?? 0) + 1, "JSON", "text that is not JSON", $"a case ({mistake.Message.Split(" LineNumber")[0].TrimEnd('.')})");
        }
    }

    private ref struct CaseReader(ReadOnlySpan<byte> utf8, ClinicPolicy given, bool namesPolicy)
    {
        private readonly ReadOnlySpan<byte> text = utf8;
        private readonly Rules rules = given.Rules;
        private ClinicPolicy policy = given;
        private readonly ImmutableArray<PlannedSite>.Builder sites = ImmutableArray.CreateBuilder<PlannedSite>();
        private readonly ImmutableDictionary<string, Fact>.Builder terms = ImmutableDictionary.CreateBuilder<string, Fact>(StringComparer.Ordinal);
        private readonly ImmutableDictionary<string, Answer>.Builder answers = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        private Utf8JsonReader json = new(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        private readonly Dictionary<string, (int Line, string Found)> places = new(StringComparer.Ordinal);
        private string? called;
        private DateOnly? asOf;
        private DateOnly? plannedOn;

        public Case Read()
        {
            json.Read();
            var undated = new List<string>();
            ReadObject("the case", (ref CaseReader self, string name) =>
            {
                switch (name)
                {
                    case "id":
                        self.called = self.ReadId();
                        return true;
                    case "asOf":
                        self.asOf = self.ReadDay(name);
                        return true;
                    case "plan":
                        self.ReadPlan();
                        return true;
                    case "by":
                        self.ReadTerms();
                        return true;
                    case "policy":
                        self.ReadPolicy();
                        return true;
                    case "answers":
                        self.ReadAnswers(undated);
                        return true;
                    default:
                        return false;
                }
            }, "id, asOf, plan, by, policy and answers");
            if (json.Read()) throw Wrong("the end", "the end of the file after one case");
            return Finish(undated);
        }

        private readonly Case Finish(List<string> undated)
        {
            if (asOf is not { } day) throw Unfit("asOf", "the day of the decision, such as \"2026-11-23\"");
            if (plannedOn is not { } planned) throw Unfit("plan.on", "the day of the planned treatment");
            if (sites.Count == 0) throw Unfit("plan.sites", $"at least one of {string.Join(", ", rules.Sites.All.Select(site => site.Id))}");
            if (planned < day) throw Unfit("plan.on", $"a day that is not before asOf ({day:yyyy-MM-dd})");
            foreach (var id in undated) answers[id] = answers[id] with { At = day };
            foreach (var (id, answer) in answers)
            {
                if (answer.At > day) throw Unfit($"answers.{id}.at", $"a day that is not after asOf ({day:yyyy-MM-dd})");
                if (rules.FindQuestion(id)!.Domain.Type is QuestionType.Date && answer.Fact is { Known: true, Bits: 0 } fact && fact.Low > day.DayNumber)
                    throw Unfit($"answers.{id}", $"a date that is not after asOf ({day:yyyy-MM-dd})");
            }

            var read = new Case(policy, day, planned, sites.ToImmutable(), terms.ToImmutable(), answers.ToImmutable()) { Id = called };
            return read.Contradictions is [var first, ..] ? throw Contradictory(read, first) : read;
        }

        /// <summary>Names every question of the contradiction with its answer, and what each of them may be.</summary>
        private readonly CaseException Contradictory(Case read, Conflict conflict)
        {
            var said = conflict.About.Where(question => read.Answers.TryGetValue(question.Id, out var answer) && answer.Fact.Known).ToArray();
            return new(
                places[$"answers.{said[^1].Id}"].Line,
                string.Join(" and ", said.Select(question => $"answers.{question.Id}")),
                string.Join(" and ", said.Select(question => Words(question, read.Answers[question.Id].Fact))),
                $"answers that can both be right ({conflict.Says.TrimEnd('.')}): {string.Join("; ", said.Select(question => $"{question.Id} is {question.Domain.Allowed}"))}");

            static string Words(Question question, Fact fact) => question.Domain.ToWords(fact) is { Length: > 0 } words ? $"\"{string.Join(", ", words)}\"" : "an empty list";
        }

        private void ReadPlan() => ReadObject("plan", (ref CaseReader self, string name) =>
        {
            if (name == "on") self.plannedOn = self.ReadDay("plan.on");
            else if (name == "sites") self.ReadSites();
            else if (name is "site" or "region" or "depth") return false;
            else if (self.FindTerm($"plan.{name}") is { } term) self.terms[term.Name] = self.ReadFact(term.Name, term.Domain);
            else return false;
            return true;
        }, PlanProperties());

        private readonly string PlanProperties() => string.Join(", ", rules.Terms
            .Where(term => term.Name.StartsWith("plan.", StringComparison.Ordinal) && term.Name is not ("plan.site" or "plan.region" or "plan.depth"))
            .Select(term => term.Name["plan.".Length..]).Prepend("sites").Prepend("on"));

        private void ReadTerms() => ReadObject("by", (ref CaseReader self, string name) =>
        {
            if (self.FindTerm($"by.{name}") is not { } term) return false;
            self.terms[term.Name] = self.ReadFact(term.Name, term.Domain);
            return true;
        }, NamesIn("by."));

        private void ReadPolicy()
        {
            if (!namesPolicy) throw Wrong("policy", "no policy: the one of the clinic counts");
            ReadObject("policy", (ref CaseReader self, string name) =>
            {
                if (self.FindTerm($"policy.{name}") is not { } term) return false;
                var fact = self.ReadFact(term.Name, term.Domain);
                if (!fact.Known) throw self.Wrong(term.Name, "a value: a policy is never unknown; leave it out for its default");
                self.policy = self.policy.With(term, fact);
                return true;
            }, NamesIn("policy."));
        }

        private readonly string NamesIn(string group) =>
            string.Join(", ", rules.Terms.Where(term => term.Name.StartsWith(group, StringComparison.Ordinal)).Select(term => term.Name[group.Length..]));

        private void ReadSites()
        {
            if (json.TokenType is not JsonTokenType.StartArray) throw Wrong("plan.sites", "a list of sites");
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray) ReadSite();
        }

        private void ReadSite()
        {
            string? id = null;
            double? depthMm = null;
            var line = Line;
            ReadObject("plan.sites", (ref CaseReader self, string name) =>
            {
                if (name == "site") id = self.ReadText("plan.sites.site");
                else if (name == "depthMm") depthMm = self.ReadDepth();
                else return false;
                return true;
            }, "site and depthMm");
            var region = id is null ? [] : rules.Sites.In(rules.Sites.Region(id)).ToArray();
            var named = id is not null && rules.Sites.Find(id) is { } site ? [site] : region;
            if (named.Length == 0)
            {
                throw new CaseException(line, "plan.sites.site", id is null ? "nothing" : $"\"{id}\"",
                    $"one of {string.Join(", ", rules.Sites.All.Select(known => known.Id))}, or a whole region: {string.Join(", ", rules.Sites.Regions)}");
            }

            foreach (var next in named)
            {
                if (sites.Any(planned => planned.Site == next)) throw new CaseException(line, "plan.sites", $"\"{next.Id}\" again", "each site once");
                sites.Add(new PlannedSite(next, depthMm is { } depth ? NeedleDepth.FromMillimetres(depth) : null));
            }
        }

        private double? ReadDepth()
        {
            if (json.TokenType is JsonTokenType.String && json.ValueTextEquals("unknown"u8)) return null;
            if (json.TokenType is JsonTokenType.Number && json.TryGetDouble(out var depth) && NeedleDepth.IsAllowed(depth)) return depth;
            throw Wrong("plan.sites.depthMm", $"a depth above 0 and at most {NeedleDepth.MaximumMillimetres} mm, or unknown");
        }

        private void ReadAnswers(List<string> undated) => ReadObject("answers", (ref CaseReader self, string name) =>
        {
            if (self.FindQuestion(name) is not { } question) return false;
            self.answers[name] = self.ReadAnswer(question, undated);
            return true;
        }, "ids of questions.tsv");

        private Answer ReadAnswer(Question question, List<string> undated)
        {
            var place = $"answers.{question.Id}";
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                undated.Add(question.Id);
                return new Answer(ReadFact(place, question.Domain), "patient", DateOnly.MinValue);
            }

            Fact? fact = null;
            var source = "patient";
            DateOnly? at = null;
            var line = Line;
            ReadObject(place, (ref CaseReader self, string name) =>
            {
                if (name == "value") fact = self.ReadFact(place, question.Domain);
                else if (name == "at") at = self.ReadDay($"{place}.at");
                else if (name == "source") source = self.ReadSource($"{place}.source");
                else return false;
                return true;
            }, "value, source and at");
            if (at is null) undated.Add(question.Id);
            return new Answer(fact ?? throw new CaseException(line, place, "no value", question.Domain.Allowed), source, at ?? DateOnly.MinValue);
        }

        private Fact ReadFact(string place, AnswerDomain domain)
        {
            var words = new List<string>();
            if (json.TokenType is JsonTokenType.StartArray)
            {
                if (domain.Type is not (QuestionType.Choices or QuestionType.Zones)) throw Wrong(place, domain.Allowed);
                while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                {
                    var word = ReadText(place);
                    if (!domain.Takes(word) || words.Contains(word, StringComparer.Ordinal)) throw Wrong(place, domain.Allowed);
                    words.Add(word);
                }
            }
            else
            {
                words.Add(json.TokenType switch
                {
                    JsonTokenType.True => "yes",
                    JsonTokenType.False => "no",
                    JsonTokenType.Number when domain.Type is QuestionType.Number => Encoding.UTF8.GetString(json.ValueSpan),
                    JsonTokenType.String when domain.Type is not (QuestionType.Choices or QuestionType.Zones) || json.ValueTextEquals("unknown"u8) => Text,
                    _ => throw Wrong(place, domain.Allowed),
                });
            }

            // JSON allows an exponent; the tables and forms do not.
            if (domain.Type is QuestionType.Number && words is [var number] && number != "unknown")
            {
                return double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
                    && value >= domain.Minimum && value <= domain.Maximum
                        ? Fact.Of(value)
                        : throw Wrong(place, domain.Allowed);
            }

            return domain.TryRead(words, out var fact) ? fact : throw Wrong(place, domain.Allowed);
        }

        private string ReadId() => ReadText("id") is { Length: > 0 and <= Case.LongestId } text && !text.Any(char.IsControl)
            ? text
            : throw Wrong("id", $"a text of 1 to {Case.LongestId} characters, none of them a control character");

        private DateOnly ReadDay(string place) =>
            json.TokenType is JsonTokenType.String
            && DateOnly.TryParseExact(Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw Wrong(place, "a day, such as \"2026-11-23\"");

        private string ReadSource(string place) => ReadText(place) is "patient" or "practitioner" or "record"
            ? Text
            : throw Wrong(place, "patient, practitioner or record");

        private string ReadText(string place) =>
            json.TokenType is JsonTokenType.String ? Text : throw Wrong(place, "a text");

        /// <summary>The text of a token; JSON allows bytes and escapes that are no letters, and those are refused here.</summary>
        private readonly string Text
        {
            get
            {
                try
                {
                    return json.GetString()!;
                }
                catch (InvalidOperationException mistake)
                {
                    throw new JsonException("a text holds what is not Unicode", null, Line - 1, null, mistake);
                }
            }
        }

        private readonly Question? FindQuestion(string id) => rules.FindQuestion(id);

        private readonly CaseTerm? FindTerm(string name) => rules.FindTerm(name);

        private delegate bool ReadProperty(ref CaseReader self, string name);

        /// <param name="place">Where the object stands.</param>
        /// <param name="read">Reads the value of a property; false when there is no such property.</param>
        /// <param name="allowed">The properties that there are.</param>
        private void ReadObject(string place, ReadProperty read, string allowed)
        {
            if (json.TokenType is not JsonTokenType.StartObject) throw Wrong(place, $"an object with {allowed}");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var name = Text;
                if (!seen.Add(name)) throw Wrong(place, "each property once");
                var at = (Line, Found);
                json.Read();
                places[place == "the case" ? name : $"{place}.{name}"] = (Line, Found);
                if (!read(ref this, name)) throw new CaseException(at.Line, place, at.Found, allowed);
            }
        }

        private readonly int Line => text[..(int)json.TokenStartIndex].Count((byte)'\n') + 1;

        private readonly string Found => json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
            JsonTokenType.Null => "null",
            JsonTokenType.PropertyName or JsonTokenType.String => $"\"{Text}\"",
            _ => Encoding.UTF8.GetString(json.ValueSpan),
        };

        private readonly CaseException Wrong(string place, string allowed) => new(Line, place, Found, allowed);

        /// <summary>About a property that was read, or that is missing altogether.</summary>
        private readonly CaseException Unfit(string place, string allowed) => places.TryGetValue(place, out var at)
            ? new(at.Line, place, at.Found, allowed)
            : new(text.Count((byte)'\n') + 1, place, "nothing", allowed);
    }
}
