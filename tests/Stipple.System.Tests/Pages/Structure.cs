using System.Net;
using System.Text.RegularExpressions;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Pages;

/// <summary>What every page has, read without a browser.</summary>
public sealed partial class Structure(Served served)
{
    public static TheoryData<string> Pages => ["/", "/check", "/evidence", "/nothing-here", "regions", "warning-signs", "acne-zones", "hsv-healed", "keloid", "zoster", "list", "error"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_one_heading_a_title_a_language_and_ids_that_are_its_own(string page)
    {
        var html = await Html(page);
        Assert.StartsWith("<!doctype html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<h1[ >]", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Single(Regex.Matches(html, "<main[ >]", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Matches("<title>[^<]{5,}</title>", html);
        Assert.Contains("<meta name=\"viewport\"", html, StringComparison.Ordinal);
        var ids = Id().Matches(html).Select(match => match.Groups["id"].Value).ToArray();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        var names = Described().Matches(html).SelectMany(match => match.Groups["ids"].Value.Split(' '));
        Assert.Equal([], names.Except(ids, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_leads_somewhere(string page)
    {
        var html = await Html(page);
        var links = Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)).Distinct(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            if (link.StartsWith("https://", StringComparison.Ordinal))
            {
                Assert.True(Uri.IsWellFormedUriString(link, UriKind.Absolute), $"{link} is no address.");
                continue;
            }

            if (link.StartsWith('#'))
            {
                Assert.Contains($" id=\"{link[1..]}\"", html, StringComparison.Ordinal);
                continue;
            }

            Assert.StartsWith("/", link, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await served.Send(HttpMethod.Get, link)).Answer.StatusCode);
        }
    }

    private async Task<string> Html(string page)
    {
        if (page.StartsWith('/')) return (await served.Send(HttpMethod.Get, page)).Body;
        (string, string)[] state = [("regions", "face"), ("a.hsv-history", "yes"), ("a.keloid", "yes"), ("a.platelets-low", "unknown")];
        return page switch
        {
            "list" => (await served.Check([.. state, ("go", "list")])).Html,
            "error" => (await served.Check([.. state, ("at", "warning-signs"), ("go", "next")])).Html,
            _ => (await served.Check([.. state, ("go", $"edit {page}")])).Html,
        };
    }

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(" (?:aria-describedby|aria-labelledby|for)=\"(?<ids>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Described();

    [GeneratedRegex(" (?:href|src)=\"(?<to>[^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();
}
