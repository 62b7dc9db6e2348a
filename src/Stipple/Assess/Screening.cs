using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>"Should I?" Decides a case by the rules, with every reason.</summary>
public static class Screening
{
    /// <summary>The decision on a case: per planned site, per component, and overall.</summary>
    /// <param name="case">Answers that do not count any more, or that contradict each other, are treated as not given.</param>
    public static Candidacy Decide(Case @case)
    {
        var rules = @case.Rules;
        var truths = new Truth[@case.Sites.Length][];
        var sites = ImmutableArray.CreateBuilder<SiteVerdict>(@case.Sites.Length);
        var components = new Verdict[Enum.GetValues<Component>().Length];
        for (var site = 0; site < truths.Length; site++)
        {
            truths[site] = new Truth[rules.All.Length];
            Weigh(@case, site, truths[site], components);
            var procedure = default(Verdict);
            foreach (var rule in rules.All)
            {
                if (rule.AppliesTo is Component.Procedure) procedure = procedure.Or(VerdictOf(rule, truths[site]));
            }

            sites.Add(new SiteVerdict(@case.Sites[site], procedure));
        }

        return Candidacy.Of(new Findings
        {
            Case = @case,
            Overall = components.Aggregate((a, b) => a.Or(b)),
            Sites = sites.ToImmutable(),
            Components = [.. components.Select((verdict, i) => new ComponentVerdict((Component)i, verdict)).Where(part => IsPartOf(@case, part))],
            Fired = Reasons(@case, truths),
            Open = OpenQuestions(@case, truths),
            OpenTerms = OpenTerms(@case, truths),
            Stale = [.. rules.Questions.Where(@case.IsStale)],
        });
    }

    /// <summary>
    /// The verdict on a case at one of its sites, without reasons and without allocating.
    /// </summary>
    /// <param name="case">The case.</param>
    /// <param name="site">Index of the planned site.</param>
    /// <param name="truths">Scratch of one value a rule; holds each rule's condition afterwards.</param>
    /// <param name="components">Verdict by component; what this site adds is joined to what is there.</param>
    public static void Weigh(Case @case, int site, Span<Truth> truths, Span<Verdict> components)
    {
        var situation = @case.At(site);
        var rules = @case.Rules;
        foreach (var rule in rules.All) truths[rule.Ordinal] = TruthOf(rule, situation, rules);
        foreach (var rule in rules.All)
        {
            ref var verdict = ref components[(int)rule.AppliesTo];
            verdict = verdict.Or(VerdictOf(rule, truths));
        }
    }

    /// <summary>The overall verdict on a case, without reasons.</summary>
    internal static Verdict Overall(Case @case) => BySite(@case).Aggregate((a, b) => a.Or(b));

    /// <summary>What everything planned comes to at each site, without reasons.</summary>
    internal static Verdict[] BySite(Case @case)
    {
        var truths = new Truth[@case.Rules.All.Length];
        var components = new Verdict[Enum.GetValues<Component>().Length];
        var sites = new Verdict[@case.Sites.Length];
        for (var site = 0; site < sites.Length; site++)
        {
            Array.Clear(components);
            Weigh(@case, site, truths, components);
            sites[site] = components.Aggregate((a, b) => a.Or(b));
        }

        return sites;
    }

    /// <summary>Whether a row fires, its component being planned; it may still be replaced.</summary>
    internal static Truth TruthOf(Rule rule, in Situation situation, Rules rules) => Planned(rule.AppliesTo, situation, rules).And(rule.When.Evaluate(situation));

    /// <summary>
    /// The questions to ask next, in the order of the interview: those that an open row still contains, gates before what
    /// follows them, and none that has been answered already, be it with "I don't know", unless its answer contradicts another.
    /// </summary>
    public static ImmutableArray<Question> StillToAsk(Case @case, Func<Question, bool> mayAsk)
    {
        var rules = @case.Rules;
        var truths = new Truth[rules.All.Length];
        var verdicts = new Verdict[Enum.GetValues<Component>().Length];
        var open = new bool[rules.Questions.Length];
        for (var site = 0; site < @case.Sites.Length; site++)
        {
            Weigh(@case, site, truths, verdicts);
            var situation = @case.At(site);
            foreach (var rule in rules.All)
            {
                if (WaitsForAnswers(rule, truths, situation)) rule.When.MarkOpen(situation, open, gatesOnly: true);
            }
        }

        return [.. rules.Questions.Where(question => open[question.Ordinal] && mayAsk(question) && (!@case.Answers.ContainsKey(question.Id) || @case.IsStale(question) || @case.ContradictionsOf(question).Any()))];
    }

    /// <summary>Open because of its own condition, and not only because the plan does not say whether it has the component.</summary>
    private static bool WaitsForAnswers(Rule rule, ReadOnlySpan<Truth> truths, in Situation situation) =>
        truths[rule.Ordinal] is Truth.Unknown && !IsReplaced(rule, truths) && !rule.When.Evaluate(situation).IsSettled;

    internal static bool IsReplaced(Rule rule, ReadOnlySpan<Truth> truths)
    {
        foreach (var other in rule.ReplacedBy)
        {
            if (truths[other] is Truth.Yes) return true;
        }

        return false;
    }

