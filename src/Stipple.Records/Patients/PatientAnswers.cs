using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>What was answered, and what it comes to.</summary>
public sealed partial class PatientRecord
{
    /// <summary>What the patient wants; null while nobody said.</summary>
    public WishStated? Wish => Last<WishStated>();

    /// <summary>
    /// The last answer to each question that these rules ask. One that they cannot read counts as not given. The date of birth is
    /// the one of the record.
    /// </summary>
    public ImmutableDictionary<string, Answer> Answers(Rules rules)
    {
        var answers = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        foreach (var (_, answered) in All<QuestionAnswered>())
        {
            if (rules.FindQuestion(answered.Question) is not { } question) continue;
            if (question.Domain.TryRead(answered.Words, out var fact)) answers[question.Id] = new Answer(fact, answered.Source, answered.On);
            else answers.Remove(question.Id);
        }

        if (rules.FindQuestion(Question.Born) is { Domain.Type: QuestionType.Date })
        {
            var said = Entries.Last(entry => entry.Body is PatientRegistered or PatientAmended);
            answers[Question.Born] = new Answer(Assess.Fact.Of(ApproximateDate.On(Identity.Born)), "record", DateOnly.FromDateTime(said.At.UtcDateTime));
        }

        return answers.ToImmutable();
    }

    /// <summary>The last answer to a question in its wire words; null while there is none.</summary>
    public QuestionAnswered? AnswerTo(string question) => All<QuestionAnswered>().LastOrDefault(answered => answered.Body.Question == question).Body;

    /// <summary>The case before there is a plan: the sites that the patient wants, all where they do not know, and nothing decided yet.</summary>
    public Case WishCase(ClinicPolicy policy, DateOnly today)
    {
        var rules = policy.Rules;
        var terms = ImmutableDictionary<string, Assess.Fact>.Empty;
        if (Wish?.Concern is { } concern && rules.FindTerm("plan.indication") is { } term && term.Domain.TryRead([concern], out var fact)) terms = terms.Add(term.Name, fact);
        var wanted = rules.Sites.All.Where(site => Wish?.Sites.Contains(site.Id) == true).ToArray();
        return new Case(policy, today, today, [.. (wanted.Length > 0 ? wanted : rules.Sites.All.AsEnumerable()).Select(site => new PlannedSite(site, null))], terms, Answers(rules));
    }

    /// <summary>What the patient wants that these rules do not know, in words: <see cref="WishCase"/> leaves it out.</summary>
    public ImmutableArray<string> WishStrangers(Rules rules) =>
    [
        .. (Wish?.Sites ?? []).Where(site => rules.Sites.Find(site) is null).Select(site => $"the place {site}"),
        .. Wish?.Concern is { } concern && rules.FindTerm("plan.indication") is { } term && !term.Domain.Takes(concern) ? [$"the concern {concern}"] : ImmutableArray<string>.Empty,
    ];

    /// <summary>
    /// Who took which row upon themselves, as far as it still counts: when an answer that the row rests on has changed since,
    /// it was another case that they took on. A reply to a referral that agrees counts as the word of who gave it.
    /// </summary>
    public ImmutableArray<Override> Overrides(Rules rules)
    {
        var overrides = ImmutableArray.CreateBuilder<Override>();
        foreach (var entry in Entries)
        {
            switch (entry.Body)
            {
                case RowOverridden own when StillRestsOn(own.Rule, entry.Version, rules):
                    overrides.Add(new Override(own.Rule, own.Credential, own.Reason, own.Person, own.Outside, own.On));
                    break;
                case ReferralAnswered { Agrees: true } reply:
                    foreach (var rule in All<ReferralSent>().Where(sent => sent.Body.Referral == reply.Referral).SelectMany(sent => sent.Body.Rules))
                    {
                        if (StillRestsOn(rule, entry.Version, rules)) overrides.Add(new Override(rule, reply.Credential, reply.Says, reply.Person, reply.From, reply.On));
                    }

                    break;
            }
        }

        return overrides.ToImmutable();
    }

    private bool StillRestsOn(string id, int version, Rules rules)
    {
        if (rules.All.FirstOrDefault(rule => rule.Id == id) is not { } rule) return false;
        var then = AsOf(version);
        return rule.RestsOn.Where(slot => !slot.IsTerm).Select(slot => rules.Questions[slot.Ordinal].Id).All(question =>
            (then.AnswerTo(question)?.Words ?? []).SequenceEqual(AnswerTo(question)?.Words ?? []));
    }
}
