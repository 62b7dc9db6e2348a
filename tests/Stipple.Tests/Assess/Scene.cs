using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>A case in words: <c>plan</c> "nose cheek-left at 1.0; device = pen", <c>answers</c> "keloid = yes; keloid-zones = nose chin".</summary>
internal static class Scene
{
    public static readonly DateOnly Day = new(2026, 11, 23);

    public static readonly Rules Shipped = Rules.Shipped();

    public static readonly Rules Small = Tables.Small.ReadRules();

    /// <summary>Only what is said; everything else is unknown.</summary>
    public static Case Of(Rules rules, string plan, string answers) =>
        new(Policy(rules, plan), Day, Day, Sites(rules, plan), Terms(rules, plan), Answers(rules, answers));

    /// <summary>What is not said is answered unremarkably, as the convention of candidacy-examples.json has it.</summary>
    public static Case Filled(Rules rules, string plan, string answers) => Fill(Of(rules, plan, answers));

    public static Case Fill(Case given, params string[] except)
    {
        var answers = given.Answers.ToBuilder();
        foreach (var question in given.Rules.Questions)
        {
            if (!answers.ContainsKey(question.Id) && !except.Contains(question.Id) && Unremarkable(question) is { } fact)
                answers[question.Id] = new Answer(fact, "patient", given.AsOf);
        }

        return WithoutLeftovers(With(given, answers: answers.ToImmutable()), question => !given.Answers.ContainsKey(question.Id));
    }

    /// <summary>The same without the answers that contradict others, follow-ups before gates, as far as they may be left out.</summary>
    public static Case WithoutLeftovers(Case given, Func<Question, bool> mayLeaveOut)
    {
        while (given.Contradictions.Select(conflict => conflict.Questions.LastOrDefault(mayLeaveOut)?.Id).OfType<string>().ToArray() is { Length: > 0 } leftovers)
            given = With(given, answers: given.Answers.RemoveRange(leftovers));
        return given;
    }

    public static Case With(
        Case given, ClinicPolicy? policy = null, ImmutableArray<PlannedSite>? sites = null, ImmutableDictionary<string, Fact>? terms = null, ImmutableDictionary<string, Answer>? answers = null) =>
        new(policy ?? given.Policy, given.AsOf, given.PlannedOn, sites ?? given.Sites, terms ?? given.Terms, answers ?? given.Answers);

    /// <summary>As its domain has it, and a grown-up.</summary>
    public static Fact? Unremarkable(Question question) => question.Id == "born" ? Fact.Of(ApproximateDate.On(new DateOnly(1985, 2, 28))) : Unremarkable(question.Domain);

    /// <summary>No; the first option; the empty set; never. Null for a number, which is left out.</summary>
    public static Fact? Unremarkable(AnswerDomain domain) => domain.Type switch
    {
        QuestionType.YesNo => Fact.Of(false),
        QuestionType.Choice => Fact.OfBits(1),
        QuestionType.Choices or QuestionType.Zones => Fact.OfBits(0),
        QuestionType.Date => Fact.Never,
        _ => null,
    };

    public static Fact Read(AnswerDomain domain, string words) =>
        domain.TryRead(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var fact) ? fact : throw new ArgumentException($"\"{words}\" is not {domain.Allowed}.", nameof(words));

    private static ImmutableArray<PlannedSite> Sites(Rules rules, string plan)
    {
        var parts = plan.Split(';')[0].Split(" at ");
        NeedleDepth? depth = parts.Length > 1 ? NeedleDepth.FromMillimetres(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)) : null;
        return [.. parts[0].Split(' ').Select(id => new PlannedSite(rules.Sites.Find(id) ?? throw new ArgumentException($"There is no site {id}.", nameof(plan)), depth))];
    }

    private static ClinicPolicy Policy(Rules rules, string plan) => ClinicPolicy.TryRead(
        rules, Said(plan).Where(IsPolicy).Select(pair => KeyValuePair.Create(pair.Name, pair.Words)), out var policy, out var misfits) ? policy : throw new ArgumentException(string.Join("; ", misfits), nameof(plan));

    private static bool IsPolicy((string Name, string Words) pair) => pair.Name.StartsWith("policy.", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Words)> Said(string plan) => Pairs(string.Join(';', plan.Split(';')[1..]));

    private static ImmutableDictionary<string, Fact> Terms(Rules rules, string plan) => Said(plan).Where(pair => !IsPolicy(pair)).ToImmutableDictionary(
        pair => rules.FindTerm(pair.Name) is null ? $"plan.{pair.Name}" : pair.Name,
        pair => Read((rules.FindTerm(pair.Name) ?? rules.FindTerm($"plan.{pair.Name}") ?? throw new ArgumentException($"There is no term {pair.Name}.", nameof(plan))).Domain, pair.Words));

    private static ImmutableDictionary<string, Answer> Answers(Rules rules, string answers) => Pairs(answers).ToImmutableDictionary(
        pair => pair.Name,
        pair => new Answer(Read((rules.FindQuestion(pair.Name) ?? throw new ArgumentException($"There is no question {pair.Name}.", nameof(answers))).Domain, pair.Words), "patient", Day));

    private static IEnumerable<(string Name, string Words)> Pairs(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
        .Select(pair => (pair[0], pair[1]));
}
