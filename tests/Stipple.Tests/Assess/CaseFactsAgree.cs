using System.Text;
using System.Text.Json;

namespace Stipple.Tests;

/// <summary>What is read without objects is what the strict reader reads, and of what it does not read nothing is said.</summary>
public sealed class CaseFactsAgree
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void On_random_cases_as_programs_write_them() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var given = Plainly(RandomCases.One(Rules, random));
        var facts = new CaseFacts(ClinicPolicy.Defaults(Rules));
        foreach (var json in new[] { CaseFormat.Write(given), CaseText.Of(given, random) })
        {
            Assert.True(facts.TryRead(json), Encoding.UTF8.GetString(json));
            Same(CaseFormat.Read(json, Rules), facts, json);
        }
    }, iter: 1_000);

    [Fact]
    public void On_whatever_is_left_of_a_case_after_some_changes()
    {
        var (taken, left) = (0, 0);
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var json = CaseText.Of(Plainly(RandomCases.One(Scene.Small, random)), random);
            json = random.Next(2) == 0 ? CaseReading.Mutated(json, random) : OtherDigit(json, random);
            var facts = new CaseFacts(ClinicPolicy.Defaults(Scene.Small));
            if (facts.TryRead(json))
            {
                Same(CaseFormat.Read(json, Scene.Small), facts, json);
                Interlocked.Increment(ref taken);
            }
            else
            {
                Interlocked.Increment(ref left);
            }
        }, iter: 6_000);
        Assert.True(taken > 200 && left > 200, $"{taken} taken, {left} left");
    }

    [Fact]
    public void Answers_that_contradict_each_other_are_taken_by_neither()
    {
        var (taken, left) = (0, 0);
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var given = Plainly(random.Next(2) == 0 ? RandomCases.Any(Rules, random) : RandomCases.One(Rules, random));
            var facts = new CaseFacts(ClinicPolicy.Defaults(Rules));
            var json = CaseText.Of(given, random);
            if (facts.TryRead(json))
            {
                Same(CaseFormat.Read(json, Rules), facts, json);
                Interlocked.Increment(ref taken);
            }
            else
            {
                Assert.Throws<CaseException>(() => CaseFormat.Read(json, Rules));
                Interlocked.Increment(ref left);
            }
        }, iter: 1_000);
        Assert.True(taken > 100 && left > 100, $"{taken} taken, {left} left");
    }

    [Fact]
    public void One_after_the_other_with_bad_ones_between()
    {
        var facts = new CaseFacts(ClinicPolicy.Defaults(Rules));
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var json = CaseText.Of(Plainly(RandomCases.One(Rules, random)), random);
            facts.TryRead(json.AsSpan(0, random.Next(json.Length)));
            Assert.True(facts.TryRead(json));
            Same(CaseFormat.Read(json, Rules), facts, json);
        }, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData("\"policy\": { \"inr-limit\": 3.5 }", true)] // the default, said
    [InlineData("\"policy\": { \"inr-limit\": 3 }", false)]
    [InlineData("\"policy\": { \"inr-limit\": \"unknown\" }", false)]
    [InlineData("\"id\": \"A-17 b\"", true)]
    [InlineData("\"id\": \"M\\u00fcller\"", false)]
    [InlineData("\"id\": \"Müller\"", false)]
    [InlineData("\"id\": \"\"", false)]
    [InlineData("\"id\": 17", false)]
    [InlineData("\"mood\": 1", false)]
    [InlineData("\"answers\": { \"rash\": true, \"inr\": \"35e-1\" }", true)]
    [InlineData("\"answers\": { \"rash\": \"unknown\", \"tablets\": \"unknown\" }", true)]
    [InlineData("\"answers\": { \"smoker\": \"not-sure\" }", true)]
    [InlineData("\"answers\": { \"remark\": \"All is well.\" }", false)]
    [InlineData("\"answers\": { \"healed\": \"2025-10/2026-02\" }", true)]
    [InlineData("\"answers\": { \"healed\": \"2026\" }", true)]
    [InlineData("\"answers\": { \"healed\": \"2026-12\" }", false)] // after the day of the decision
    [InlineData("\"answers\": { \"healed\": { \"value\": \"2026-10\", \"at\": \"2026-01-01\" } }", true)] // too old to count
    [InlineData("\"answers\": { \"healed\": { \"value\": \"2026-10\", \"at\": \"2026-11-24\" } }", false)]
    [InlineData("\"answers\": { \"r\\u0061sh\": true }", false)]
    public void What_is_taken_and_what_is_left(string part, bool isTaken)
    {
        var json = Encoding.UTF8.GetBytes($$"""{ "asOf": "2026-11-23", "plan": { "on": "2026-11-30", "sites": [{ "site": "face", "depthMm": 1 }, { "site": "hand" }], "device": "pen" }, {{part}} }""");
        var facts = new CaseFacts(ClinicPolicy.Defaults(Scene.Small));
        Assert.Equal(isTaken, facts.TryRead(json));
        if (isTaken) Same(CaseFormat.Read(json, Scene.Small), facts, json);
    }

    /// <summary>With the policy that every case has.</summary>
    private static Case Plainly(Case given) => Scene.With(given, policy: ClinicPolicy.Defaults(given.Rules));

    /// <summary>Another day, number or depth: often one that is still allowed.</summary>
    private static byte[] OtherDigit(byte[] json, Random random)
    {
        var digits = Enumerable.Range(0, json.Length).Where(i => char.IsAsciiDigit((char)json[i])).ToArray();
        json[digits[random.Next(digits.Length)]] = (byte)('0' + random.Next(10));
        return json;
    }

    private static void Same(Case expected, CaseFacts facts, byte[] json)
    {
        Assert.Equal(expected.Sites.Length, facts.Sites);
        for (var site = 0; site < facts.Sites; site++)
        {
            var wanted = expected.At(site);
            var found = facts.At(site);
            Assert.Equal((wanted.Site, wanted.PlannedDay), (found.Site, found.PlannedDay));
            foreach (var question in expected.Rules.Questions) Assert.Equal(wanted[new Slot(false, question.Ordinal)], found[new Slot(false, question.Ordinal)]);
            foreach (var term in expected.Rules.Terms) Assert.Equal(wanted[new Slot(true, term.Ordinal)], found[new Slot(true, term.Ordinal)]);
        }

        Assert.Equal(expected.Id, json[facts.Id] is { Length: > 0 } id ? JsonSerializer.Deserialize<string>(id) : null);
    }
}
