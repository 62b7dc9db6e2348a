using System.Collections.Immutable;

namespace Stipple.Tests;

/// <summary>
/// Random cases over a set of rules: any subset of answers and terms, 1 to 4 sites, values on both sides of every limit. Half of
/// them are busy, with anything anywhere; the other half is about one row and quiet beside it, so that its grade shows.
/// </summary>
internal static class RandomCases
{
    public static Gen<Case> Of(Rules rules) => Gen.Int[0, int.MaxValue].Select(seed => One(rules, new Random(seed)));

    /// <summary>A case and a random number for what the property does with it.</summary>
    public static Gen<(Case Case, Random Random)> WithRandom(Rules rules) => Gen.Int[0, int.MaxValue].Select(seed =>
    {
        var random = new Random(seed);
        return (One(rules, random), random);
    });

    /// <summary>A case whose answers do not contradict each other.</summary>
    public static Case One(Rules rules, Random random)
    {
        var given = Any(rules, random);
        var keepsGates = random.Next(3) > 0;
        while (given.Contradictions.Length > 0)
            given = Scene.With(given, answers: given.Answers.RemoveRange(given.Contradictions.Select(conflict => (keepsGates ? conflict.Questions[^1] : conflict.Questions[random.Next(conflict.Questions.Length)]).Id).ToArray()));
        return given;
    }

    /// <summary>A case whose answers may contradict each other, as nobody's should.</summary>
    public static Case Any(Rules rules, Random random)
    {
        var known = random.Next(4) switch { 0 => 0.5, 1 => 0.8, 2 => 0.97, _ => 1.0 };
        var remarkable = random.NextDouble();
        var about = random.Next(2) == 0 ? rules.All[random.Next(rules.All.Length)] : null;
        var words = about?.WhenText.Split([' ', ',', '{', '}', '(', ')'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        var sites = rules.Sites.All.ToArray();
        random.Shuffle(sites);
        var planned = sites.Take(random.Next(1, 5)).Select(site => new PlannedSite(site, random.NextDouble() < known ? NeedleDepth.FromMillimetres(random.Next(1, 31) / 10.0) : null));
        var answers = ImmutableDictionary.CreateBuilder<string, Answer>();
        foreach (var question in rules.Questions)
        {
            if (random.NextDouble() >= (about is null ? known : 0.99)) continue;
            var fact = about is null ? FactOf(question.Domain, rules, random, remarkable)
                : about.RestsOn.Contains(new Slot(false, question.Ordinal)) ? Named(question.Domain, words, rules, random)
                : Scene.Unremarkable(question) ?? (question.Domain.Type is QuestionType.Number ? Fact.Of(question.Domain.Minimum) : Fact.Unknown);
            var age = about is null && random.Next(8) == 0 ? random.Next(200) : 0;
            answers[question.Id] = new Answer(fact, "patient", Scene.Day.AddDays(-age));
        }

        var terms = ImmutableDictionary.CreateBuilder<string, Fact>();
        var policy = ClinicPolicy.Defaults(rules);
        foreach (var term in rules.Terms.Where(term => term.Name is not ("plan.site" or "plan.region" or "plan.depth")))
        {
            if (random.NextDouble() >= (term.IsPolicy ? 0.3 : about is null ? known : 0.97)) continue;
            var fact = about is not null && about.RestsOn.Contains(new Slot(true, term.Ordinal)) ? Named(term.Domain, words, rules, random) : FactOf(term.Domain, rules, random, 0.5);
            if (term.IsPolicy) policy = policy.With(term, fact);
            else terms[term.Name] = fact;
        }

        return new Case(policy, Scene.Day, Scene.Day.AddDays(random.Next(3) == 0 ? random.Next(60) : 0), [.. planned], terms.ToImmutable(), answers.ToImmutable());
    }

    /// <summary>Rather a value that the condition names than another.</summary>
    private static Fact Named(AnswerDomain domain, string[] words, Rules rules, Random random)
    {
        var named = domain.Options.Where(words.Contains).ToArray();
        return named.Length > 0 && random.Next(4) > 0 ? Fact.OfBits(domain.BitOf(named[random.Next(named.Length)])) : FactOf(domain, rules, random, 0.8);
    }

    public static Fact FactOf(AnswerDomain domain, Rules rules, Random random, double remarkable) => domain.Type switch
    {
        QuestionType.YesNo => Fact.Of(random.NextDouble() < remarkable),
        QuestionType.Choice => random.NextDouble() >= remarkable ? Fact.OfBits(1) : Option(domain, random),
        QuestionType.Choices => random.NextDouble() >= remarkable ? Fact.OfBits(0) : Fact.OfBits(Subset(domain, random)),
        QuestionType.Zones => Fact.OfBits(Subset(domain, random)),
        QuestionType.Number => Fact.Of(Figure(domain, rules, random)),
        QuestionType.Date => random.Next(5) == 0 ? Fact.Never : Fact.Of(Date(random)),
        _ => Fact.Unknown,
    };

    public static ApproximateDate Date(Random random)
    {
        var earliest = Scene.Day.AddDays(-(random.Next(5) switch { 0 => random.Next(10_000), < 3 => random.Next(random.Next(1, 61)), _ => random.Next(500) }));
        var latest = earliest.AddDays(random.Next(2) == 0 ? 0 : random.Next(40));
        return ApproximateDate.Between(earliest, latest > Scene.Day ? Scene.Day : latest);
    }

    private static Fact Option(AnswerDomain domain, Random random)
    {
        var bit = 1UL << random.Next(domain.Options.Length);
        return (bit & domain.UnknownOptions) == 0 ? Fact.OfBits(bit) : Fact.Unknown;
    }

    private static ulong Subset(AnswerDomain domain, Random random)
    {
        var count = random.Next(10) switch { < 3 => 0, < 7 => 1, < 9 => 2, _ => random.Next(domain.Options.Length) };
        return Enumerable.Range(0, count).Aggregate(0UL, (bits, _) => bits | 1UL << random.Next(domain.Options.Length)) & ~domain.UnknownOptions;
    }

    /// <summary>Often a limit of a policy itself, or just beside it.</summary>
    private static double Figure(AnswerDomain domain, Rules rules, Random random)
    {
        var limits = rules.Terms.Where(term => term.IsPolicy && term.Default.Low >= domain.Minimum && term.Default.Low <= domain.Maximum).Select(term => term.Default.Low).ToArray();
        var figure = limits.Length > 0 && random.Next(3) > 0
            ? limits[random.Next(limits.Length)] + (random.Next(3) - 1) * 0.1
            : domain.Minimum + random.NextDouble() * (Math.Min(domain.Maximum, domain.Minimum + 200) - domain.Minimum);
        return Math.Clamp(Math.Round(figure, 2), domain.Minimum, domain.Maximum);
    }
}
