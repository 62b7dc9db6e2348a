using System.CommandLine;
using Stipple.Assess;

namespace Stipple.Cli;

/// <summary><c>stipple screen CASE.json</c>: the decision on one case, with every reason.</summary>
internal static class Screen
{
    private const int MaximumBytes = 1_000_000;

    public static Command Command()
    {
        var file = new Argument<string>("CASE.json") { Description = "File with the case, or - for standard input." };
        var asJson = new Option<bool>("--json") { Description = "Write the decision as JSON." };
        var evidence = Tables.Option();
        var command = new Command("screen", "Decide a case: what is settled, what is open, and why.") { file, asJson, evidence };
        command.SetAction(parsed => ExitCode.From(() =>
        {
            var rules = Tables.Read(parsed.GetValue(evidence));
            var decided = Screening.Decide(ReadCase(parsed.GetRequiredValue(file), rules));
            var hinges = Hinges.Of(decided.Findings);
            if (parsed.GetValue(asJson)) Terminal.Out.Write(CandidacyFormat.Write(decided, hinges));
            else CandidacyReport.Write(Terminal.Out, decided.Findings, hinges);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Case ReadCase(string file, Rules rules)
    {
        var name = file == "-" ? "standard input" : file;
        try
        {
            return CaseFormat.Read(ReadBytes(file, name), rules);
        }
        catch (CaseException bad)
        {
            throw InputException.In(name, bad);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name}: {bad.Message}");
        }
    }

    private static byte[] ReadBytes(string file, string name)
    {
        using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var bytes = new byte[MaximumBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaximumBytes ? bytes[..count] : throw new InputException($"{name}: found more than {MaximumBytes} bytes, expected one case");
    }
}