    internal static Verdict VerdictOf(Rule rule, ReadOnlySpan<Truth> truths) =>
        truths[rule.Ordinal] is Truth.No || IsReplaced(rule, truths) ? default
        : truths[rule.Ordinal] is Truth.Yes ? new Verdict(rule.Grade, rule.Grade)
        : new Verdict(Grade.None, rule.Grade);

    /// <summary>Whether the plan has this component; a plan that does not say may have it.</summary>
    private static Truth Planned(Component component, in Situation situation, Rules rules)
    {
        if (TermOf(component, rules) is not { } term) return Truth.Yes;
        var fact = situation[term.Slot];
        if (!fact.Known) return Truth.Unknown;
        return component switch
        {
            Component.Prp => (fact.Bits == 1).ToTruth(),
            Component.RfDevice => (fact.Bits == term.Domain.BitOf("rf")).ToTruth(),
            _ => (fact.Bits != term.Domain.BitOf("none")).ToTruth(),
        };
    }

    /// <summary>The term of the plan that says whether it has a component; every plan has the procedure.</summary>
    internal static CaseTerm? TermOf(Component component, Rules rules) => component switch
    {
        Component.Topical => rules.PlanTerms.Topical,
        Component.Anaesthetic => rules.PlanTerms.Anaesthetic,
        Component.Prp => rules.PlanTerms.Prp,
        Component.RfDevice => rules.PlanTerms.Device,
        _ => null,
    };

    private static bool IsPartOf(Case @case, ComponentVerdict part) =>
        Planned(part.Component, @case.At(0), @case.Rules) is not Truth.No;

    private static ImmutableArray<Reason> Reasons(Case @case, Truth[][] truths)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        var at = new List<Site>(truths.Length);
        foreach (var rule in @case.Rules.All)
        {
            at.Clear();
            for (var site = 0; site < truths.Length; site++)
            {
                if (truths[site][rule.Ordinal] is Truth.Yes && !IsReplaced(rule, truths[site])) at.Add(@case.Sites[site].Site);
            }

            if (at.Count > 0) reasons.Add(new Reason(rule, [.. at], AnswersOf(@case, rule), NotBefore(@case, rule)));
        }

        return [.. reasons.OrderByDescending(reason => reason.Rule.Grade).ThenBy(reason => reason.Rule.Ordinal)];
    }

    private static ImmutableArray<Answered> AnswersOf(Case @case, Rule rule) =>
        [.. rule.RestsOn.Where(slot => !slot.IsTerm)
            .Select(slot => @case.Rules.Questions[slot.Ordinal])
            .Where(question => @case.Answers.TryGetValue(question.Id, out var answer) && answer.Fact.Known && !@case.IsStale(question) && !@case.ContradictionsOf(question).Any())
            .Select(question => new Answered(question, @case.Answers[question.Id]))];

    private static DateOnly? NotBefore(Case @case, Rule rule)
    {
        if (rule.Deferral is not { } deferral) return null;
        var situation = @case.At(0);
        var from = situation[deferral.From.Slot];
        if (from is not { Known: true, Bits: 0 }) return null;
        return DateOnly.FromDayNumber((int)Math.Min(from.High + deferral.Days.In(situation), DateOnly.MaxValue.DayNumber));
    }

    private static ImmutableArray<OpenQuestion> OpenQuestions(Case @case, Truth[][] truths)
    {
        var rules = @case.Rules;
        var rows = new List<Rule>[rules.Questions.Length];
        var gates = new bool[rules.Questions.Length];
        var open = new bool[rules.Questions.Length];
        foreach (var rule in rules.All)
        {
            for (var site = 0; site < truths.Length; site++)
            {
                var situation = @case.At(site);
                if (!WaitsForAnswers(rule, truths[site], situation)) continue;
                rule.When.MarkOpen(situation, gates, gatesOnly: true);
                rule.When.MarkOpen(situation, open, gatesOnly: false);
            }

            foreach (var slot in rule.RestsOn)
            {
                if (slot.IsTerm || !open[slot.Ordinal]) continue;
                (rows[slot.Ordinal] ??= []).Add(rule);
                open[slot.Ordinal] = false;
            }
        }

        return
        [
            .. rules.Questions
                .Where(question => rows[question.Ordinal] is not null)
                .Select(question => new OpenQuestion(question, rows[question.Ordinal].Max(rule => rule.Grade), !gates[question.Ordinal], [.. rows[question.Ordinal]]))
                .OrderByDescending(question => question.CouldMake)
                .ThenBy(question => question.FollowsUp)
                .ThenByDescending(question => question.Rows.Length)
                .ThenBy(question => question.Question.Ordinal),
        ];
    }

    private static ImmutableArray<CaseTerm> OpenTerms(Case @case, Truth[][] truths)
    {
        var rules = @case.Rules;
        var open = new bool[rules.Terms.Length];
        for (var site = 0; site < truths.Length; site++)
        {
            var situation = @case.At(site);
            foreach (var rule in rules.All)
            {
                if (truths[site][rule.Ordinal] is not Truth.Unknown || IsReplaced(rule, truths[site])) continue;
                if (TermOf(rule.AppliesTo, rules) is { } part) open[part.Ordinal] |= !situation[part.Slot].Known;
                foreach (var slot in rule.RestsOn)
                {
                    if (slot.IsTerm) open[slot.Ordinal] |= !situation[slot].Known;
                }
            }
        }

        return [.. rules.Terms.Where(term => open[term.Ordinal])];
    }
}
