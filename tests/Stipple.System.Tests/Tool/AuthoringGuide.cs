using System.Text.Json;
using Stipple.Assess;
using Stipple.Evidence;

namespace Stipple.System.Tests.Tool;

/// <summary>The worked example of evidence/README.md, done as it is written there.</summary>
public sealed class AuthoringGuide : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_guide_still_holds_the_steps_that_are_done_here()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Evidence, "README.md"));
        foreach (var step in new[]
        {
            "`entries.tsv`: `tick-bite`, Unhealed tick bite, `a tick bite`, site-specific",
            "first the gate `tick-bite` (yesno), then `tick-bite-zones` (zones",
            "grade `defer`, applies_to `procedure`, when `tick-bite and here tick-bite-zones`, until `healing of the bite`",
            "`stipple evidence check --evidence evidence`",
            "`stipple evidence show tick-bite --evidence evidence`",
        }) Assert.Contains(step, guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_checks_shows_and_fires_where_the_bite_is_and_nowhere_else()
    {
        var folder = scratch.CopyEvidence();
        Add(folder, "entries.tsv", ["tick-bite", "Unhealed tick bite", "a tick bite", "site-specific", "", "INFERENCE"]);
        Add(folder, "questions.tsv", Question("tick-bite", "a tick bite", "Do you have a tick bite that has not healed?", "yesno"), Question("tick-bite-zones", "where the bite is", "Where is it?", "zones"));
        Add(folder, "rules.tsv",
        [
            "tick-bite", "tick-bite", "defer", "procedure", "tick-bite and here tick-bite-zones", "", "healing of the bite", "", "", "time", "practitioner", "1", "",
            "Broken skin; an invented example.", "Tell the professional about the bite.", "Wait until it has healed.", "very-low", "inference", "INFERENCE", "Invented.",
        ]);

        Assert.Contains("Checked. Version ", (await ToolRun.Of("evidence", "check", "--evidence", folder)).Done().Out, StringComparison.Ordinal);
        var shown = (await ToolRun.Of("evidence", "show", "tick-bite", "--evidence", folder)).Done().Out;
        Assert.Contains("  When      tick-bite and here tick-bite-zones\n", shown, StringComparison.Ordinal);
        Assert.Contains("  Until     healing of the bite\n", shown, StringComparison.Ordinal);

        var rules = Rules.Read(Library.Read(Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal)));
        (string, string?)[] bite = [("tick-bite", "\"yes\""), ("tick-bite-zones", "[\"cheek-right\"]")];
        Assert.Equal(("defer", true), await Decide(folder, Cases.Unremarkable(rules, "cheek-right", bite)));
        Assert.Equal(("proceed", false), await Decide(folder, Cases.Unremarkable(rules, "chin", bite)));
        Assert.Equal(("incomplete", false), await Decide(folder, Cases.Unremarkable(rules, "cheek-right", ("tick-bite", "\"yes\""), ("tick-bite-zones", null))));
        Assert.Equal(("incomplete", false), await Decide(folder, Cases.Unremarkable(rules, "cheek-right", ("tick-bite", null), ("tick-bite-zones", null))));
    }

    private static async Task<(string Decision, bool Fired)> Decide(string folder, string @case)
    {
        using var decided = JsonDocument.Parse((await ToolRun.With(["screen", "-", "--json", "--evidence", folder], @case)).Done().Out);
        return (decided.RootElement.GetProperty("decision").GetString()!,
            decided.RootElement.GetProperty("fired").EnumerateArray().Any(row => row.GetProperty("row").GetString() == "tick-bite"));
    }

    private static string[] Question(string id, string topic, string asks, string type) =>
        [id, "Skin today", topic, asks, "", "Broken skin heals badly.", type, "", "", "", "", "", "", "plan", "patient", "3", "", "INFERENCE"];

    private static void Add(string folder, string file, params string[][] rows) =>
        File.AppendAllText(Path.Combine(folder, file), string.Concat(rows.Select(row => string.Join('\t', row) + "\n")));
}
