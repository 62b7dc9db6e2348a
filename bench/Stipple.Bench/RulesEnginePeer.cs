using System.Globalization;
using RulesEngine.Models;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// The same rows in the rule engine that .NET projects take: each an expression over the tests of its condition, compiled once.
/// A test answers yes or no, and an unknown answers neither; so the expressions ask for what is settled, as the rows do.
/// </summary>
internal sealed class RulesEnginePeer
{
    private const string Workflow = "candidacy";

    private readonly global::RulesEngine.RulesEngine engine;
    private readonly List<Criterion> tests = [];

    public RulesEnginePeer(Rules rules)
    {
        var settled = rules.All.Select(rule =>
            string.Join(" && ", new[] { Planned(rules, rule.AppliesTo), rule.When }.OfType<Criterion>().Select(part => $"({Express(part, true)})"))).ToArray();
        engine = new global::RulesEngine.RulesEngine(
            [
                new Workflow
                {
                    WorkflowName = Workflow,
                    Rules = rules.All.Select(rule => new global::RulesEngine.Models.Rule
                    {
                        RuleName = rule.Id,
                        Expression = string.Join(" && ", rule.ReplacedBy.Select(other => $"!({settled[other]})").Prepend(settled[rule.Ordinal])),
                    }).ToArray(),
                },
            ],
            new ReSettings { CustomTypes = [typeof(Person)] });
    }

    /// <summary>The ids of the rows that fire.</summary>
    public async Task<HashSet<string>> Fired(Case @case) =>
        (await engine.ExecuteAllRulesAsync(Workflow, new RuleParameter("p", new Person(@case, tests)))).Where(result => result.IsSuccess).Select(result => result.Rule.RuleName).ToHashSet(StringComparer.Ordinal);

    /// <summary>How many rows fire, without naming them.</summary>
    public async Task<int> Count(Case @case)
    {
        var count = 0;
        foreach (var result in await engine.ExecuteAllRulesAsync(Workflow, new RuleParameter("p", new Person(@case, tests)))) count += result.IsSuccess ? 1 : 0;
        return count;
    }

    private string Express(Criterion criterion, bool yes) => criterion switch
    {
        Criterion.And and => string.Join(yes ? " && " : " || ", and.Parts.Select(part => $"({Express(part, yes)})")),
        Criterion.Or or => string.Join(yes ? " || " : " && ", or.Parts.Select(part => $"({Express(part, yes)})")),
        Criterion.Not not => Express(not.Of, !yes),
        _ => string.Create(CultureInfo.InvariantCulture, $"p.{(yes ? nameof(Person.Yes) : nameof(Person.No))}({IndexOf(criterion)})"),
    };

    private int IndexOf(Criterion test)
    {
        if (tests.IndexOf(test) is >= 0 and var at) return at;
        tests.Add(test);
        return tests.Count - 1;
    }

    private static Criterion? Planned(Rules rules, Component component)
    {
        return component switch
        {
            Component.Topical => new Criterion.Not(Option("plan.topical", "none")),
            Component.Anaesthetic => new Criterion.Not(Option("plan.anaesthetic", "none")),
            Component.RfDevice => Option("plan.device", "rf"),
            Component.Prp => new Criterion.Said(SlotOf("plan.prp")),
            _ => null,
        };

        Slot SlotOf(string name) => new(true, rules.FindTerm(name)!.Ordinal);

        Criterion Option(string name, string word) => new Criterion.HasAny(SlotOf(name), rules.FindTerm(name)!.Domain.BitOf(word));
    }

    /// <summary>A case as the expressions see it.</summary>
    public sealed class Person(Case @case, List<Criterion> tests)
    {
        public bool Yes(int test) => tests[test].Evaluate(@case.At(0)) is Truth.Yes;

        public bool No(int test) => tests[test].Evaluate(@case.At(0)) is Truth.No;
    }
}
