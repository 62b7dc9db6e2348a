using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>An answer, who gave it, and when.</summary>
/// <param name="Fact">What was answered; not known when the answer was "I don't know".</param>
/// <param name="Source">patient, practitioner or record.</param>
/// <param name="At">The day of the answer.</param>
public sealed record Answer(Fact Fact, string Source, DateOnly At)
{
    public bool IsDontKnow => !Fact.Known;
}

/// <summary>A site of the plan and how deep, if that is decided.</summary>
public sealed record PlannedSite(Site Site, NeedleDepth? Depth);

/// <summary>Everything that a decision rests on: the day, the plan, the practitioner, the policy and the answers.</summary>
public sealed class Case
{
    /// <summary>How many characters an id has at most.</summary>
    public const int LongestId = 100;

    private readonly ulong[] words; // the facts at each site, one after the other

    /// <param name="policy">The rules that the answers and terms belong to, with the clinic's choices; <see cref="ClinicPolicy.Defaults"/> where there is no clinic.</param>
    /// <param name="asOf">Day of the decision; answers older than their question allows no longer count.</param>
    /// <param name="plannedOn">Day of the planned treatment; deferrals are reckoned to it.</param>
    /// <param name="sites">At least one, each once.</param>
    /// <param name="terms">Values of plan.* and by.* by name; what is missing is unknown.</param>
    /// <param name="answers">By the id of the question; what is missing was not answered, and what contradicts another is not known.</param>
    public Case(
        ClinicPolicy policy,
        DateOnly asOf,
        DateOnly plannedOn,
        ImmutableArray<PlannedSite> sites,
        ImmutableDictionary<string, Fact> terms,
        ImmutableDictionary<string, Answer> answers)
    {
        if (sites.Length == 0) throw new ArgumentException("A plan has at least one site.", nameof(sites));
        if (sites.DistinctBy(site => site.Site).Count() != sites.Length) throw new ArgumentException("A plan names each site once.", nameof(sites));
        var rules = policy.Rules;
        if (terms.Keys.FirstOrDefault(name => rules.FindTerm(name) is null or { IsPolicy: true }) is { } stranger)
            throw new ArgumentException($"There is no term {stranger} of the plan or the practitioner.", nameof(terms));
        (Policy, AsOf, PlannedOn, Sites, Terms, Answers) = (policy, asOf, plannedOn, sites, terms, answers);
        var said = new FactSet(rules); // also what no longer counts
        var facts = new FactSet(rules);
        var at = new int[rules.Questions.Length];
        foreach (var (id, answer) in answers)
        {
            var question = rules.FindQuestion(id) ?? throw new ArgumentException($"There is no question {id}.", nameof(answers));
            at[question.Ordinal] = answer.At.DayNumber;
            said.Set(question.Slot, answer.Fact);
            if (!IsStale(question, answer)) facts.Set(question.Slot, answer.Fact);
        }

        Contradictions = rules.Conflicts.Length == 0 ? [] : [.. rules.Conflicts.Where(conflict => conflict.IsBetween(said, at, asOf.DayNumber))];
        foreach (var question in Contradictions.SelectMany(conflict => conflict.Questions)) facts.Set(question.Slot, Fact.Unknown);
        foreach (var term in rules.Terms) facts.Set(term.Slot, term.IsPolicy ? policy[term] : terms.GetValueOrDefault(term.Name));
        words = new ulong[sites.Length * facts.Words.Length];
        for (var site = 0; site < sites.Length; site++)
        {
            Place(sites[site], facts);
            facts.Words.CopyTo(words.AsSpan(site * facts.Words.Length));
        }
    }

    /// <summary>What whoever made the case calls it; null when it has no name. It decides nothing.</summary>
    public string? Id { get; init; }

    /// <summary>The clinic's choices.</summary>
    public ClinicPolicy Policy { get; }

    public Rules Rules => Policy.Rules;

    public DateOnly AsOf { get; }

    public DateOnly PlannedOn { get; }

    public ImmutableArray<PlannedSite> Sites { get; }

    public ImmutableDictionary<string, Fact> Terms { get; }

    public ImmutableDictionary<string, Answer> Answers { get; }

    /// <summary>Answers that cannot all be right. Those in question count as not known and are asked again.</summary>
    public ImmutableArray<Conflict> Contradictions { get; }

    /// <summary>The contradictions that an answer to this question is in doubt for.</summary>
    public IEnumerable<Conflict> ContradictionsOf(Question question) => Contradictions.Where(conflict => conflict.Questions.Contains(question));

    /// <summary>An answer that was given too long ago to count; it is asked again.</summary>
    public bool IsStale(Question question) => Answers.TryGetValue(question.Id, out var answer) && IsStale(question, answer);

    /// <summary>The case as its criteria see it at one of its sites.</summary>
    public Situation At(int site) => new(Rules.Facts, WordsAt(site), PlannedOn.DayNumber);

    /// <summary>A copy of what is known at one of its sites.</summary>
    internal FactSet FactsAt(int site) => new(Rules.Facts, WordsAt(site));

    /// <summary>The same case with one answer more, or another one.</summary>
    public Case With(Question question, Answer answer) =>
        new(Policy, AsOf, PlannedOn, Sites, Terms, Answers.SetItem(question.Id, answer)) { Id = Id };

    private bool IsStale(Question question, Answer answer) => AsOf.DayNumber - answer.At.DayNumber > question.StaleDays;

    private ReadOnlySpan<ulong> WordsAt(int site) => words.AsSpan(site * Rules.Facts.Unknown.Length, Rules.Facts.Unknown.Length);

    private void Place(PlannedSite planned, FactSet facts)
    {
        var own = Rules.PlanTerms;
        facts.Set(own.Site.Slot, Fact.OfBits(1UL << planned.Site.Ordinal));
        facts.Set(own.Region.Slot, Fact.OfBits(own.Region.Domain.BitOf(planned.Site.Region)));
        facts.Set(own.Depth.Slot, planned.Depth is { } depth ? Fact.Of(depth.Millimetres) : Fact.Unknown);
    }
}
