using System.CommandLine;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Fhir.Read;

namespace Stipple.Cli;

/// <summary><c>stipple evidence check|show|version|diff|kept|export</c>: the tables, for those who write and approve them.</summary>
internal static class EvidenceCommands
{
    public static Command Command()
    {
        var evidence = Tables.Option();
        evidence.Recursive = true;
        return new Command("evidence", "Check the evidence tables, show a row, or tell their versions apart.")
        {
            evidence,
            Check(evidence),
            Show(evidence),
            Version(evidence),
            EvidenceVersions.Difference(evidence),
            EvidenceVersions.Kept(evidence),
            EvidenceVersions.Export(evidence),
        };
    }

    private static Command Check(Option<DirectoryInfo?> evidence)
    {
        var command = new Command("check", "Read every table strictly; stop at the first mistake with file, row, column and what was expected.");
        command.SetAction(parsed => ExitCode.From(() =>
        {
            var rules = Tables.Read(parsed.GetValue(evidence));
            foreach (var shape in Shapes.All) Console.Out.WriteLine($"{shape.File,-16} {rules.Library[shape].Rows.Length,4} rows");
            Console.Out.WriteLine($"Checked. Version {rules.Version.Hash}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Version(Option<DirectoryInfo?> evidence)
    {
        var command = new Command("version", "Print the version of the tables: a hash that neither row order nor line ends change.");
        command.SetAction(parsed => ExitCode.From(() =>
        {
            Console.Out.WriteLine(Tables.Read(parsed.GetValue(evidence)).Version.Hash);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Show(Option<DirectoryInfo?> evidence)
    {
        var id = new Argument<string>("ROW") { Description = "Id of a rule, an entry, a question or a source." };
        var command = new Command("show", "Show one row with everything that belongs to it.") { id };
        command.SetAction(parsed => ExitCode.From(() =>
        {
            Write(Console.Out, Tables.Read(parsed.GetValue(evidence)), parsed.GetRequiredValue(id));
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Write(TextWriter to, Rules rules, string id)
    {
        var rows = rules.All.Where(rule => rule.Id == id || rule.Entry.Id == id).ToArray();
        var question = rules.FindQuestion(id);
        if (rows.Length == 0 && question is null && !rules.Library.Sources.ContainsKey(id))
        {
            var near = rules.All.Select(rule => rule.Id).Concat(rules.Questions.Select(asked => asked.Id)).Concat(rules.Library.Sources.Keys)
                .Where(known => known.Contains(id, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(8).ToArray();
            throw new InputException($"found \"{id}\", expected the id of a rule, an entry, a question or a source{(near.Length > 0 ? $"; did you mean {string.Join(", ", near)}?" : "")}");
        }

        foreach (var rule in rows) Write(to, rules, rule);
        if (question is not null) Write(to, question, rules);
        if (rules.Library.Sources.TryGetValue(id, out var source)) CandidacyReport.Sources(to, "", [source]);
    }

    private static void Write(TextWriter to, Rules rules, Rule rule)
    {
        to.WriteLine($"{rule.Id}  {CandidacyFormat.Word(rule.Grade)}, {CandidacyFormat.Word(rule.AppliesTo)}");
        CandidacyReport.Paragraph(to, "  Entry     ", rule.Entry.Name);
        CandidacyReport.Paragraph(to, "  When      ", rule.WhenText);
        CandidacyReport.Paragraph(to, "  Asks      ", string.Join(", ", rule.RestsOn.Select(rules.NameOf)));
        foreach (var other in rule.ReplacedBy) to.WriteLine($"  Replaced  by {rules.All[other].Id}");
        if (rule.Until.Length > 0) CandidacyReport.Paragraph(to, "  Until     ", rule.Until);
        if (rule.Deferral is { } deferral)
        {
            var days = deferral.Days.Policy is { } policy ? $"{rules.NameOf(policy)} = {rules.Terms[policy.Ordinal].Default.Low}" : $"{deferral.Days.Value}";
            to.WriteLine($"  Defer     {days} days from {deferral.From.Id}");
        }

        CandidacyReport.Paragraph(to, "  Why       ", rule.Says);
        CandidacyReport.Paragraph(to, "  Tells     ", rule.Tells);
        CandidacyReport.Paragraph(to, "  Settle    ", $"{rule.Resolve} (by {rule.ResolvesBy})");
        to.WriteLine($"  Override  {(rule.Persons == 0 ? "nobody may" : $"{rule.OverrideBy}, {rule.Persons} person{(rule.Persons == 2 ? "s" : "")}")}");
        if (rule.Urgency.Length > 0) to.WriteLine($"  Urgent    {rule.Urgency}");
        to.WriteLine($"  Evidence  {rule.Strength}, basis {rule.Basis}");
        if (rule.Entry.Disagree.Length > 0) CandidacyReport.Paragraph(to, "  Disagree  ", rule.Entry.Disagree);
        if (rule.Notes.Length > 0) CandidacyReport.Paragraph(to, "  Note      ", rule.Notes);
        foreach (var code in rule.Codes)
            CandidacyReport.Paragraph(to, "  Code      ", $"{CodeSystem.AddressOf(code.System)}|{code.Code} {code.Display} ({(code.Decides ? "decides" : "asks")}; {code.Checked})");
        CandidacyReport.Sources(to, "  ", rule.Sources);
        to.WriteLine();
    }

    private static void Write(TextWriter to, Question question, Rules rules)
    {
        to.WriteLine($"{question.Id}  asked of the {question.AskedOf}{(question.StaleDays is { } days ? $", counts for {days} days" : "")}");
        CandidacyReport.Paragraph(to, "  Asks      ", question.Asks);
        CandidacyReport.Paragraph(to, "  Why       ", question.Why);
        CandidacyReport.Paragraph(to, "  Allowed   ", question.Domain.Allowed);
        var used = rules.All.Where(rule => rule.RestsOn.Contains(new Slot(false, question.Ordinal)));
        CandidacyReport.Paragraph(to, "  Used by   ", string.Join(", ", used.Select(rule => rule.Id)));
    }
}
