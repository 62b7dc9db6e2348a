namespace Stipple.System.Tests.Tool;

/// <summary>What the tool prints, word for word.</summary>
public sealed class ApprovedTexts
{
    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-screen.txt", "screen", "--help")]
    [InlineData("help-simulate.txt", "simulate", "--help")]
    [InlineData("help-evidence.txt", "evidence", "--help")]
    [InlineData("help-evidence-check.txt", "evidence", "check", "--help")]
    [InlineData("help-evidence-show.txt", "evidence", "show", "--help")]
    [InlineData("help-evidence-version.txt", "evidence", "version", "--help")]
    [InlineData("help-evidence-diff.txt", "evidence", "diff", "--help")]
    [InlineData("help-evidence-kept.txt", "evidence", "kept", "--help")]
    [InlineData("help-evidence-export.txt", "evidence", "export", "--help")]
    [InlineData("help-serve.txt", "serve", "--help")]
    [InlineData("help-clinic.txt", "clinic", "--help")]
    [InlineData("help-clinic-found.txt", "clinic", "found", "--help")]
    [InlineData("help-ledger.txt", "ledger", "--help")]
    [InlineData("help-ledger-verify.txt", "ledger", "verify", "--help")]
    [InlineData("help-ledger-export.txt", "ledger", "export", "--help")]
    [InlineData("help-ledger-rebuild.txt", "ledger", "rebuild", "--help")]
    [InlineData("help-ledger-replay.txt", "ledger", "replay", "--help")]
    [InlineData("help-backup.txt", "backup", "--help")]
    [InlineData("help-restore.txt", "restore", "--help")]
    [InlineData("help-verify.txt", "verify", "--help")]
    public async Task Help_reads_as_approved(string name, params string[] arguments) =>
        Approved.Check(name, (await ToolRun.Of(arguments)).Done().Out);

    public static TheoryData<string, string> Decisions => new()
    {
        { "unremarkable", Cases.Unremarkable() },
        { "keloid", Cases.Unremarkable(("keloid", "\"yes\""), ("keloid-number", "\"several\""), ("keloid-cause", "[\"piercing\"]"), ("keloid-zones", "[\"chest\"]")) },
        { "emergency", Cases.Unremarkable(("warning-signs", "[\"spreading-redness-fever\"]")) },
        { "open", Cases.Unremarkable(("eczema", null), ("pregnant", "\"unknown\""), ("warning-signs", "{ \"value\": [], \"source\": \"practitioner\", \"at\": \"2026-11-01\" }")) },
        { "deferred", Cases.Unremarkable(("hsv-history", "\"yes\""), ("hsv-frequency", "\"1-2\""), ("hsv-healed", "\"2026-11-20\"")) },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task A_decision_reads_as_approved(string name, string @case) =>
        Approved.Check($"screen-{name}.txt", (await ToolRun.With(["screen", "-"], @case)).Done().Out);

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task A_decision_in_JSON_is_as_approved(string name, string @case) =>
        Approved.Check($"screen-{name}.json.txt", (await ToolRun.With(["screen", "-", "--json"], @case)).Done().Out);

    [Theory]
    [InlineData("show-row.txt", "keloid-history/prone")]
    [InlineData("show-entry.txt", "lichen-planus-koebner-other")]
    [InlineData("show-question.txt", "hsv-healed")]
    [InlineData("show-source.txt", "SKINPEN-CI")]
    public async Task A_row_of_the_tables_reads_as_approved(string name, string id) =>
        Approved.Check(name, (await ToolRun.Of("evidence", "show", id)).Done().Out);
}
