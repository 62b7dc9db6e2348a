using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Terms;
using Stipple.Web.Look;
using Verdict = Stipple.Assess.Verdict;

namespace Stipple.Web.Decide;

/// <summary>How a decision is said: the word, the grain of its edge, its sign, and one sentence.</summary>
internal static class DecisionWords
{
    public static string Word(Decision decision) => decision switch
    {
        Decision.Proceed => "No rule fired",
        Decision.ProceedWithPrecautions => "Precautions",
        Decision.Defer => "Defer",
        Decision.Refer => "Refer",
        Decision.DoNotTreat => "Do not treat",
        _ => "Incomplete",
    };

    public static string Weight(Decision decision) => decision switch
    {
        Decision.Proceed => "w-ok",
        Decision.ProceedWithPrecautions => "w-care",
        Decision.Defer => "w-defer",
        Decision.Refer => "w-refer",
        Decision.DoNotTreat => "w-stop",
        _ => "w-open",
    };

    public static string Sign(Decision decision) => decision switch
    {
        Decision.Proceed => "info",
        Decision.ProceedWithPrecautions => "care",
        Decision.Defer => "defer",
        Decision.Refer => "refer",
        Decision.DoNotTreat => "stop",
        _ => "open",
    };

    /// <summary>What a rule of this grade decides by itself.</summary>
    public static Decision Alone(Grade grade) => new Verdict(grade, grade).Decision;

    /// <summary>The decision in one sentence that a tired person understands.</summary>
    public static string Sentence(Findings findings)
    {
        var later = Later(findings);
        return findings.Overall.Decision switch
        {
            Decision.Proceed => "No rule fired on what was answered.",
            Decision.ProceedWithPrecautions => findings.Fired.Length == 1 ? "One precaution goes with it." : $"{Begin(findings.Fired.Length)} precautions go with it.",
            Decision.Defer => later.Length > 0 ? $"Not before {later}." : "Not yet.",
            Decision.Refer => $"{Web.Assess.Sentence.Begin(Deciders(findings))} decides first.{(later.Length > 0 ? $" Not before {later}." : "")}",
            Decision.DoNotTreat when findings.IsNotNow => $"Not now: not before {later}.",
            Decision.DoNotTreat => $"Do not treat {Places([.. findings.Fired.Where(reason => reason.Rule.Grade is Grade.Absolute).SelectMany(reason => reason.At).Distinct()], findings.Case)}.",
            _ => Missing(findings) + (findings.Overall.Settled > Grade.Caution ? $" So far: {Word(Alone(findings.Overall.Settled)).ToLowerInvariant()}." : "") + (later.Length > 0 ? $" Not before {later}." : ""),
        };
    }

    /// <summary>The places, or that it is all of them.</summary>
    public static string Places(ImmutableArray<Site> at, Case @case) =>
        at.Length == @case.Sites.Length ? (at.Length == 1 ? at[0].Plain : "any of the planned places") : List([.. at.Select(site => site.Plain)]);

    /// <summary>The latest day, and the events beside it; empty when it waits for none.</summary>
    public static string Later(Findings findings) =>
        List([.. findings.NotBefore is { } day ? [Days.InWords(day)] : ImmutableArray<string>.Empty, .. findings.WaitsFor]);

    /// <summary>A term of the plan as people call it.</summary>
    public static string TermName(CaseTerm term) => TermName(term.Name);

    /// <summary>The same by its full name; beside those of the tables the day and the places of a plan.</summary>
    public static string TermName(string name) => name switch
    {
        Turned.Day => "the day",
        Turned.Sites => "the places",
        "plan.topical" => "what is on the open skin",
        "plan.anaesthetic" => "how the skin is numbed",
        "plan.prp" => "platelet-rich plasma",
        "plan.indication" => "the concern",
        "by.setting" => "where it is done",
        _ => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..],
    };

    public static string Name(Component component) => component switch
    {
        Component.Topical => "What is on the open skin",
        Component.Anaesthetic => "How the skin is numbed",
        Component.Prp => "Platelet-rich plasma",
        Component.RfDevice => "Radiofrequency",
        _ => "Needling",
    };

    /// <summary>Who may override a row, and how many it takes.</summary>
    public static string OverrideBy(Rule rule) => rule.Persons switch
    {
        0 => "Nobody.",
        1 => $"{Web.Assess.Sentence.Begin(Credential.InWords(rule.OverrideBy))}, with a written reason. Never a missing answer.",
        var persons => $"{Begin(persons)} persons, each {Credential.InWords(rule.OverrideBy)}, each with a written reason. Never a missing answer.",
    };

    public static string List(ImmutableArray<string> words) => words switch
    {
        [] => "",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };

    private static string Deciders(Findings findings) =>
        string.Join(" or ", findings.Fired.Where(reason => reason.Rule.Grade is Grade.Relative).Select(reason => Credential.InWords(reason.Rule.OverrideBy)).Distinct(StringComparer.Ordinal));

    private static string Missing(Findings findings) => findings.Open.Length switch
    {
        0 when findings.OpenTerms.Length > 2 => "A plan has to be made first.",
        0 => $"The plan has to say first: {List([.. findings.OpenTerms.Select(TermName)])}.",
        1 => "One answer is missing.",
        var several => $"{Begin(several)} answers are missing.",
    };

    private static string Begin(int count) => count is > 1 and < 10 ? new[] { "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine" }[count - 2] : $"{count}";
}
