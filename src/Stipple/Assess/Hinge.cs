using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>One thing that would have to be otherwise than it is.</summary>
/// <param name="Name">The question by its id or the term of the plan by its name; beside those of the tables <see cref="Day"/> and <see cref="Sites"/>.</param>
/// <param name="Question">The question; null for the plan.</param>
/// <param name="Values">What it would have to be, in wire words: any one of these.</param>
/// <param name="InWords">The same in people's words.</param>
/// <param name="NotBefore">The events that the rows wait for which it would undo, as they follow "not before".</param>
public sealed record Turned(string Name, Question? Question, ImmutableArray<ImmutableArray<string>> Values, string InWords, ImmutableArray<string> NotBefore)
{
    /// <summary>The planned day, as a name.</summary>
    public const string Day = "plan.on";

    /// <summary>The planned sites, as a name.</summary>
    public const string Sites = "plan.sites";
}

/// <summary>A smallest set of things that would have to be otherwise together for another decision: no part of it would do.</summary>
/// <param name="If">The things; at least one.</param>
/// <param name="To">The verdict that it would lead to.</param>
public sealed record Hinge(ImmutableArray<Turned> If, Verdict To)
{
    public Decision Decision => To.Decision;
}

/// <summary>What a decision hinges on. It says what the decision rests on, and is no advice to change anything.</summary>
public sealed record Hinges
{
    internal Hinges(ImmutableArray<Hinge> sets, bool all, ImmutableArray<Question> restsOn) => (Sets, All, RestsOn) = (sets, all, restsOn);

    /// <summary>Smallest first, then those that change most.</summary>
    public ImmutableArray<Hinge> Sets { get; }

    /// <summary>False when the search ended before everything was tried: there may be others.</summary>
    public bool All { get; }

    /// <summary>Questions behind the strictest rows of a settled decision whose answers nothing in <see cref="Sets"/> turns: history, dates, medicines.</summary>
    public ImmutableArray<Question> RestsOn { get; }

    /// <summary>
    /// What would have to be otherwise for another decision. Of one that defers, refers or stops: for a milder one. Of one that
    /// waits for answers: which of them settle it, the unremarkable way together, or one alone at once. Of one that may proceed:
    /// which single choice of the plan would make it stricter; nearly every answer could, and a list of all says nothing.
    /// </summary>
    /// <remarks>
    /// Turned are only the plan (its day, sites, depth, and what is planned beside the needling) and answers about how things are
    /// now, where a row that fired says what ends it. Nothing turns what was or who somebody is, a date, an answer that is
    /// sensitive, a row that calls for care, or one that stands for a medicine: its prescriber decides, not this list.
    /// </remarks>
    public static Hinges Of(Findings findings) =>
        findings.Overall.Decision is Decision.Incomplete ? OpenHinges.Of(findings)
        : findings.Overall.Settled >= Grade.Defer ? MilderHinges.Of(findings)
        : StricterHinges.Of(findings);
}
