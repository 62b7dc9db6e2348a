using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stipple.System.Tests.Records;

namespace Stipple.System.Tests.Tool;

/// <summary>Clinics and their ledgers from the terminal, on both databases.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LedgerTool(PostgresCluster cluster)
{
    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Clinics_are_founded_listed_checked_and_exported(string database)
    {
        using var scratch = new Scratch();
        var place = Place(database);
        var first = await Found(scratch, place, "Lindenhof Skin Clinic");
        var second = await Found(scratch, place, "Zweite Praxis");
        Assert.Equal($"{first}  Lindenhof Skin Clinic\n{second}  Zweite Praxis\n", (await Run(scratch, place, "clinic", "list")).Done().Out);

        var checkpoints = scratch.Write("checkpoints", (await Run(scratch, place, "ledger", "checkpoint")).Done().Out);
        Assert.Equal($"{first}  2 facts  as written\n{second}  2 facts  as written\n", (await Run(scratch, place, "ledger", "verify", "--checkpoint", checkpoints)).Done().Out);

        var exported = (await Run(scratch, place, "ledger", "export", first)).Done().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var fact = JsonDocument.Parse(exported[0]);
        Assert.Equal("clinic-founded", fact.RootElement.GetProperty("kind").GetString());
        Assert.Equal("Dr Ada Lind", fact.RootElement.GetProperty("by").GetString());
        Assert.Equal("{\"name\":\"Lindenhof Skin Clinic\",\"demo\":false}"u8, fact.RootElement.GetProperty("body").GetBytesFromBase64());
        using var last = JsonDocument.Parse(exported[^1]);
        Assert.Equal("founder-invited", last.RootElement.GetProperty("kind").GetString());
        Assert.EndsWith(last.RootElement.GetProperty("hash").GetString()!, File.ReadLines(checkpoints).First(), StringComparison.Ordinal);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_backup_is_made_verified_and_restored_and_lists_are_made_anew(string database)
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        var place = Place(database);
        var clinic = await Found(scratch, place, "Lindenhof");
        var checkpoint = (await Run(scratch, place, "ledger", "checkpoint")).Done().Out;
        var backup = scratch.File("backup");
        Assert.Equal(checkpoint, (await Run(scratch, place, "backup", backup)).Done().Out);
        Assert.Equal(checkpoint, (await ToolRun.Of("verify", backup)).Done().Out);
        Assert.Equal(checkpoint, (await Run(other, Place(database), "restore", backup)).Done().Out);
        Assert.Contains("There are clinics here already", (await Run(scratch, place, "restore", backup)).Refusal(1), StringComparison.Ordinal);
        Assert.Contains("already", (await Run(scratch, place, "backup", backup)).Refusal(1), StringComparison.Ordinal);
        Assert.Contains("is no backup", (await ToolRun.Of("verify", scratch.File("data"))).Refusal(1), StringComparison.Ordinal);
        Assert.Equal($"{clinic}  lists made anew\n", (await Run(scratch, place, "ledger", "rebuild")).Done().Out);
        Assert.Equal($"{clinic}  lists made anew\n", (await Run(scratch, place, "ledger", "rebuild", clinic)).Done().Out);
    }

    [Fact]
    public async Task A_fact_that_was_altered_in_the_file_is_named()
    {
        using var scratch = new Scratch();
        var clinic = await Found(scratch, null, "Lindenhof");
        Alter(scratch, clinic, "DROP TRIGGER facts_are_never_changed; UPDATE facts SET by = 'B'");
        var checkedRun = await Run(scratch, null, "ledger", "verify");
        Assert.Equal(1, checkedRun.ExitCode);
        Assert.Equal($"{clinic}  0 facts  fact 1 is not as it was written\n", checkedRun.Out);
        Assert.Contains("1 of 1 chains are not as they were written", checkedRun.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_shows_against_a_checkpoint_and_so_does_a_clinic_that_is_gone()
    {
        using var scratch = new Scratch();
        var clinic = await Found(scratch, null, "Lindenhof");
        var checkpoints = scratch.Write("checkpoints", (await Run(scratch, null, "ledger", "checkpoint")).Done().Out);
        Alter(scratch, clinic, "DROP TRIGGER facts_are_never_removed; DELETE FROM facts");
        (await Run(scratch, null, "ledger", "verify")).Done();
        Assert.Contains("the chain ends at fact 0, and the checkpoint saw 2", (await Run(scratch, null, "ledger", "verify", "--checkpoint", checkpoints)).Out, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(scratch.File("data"), clinic + "*")) File.Delete(file);
        Assert.Equal(1, (await Run(scratch, null, "ledger", "verify", "--checkpoint", checkpoints)).ExitCode);
    }

    [Fact]
    public async Task A_fact_cannot_be_changed_or_removed_by_an_ordinary_statement()
    {
        using var scratch = new Scratch();
        var clinic = await Found(scratch, null, "Lindenhof");
        Assert.Throws<SqliteException>(() => Alter(scratch, clinic, "UPDATE facts SET by = 'B'"));
        Assert.Throws<SqliteException>(() => Alter(scratch, clinic, "DELETE FROM facts"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_with_what_is_expected()
    {
        using var scratch = new Scratch();
        Assert.Contains("expected the id of a clinic", (await Run(scratch, null, "ledger", "export", "Lindenhof")).Refusal(2), StringComparison.Ordinal);
        Assert.Contains("There is no clinic", (await Run(scratch, null, "ledger", "export", "01a206d7-0b49-7b32-a1ba-ea7b7999fd25")).Refusal(1), StringComparison.Ordinal);
        Assert.Contains("expected 1 to 200 characters", (await Run(scratch, null, "clinic", "found", " ", "--by", "A")).Refusal(2), StringComparison.Ordinal);
        Assert.Contains("--by", (await Run(scratch, null, "clinic", "found", "Lindenhof")).Refusal(2), StringComparison.Ordinal);
        var bad = scratch.Write("bad", "\nno checkpoint\n");
        Assert.Contains("line 2: found \"no checkpoint\"", (await Run(scratch, null, "ledger", "verify", "--checkpoint", bad)).Refusal(2), StringComparison.Ordinal);
        Assert.Contains("PostgreSQL cannot be used", (await Run(scratch, "Host=127.0.0.1;Port=1;Username=a;Database=b;Timeout=2", "clinic", "list")).Refusal(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_neither_taken_nor_closed()
    {
        using var scratch = new Scratch();
        var folder = Directory.CreateDirectory(scratch.File("data"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        scratch.Write(Path.Combine("data", "letters"), "");
        Assert.Contains("holds other things", (await Run(scratch, null, "clinic", "list")).Refusal(1), StringComparison.Ordinal);
        Assert.True(folder.UnixFileMode.HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(["letters"], folder.EnumerateFileSystemInfos().Select(entry => entry.Name));
    }

    private string? Place(string database)
    {
        if (database == "SQLite") return null;
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return cluster.NewDatabase();
    }

    private static async Task<string> Found(Scratch scratch, string? postgres, string name)
    {
        var said = (await Run(scratch, postgres, "clinic", "found", name, "--by", "Dr Ada Lind")).Done().Out.Split('\n');
        Assert.StartsWith($"/invitation/{said[0]}.", said[1], StringComparison.Ordinal);
        Assert.Equal(3, said.Length);
        return said[0];
    }

    private static Task<ToolRun> Run(Scratch scratch, string? postgres, params string[] arguments) =>
        ToolRun.With([.. arguments, "--data", scratch.File("data")], null, null, postgres is null ? [] : [("STIPPLE_POSTGRES", postgres)]);

    private static void Alter(Scratch scratch, string clinic, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.File("data"), clinic + ".ledger")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
