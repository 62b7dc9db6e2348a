using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>What of a case may be turned, and to which values: all that some rule tells apart.</summary>
internal static class Turns
{
    private static readonly Slot Nowhere = new(false, 0);

    /// <summary>What could make a case milder: its plan, and answers about how things are now where a row that fired says what ends it.</summary>
    public static ImmutableArray<Turn> Milder(Findings findings)
    {
        var @case = findings.Case;
        var rules = @case.Rules;
        var index = RuleIndex.Of(rules);
        var ending = findings.Fired.Where(reason => Ends(reason.Rule, index)).Select(reason => reason.Rule).ToArray();
        var asked = ending.SelectMany(QuestionsOf).Distinct().Where(question => MayChange(question) && FactOf(@case, question).Known).ToArray();
        // Where it is follows from what it is: the place is turned only where nothing else can be.
        var told = ending.Where(rule => QuestionsOf(rule).Any(question => asked.Contains(question) && question.Domain.Type is not QuestionType.Zones)).ToArray();
        return
        [
            .. Days(@case),
            .. PlannedSites(findings),
            .. Shallower(@case),
            .. Components(@case),
            .. asked.Where(question => question.Domain.Type is not QuestionType.Zones || !told.SelectMany(QuestionsOf).Contains(question))
                .OrderBy(question => question.Ordinal)
                .SelectMany(question => OtherAnswers(@case, question)),
        ];

        IEnumerable<Question> QuestionsOf(Rule rule) => rule.RestsOn.Where(slot => !slot.IsTerm).Select(slot => rules.Questions[slot.Ordinal]);
    }

    /// <summary>What the plan could choose that makes a case stricter.</summary>
    public static ImmutableArray<Turn> Stricter(Case @case) => [.. Deeper(@case), .. Components(@case)];

    /// <summary>
    /// Whether another answer may undo a row: one that says what ends it. Never one that calls for care, or one of an entry that a medicine stands for.
    /// </summary>
    public static bool Ends(Rule rule, RuleIndex index) => rule is { Until.Length: > 0, Urgency.Length: 0 } && !index.IsOfMedicine(rule.Entry);

    /// <summary>
    /// How things are now: an answer that belongs to one plan and does not keep. What belongs to the person or keeps for good is
    /// history, and a date is when something was.
    /// </summary>
    public static bool MayChange(Question question) => question is { PerPlan: true, StaleDays: not null, Sensitive: false }
        && question.Domain.Type is QuestionType.YesNo or QuestionType.Choice or QuestionType.Choices or QuestionType.Zones or QuestionType.Number;

    /// <summary>An answer as it is told: in wire words and in people's.</summary>
    public static Turn Answer(Question question, Fact to, int weight = 0, string? inWords = null) =>
        new(TurnKind.Answer, question.Id, question.Slot, to, weight, question.Domain.ToWords(to), inWords ?? question.Domain.InWords(to));

    /// <summary>One number of each class of a question.</summary>
    public static IEnumerable<Turn> Numbers(Case @case, Question question)
    {
        var slot = question.Slot;
        var fact = FactOf(@case, question);
        var classes = NumberClass.Of(question.Domain, RuleIndex.Of(@case.Rules).TestsOf(slot), @case.At(0));
        var own = classes.FindIndex(one => fact.Known && one.Contains(fact.Low));
        return classes.Where((_, i) => i != own).Select(one => Answer(question, Fact.Of(one.Example), Math.Abs(classes.IndexOf(one) - own), one.InWords(question.Domain)));
    }

    public static Fact FactOf(Case @case, Question question) => @case.At(0)[question.Slot];

    private static IEnumerable<Turn> OtherAnswers(Case @case, Question question)
    {
        var domain = question.Domain;
        var fact = FactOf(@case, question);
        return domain.Type switch
        {
            QuestionType.YesNo => [Answer(question, Fact.Of(fact.Bits == 0))],
            QuestionType.Choice => KnownOptions(domain).Where(bit => bit != fact.Bits).Select(bit => Answer(question, Fact.OfBits(bit))),
            QuestionType.Number => Numbers(@case, question),
            _ => Fewer(@case, question, fact.Bits).Where(bits => bits != fact.Bits).Distinct()
                .Select(bits => Answer(question, Fact.OfBits(bits), BitOperations.PopCount(fact.Bits & ~bits))),
        };
    }

    public static IEnumerable<ulong> KnownOptions(AnswerDomain domain) =>
        Enumerable.Range(0, domain.Options.Length).Select(i => 1UL << i).Where(bit => (bit & domain.UnknownOptions) == 0);

    /// <summary>Without one option, without those that a rule names together, and without any.</summary>
    private static IEnumerable<ulong> Fewer(Case @case, Question question, ulong bits)
    {
        if (question.Domain.Type is QuestionType.Zones)
        {
            var here = @case.Sites.Aggregate(SiteSet.Empty, (set, planned) => set.With(planned.Site.Ordinal)).Bits;
            var near = @case.Sites.Aggregate(0UL, (set, planned) => set | planned.Site.Near.Bits);
            return [bits & ~here, bits & ~near, bits & ~near & ~here, 0];
        }

        return KnownOptions(question.Domain)
            .Concat(RuleIndex.Of(@case.Rules).TestsOf(question.Slot).OfType<Criterion.HasAny>().Select(test => test.Options))
            .Select(options => bits & ~options)
            .Append(0UL);
    }

