using System.Globalization;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Cli;

/// <summary>A decision as text for a terminal: what is settled first, then what is missing.</summary>
internal static class CandidacyReport
{
    private const int Width = 100;
    private const int MostHinges = 6;

    public static void Write(TextWriter to, Findings findings, Hinges hinges)
    {
        if (findings.Case.Id is { } id) to.WriteLine($"Case          {id}");
        to.WriteLine($"Decision      {CandidacyFormat.Word(findings.Overall.Decision)}{(findings.IsNotNow ? "  (not now)" : "")}");
        to.WriteLine($"Settled       {CandidacyFormat.Word(findings.Overall.Settled)}");
        to.WriteLine($"Could become  {CandidacyFormat.Word(findings.Overall.CouldBecome)}");
        if (findings.NotBefore is { } day) to.WriteLine($"Not before    {InWords(day)}");
        foreach (var until in findings.WaitsFor) to.WriteLine($"Not before    {until}");
        to.WriteLine($"As of         {InWords(findings.Case.AsOf)}, planned for {InWords(findings.Case.PlannedOn)}");
        to.WriteLine($"Evidence      {findings.Evidence.Abbreviated}");

        to.WriteLine();
        to.WriteLine("Per site");
        foreach (var site in findings.Sites)
            Row(to, $"{site.Planned.Site.Id}{(site.Planned.Depth is { } depth ? $", {depth}" : "")}", site.Verdict);
        to.WriteLine("Per component");
        foreach (var part in findings.Components) Row(to, CandidacyFormat.Word(part.Component), part.Verdict);

        to.WriteLine();
        to.WriteLine(findings.Fired.Length == 0 ? "No row fired. That is no clearance: a licensed practitioner decides." : "What fired, strictest first");
        foreach (var reason in findings.Fired) Write(to, reason, findings.Case);

        if (findings.Open.Length > 0)
        {
            to.WriteLine();
            to.WriteLine("Still open, most decisive first");
            foreach (var open in findings.Open)
            {
                var follows = open.FollowsUp ? ", after another answer" : "";
                Paragraph(to, "  ? ", $"{open.Question.Asks} [{open.Question.Id}, asked of the {open.Question.AskedOf}; could make it {CandidacyFormat.Word(open.CouldMake)}{follows}]");
            }
        }

        if (findings.OpenTerms.Length > 0)
        {
            to.WriteLine();
            to.WriteLine($"Not decided in the plan: {string.Join(", ", findings.OpenTerms.Select(term => term.Name))}");
        }

        foreach (var question in findings.Stale) to.WriteLine($"Too old to count, ask again: {question.Asks} [{question.Id}]");
        Write(to, hinges, findings.Overall.Decision);
        to.WriteLine();
        Paragraph(to, "", "This supports a professional and never replaces one. The evidence tables are a research proposal until a medical director approves them.");
    }

    /// <summary>What the decision rests on: no advice to change anything.</summary>
    private static void Write(TextWriter to, Hinges hinges, Decision decision)
    {
        to.WriteLine();
        to.WriteLine(hinges.Sets.Length == 0 ? "What would change it: nothing was found in the plan or among what passes" : "What would change it");
        foreach (var hinge in hinges.Sets.Take(MostHinges))
        {
            var so = hinge is { Decision: Decision.Incomplete, To.Settled: > Grade.None } ? $", so far {CandidacyFormat.Word(hinge.To.Settled)}" : "";
            var things = hinge.If.Select(turned => $"{turned.Question?.Asks ?? turned.Name} {turned.InWords}{(turned.Question is { } question ? $" [{question.Id}]" : "")}{(turned.NotBefore.Length > 0 ? $", not before {string.Join(", ", turned.NotBefore)}" : "")}");
            Paragraph(to, "  = ", $"{CandidacyFormat.Word(hinge.Decision)}{so}, if: {string.Join("; and ", things)}");
        }

        if (hinges.Sets.Length > MostHinges) to.WriteLine($"  {hinges.Sets.Length - MostHinges} more with --json.");
        if (!hinges.All) to.WriteLine("  There may be others.");
        if (hinges.RestsOn.Length > 0) Paragraph(to, "    ", $"It rests on these as they were answered: {string.Join(", ", hinges.RestsOn.Select(question => question.Topic))}.");
        if (decision is Decision.Proceed or Decision.ProceedWithPrecautions) to.WriteLine("    Only choices of the plan are tried. Any other answer is decided anew.");
    }

    /// <summary>Prints text in lines of at most a hundred characters, continued under its beginning.</summary>
    public static void Paragraph(TextWriter to, string lead, string text)
    {
        var line = lead;
        var indent = new string(' ', lead.Length);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width && line.Trim().Length > 0)
            {
                to.WriteLine(line.TrimEnd());
                line = indent;
            }

            line += word + " ";
        }

        to.WriteLine(line.TrimEnd());
    }

    public static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static void Sources(TextWriter to, string indent, IEnumerable<Source> sources)
    {
        foreach (var source in sources)
            Paragraph(to, $"{indent}- ", $"{source.Citation}{(source.Link.Length > 0 ? " " : "")}{source.Link} ({source.Kind}; {source.ReadInWords})");
    }

    private static void Row(TextWriter to, string name, Verdict verdict)
    {
        var could = verdict.CouldBecome > verdict.Settled ? $" (settled {CandidacyFormat.Word(verdict.Settled)}, could become {CandidacyFormat.Word(verdict.CouldBecome)})" : "";
        to.WriteLine($"  {name,-28} {CandidacyFormat.Word(verdict.Decision)}{could}");
    }

    private static void Write(TextWriter to, Reason reason, Case @case)
    {
        var rule = reason.Rule;
        to.WriteLine();
        to.WriteLine($"  {CandidacyFormat.Word(rule.Grade).ToUpperInvariant()}  {rule.Entry.Name}  [{rule.Id}]");
        Paragraph(to, "    Why       ", rule.Says);
        foreach (var (question, answer) in reason.Answered)
        {
            Paragraph(to, "    Answered  ", $"{question.Asks} {question.Domain.InWords(answer.Fact)} ({answer.Source}, {InWords(answer.At)})");
        }

        to.WriteLine($"    At        {(reason.At.Length == @case.Sites.Length ? "every planned site" : string.Join(", ", reason.At.Select(site => site.Id)))}");
        if (rule.AppliesTo is not Component.Procedure) to.WriteLine($"    Part      {CandidacyFormat.Word(rule.AppliesTo)} only");
        if (reason.NotBefore is { } day) to.WriteLine($"    Until     {InWords(day)}");
        if (rule.Until.Length > 0) Paragraph(to, "    Until     ", rule.Until);
        if (rule.Urgency.Length > 0) to.WriteLine($"    Urgent    needs care: {rule.Urgency}");
        Paragraph(to, "    Settle    ", rule.Resolve);
        to.WriteLine($"    Override  {(rule.Persons == 0 ? "nobody may" : $"{rule.OverrideBy}{(rule.Persons == 2 ? ", two persons" : "")}, with a recorded reason")}");
        to.WriteLine($"    Evidence  {rule.Strength}, basis {rule.Basis}");
        if (rule.Entry.Disagree.Length > 0) Paragraph(to, "    Disagree  ", rule.Entry.Disagree);
        if (rule.Notes.Length > 0) Paragraph(to, "    Note      ", rule.Notes);
        Sources(to, "      ", rule.Sources);
    }
}
