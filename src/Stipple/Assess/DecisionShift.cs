using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>How a row stands in a decision; the stricter the greater.</summary>
public enum RowState : byte
{
    /// <summary>Its condition is a settled no, another row stands in for it, or these rules have no such row.</summary>
    Silent = 0,

    /// <summary>Not known yet: it keeps the decision open.</summary>
    Open = 1,

    /// <summary>It fires at one of the planned sites at least.</summary>
    Fires = 2,
}

/// <summary>A row that stands otherwise in one decision than in another on the same person, or says another thing where it does.</summary>
/// <param name="Was">The row in the first; null where it has none of this id.</param>
/// <param name="Is">The row in the second; null where it has none of this id.</param>
/// <param name="Before">How it stands in the first.</param>
/// <param name="After">How it stands in the second.</param>
/// <param name="At">The sites where it stands otherwise; empty where only what it says differs.</param>
/// <param name="NotBefore">The day on which its deferral ends by the first; null when it has none.</param>
/// <param name="NotBeforeThen">The day on which it ends by the second; null when it has none.</param>
public sealed record RowShift(Rule? Was, Rule? Is, RowState Before, RowState After, ImmutableArray<Site> At, DateOnly? NotBefore, DateOnly? NotBeforeThen)
{
    /// <summary>The row as the second has it; as the first has it where it is gone.</summary>
    public Rule Rule => Is ?? Was!;
}

/// <summary>A planned site that is decided otherwise.</summary>
public sealed record SiteShift(Site Site, Decision Before, Decision After);

/// <summary>A component of the plan, beside the needling itself, that is decided otherwise.</summary>
public sealed record PartShift(Component Part, Decision Before, Decision After);

/// <summary>Whether a change makes it stricter. What is partly stricter and partly milder is stricter.</summary>
public enum ShiftDirection : byte
{
    Milder = 0,

    /// <summary>The same decisions for other reasons.</summary>
    Level = 1,

    Stricter = 2,
}

