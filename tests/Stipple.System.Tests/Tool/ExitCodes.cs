using System.Globalization;

namespace Stipple.System.Tests.Tool;

/// <summary>0: done. 1: understood, and cannot be done now. 2: something given to the tool cannot be read.</summary>
public sealed class ExitCodes : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_case_from_a_file_and_from_standard_input_gives_the_same_decision()
    {
        var file = scratch.Write("case.json", Cases.Unremarkable());
        var fromFile = (await ToolRun.Of("screen", file)).Done();
        var fromInput = (await ToolRun.With(["screen", "-"], Cases.Unremarkable())).Done();
        Assert.Equal(fromFile.Out, fromInput.Out);
        Assert.StartsWith("Decision      proceed\n", fromFile.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_may_not_proceed_was_decided_all_the_same()
    {
        var run = (await ToolRun.With(["screen", "-"], Cases.Unremarkable(("pregnant", "\"yes\"")))).Done();
        Assert.StartsWith("Decision      do-not-treat  (not now)\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_with_a_byte_order_mark_is_read() =>
        (await ToolRun.With(["screen", "-"], "\uFEFF" + Cases.Unremarkable())).Done();

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var missing = scratch.File("missing.json");
        Assert.Contains(missing, (await ToolRun.Of("screen", missing)).Refusal(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_case() =>
        Assert.Contains(scratch.Path, (await ToolRun.Of("screen", scratch.Path)).Refusal(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\n  \"asOf\": \"2026-11-23\",\n  \"plan\": }\n", "line 3")]
    [InlineData("", "line 1")]
    [InlineData("null", "line 1")]
    [InlineData("{\n  \"asOf\": \"2026-11-23\",\n\n  \"dose\": 5\n}", "line 4")]
    public async Task A_text_that_is_no_case_names_file_and_line(string text, string line)
    {
        var file = scratch.Write("bad.json", text);
        Assert.StartsWith($"stipple: {file}, {line}", (await ToolRun.Of("screen", file)).Refusal(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_question_is_named_with_its_line()
    {
        var run = await ToolRun.With(["screen", "-"], Cases.Unremarkable(("favourite-colour", "\"blue\"")));
        var line = 1 + Cases.Unremarkable(("favourite-colour", "\"blue\"")).Split('\n').TakeWhile(text => !text.Contains("favourite-colour", StringComparison.Ordinal)).Count();
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"stipple: standard input, line {line}"), run.Refusal(2), StringComparison.Ordinal);
        Assert.Contains("\"favourite-colour\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("questions.tsv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_offered_says_what_is()
    {
        var error = (await ToolRun.With(["screen", "-"], Cases.Unremarkable(("zoster", "\"perhaps\"")))).Refusal(2);
        Assert.Contains("answers.zoster", error, StringComparison.Ordinal);
        Assert.Contains("one of no, healed-recently, now, or unknown", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_001, 2)]
    public async Task More_than_a_megabyte_is_refused_and_one_megabyte_is_not(int size, int exitCode)
    {
        var text = Cases.Unremarkable();
        var run = await ToolRun.With(["screen", "-"], text + new string('\n', size - text.Length));
        if (exitCode == 0) run.Done();
        else Assert.Contains("more than 1000000 bytes", run.Refusal(exitCode), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("evidence")]
    [InlineData("frobnicate")]
    [InlineData("screen")]
    [InlineData("screen", "a.json", "b.json")]
    [InlineData("screen", "a.json", "--loud")]
    [InlineData("evidence", "show")]
    [InlineData("serve", "--port", "eighty")]
    public async Task A_command_that_is_not_one_says_where_help_is(params string[] arguments) =>
        Assert.EndsWith("Try: stipple --help\n", (await ToolRun.Of(arguments)).Refusal(2), StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_row_comes_with_suggestions()
    {
        var error = (await ToolRun.Of("evidence", "show", "keloid-h")).Refusal(2);
        Assert.Contains("\"keloid-h\"", error, StringComparison.Ordinal);
        Assert.Contains("did you mean keloid-history, keloid-history/deep, keloid-history/family", error, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", (await ToolRun.Of("evidence", "show", "zzz")).Refusal(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("screen", "-", "--evidence")]
    [InlineData("evidence", "check", "--evidence")]
    [InlineData("evidence", "version", "--evidence")]
    [InlineData("serve", "--port", "0", "--evidence")]
    public async Task A_missing_evidence_folder_is_named(params string[] arguments)
    {
        var missing = scratch.File("nowhere");
        Assert.Contains(missing, (await ToolRun.Of([.. arguments, missing])).Refusal(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("99999")]
    public async Task A_port_out_of_range_is_refused(string port) =>
        Assert.Contains("expected a port from 0 (any free one) to 65535", (await ToolRun.Of("serve", "--port", port, "--data", scratch.Path)).Refusal(2), StringComparison.Ordinal);

    [Fact]
    public async Task A_port_in_the_surroundings_that_is_no_number_is_refused()
    {
        var run = await ToolRun.With(["serve", "--data", scratch.Path], variables: ("STIPPLE_PORT", "http"));
        Assert.Contains("STIPPLE_PORT: found \"http\"", run.Refusal(2), StringComparison.Ordinal);
    }
}
