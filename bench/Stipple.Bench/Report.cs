using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Stipple.Bench;

internal static class Report
{
    /// <summary>Prints the bars with the machine they were measured on, keeps them in bench/results, and tells whether any is short.</summary>
    public static int Write(string root, string name, IReadOnlyList<Bar> bars)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# bench/run {name}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.")
            .AppendLine($"Medians; in brackets the number of runs and the least and the greatest.{(bars.Any(bar => bar.Name.StartsWith("error", StringComparison.Ordinal)) ? "" : " No error beside them: these bars have no answer that could be wrong.")}")
            .AppendLine()
            .AppendLine("| name | measured | target | ok or short |")
            .AppendLine("|---|---|---|---|");
        foreach (var bar in bars) text.AppendLine(bar.Row);
        Console.Write(text);
        File.WriteAllText(Path.Combine(root, "bench", "results", $"{name}.md"), text.ToString());
        return bars.Any(bar => bar.IsShort) ? 1 : 0;
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
