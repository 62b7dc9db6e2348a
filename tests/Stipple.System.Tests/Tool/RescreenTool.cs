using System.Text.Json;
using Stipple.Records;
using Stipple.Records.Postgres;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.Treatments;
using Stipple.Terms;

namespace Stipple.System.Tests.Tool;

/// <summary>Open patients against another version or policy, from the terminal.</summary>
public sealed class RescreenTool(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Tells_who_changes_and_why_by_number_alone_and_writes_nothing(string database)
    {
        using var scratch = new Scratch();
        Assert.SkipWhen(database == "PostgreSQL" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var postgres = database == "PostgreSQL" ? cluster.NewDatabase() : null;
        var (clinic, patient) = await Prepare(scratch.File("data"), postgres);
        var before = (await Run("ledger", "checkpoint")).Out;

        var told = await Run("rescreen", clinic, "--set", "policy.hsv-settle-days=21");
        Assert.Equal(1, told.ExitCode);
        Assert.Contains("policy.hsv-settle-days = 21, now 14\n", told.Out, StringComparison.Ordinal);
        Assert.Contains("       1  proceed-with-precautions -> defer\n", told.Out, StringComparison.Ordinal);
        Assert.Contains($"patient {patient}  P-1  plan\n  proceed-with-precautions -> defer  (stricter)\n", told.Out, StringComparison.Ordinal);
        Assert.Contains("fires then          DEFER  [herpes-simplex-active/recently-healed]\n", told.Out, StringComparison.Ordinal);
        Assert.Equal("stipple: 1 of 2 open patients would be decided otherwise.\n", told.Error);
        Assert.DoesNotContain("Ann", told.Out + told.Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse((await Run("rescreen", clinic, "--set", "policy.hsv-settle-days=21", "--json")).Out);
        var one = json.RootElement.GetProperty("patients").EnumerateArray().Single();
        Assert.Equal((1, $"{patient}", "P-1", "proceed-with-precautions", "defer"), (json.RootElement.GetProperty("changed").GetInt32(), Text(one, "patient"), Text(one, "number"), Text(one, "before"), Text(one, "after")));
        var rule = one.GetProperty("rules").EnumerateArray().Single();
        Assert.Equal(("herpes-simplex-active/recently-healed", "defer", "silent", "fires"), (Text(rule, "rule"), Text(rule, "grade"), Text(rule, "before"), Text(rule, "after")));

        // The installed tables are those in force, and so is a policy that is what it was.
        foreach (var same in new string[][] { [], ["--set", "policy.hsv-settle-days="], ["--set", "policy.hsv-settle-days=14"], ["--against", Ward.Rules.Version.Hash[..12]] })
            Assert.Contains("Nobody with an open plan would be decided otherwise.", (await Run(["rescreen", clinic, .. same])).Done().Out, StringComparison.Ordinal);
        Assert.Equal(before, (await Run("ledger", "checkpoint")).Out);

        Task<ToolRun> Run(params string[] arguments) =>
            ToolRun.With([.. arguments, "--data", scratch.File("data")], null, null, postgres is null ? [] : [("STIPPLE_POSTGRES", postgres)]);
    }

    [Fact]
    public async Task Takes_a_folder_of_tables_also_where_a_process_serves_and_tells_what_cannot_be_decided()
    {
        using var scratch = new Scratch();
        var (clinic, patient) = await Prepare(scratch.File("data"), null);
        Directory.CreateDirectory(scratch.File("tables"));
        foreach (var (file, text) in Records.Evidence.With(("devices.tsv", "skinpen-precision", "id", "skinpen-next")).Library.Texts) scratch.Write(Path.Combine("tables", file), text);
        await using var serving = await Serving.Start(scratch.File("data"), Cancel);
        foreach (var option in new[] { "--against", "--evidence" })
        {
            // The folder is the one of whoever types, not of the process that serves.
            var told = await ToolRun.With(["rescreen", clinic, option, "tables", "--data", scratch.File("data")], folder: scratch.Path);
            Assert.Equal((1, "stipple: 2 of 2 open patients would be decided otherwise. 2 could not be decided.\n"), (told.ExitCode, told.Error));
            Assert.Contains($"patient {patient}  P-1  plan\n  proceed-with-precautions -> cannot-be-decided  (stricter)\n  ! Not in the tables: the device model skinpen-precision\n", told.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refuses_what_it_cannot_read_with_what_is_expected()
    {
        using var scratch = new Scratch();
        var (clinic, _) = await Prepare(scratch.File("data"), null);
        Assert.Contains("expected the id of a clinic", await Refusal(2, "Lindenhof"), StringComparison.Ordinal);
        Assert.Contains("There is no clinic 01a206d7-0b49-7b32-a1ba-ea7b7999fd25.", await Refusal(1, "01a206d7-0b49-7b32-a1ba-ea7b7999fd25"), StringComparison.Ordinal);
        Assert.Contains("expected a version that is installed or kept", await Refusal(2, clinic, "--against", "000000000000"), StringComparison.Ordinal);
        Assert.Contains("at least the first twelve digits of a version", await Refusal(2, clinic, "--against", ""), StringComparison.Ordinal);
        Assert.Contains("--set policy.hsv-settle-days: found \"99\", expected a number from 0 to 90 days", await Refusal(2, clinic, "--set", "policy.hsv-settle-days=99"), StringComparison.Ordinal);
        Assert.Contains("--set: found \"plan.depth\", expected one of the switches policy.inr-max, ", await Refusal(2, clinic, "--set", "plan.depth=1"), StringComparison.Ordinal);
        Assert.Contains("--set: found \"policy.inr-max\", expected a switch, = and its value", await Refusal(2, clinic, "--set", "policy.inr-max"), StringComparison.Ordinal);
        Assert.Contains("expected each switch once", await Refusal(2, clinic, "--set", "policy.inr-max=3", "--set", "policy.inr-max=2"), StringComparison.Ordinal);

        var bare = (await ToolRun.Of("clinic", "found", "New", "--by", "Ada", "--data", scratch.File("data"))).Done().Out[..36];
        Assert.Contains("Nothing is decided here, so nothing can change. No version of the evidence tables is approved.", await Refusal(1, bare), StringComparison.Ordinal);

        async Task<string> Refusal(int exit, params string[] arguments) => (await ToolRun.Of(["rescreen", .. arguments, "--data", scratch.File("data")])).Refusal(exit);
    }

    /// <summary>A clinic with two signed plans; the first patient's cold sore healed twenty days ago.</summary>
    private static async Task<(string Clinic, PatientId Patient)> Prepare(string data, string? postgres)
    {
        using var folder = postgres is null ? DataFolder.Open(data) : null;
        await using ILedger ledger = postgres is null ? new SqliteLedger(folder!, TimeProvider.System) : await PostgresLedger.Open(postgres, TimeProvider.System, null, Cancel);
        var (ward, clinic) = await Rescreenings.Founded(ledger);
        var patient = await Rescreenings.Healed(ward, "P-1", 20);
        await ward.Planned("P-2");
        return ($"{clinic}", patient);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
