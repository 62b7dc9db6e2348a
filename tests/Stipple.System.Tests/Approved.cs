using System.Text.RegularExpressions;

namespace Stipple.System.Tests;

/// <summary>
/// Texts that somebody has read and approved, in the folder Approved. What was received instead is left in
/// artifacts/received; whoever agrees with it copies it over.
/// </summary>
internal static partial class Approved
{
    public static void Check(string name, string received)
    {
        var text = Version().Replace(received, "<evidence>");
        var file = Path.Combine(Repository.Root, "tests", "Stipple.System.Tests", "Approved", name);
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        if (approved == text) return;
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "received")).FullName, name);
        File.WriteAllText(kept, text);
        Assert.Fail($"{name} is not as approved. Read {kept}; if it is right: cp {kept} {file}\n{FirstDifference(approved, text)}");
    }

    private static string FirstDifference(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\napproved: {before.ElementAtOrDefault(line)}\nreceived: {after.ElementAtOrDefault(line)}";
    }

    // A whole version, or its first twelve digits where a decision names it.
    [GeneratedRegex(@"\b[0-9a-f]{64}\b|(?<=^Evidence +)[0-9a-f]{12}\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();
}
