using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>The registers of a truth: where it is yes, and where it is no.</summary>
internal readonly record struct TruthPlanes(int Yes, int No)
{
    public TruthPlanes Not => new(No, Yes);
}

/// <summary>Turns criteria into steps. What several rows ask is asked once.</summary>
internal sealed class RuleCompiler(ClinicPolicy policy, CohortLayout layout)
{
    /// <summary>The register that is clear in every row.</summary>
    public const int Never = 0;

    /// <summary>The register that is set in every row.</summary>
    public const int Always = 1;

    private static readonly TruthPlanes unknown = new(Never, Never);

    private readonly List<PlaneStep> steps = [];
    private readonly List<PlaneComparison> comparisons = [];
    private readonly Dictionary<(PlaneCode Code, int A, int B), int> targets = [];

    private static readonly IEqualityComparer<Site> SameSite = EqualityComparer<Site>.Create((a, b) => a!.Id == b!.Id && a.Ordinal == b.Ordinal && a.Near == b.Near, site => site.Ordinal);

    private int registers = Always + 1;

    private Rules Asked => layout.Rules;

    /// <summary>For each rule the register where it fired, and the one where it may.</summary>
    private ImmutableArray<(int Fired, int Open)> Rules()
    {
        var rules = policy.Rules;
        var truths = rules.All.Select(rule => And(Planned(rule.AppliesTo), Of(rule.When))).ToArray();
        return
        [
            .. rules.All.Select(rule =>
            {
                var replaced = rule.ReplacedBy.Aggregate(Never, (any, other) => Or(any, truths[other].Yes));
                var own = truths[rule.Ordinal];
                return (AndNot(own.Yes, replaced), AndNot(AndNot(AndNot(Always, own.Yes), own.No), replaced));
            }),
        ];
    }

    public PlaneProgram Program() => PlaneProgram.Of(steps, comparisons, Rules());

    private TruthPlanes Of(Criterion criterion) => criterion switch
    {
        Criterion.And and => and.Parts.Select(Of).Aggregate(And),
        Criterion.Or or => or.Parts.Select(Of).Select(part => part.Not).Aggregate(And).Not,
        Criterion.Not not => Of(not.Of).Not,
        Criterion.Test { Slot: { IsTerm: true, Ordinal: var term } } test when policy.Rules.Terms[term].IsPolicy => OfSwitch(test, policy[policy.Rules.Terms[term]]),
        Criterion.HasAny test when IsOf(test, policy.Rules.PlanTerms.Site) => Sites(site => (test.Options >> site.Ordinal & 1) != 0),
        Criterion.HasAny test when IsOf(test, policy.Rules.PlanTerms.Region) => Sites(site => (test.Options & policy.Rules.PlanTerms.Region.Domain.BitOf(site.Region)) != 0),
        Criterion.Test test => ColumnOf(test.Slot) is { } column ? Of(test, column) : unknown,
        _ => throw new InvalidOperationException($"A criterion of a kind that cannot be compiled: {criterion}."),
    };

    private TruthPlanes Of(Criterion.Test test, CohortColumn column) => test switch
    {
        Criterion.Said => Taken(column, new TruthPlanes(Load(column.Yes), Load(column.No))),
        Criterion.HasAny any => Chosen(column, AnyOption(column, DomainOf(test.Slot), any.Options)),
        Criterion.Zone zone => Chosen(column, Here(column, zone.OrNeighbours)),
        Criterion.Count count => Chosen(column, And(Load(column.Apart), Counted(column, count.Comparison, count.Limit.In(policy)))),
        Criterion.Number number => Taken(column, Compared(column.Column, PlaneMeasure.Number, number.Comparison, number.Limit.In(policy))),
        Criterion.DaysSince since => Taken(column, Since(column, since.Comparison, since.Limit.In(policy))),
        Criterion.Age age => Taken(column, Aged(column, age.Comparison, age.Limit.In(policy))),
        _ => throw new InvalidOperationException($"A test of a kind that cannot be compiled: {test}."),
    };

    /// <summary>What never happened settles every comparison of days with "no"; it stands in its column as long ago.</summary>
    private TruthPlanes Since(CohortColumn column, Comparison comparison, double limit)
    {
        var days = Compared(column.Column, PlaneMeasure.DaysSince, comparison, limit);
        if (comparison is Comparison.Less or Comparison.LessOrEqual or Comparison.Equal) return days;
        var never = Load(column.Apart);
        return new TruthPlanes(AndNot(days.Yes, never), Or(days.No, never));
    }

