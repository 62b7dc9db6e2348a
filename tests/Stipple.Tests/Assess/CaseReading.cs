using System.Globalization;
using System.Text;

namespace Stipple.Tests;

public sealed class CaseReading
{
    private static readonly Rules Small = Scene.Small;

    [Theory]
    [InlineData("rash", "\"yes\"", "yes")]
    [InlineData("rash", "true", "yes")]
    [InlineData("rash", "false", "no")]
    [InlineData("rash", "\"unknown\"", "unknown")]
    [InlineData("rash-zones", "[\"hand\", \"nose\"]", "nose hand")]
    [InlineData("rash-zones", "[]", "")]
    [InlineData("rash-zones", "\"unknown\"", "unknown")]
    [InlineData("healed", "\"2026-11\"", "2026-11")]
    [InlineData("healed", "\"2025-10/2026-02\"", "2025-10-01/2026-02-28")]
    [InlineData("healed", "\"never\"", "never")]
    [InlineData("healed", "\"unknown\"", "unknown")]
    [InlineData("tablets", "[\"green\", \"red\"]", "red green")]
    [InlineData("tablets", "[]", "")]
    [InlineData("inr", "3.5", "3.5")]
    [InlineData("inr", "3.5000001", "3.5000001")]
    [InlineData("inr", "35e-1", "3.5")]
    [InlineData("inr", "\"3.5\"", "3.5")]
    [InlineData("inr", "\"unknown\"", "unknown")]
    [InlineData("smoker", "\"past\"", "past")]
    [InlineData("smoker", "\"not-sure\"", "unknown")]
    [InlineData("remark", "\"All is well.\"", "unknown")]
    public void An_answer_of_every_type(string question, string json, string words)
    {
        var given = Read($"\"{question}\": {json}");
        Assert.Equal(words, string.Join(' ', Small.FindQuestion(question)!.Domain.ToWords(given.Answers[question].Fact)));
        var told = Read($"\"{question}\": {{ \"value\": {json}, \"source\": \"record\", \"at\": \"2026-11-20\" }}").Answers[question];
        Assert.Equal(given.Answers[question].Fact, told.Fact);
        Assert.Equal(("record", new DateOnly(2026, 11, 20)), (told.Source, told.At));
    }

    [Fact]
    public void Every_answer_comes_back_from_its_own_words() => RandomCases.Of(Scene.Shipped).Sample(given =>
    {
        foreach (var (id, answer) in given.Answers)
        {
            var domain = Scene.Shipped.FindQuestion(id)!.Domain;
            Assert.True(domain.TryRead([.. domain.ToWords(answer.Fact)], out var back), id);
            Assert.Equal(answer.Fact, back);
        }
    }, iter: 500);

    [Fact]
    public void An_answer_is_the_patients_of_the_day_unless_it_says_otherwise()
    {
        var answer = Read("\"rash\": \"yes\"").Answers["rash"];
        Assert.Equal(("patient", new DateOnly(2026, 11, 23)), (answer.Source, answer.At));
    }

    [Fact]
    public void A_whole_plan()
    {
        var given = CaseFormat.Read(
            """
            {
              "answers": {},
              "by": { "setting": "hospital" },
              "policy": { "rest-days": 30 },
              "plan": { "sites": [{ "site": "face", "depthMm": 0.5 }, { "site": "hand", "depthMm": "unknown" }, { "site": "throat" }], "on": "2026-12-01",
                        "device": "rf", "prp": true, "indication": "scar", "purpose": "unknown" },
              "asOf": "2026-11-23"
            }
            """u8, Small);
        Assert.Equal((new DateOnly(2026, 11, 23), new DateOnly(2026, 12, 1)), (given.AsOf, given.PlannedOn));
        Assert.Equal(["nose 0.5", "cheek 0.5", "hand ", "throat "], given.Sites.Select(site => $"{site.Site.Id} {site.Depth?.Millimetres.ToString(CultureInfo.InvariantCulture)}"));
        string Said(string name) => string.Join(' ', Small.FindTerm(name)!.Domain.ToWords(Small.FindTerm(name) is { IsPolicy: true } policy ? given.Policy[policy] : given.Terms[name]));
        Assert.Equal(["hospital", "30", "rf", "yes", "scar", "unknown"], new[] { "by.setting", "policy.rest-days", "plan.device", "plan.prp", "plan.indication", "plan.purpose" }.Select(Said));
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF" + Json("\"rash\": \"yes\"").Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.True(CaseFormat.Read(bytes, Small).Answers.ContainsKey("rash"));
        var mistake = Assert.Throws<CaseException>(() => CaseFormat.Read(Encoding.UTF8.GetBytes("\uFEFF{\n\"mood\": 1 }"), Small));
        Assert.Equal((2, "the case"), (mistake.Line, mistake.Place));
    }

    [Fact]
    public void A_stale_answer_counts_as_unknown()
    {
        string Healed(string at) => $"\"rash\": \"yes\", \"rash-zones\": [], \"healed\": {{ \"value\": \"2026-10-20\", \"at\": \"{at}\" }}";
        var (kept, stale) = (Read(Healed("2026-10-24")), Read(Healed("2026-10-23")));
        var question = Small.FindQuestion("healed")!;
        Assert.Equal((false, true), (kept.IsStale(question), stale.IsStale(question)));
        Assert.DoesNotContain("healed", Open(kept));
        Assert.Contains("healed", Open(stale));

        static IEnumerable<string> Open(Case given) => Screening.Decide(given).Findings.Open.Select(open => open.Question.Id);
    }

    [Fact]
    public void A_date_at_the_end_of_the_calendar_is_still_decided()
    {
        var bytes = Encoding.UTF8.GetBytes(
            """{"asOf":"9999-12-30","plan":{"on":"9999-12-31","sites":[{"site":"nose"}]},"answers":{"rash":"yes","healed":"9999-12-30"}}""");
        Assert.Equal(DateOnly.MaxValue, Screening.Decide(CaseFormat.Read(bytes, Small)).Findings.NotBefore);
    }

    [Fact]
    public void Any_bytes_give_a_case_or_a_refusal()
    {
        var whole = Encoding.UTF8.GetBytes(Json("\"rash\": \"yes\", \"tablets\": [\"red\"], \"inr\": 3.5,\n\"healed\": { \"value\": \"2026-10/2026-11\", \"at\": \"2026-11-20\", \"source\": \"record\" }, \"rash-zones\": [\"nose\"]"));
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var bytes = Mutated(whole, new Random(seed));
            try
            {
                var given = CaseFormat.Read(bytes, Small);
                Assert.NotEmpty(CandidacyFormat.Write(Screening.Decide(given)));
            }
            catch (CaseException mistake)
            {
                Assert.InRange(mistake.Line, 1, bytes.Count(b => b == '\n') + 1);
                Assert.NotEmpty(mistake.Allowed);
            }
        }, iter: 5_000);
    }

    /// <summary>The bytes with one to four small changes.</summary>
    internal static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"\"{}[],:0129-eE.\\u tfn/\n\u00c3"[random.Next(22)]); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(30, bytes.Count - at)))); break;
            }
        }

        return [.. bytes];
    }

    private static Case Read(string answers) => CaseFormat.Read(Encoding.UTF8.GetBytes(Json(answers)), Small);

    private static string Json(string answers) =>
        "{\n\"asOf\": \"2026-11-23\",\n\"plan\": { \"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": 1.5 }] },\n\"answers\": { " + answers + " }\n}\n";
}
