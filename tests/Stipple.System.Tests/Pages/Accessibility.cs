using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Pages;

/// <summary>No page has a fault that axe can find against WCAG 2.2 A and AA, narrow and light, wide and dark: a colour does not depend on the width.</summary>
public sealed class Accessibility(Served served, Chromium chromium)
{
    private static readonly string axe = new BundledAxeScriptProvider().GetScript();
    private static readonly string[] tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private const string Run = """
        async tags => {
          const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
          const place = node => `  ${node.html}\n  ${node.any.map(check => check.message).join('; ')}`;
          return { passes: found.passes.length, violations: found.violations.map(one => [`${one.id}: ${one.help}`, ...one.nodes.slice(0, 3).map(place)].join('\n')) };
        }
        """;

    public static TheoryData<bool, ColorScheme> Looks => new() { { false, ColorScheme.Light }, { true, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_to_read_have_no_fault(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(served.Address, wide ? Screen.Desk : Screen.Phone, colours);
        foreach (var path in new[] { "/", "/check", "/nothing-here" })
        {
            await reader.Open(path);
            await HasNoFault(reader, path);
        }
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_evidence_with_everything_open_has_no_fault(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(served.Address, wide ? Screen.Desk : Screen.Phone, colours);
        await reader.Open("/evidence");
        await OpenEverything(reader);
        await HasNoFault(reader, "/evidence");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_kind_of_question_and_its_error_and_the_list_have_no_fault(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(served.Address, wide ? Screen.Desk : Screen.Phone, colours);
        // Parts of the body, several choices, one choice, places, yes or no, a date.
        foreach (var question in new[] { "regions", "warning-signs", "acne-now", "acne-zones", "hsv-history", "hsv-healed" })
        {
            await reader.Jump(question);
            if (question == "regions") foreach (var chosen in await reader.Page.Locator("input:checked").AllAsync()) await chosen.UncheckAsync();
            await OpenEverything(reader);
            await HasNoFault(reader, question);
            await reader.Press("next");
            await HasNoFault(reader, $"{question}, with an error");
        }

        await reader.Jump("hsv-healed", ("hsv-healed", "2019-05"));
        await HasNoFault(reader, "hsv-healed, answered");
        await reader.Jump(null, Replies.RichState);
        await OpenEverything(reader);
        await HasNoFault(reader, "the list");
        await reader.Press("edit warning-signs");
        await reader.Choose("none");
        await reader.Answer("spreading-redness-fever", "sore-near-eye", "new-bruising");
        await HasNoFault(reader, "the list with red flags");
    }

    internal static async Task OpenEverything(Reader reader) =>
        await reader.Page.EvaluateAsync("document.querySelectorAll('details').forEach(more => { more.open = true; })");

    internal static async Task HasNoFault(Reader reader, string page)
    {
        // The page has no frames, so that axe runs where it is, without the second page that the package opens to join frames.
        await reader.Page.EvaluateAsync(axe);
        var found = await reader.Page.EvaluateAsync<Found>(Run, tags);
        Assert.True(found.Passes > 0);
        Assert.True(found.Violations.Length == 0, $"{page}:\n{string.Join('\n', found.Violations)}");
    }

    private sealed record Found
    {
        public int Passes { get; set; }

        public string[] Violations { get; set; } = [];
    }
}