    /// <summary>A test of a switch holds for every row alike.</summary>
    private TruthPlanes OfSwitch(Criterion.Test test, Fact value) => test switch
    {
        Criterion.Said => Constant(value.Bits == 1),
        Criterion.HasAny any => Constant((value.Bits & any.Options) != 0),
        Criterion.Number number => Fact.Compare(value.Low, value.High, number.Comparison, number.Limit.In(policy)) is Truth.Yes ? Constant(true) : Constant(false),
        _ => throw new InvalidOperationException($"A test of a switch that cannot be compiled: {test}."),
    };

    private static TruthPlanes Constant(bool holds) => holds ? new(Always, Never) : new(Never, Always);

    /// <summary>Whether the plan has a component; a plan that does not say may have it.</summary>
    private TruthPlanes Planned(Component component)
    {
        var own = policy.Rules.PlanTerms;
        return component switch
        {
            Component.Topical => Option(own.Topical, "none").Not,
            Component.Anaesthetic => Option(own.Anaesthetic, "none").Not,
            Component.RfDevice => Option(own.Device, "rf"),
            Component.Prp => layout.Find(own.Prp.Name) is { } flag ? Taken(flag, new TruthPlanes(Load(flag.Yes), Load(flag.No))) : unknown,
            _ => Constant(true),
        };

        TruthPlanes Option(CaseTerm term, string word) => layout.Find(term.Name) is { } column ? Chosen(column, AnyOption(column, term.Domain, term.Domain.BitOf(word))) : unknown;
    }

    private TruthPlanes And(TruthPlanes a, TruthPlanes b) => new(And(a.Yes, b.Yes), Or(a.No, b.No));

    /// <summary>Known, and chosen or not.</summary>
    private TruthPlanes Chosen(CohortColumn column, int chosen) => Taken(column, new TruthPlanes(chosen, AndNot(Load(column.Apart), chosen)));

    /// <summary>
    /// Where what was answered is an answer to these rules too. Where they are another version's, an option that they do not
    /// offer, a number out of their bounds, and an answer that they let grow old sooner are not known: a cohort does not say how old its answers are.
    /// </summary>
    private TruthPlanes Taken(CohortColumn column, TruthPlanes asked)
    {
        var taken = Asked == policy.Rules ? Always : TakenBy(column);
        return new TruthPlanes(And(asked.Yes, taken), And(asked.No, taken));
    }

    private int TakenBy(CohortColumn column)
    {
        if (!column.Slot.IsTerm && policy.Rules.FindQuestion(column.Name)!.StaleDays is { } days && !(Asked.FindQuestion(column.Name)!.StaleDays <= days)) return Never;
        var domain = column.Slot.IsTerm ? policy.Rules.FindTerm(column.Name)!.Domain : policy.Rules.FindQuestion(column.Name)!.Domain;
        if (domain.Type is QuestionType.Number)
            return And(Compared(column.Column, PlaneMeasure.Number, Comparison.GreaterOrEqual, domain.Minimum).Yes, Compared(column.Column, PlaneMeasure.Number, Comparison.LessOrEqual, domain.Maximum).Yes);
        return column.Domain.Options
            .Where(word => (domain.BitOf(word) & ~domain.UnknownOptions) == 0)
            .Aggregate(Always, (taken, word) => AndNot(taken, Load(column.PlaneOf(word))));
    }

    /// <summary>The options are found by their words: another version may have them in another order, or fewer.</summary>
    private int AnyOption(CohortColumn column, AnswerDomain domain, ulong options) => domain.Options
        .Where((_, i) => (options >> i & 1) != 0)
        .Select(column.PlaneOf)
        .Where(plane => plane >= 0)
        .Aggregate(Never, (any, plane) => Or(any, Load(plane)));

    private TruthPlanes Sites(Func<Site, bool> chosen)
    {
        var any = policy.Rules.Sites.All.Where(chosen).Aggregate(Never, (any, site) => Or(any, Planned(site)));
        return new TruthPlanes(any, AndNot(Always, any));
    }

    private int Planned(Site site) => Asked.Sites.Find(site.Id) is { } own ? Load(layout.Site(own.Ordinal)) : Never;

    private int Here(CohortColumn column, bool orNeighbours)
    {
        var sites = policy.Rules.Sites;
        if (sites.All.SequenceEqual(Asked.Sites.All, SameSite)) return Load(column.Here(orNeighbours));
        // Another version that has other sites, or other neighbours.
        return sites.All.Aggregate(Never, (any, planned) =>
        {
            var field = orNeighbours ? planned.Near : SiteSet.Empty.With(planned.Ordinal);
            var zones = sites.In(field).Select(zone => column.PlaneOf(zone.Id)).Where(plane => plane >= 0);
            return Or(any, And(Planned(planned), zones.Aggregate(Never, (some, plane) => Or(some, Load(plane)))));
        });
    }

