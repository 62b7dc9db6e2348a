using System.Runtime.Versioning;
using Stipple.Evidence;
using Stipple.Records;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.Tool;

/// <summary>Versions of the tables from the terminal.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EvidenceTool : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Two_folders_are_told_apart_without_a_ledger()
    {
        var (one, other) = (Write("one", Records.Evidence.Shipped.Library), Write("other", Records.Evidence.With(
            ("rules.tsv", "rosacea", "grade", "caution"), ("rules.tsv", "rosacea", "says", "Said otherwise."), ("terms.tsv", "policy.inr-max", "default", "3"), ("sources.tsv", "Ablon2018", "notes", "")).Library));
        Approved.Check("evidence-diff.txt", (await ToolRun.With(["evidence", "diff", one, other], folder: scratch.Path)).Done().Out);
        Assert.Contains("nothing differs", (await ToolRun.With(["evidence", "diff", one, one], folder: scratch.Path)).Done().Out, StringComparison.Ordinal);
        Assert.Equal(["one", "other"], Directory.EnumerateFileSystemEntries(scratch.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_clinic_keeps_is_listed_told_apart_and_written_out_again()
    {
        var old = Records.Evidence.With(("rules.tsv", "rosacea", "grade", "caution"));
        var clinic = await Keeping(old);
        var listed = (await Run("evidence", "kept", clinic)).Done().Out;
        Assert.Matches($"(?m)^{old.Version}  kept .* UTC, in force$", listed);
        Assert.Matches($"(?m)^{old.Version}  approved .* UTC by Ada Lind: I have read the difference", listed);
        Assert.Contains("policy.inr-max = 3\n", listed, StringComparison.Ordinal);

        var told = (await Run("evidence", "diff", old.Version.Abbreviated, Records.Evidence.Shipped.Version.Hash)).Done().Out;
        Assert.Contains("Rules: 0 added, 0 removed, 1 changed", told, StringComparison.Ordinal);
        Assert.StartsWith($"Before  {old.Version}\nAfter   {Records.Evidence.Shipped.Version}\n", told, StringComparison.Ordinal);

        var folder = scratch.File("out");
        Assert.Contains($"Version {old.Version}", (await Run("evidence", "export", old.Version.Hash, folder)).Done().Out, StringComparison.Ordinal);
        Assert.All(old.Library.Texts, table => Assert.Equal(table.Value, File.ReadAllText(Path.Combine(folder, table.Key))));
        Assert.Equal(old.Version.Hash + "\n", (await Run("evidence", "version", "--evidence", folder)).Done().Out);
        Assert.Contains("expected a new or an empty folder", (await Run("evidence", "export", old.Version.Hash, folder)).Refusal(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_nobody_keeps_and_a_clinic_that_approved_nothing_are_said()
    {
        Assert.Contains("expected a version that is installed or kept", (await Run("evidence", "diff", new string('0', 12), new string('0', 64))).Refusal(2), StringComparison.Ordinal);
        Assert.Contains("expected a folder with the evidence tables", (await Run("evidence", "diff", "yesterday", "today")).Refusal(2), StringComparison.Ordinal);
        Assert.Contains("There is no clinic", (await Run("evidence", "kept", "01a206d7-0b49-7b32-a1ba-ea7b7999fd25")).Refusal(1), StringComparison.Ordinal);
        var clinic = await Keeping(null);
        Assert.StartsWith("No version of the evidence tables is approved.", (await Run("evidence", "kept", clinic)).Done().Out, StringComparison.Ordinal);
    }

    private async Task<string> Keeping(Assess.Rules? approved)
    {
        using var folder = DataFolder.Open(scratch.File("data"));
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        var house = await House.Founded(ledger, approved ?? Records.Evidence.Shipped);
        if (approved is not null) await house.Approve(approved, ("policy.inr-max", "3"));
        return house.Clinic.ToString();
    }

    private string Write(string name, Library library)
    {
        var folder = Directory.CreateDirectory(scratch.File(name)).FullName;
        foreach (var (file, text) in library.Texts) File.WriteAllText(Path.Combine(folder, file), text);
        return folder;
    }

    private Task<ToolRun> Run(params string[] arguments) =>
        ToolRun.With(arguments is ["evidence", "version", ..] ? arguments : [.. arguments, "--data", scratch.File("data")]);
}
