using System.Text.RegularExpressions;

namespace Stipple.Tests;

/// <summary>One small change at a time to the text of a criterion.</summary>
internal static partial class Mutants
{
    private static readonly Dictionary<string, string> Turned = new(StringComparer.Ordinal)
    {
        ["<"] = ">=", [">="] = "<", [">"] = "<=", ["<="] = ">", ["="] = "!=", ["!="] = "=", ["and"] = "or", ["or"] = "and", ["here"] = "near", ["near"] = "here",
    };

    /// <summary>The changed texts, each with what was done.</summary>
    public static IEnumerable<(string What, string When)> Of(string when)
    {
        var tokens = Token().Matches(when).ToArray();
        foreach (var token in tokens)
        {
            if (Turned.TryGetValue(token.Value, out var other))
                yield return ($"{token.Value} -> {other} at {token.Index}", Put(when, token.Index, token.Length, other));
            if (token.Value == "not")
                yield return ($"without not at {token.Index}", Put(when, token.Index, token.Length + 1, ""));
        }

        foreach (var i in Starts(tokens)) yield return ($"not before {tokens[i].Value} at {tokens[i].Index}", Put(when, tokens[i].Index, 0, "not "));
    }

    /// <summary>Where a test begins: at the front, after a connective or after an opening bracket.</summary>
    private static IEnumerable<int> Starts(Match[] tokens) => Enumerable.Range(0, tokens.Length)
        .Where(i => tokens[i].Value is not ("(" or "not") && (i == 0 || tokens[i - 1].Value is "and" or "or" or "(" or "not"));

    private static string Put(string text, int at, int length, string other) => text[..at] + other + text[(at + length)..];

    [GeneratedRegex(@"[A-Za-z0-9.\-]+|[<>!]=|[<>=(){},]", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
