using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// Made-up people of a chain's registry, each with a plan for one site. Most answers are unremarkable, one in twelve is not, and
/// one in fifty is missing; the same number makes the same person.
/// </summary>
internal static class Registry
{
    private static readonly DateOnly day = new(2026, 11, 23);

    public static Case Person(ClinicPolicy policy, int number)
    {
        var random = new Random(number);
        var rules = policy.Rules;
        var answers = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        foreach (var question in rules.Questions)
        {
            if (random.Next(50) == 0 || FactOf(question.Domain, random, random.Next(12) == 0) is not { } fact) continue;
            answers[question.Id] = new Answer(fact, "patient", day);
        }

        var terms = ImmutableDictionary.CreateBuilder<string, Fact>(StringComparer.Ordinal);
        foreach (var term in rules.Terms.Where(term => !term.IsPolicy && term.Name is not ("plan.site" or "plan.region" or "plan.depth")))
        {
            if (FactOf(term.Domain, random, random.Next(3) == 0) is { } fact) terms[term.Name] = fact;
        }

        var site = rules.Sites.All[random.Next(rules.Sites.All.Length)];
        var person = new Case(policy, day, day.AddDays(random.Next(60)), [new PlannedSite(site, NeedleDepth.FromMillimetres(random.Next(2, 21) / 10.0))], terms.ToImmutable(), answers.ToImmutable());
        // Nobody is asked what an earlier answer rules out, and nobody contradicts themselves.
        while (person.Contradictions.Length > 0)
            person = new Case(policy, day, person.PlannedOn, person.Sites, person.Terms, person.Answers.RemoveRange(person.Contradictions.Select(conflict => conflict.Questions[^1].Id).ToArray()));
        return person;
    }

    private static Fact? FactOf(AnswerDomain domain, Random random, bool remarkable) => domain.Type switch
    {
        QuestionType.YesNo => Fact.Of(remarkable),
        QuestionType.Choice => Fact.OfBits(remarkable ? 1UL << random.Next(domain.Options.Length) : 1) is var one && (one.Bits & domain.UnknownOptions) == 0 ? one : null,
        QuestionType.Choices or QuestionType.Zones => Fact.OfBits(remarkable ? 1UL << random.Next(domain.Options.Length) : 0),
        QuestionType.Number => Fact.Of(Math.Round(domain.Minimum + random.NextDouble() * (domain.Maximum - domain.Minimum), 1)),
        QuestionType.Date => remarkable ? Fact.Of(Ago(random)) : Fact.Never,
        _ => null,
    };

    private static ApproximateDate Ago(Random random)
    {
        var earliest = day.AddDays(-random.Next(1, 400));
        var latest = earliest.AddDays(random.Next(2) * random.Next(31));
        return ApproximateDate.Between(earliest, latest < day ? latest : day);
    }
}
