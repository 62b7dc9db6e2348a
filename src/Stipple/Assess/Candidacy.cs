using System.Collections.Immutable;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>The one word of a decision, as it goes over the wire.</summary>
public enum Decision : byte
{
    Proceed = 0,
    ProceedWithPrecautions = 1,
    Defer = 2,
    Refer = 3,
    DoNotTreat = 4,
    Incomplete = 5,
}

/// <summary>What is settled, and what it could still become.</summary>
/// <param name="Settled">The strictest row that fired.</param>
/// <param name="CouldBecome">The strictest that open questions could still make it; never milder than <paramref name="Settled"/>.</param>
public readonly record struct Verdict(Grade Settled, Grade CouldBecome)
{
    /// <summary>A settled absolute wins at once; else anything that could get stricter is incomplete; else the settled grade.</summary>
    public Decision Decision =>
        Settled is Grade.Absolute ? Decision.DoNotTreat
        : CouldBecome > Settled ? Decision.Incomplete
        : Settled switch
        {
            Grade.Relative => Decision.Refer,
            Grade.Defer => Decision.Defer,
            Grade.Caution => Decision.ProceedWithPrecautions,
            _ => Decision.Proceed,
        };

    public Verdict Or(Verdict other) => new(
        (Grade)Math.Max((byte)Settled, (byte)other.Settled),
        (Grade)Math.Max((byte)CouldBecome, (byte)other.CouldBecome));
}

/// <summary>The verdict on the procedure at one planned site.</summary>
public sealed record SiteVerdict(PlannedSite Planned, Verdict Verdict);

/// <summary>The verdict on one component of the plan, over all its sites.</summary>
public sealed record ComponentVerdict(Component Component, Verdict Verdict);

/// <summary>One answer that a fired row rests on.</summary>
public sealed record Answered(Question Question, Answer Answer);

/// <summary>A row that fired, with what it rests on and what would end it.</summary>
/// <param name="Rule">The row.</param>
/// <param name="At">The planned sites at which it fired.</param>
/// <param name="Answered">The answers it rests on.</param>
/// <param name="NotBefore">The latest day on which its deferral may still end; null when it has no date.</param>
public sealed record Reason(Rule Rule, ImmutableArray<Site> At, ImmutableArray<Answered> Answered, DateOnly? NotBefore);

/// <summary>A question that is still worth asking.</summary>
/// <param name="Question">The question.</param>
/// <param name="CouldMake">The strictest grade among the rows that it keeps open.</param>
/// <param name="FollowsUp">True when it matters only after another open question is answered.</param>
/// <param name="Rows">The rows that it keeps open.</param>
public sealed record OpenQuestion(Question Question, Grade CouldMake, bool FollowsUp, ImmutableArray<Rule> Rows);

/// <summary>What a decision found.</summary>
public sealed record Findings
{
    internal Findings()
    {
    }

    public required Case Case { get; init; }

    public required Verdict Overall { get; init; }

    public required ImmutableArray<SiteVerdict> Sites { get; init; }

    public required ImmutableArray<ComponentVerdict> Components { get; init; }

    /// <summary>Strictest first.</summary>
    public required ImmutableArray<Reason> Fired { get; init; }

    /// <summary>Most decisive first.</summary>
    public required ImmutableArray<OpenQuestion> Open { get; init; }

    /// <summary>Terms of the plan that are not decided yet and keep a row open.</summary>
    public required ImmutableArray<CaseTerm> OpenTerms { get; init; }

    /// <summary>Questions whose answers are too old to count.</summary>
    public required ImmutableArray<Question> Stale { get; init; }

    public EvidenceVersion Evidence => Case.Rules.Version;

    /// <summary>The latest day among the fired deferrals, or null.</summary>
    public DateOnly? NotBefore => Fired.Max(reason => reason.NotBefore);

    /// <summary>The events, beside dates, that the fired rows wait for.</summary>
    public IEnumerable<string> WaitsFor =>
        Fired.Where(reason => reason is { NotBefore: null, Rule.Until.Length: > 0 }).Select(reason => reason.Rule.Until).Distinct(StringComparer.Ordinal);

    /// <summary>Every absolute that fired ends with an event: "not now", not "never".</summary>
    public bool IsNotNow =>
        Overall.Settled is Grade.Absolute && Fired.Where(reason => reason.Rule.Grade is Grade.Absolute).All(reason => reason.Rule.IsTemporary);
}

/// <summary>
/// A decision on a case. Only <see cref="Screening"/> makes one, and a plan asks for <see cref="MayProceed"/>: what has not
/// been decided cannot be planned.
/// </summary>
public abstract record Candidacy
{
    private Candidacy(Findings findings) => Findings = findings;

    public Findings Findings { get; }

    public Decision Decision => Findings.Overall.Decision;

    internal static Candidacy Of(Findings findings) => findings.Overall.Decision switch
    {
        Decision.Proceed or Decision.ProceedWithPrecautions => new MayProceed(findings),
        Decision.Defer => new Deferred(findings),
        Decision.Refer => new Refer(findings),
        Decision.DoNotTreat => new DoNotTreat(findings),
        _ => new Incomplete(findings),
    };

    /// <summary>Nothing stands against planning, with the precautions of the fired rows. A licensed practitioner still decides.</summary>
    public sealed record MayProceed : Candidacy
    {
        internal MayProceed(Findings findings) : base(findings)
        {
        }
    }

    /// <summary>An open question could still make it stricter.</summary>
    public sealed record Incomplete : Candidacy
    {
        internal Incomplete(Findings findings) : base(findings)
        {
        }
    }

    /// <summary>Not before a date or an event.</summary>
    public sealed record Deferred : Candidacy
    {
        internal Deferred(Findings findings) : base(findings)
        {
        }
    }

    /// <summary>Somebody with the named credential decides first.</summary>
    public sealed record Refer : Candidacy
    {
        internal Refer(Findings findings) : base(findings)
        {
        }
    }

    /// <summary>An absolute contraindication is settled, for good or for now.</summary>
    public sealed record DoNotTreat : Candidacy
    {
        internal DoNotTreat(Findings findings) : base(findings)
        {
        }
    }
}
