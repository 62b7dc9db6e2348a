using System.Net;
using System.Text.RegularExpressions;

namespace Stipple.System.Tests.Host;

/// <summary>One answered page of /check, as a browser would read its form.</summary>
internal sealed partial record CheckSheet(HttpStatusCode Status, string Html)
{
    /// <summary>What the page carries along unseen.</summary>
    public IReadOnlyList<(string Name, string Value)> Hidden { get; } =
        [.. HiddenField().Matches(Html).Select(match => (Decode(match.Groups["name"].Value), Decode(match.Groups["value"].Value)))];

    /// <summary>Id of the question that the page asks; null when it is the list or the beginning.</summary>
    public string? At => Hidden.FirstOrDefault(hidden => hidden.Name == "at").Value;

    public string Heading => Decode(Tag().Replace(Headings().Match(Html).Groups["text"].Value, ""));

    public bool IsList => Heading == "Your list to take along";

    /// <summary>The answers to choose from, and whether only one may be chosen.</summary>
    public IReadOnlyList<(string Value, bool One, bool Chosen)> Choices { get; } =
        [.. Choice().Matches(Html).Select(match => (Decode(match.Groups["value"].Value), match.Groups["type"].Value == "radio", match.Groups["rest"].Value.Contains("checked", StringComparison.Ordinal)))];

    /// <summary>The answers that are carried along, by the id of their question.</summary>
    public IReadOnlyDictionary<string, string> Answers =>
        Hidden.Where(hidden => hidden.Name.StartsWith("a.", StringComparison.Ordinal)).ToDictionary(hidden => hidden.Name[2..], hidden => hidden.Value, StringComparer.Ordinal);

    /// <summary>What stands on the page, without tags.</summary>
    public string Text => Blanks().Replace(Decode(Tag().Replace(Html[Html.IndexOf("<main", StringComparison.Ordinal)..], " ")), " ");

    /// <summary>The error in words, or null.</summary>
    public string? Error => ErrorText().Match(Html) is { Success: true } match ? Decode(match.Groups["text"].Value) : null;

    /// <summary>The fields that a browser sends when this page is answered so.</summary>
    public IEnumerable<(string Name, string Value)> Fields(string go, params IEnumerable<(string Name, string Value)> answer) =>
        [.. Hidden, .. answer, ("go", go)];

    private static string Decode(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("<input (?:id=\"first\" )?type=\"(?<type>radio|checkbox)\" name=\"v\" value=\"(?<value>[^\"]*)\"(?<rest>[^>]*)>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("<p class=\"error\" id=\"first-error\">(?<text>.*?)</p>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ErrorText();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