    /// <summary>Where so many options were chosen, by counting up with one register for each number reached.</summary>
    private int Counted(CohortColumn column, Comparison comparison, double limit)
    {
        return comparison switch
        {
            Comparison.GreaterOrEqual => AtLeast(Math.Ceiling(limit)),
            Comparison.Greater => AtLeast(Math.Floor(limit) + 1),
            Comparison.Less => AndNot(Always, AtLeast(Math.Ceiling(limit))),
            Comparison.LessOrEqual => AndNot(Always, AtLeast(Math.Floor(limit) + 1)),
            Comparison.Equal => Exactly(),
            _ => AndNot(Always, Exactly()),
        };

        int Exactly() => double.IsInteger(limit) ? AndNot(AtLeast(limit), AtLeast(limit + 1)) : Never;

        int AtLeast(double least)
        {
            if (least <= 0) return Always;
            if (least > column.Domain.Options.Length) return Never;
            var reached = new int[(int)least + 1];
            reached[0] = Always;
            for (var option = 0; option < column.Domain.Options.Length; option++)
            for (var count = reached.Length - 1; count > 0; count--)
                reached[count] = Or(reached[count], And(reached[count - 1], Load(column.Option(option))));
            return reached[^1];
        }
    }

    /// <summary>Completed years are whole, and each is 512 of what the column holds.</summary>
    private TruthPlanes Aged(CohortColumn column, Comparison comparison, double limit) => comparison switch
    {
        Comparison.GreaterOrEqual => Completed(Math.Ceiling(limit)),
        Comparison.Greater => Completed(Math.Floor(limit) + 1),
        Comparison.Less => Completed(Math.Ceiling(limit)).Not,
        Comparison.LessOrEqual => Completed(Math.Floor(limit) + 1).Not,
        Comparison.Equal => And(Completed(Math.Ceiling(limit)), Completed(Math.Floor(limit) + 1).Not),
        _ => Aged(column, Comparison.Equal, limit).Not,
    };

    private TruthPlanes Completed(double years) => Compared(layout.Years, PlaneMeasure.YearsSince, Comparison.GreaterOrEqual, years * 512);

    private TruthPlanes Compared(int column, PlaneMeasure measure, Comparison comparison, double limit)
    {
        // Where one holds, its opposite does not.
        var (side, turned) = comparison switch
        {
            Comparison.GreaterOrEqual => (Comparison.Less, true),
            Comparison.Greater => (Comparison.LessOrEqual, true),
            Comparison.NotEqual => (Comparison.Equal, true),
            _ => (comparison, false),
        };
        var wanted = new PlaneComparison(column, measure, side, limit);
        var at = comparisons.IndexOf(wanted);
        if (at < 0)
        {
            at = comparisons.Count;
            comparisons.Add(wanted);
        }

        var holds = Step(PlaneCode.Compare, at, 0);
        var planes = new TruthPlanes(holds, holds + 1);
        return turned ? planes.Not : planes;
    }

    private CohortColumn? ColumnOf(Slot slot) => layout.Find(policy.Rules.NameOf(slot)) is { } column && column.Domain.Type == DomainOf(slot).Type ? column : null;

    private AnswerDomain DomainOf(Slot slot) => slot.IsTerm ? policy.Rules.Terms[slot.Ordinal].Domain : policy.Rules.Questions[slot.Ordinal].Domain;

    private static bool IsOf(Criterion.Test test, CaseTerm term) => test.Slot == term.Slot;

    private int Load(int plane) => Step(PlaneCode.Load, plane, 0);

    private int And(int a, int b) =>
        a == Never || b == Never ? Never
        : a == Always ? b
        : b == Always || a == b ? a
        : Step(PlaneCode.And, Math.Min(a, b), Math.Max(a, b));

    private int Or(int a, int b) =>
        a == Always || b == Always ? Always
        : a == Never ? b
        : b == Never || a == b ? a
        : Step(PlaneCode.Or, Math.Min(a, b), Math.Max(a, b));

    private int AndNot(int a, int b) =>
        a == Never || b == Always || a == b ? Never
        : b == Never ? a
        : Step(PlaneCode.AndNot, a, b);

    private int Step(PlaneCode code, int a, int b)
    {
        if (targets.TryGetValue((code, a, b), out var target)) return target;
        target = registers;
        registers += code is PlaneCode.Compare ? 2 : 1;
        steps.Add(new PlaneStep(code, a, b, target));
        return targets[(code, a, b)] = target;
    }
}
