using System.Collections.Immutable;
using System.Text;

namespace Stipple.Tests;

/// <summary>Answers that cannot all be right let nothing proceed: they count as not known, are told, and are asked again.</summary>
public sealed class Contradictions
{
    private const string Plan = "nose at 1; device = pen; topical = none; anaesthetic = none; prp = no; purpose = cosmetic; by.setting = clinic";

    private static readonly Rules Rules = Scene.Shipped;

    /// <summary>Each with answers written by hand that contradict each other by this row, and by this row alone.</summary>
    private static readonly IReadOnlyDictionary<string, string> Examples = ContradictionExamples.All;

    public static TheoryData<string> Ids => [.. Rules.Conflicts.Select(conflict => conflict.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Is_found_in_its_example_and_lets_nothing_proceed(string id)
    {
        var given = Scene.Filled(Rules, Plan, Examples[id]);
        var conflict = Assert.Single(given.Contradictions);
        Assert.Equal(id, conflict.Id);
        var candidacy = Screening.Decide(given);
        Assert.False(candidacy is Candidacy.MayProceed, $"{candidacy.Decision}");
        Assert.All(conflict.Questions, question => Assert.False(given.At(0)[new Slot(false, question.Ordinal)].Known));
        Assert.Contains(Screening.StillToAsk(given, _ => true), conflict.Questions.Contains);
        Assert.Contains($"\"conflict\": \"{id}\"", CandidacyFormat.Write(candidacy), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Ends_when_any_one_of_its_answers_is_taken_back(string id)
    {
        var given = Scene.Filled(Rules, Plan, Examples[id]);
        var conflict = given.Contradictions.Single();
        Assert.All(conflict.Questions, question => Assert.Empty(given.With(question, new Answer(Fact.Unknown, "patient", given.AsOf)).Contradictions));
    }

    [Fact]
    public void Are_told_by_a_few_bits_exactly_where_the_condition_says_so()
    {
        var found = 0;
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var facts = new FactSet(Rules);
            foreach (var question in Rules.Questions.Where(_ => random.Next(3) > 0)) facts.Set(question.Slot, RandomCases.FactOf(question.Domain, Rules, random, 0.5));
            foreach (var conflict in Rules.Conflicts)
            {
                var holds = conflict.When.Evaluate(new Situation(facts, Scene.Day.DayNumber)) is Truth.Yes;
                Assert.Equal(holds, conflict.Holds(facts, Scene.Day.DayNumber));
                if (holds) Interlocked.Increment(ref found);
            }
        }, iter: 500);
        Assert.True(found > 1_000);
        Assert.True(Rules.Conflicts.Count(conflict => conflict.Needs.Length > 0) > 100);
    }

    [Fact]
    public void Are_refused_in_a_case_with_one_message_that_names_questions_values_and_what_is_allowed()
    {
        var mistake = Refused("""
            "isotretinoin": "no",
              "keloid": "no",
              "isotretinoin-last": "2026-03"
            """);
        Assert.Equal((6, "answers.isotretinoin and answers.isotretinoin-last", "\"no\" and \"2026-03\""), (mistake.Line, mistake.Place, mistake.Found));
        Assert.Equal(
            "answers that can both be right (Never isotretinoin does not go with a date of the last capsule): "
            + "isotretinoin is one of no, now, past, or unknown; isotretinoin-last is a day (2026-05-14), a month (2026-05), a year (2026), two of them with / between, never, or unknown",
            mistake.Allowed);
        Assert.Equal("answers.peel-last and answers.born", Refused("\"born\": \"1985-02-28\", \"peel-last\": \"1984\"").Place);
        Assert.Equal("an empty list and \"nose\"", Refused("\"growths\": [], \"growth-zones\": [\"nose\"]").Found);
    }

    [Fact]
    public void A_year_in_which_both_may_be_is_no_contradiction()
    {
        Assert.Empty(Scene.Of(Rules, Plan, "born = 1985-02-28; keloid = no; peel-last = 1985").Contradictions);
        Assert.Single(Scene.Of(Rules, Plan, "born = 1985-02-28; peel-last = 1985-01").Contradictions);
    }

    [Fact]
    public void What_is_not_known_contradicts_nothing() => RandomCases.WithRandom(Rules).Sample(given =>
    {
        var fewer = Scene.With(given.Case, answers: given.Case.Answers.ToImmutableDictionary(answer => answer.Key, answer => given.Random.Next(2) == 0 ? answer.Value : answer.Value with { Fact = Fact.Unknown }));
        Assert.Empty(fewer.Contradictions);
    }, iter: 500);

    /// <summary>What was true in its time, and too old to count when the other was said, is no contradiction.</summary>
    [Fact]
    public void Needs_answers_that_counted_on_the_same_day_and_does_not_end_because_one_of_them_grows_old()
    {
        var cancer = Scene.Of(Rules, Plan, "health =; cancer-state = medicines-now");
        Assert.Single(cancer.Contradictions);
        Assert.Empty(Told(cancer, ("cancer-state", -40), ("health", 0)).Contradictions); // too old by then
        Assert.Single(Told(cancer, ("cancer-state", -60), ("health", -60)).Contradictions); // of one day, however long ago
        Assert.Single(Told(cancer, ("cancer-state", -40), ("health", -60)).Contradictions);

        static Case Told(Case given, params (string Question, int Days)[] on) => Scene.With(given, answers: given.Answers.ToImmutableDictionary(
            answer => answer.Key, answer => answer.Value with { At = given.AsOf.AddDays(on.Single(one => one.Question == answer.Key).Days) }));
    }

    [Fact]
    public void A_warning_sign_stands_whatever_else_was_answered()
    {
        var given = Scene.Filled(Rules, Plan, "warning-signs = blisters-on-eczema; eczema = no");
        Assert.Empty(given.Contradictions);
        Assert.Contains(Screening.Decide(given).Findings.Fired, reason => reason.Rule.Urgency.Length > 0);
        Assert.DoesNotContain(Rules.Conflicts.SelectMany(conflict => conflict.Questions), question => question.Id == "warning-signs");
    }

    [Fact]
    public void Are_not_known_to_the_compiled_rules_either()
    {
        var random = new Random(29);
        var policy = ClinicPolicy.Defaults(Rules);
        var cohort = new Cohort(Rules);
        var cases = Enumerable.Range(0, 1_000).Select(_ => RandomCases.Any(Rules, random)).Select(given => Scene.With(given, policy: policy)).ToList();
        Assert.Contains(cases, given => given.Contradictions.Length > 3);
        foreach (var given in cases) cohort.Add(given);
        var compiled = CompiledRules.Of(policy);
        var verdicts = new Verdict[cohort.Rows];
        compiled.Screen(cohort, verdicts, new ulong[cohort.Rows * compiled.MaskWords]);
        for (var i = 0; i < cases.Count; i++)
            Assert.Equal(Screening.Decide(cases[i]).Findings.Overall, verdicts[cohort.RowsOf(i)].Aggregate((a, b) => a.Or(b)));
    }

    /// <summary>Clinics keep versions from before there was such a table: what was decided on them is decided again as it was.</summary>
    [Fact]
    public void Are_none_in_a_version_without_the_table()
    {
        var before = Tables.Shipped.Without("conflicts.tsv").ReadRules();
        Assert.Empty(before.Conflicts);
        Assert.NotEqual(Rules.Version, before.Version);
        var given = Scene.Filled(before, Plan, "born = 1985-02-28; isotretinoin = no; isotretinoin-last = 1984");
        Assert.Empty(given.Contradictions);
        Assert.Equal(Decision.Proceed, Screening.Decide(given).Decision);
        Assert.DoesNotContain("contradictory", CandidacyFormat.Write(Screening.Decide(given)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("when", "isotretinoin = sometimes", "one of no, now, past")]
    [InlineData("when", "isotretinoin = no and plan.prp", "a condition about answers alone; plan.prp is none")]
    [InlineData("when", "isotretinoin = no and here keloid-zones", "a condition about answers alone, without \"here\" and \"near\"")]
    [InlineData("questions", "isotretinoin keloid", "ids of questions that the column when names; keloid is not one")]
    [InlineData("questions", "", "a text")]
    [InlineData("says", "", "a text")]
    [InlineData("basis", "feeling", "one of logic, inference, memory")]
    [InlineData("sources", "", "at least one id of sources.tsv")]
    public void A_row_that_is_none_stops_at_its_cell(string column, string cell, string expected)
    {
        var tables = Tables.Shipped.With("conflicts.tsv", "isotretinoin-date-without", column, cell);
        TableRefusals.Refused(tables, "conflicts.tsv", tables.LineOf("conflicts.tsv", "isotretinoin-date-without"), column, cell, expected);
    }

    private static CaseException Refused(string answers)
    {
        var json = $$"""
            { "asOf": "2026-11-23",
              "plan": { "on": "2026-11-23", "sites": [{ "site": "nose" }] },
              "answers": {
              {{answers}} } }
            """;
        return Assert.Throws<CaseException>(() => CaseFormat.Read(Encoding.UTF8.GetBytes(json), Rules));
    }
}
