using System.CommandLine;
using Stipple.Assess;

namespace Stipple.Cli;

/// <summary>
/// <c>stipple screen CASE.json</c>: the decision on one case, with every reason. <c>stipple screen --ndjson CASES.ndjson</c>: one
/// line for each of many.
/// </summary>
internal static class Screen
{
    private const int MaximumBytes = 1_000_000;
    private const string StandardInput = "-";

    public static Command Command()
    {
        var file = new Argument<string?>("CASE.json") { Description = "File with the case, or - for standard input; with --ndjson, standard input when it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var asJson = new Option<bool>("--json") { Description = "Write the decision as JSON." };
        var many = new Option<bool>("--ndjson") { Description = "Read one case a line, and write one line of JSON for each. A line that is no case gets an error line, and then the exit code is 2." };
        var strict = new Option<bool>("--strict") { Description = "With --ndjson: stop at the first line that is no case." };
        var withOpen = new Option<bool>("--open") { Description = "With --ndjson: add the questions that are still open, most decisive first. This takes much longer." };
        var evidence = Tables.Option();
        var command = new Command("screen", "Decide a case: what is settled, what is open, and why. Or many, one a line.") { file, asJson, many, strict, withOpen, evidence };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(many) && parsed.GetValue(asJson)) parsed.AddError("screen: --json is for one case, and --ndjson for many");
            if (parsed.GetValue(many)) return;
            if (parsed.GetValue(file) is null) parsed.AddError("screen: expected a file with a case, or - for standard input");
            if (parsed.GetValue(strict) || parsed.GetValue(withOpen)) parsed.AddError("screen: --strict and --open belong to --ndjson");
        });
        command.SetAction(parsed => parsed.GetValue(many)
            ? Storage.Until(cancel => Many(parsed.GetValue(file) ?? StandardInput, Tables.Read(parsed.GetValue(evidence)), parsed.GetValue(withOpen), parsed.GetValue(strict), cancel))
            : ExitCode.From(() => One(parsed.GetValue(file)!, Tables.Read(parsed.GetValue(evidence)), parsed.GetValue(asJson))));
        return command;
    }

    private static int One(string from, Rules rules, bool asJson)
    {
        var decided = Screening.Decide(ReadCase(from, rules));
        var hinges = Hinges.Of(decided.Findings);
        if (asJson) Terminal.Out.Write(CandidacyFormat.Write(decided, hinges));
        else CandidacyReport.Write(Terminal.Out, decided.Findings, hinges);
        return ExitCode.Done;
    }

    private static async Task<int> Many(string from, Rules rules, bool withOpen, bool strict, CancellationToken cancel)
    {
        await using var input = OpenLines(from);
        await using var output = Terminal.OpenOut();
        try
        {
            var progress = Console.IsErrorRedirected ? null : new ConsoleProgress("cases decided");
            var tally = await new LineScreening(input, output, progress).Run(rules, withOpen, strict, cancel);
            if (tally.Stopped is { } bad) throw new InputException($"{NameOf(from)}, line {bad.Number}, {bad.Says}");
            return tally.Refused == 0 ? ExitCode.Done : throw new InputException($"{NameOf(from)}: {tally.Refused} of {tally.Refused + tally.Decided} lines are no case, see their error lines");
        }
        catch (IOException closed) when (Terminal.IsClosedPipe(closed))
        {
            return ExitCode.Done; // whoever read the answers has enough
        }
    }

    private static Stream OpenLines(string from)
    {
        try
        {
            return from == StandardInput ? Console.OpenStandardInput() : new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{NameOf(from)}: {bad.Message}");
        }
    }

    private static Case ReadCase(string from, Rules rules)
    {
        try
        {
            return CaseFormat.Read(ReadBytes(from), rules);
        }
        catch (CaseException bad)
        {
            throw InputException.In(NameOf(from), bad);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{NameOf(from)}: {bad.Message}");
        }
    }

    private static byte[] ReadBytes(string from)
    {
        using var stream = from == StandardInput ? Console.OpenStandardInput() : File.OpenRead(from);
        var bytes = new byte[MaximumBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaximumBytes ? bytes[..count] : throw new InputException($"{NameOf(from)}: found more than {MaximumBytes} bytes, expected one case");
    }

    private static string NameOf(string from) => from == StandardInput ? "standard input" : from;
}
