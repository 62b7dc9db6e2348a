namespace Stipple.System.Tests.Tool;

/// <summary>The commands that read the tables: those it was built with, a copy, and copies that are wrong.</summary>
public sealed class EvidenceTables : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_shipped_tables_pass_the_check_and_are_counted()
    {
        var run = (await ToolRun.Of("evidence", "check")).Done();
        Assert.Contains($"rules.tsv        {Cases.Rules.All.Length,4} rows\n", run.Out, StringComparison.Ordinal);
        Assert.EndsWith($"Checked. Version {Cases.Rules.Version.Hash}\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_of_the_repository_is_what_the_tool_was_built_with()
    {
        var folder = (await ToolRun.Of("evidence", "version", "--evidence", Repository.Evidence)).Done();
        Assert.Equal((await ToolRun.Of("evidence", "version")).Done().Out, folder.Out);
    }

    [Fact]
    public async Task Other_line_ends_and_another_order_of_rows_are_the_same_version()
    {
        var folder = scratch.CopyEvidence();
        var random = new Random(7);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            // The order of entries, questions and sites carries meaning for readers; that of sources and codes does not.
            string[] rows = Path.GetFileName(file) is "sources.tsv" or "codes.tsv" ? [lines[0], .. lines.Skip(1).OrderBy(_ => random.Next())] : lines;
            await File.WriteAllTextAsync(file, string.Concat(rows.Select(row => row + "\r\n")), TestContext.Current.CancellationToken);
        }

        var version = (await ToolRun.Of("evidence", "version", "--evidence", folder)).Done().Out;
        Assert.Equal(Cases.Rules.Version.Hash + "\n", version);
        (await ToolRun.Of("evidence", "check", "--evidence", folder)).Done();
    }

    [Fact]
    public async Task A_changed_word_is_another_version_and_a_decision_names_it()
    {
        var folder = scratch.CopyEvidence();
        var sources = Path.Combine(folder, "public.tsv");
        await File.WriteAllTextAsync(sources, (await File.ReadAllTextAsync(sources, TestContext.Current.CancellationToken)).Replace("tiny holes", "small holes", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var version = (await ToolRun.Of("evidence", "version", "--evidence", folder)).Done().Out.TrimEnd();
        Assert.NotEqual(Cases.Rules.Version.Hash, version);
        Assert.Contains($"\"evidence\": \"{version}\"", (await ToolRun.With(["screen", "-", "--json", "--evidence", folder], Cases.Unremarkable())).Done().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules.tsv", "grade", "deferred", "absolute, relative, defer, caution")]
    [InlineData("rules.tsv", "when", "acne-now in {few} and there", "")]
    [InlineData("questions.tsv", "type", "boolean", "yesno, choice, choices, number, date, zones, note")]
    [InlineData("codes.tsv", "system", "snomed", "icd-10-cm, rxnorm, atc")]
    [InlineData("sites.tsv", "near", "elbow", "ids of sites.tsv")]
    public async Task A_mistake_in_a_table_names_file_row_and_column(string file, string column, string wrong, string expected)
    {
        var folder = scratch.CopyEvidence();
        Edit(Path.Combine(folder, file), 2, column, wrong);
        foreach (var arguments in new[] { new[] { "evidence", "check" }, ["evidence", "version"], ["evidence", "show", "keloid"], ["screen", "-"], ["serve", "--port", "0", "--data", scratch.File("data")] })
        {
            var error = (await ToolRun.With([.. arguments, "--evidence", folder], Cases.Unremarkable())).Refusal(2);
            Assert.StartsWith($"stipple: {file}, row 3, column {column}: found \"", error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(scratch.File("data")), "Nothing may be made for a start that fails.");
    }

    [Fact]
    public async Task A_missing_table_a_foreign_table_and_bytes_that_are_no_text_are_refused()
    {
        var folder = scratch.CopyEvidence();
        File.Move(Path.Combine(folder, "codes.tsv"), Path.Combine(folder, "kodes.tsv"));
        Assert.Contains("kodes.tsv", (await ToolRun.Of("evidence", "check", "--evidence", folder)).Refusal(2), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "kodes.tsv"));
        Assert.StartsWith("stipple: codes.tsv: found nothing, expected this table to be there", (await ToolRun.Of("evidence", "check", "--evidence", folder)).Refusal(2), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(Path.Combine(folder, "codes.tsv"), [0x72, 0xFF, 0xFE], TestContext.Current.CancellationToken);
        Assert.Contains("codes.tsv: found \"bytes that are not UTF-8", (await ToolRun.Of("evidence", "check", "--evidence", folder)).Refusal(2), StringComparison.Ordinal);
    }

    /// <param name="file">The table.</param>
    /// <param name="row">Place of the row, the header being 0.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="value">What stands there from now on.</param>
    private static void Edit(string file, int row, string column, string value)
    {
        var lines = File.ReadAllLines(file);
        var cells = lines[row].Split('\t');
        cells[Array.IndexOf(lines[0].Split('\t'), column)] = value;
        lines[row] = string.Join('\t', cells);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
    }
}