/// <summary>What is decided otherwise on one person under other rules or another policy.</summary>
/// <param name="Before">The decision by the first.</param>
/// <param name="After">The decision by the second.</param>
/// <param name="StoodBefore">Whether something stood against planning by the first, overrides counted.</param>
/// <param name="StandsAfter">Whether something stands against it by the second.</param>
/// <param name="Sites">In the order of the plan.</param>
/// <param name="Parts">Without the needling itself: that is what the sites say.</param>
/// <param name="Rows">What fires, the strictest first; then what is open; then what no longer is either.</param>
public sealed record DecisionShift(
    Decision Before, Decision After, bool StoodBefore, bool StandsAfter, ImmutableArray<SiteShift> Sites, ImmutableArray<PartShift> Parts, ImmutableArray<RowShift> Rows)
{
    /// <summary>Nothing differs.</summary>
    public bool IsNone => Before == After && StoodBefore == StandsAfter && Sites.IsEmpty && Parts.IsEmpty && Rows.IsEmpty;

    /// <summary>The overall decision counts first, then what stands against planning, then a site or a component alone, then a later day.</summary>
    public ShiftDirection Direction =>
        Before != After ? Of(Before, After)
        : StoodBefore != StandsAfter ? StandsAfter ? ShiftDirection.Stricter : ShiftDirection.Milder
        : Sites.Length + Parts.Length > 0 ? Sites.Select(site => Of(site.Before, site.After)).Concat(Parts.Select(part => Of(part.Before, part.After))).Max()
        : Rows.Select(Of).DefaultIfEmpty(ShiftDirection.Level).Max();

    /// <summary>How far a decision is from going on: an open one comes before precautions, because nothing may start on it.</summary>
    public static int Strictness(Decision decision) => decision switch
    {
        Decision.Proceed => 0,
        Decision.ProceedWithPrecautions => 1,
        Decision.Incomplete => 2,
        Decision.Defer => 3,
        Decision.Refer => 4,
        _ => 5,
    };

    /// <summary>Compares two decisions on the same wish or plan. A row is the same when it has the same id.</summary>
    public static DecisionShift Between(Review before, Review after)
    {
        var (one, other) = (before.Candidacy.Findings, after.Candidacy.Findings);
        var parts = one.Components.ToDictionary(part => part.Component, part => part.Verdict.Decision);
        return new DecisionShift(
            before.Candidacy.Decision,
            after.Candidacy.Decision,
            before is Review.Open,
            after is Review.Open,
            [
                .. other.Sites.Join(one.Sites, site => site.Planned.Site, site => site.Planned.Site, (now, then) => new SiteShift(now.Planned.Site, then.Verdict.Decision, now.Verdict.Decision))
                    .Where(site => site.Before != site.After),
            ],
            [
                .. other.Components.Where(part => part.Component is not Component.Procedure && parts.ContainsKey(part.Component))
                    .Select(part => new PartShift(part.Component, parts[part.Component], part.Verdict.Decision)).Where(part => part.Before != part.After),
            ],
            RowsBetween(one, other));
    }

    private static ShiftDirection Of(Decision before, Decision after) => Strictness(after) > Strictness(before) ? ShiftDirection.Stricter : ShiftDirection.Milder;

    private static ShiftDirection Of(RowShift row) =>
        row is not { NotBefore: { } was, NotBeforeThen: { } now } || was == now ? ShiftDirection.Level : now > was ? ShiftDirection.Stricter : ShiftDirection.Milder;

    private static ImmutableArray<RowShift> RowsBetween(Findings one, Findings other)
    {
        var sites = other.Case.Sites.Concat(one.Case.Sites).Select(planned => planned.Site).Distinct().ToImmutableArray();
        var then = RowsAt(one.Case, sites).ToDictionary(row => row.Rule!);
        var shifts = new List<RowShift>();
        foreach (var row in RowsAt(other.Case, sites))
        {
            then.Remove(row.Rule!, out var was);
            Compare(was, row);
        }

        foreach (var gone in then.Values) Compare(gone, default);
        return [.. shifts.OrderByDescending(shift => shift.After).ThenByDescending(shift => shift.Rule.Grade).ThenBy(shift => shift.Rule.Ordinal)];

        void Compare(RowAtSites was, RowAtSites @is)
        {
            var differs = (was.Fires ^ @is.Fires) | (was.Open ^ @is.Open);
            if (differs == 0 && @is.State == RowState.Silent) return;
            var id = (@is.Rule ?? was.Rule)!.Id;
            var (day, later) = (DayOf(one, id), DayOf(other, id));
            if (differs == 0 && day == later && !SaysOtherwise(was.Rule!, @is.Rule!)) return;
            shifts.Add(new RowShift(was.Rule, @is.Rule, was.State, @is.State, [.. sites.Where((_, i) => (differs >> i & 1) != 0)], day, later));
        }
    }

    private static DateOnly? DayOf(Findings findings, string rule) => findings.Fired.FirstOrDefault(reason => reason.Rule.Id == rule)?.NotBefore;

    /// <summary>How strict a row is, for what, what ends it and who may lift it; its sentences alone change nothing.</summary>
    private static bool SaysOtherwise(Rule was, Rule now) =>
        (was.Grade, was.AppliesTo, was.OverrideBy, was.Persons, was.Until) != (now.Grade, now.AppliesTo, now.OverrideBy, now.Persons, now.Until);

    /// <summary>Each row of a case with where it fires and where it is open, a bit for each of these sites: a version has at most 64, so two have at most 128.</summary>
    private static RowAtSites[] RowsAt(Case @case, ImmutableArray<Site> sites)
    {
        var rules = @case.Rules;
        var rows = rules.All.Select(rule => new RowAtSites(rule, 0, 0)).ToArray();
        var truths = new Truth[rules.All.Length];
        Span<Verdict> verdicts = stackalloc Verdict[Enum.GetValues<Component>().Length];
        for (var site = 0; site < @case.Sites.Length; site++)
        {
            Screening.Weigh(@case, site, truths, verdicts);
            var bit = UInt128.One << sites.IndexOf(@case.Sites[site].Site);
            foreach (var rule in rules.All)
            {
                var truth = truths[rule.Ordinal];
                if (truth is Truth.No || Screening.IsReplaced(rule, truths)) continue;
                var row = rows[rule.Ordinal];
                rows[rule.Ordinal] = truth is Truth.Yes ? row with { Fires = row.Fires | bit } : row with { Open = row.Open | bit };
            }
        }

        return rows;
    }

    /// <summary>Where a row fires and where it is open; nothing at all where there is no such row.</summary>
    private readonly record struct RowAtSites(Rule? Rule, UInt128 Fires, UInt128 Open)
    {
        public RowState State => Fires != 0 ? RowState.Fires : Open != 0 ? RowState.Open : RowState.Silent;
    }
}