    /// <summary>Every later day on which some rule may come to say otherwise, the next first.</summary>
    private static IEnumerable<Turn> Days(Case @case)
    {
        var index = RuleIndex.Of(@case.Rules);
        var situation = @case.At(0);
        var days = new SortedSet<int>();
        foreach (var test in index.Tests<Criterion.DaysSince>())
        {
            if (situation[test.Slot] is not { Known: true, Bits: 0 } fact) continue;
            foreach (var from in new[] { fact.Low, fact.High })
            {
                var turns = (int)Math.Ceiling(from + test.Limit.In(situation));
                if (test.Comparison is not (Comparison.LessOrEqual or Comparison.Greater)) days.Add(turns);
                if (test.Comparison is not (Comparison.Less or Comparison.GreaterOrEqual)) days.Add(turns + 1);
            }
        }

        foreach (var test in index.Tests<Criterion.Age>())
        {
            if (situation[test.Slot] is not { Known: true, Bits: 0 } fact) continue;
            foreach (var born in new[] { fact.Low, fact.High })
            {
                for (var years = (int)test.Limit.In(situation); years <= test.Limit.In(situation) + 1; years++) days.Add(Birthday((int)born, years));
            }
        }

        var weight = 0;
        foreach (var day in days.Where(day => day > @case.PlannedOn.DayNumber && day <= DateOnly.MaxValue.DayNumber))
        {
            var date = DateOnly.FromDayNumber(day);
            yield return new Turn(TurnKind.Day, Turned.Day, Nowhere, Fact.Of((double)day), weight++, [CandidacyFormat.Day(date)], $"{date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} at the earliest");
        }

        static int Birthday(int born, int years)
        {
            var day = DateOnly.FromDayNumber(born);
            if (day.Year + years > DateOnly.MaxValue.Year) return DateOnly.MaxValue.DayNumber;
            var birthday = day.AddYears(years);
            return (birthday.Day == day.Day ? birthday : birthday.AddDays(1)).DayNumber; // born on 29 February: 1 March of a common year
        }
    }

    /// <summary>Without the sites at which a row fired, or at which any of some strictness did.</summary>
    private static IEnumerable<Turn> PlannedSites(Findings findings)
    {
        var @case = findings.Case;
        var all = Of(@case.Sites.Select(planned => planned.Site));
        var fired = findings.Fired.Where(reason => reason.Rule.Grade >= Grade.Defer).Select(reason => (reason.Rule.Grade, At: Of(reason.At))).Where(row => row.At != all).ToArray();
        var unions = from grade in new[] { Grade.Defer, Grade.Relative, Grade.Absolute } select fired.Where(row => row.Grade >= grade).Aggregate(0UL, (set, row) => set | row.At);
        return fired.Select(row => row.At).Concat(unions).Distinct().Where(away => away != 0 && away != all).Order().Select(away =>
        {
            var kept = @case.Rules.Sites.In(new SiteSet(all & ~away)).Select(site => site.Id);
            var words = string.Join(", ", @case.Rules.Sites.In(new SiteSet(away)).Select(site => site.Plain));
            return new Turn(TurnKind.Sites, Turned.Sites, Nowhere, Fact.OfBits(all & ~away), BitOperations.PopCount(away), [.. kept], $"without {words}");
        });

        static ulong Of(IEnumerable<Site> sites) => sites.Aggregate(SiteSet.Empty, (set, site) => set.With(site.Ordinal)).Bits;
    }

    private static IEnumerable<Turn> Shallower(Case @case)
    {
        var deepest = @case.Sites.Max(planned => planned.Depth?.Millimetres) ?? 0;
        return Depths(@case).Where(one => one.Low < deepest).Reverse()
            .Select(one => one.HasHigh ? one.High : Math.Round(one.High - 0.1, 2))
            .Where(cap => cap < deepest && NeedleDepth.IsAllowed(cap))
            .Select((cap, i) => Depth(@case, TurnKind.Shallower, cap, i));
    }

    private static IEnumerable<Turn> Deeper(Case @case)
    {
        var shallowest = @case.Sites.Min(planned => planned.Depth?.Millimetres) ?? NeedleDepth.MaximumMillimetres;
        return Depths(@case)
            .Select(one => one.HasLow ? one.Low : Math.Round(one.Low + 0.1, 2))
            .Where(depth => depth > shallowest && NeedleDepth.IsAllowed(depth))
            .Select((depth, i) => Depth(@case, TurnKind.Deeper, depth, i));
    }

    private static List<NumberClass> Depths(Case @case)
    {
        var term = @case.Rules.PlanTerms.Depth;
        return NumberClass.Of(term.Domain, RuleIndex.Of(@case.Rules).TestsOf(term.Slot), @case.At(0));
    }

    private static Turn Depth(Case @case, TurnKind kind, double depthMm, int weight)
    {
        var term = @case.Rules.PlanTerms.Depth;
        var words = depthMm.ToString("0.##", CultureInfo.InvariantCulture);
        return new Turn(kind, term.Name, term.Slot, Fact.Of(depthMm), weight, [words], $"{words} mm");
    }

    /// <summary>Another device, other things on the skin and in it, or none of them, where the plan has said what.</summary>
    private static IEnumerable<Turn> Components(Case @case)
    {
        var own = @case.Rules.PlanTerms;
        foreach (var term in new[] { own.Device, own.Topical, own.Anaesthetic, own.Prp })
        {
            var fact = @case.At(0)[term.Slot];
            if (!fact.Known) continue;
            var others = term == own.Prp ? [1 - fact.Bits] : KnownOptions(term.Domain).Where(bit => bit != fact.Bits);
            foreach (var bits in others)
            {
                var to = Fact.OfBits(bits);
                yield return new Turn(TurnKind.Term, term.Name, term.Slot, to, 0, term.Domain.ToWords(to), term.Domain.InWords(to));
            }
        }
    }
}
