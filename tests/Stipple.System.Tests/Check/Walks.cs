using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Check;

/// <summary>Whole interviews in a browser, on small screens, with and without script.</summary>
public sealed partial class Walks(Served served, Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Screen.Phones), MemberType = typeof(Screen))]
    public async Task Unremarkable_answers_end_in_a_list_that_is_no_clearance(int width, int height, bool script)
    {
        await using var reader = await chromium.Reader(served.Address, new(width, height, script));
        await reader.Begin("face");
        var asked = await reader.Until(null, Replies.Unremarkable);
        Assert.InRange(asked.Count, 30, 50);
        Assert.Equal(asked.Count, asked.Distinct(StringComparer.Ordinal).Count());
        var text = await reader.Page.Locator("main").InnerTextAsync();
        Assert.Contains($"You answered {asked.Count} questions. None of the answers is on our list of things to raise. Our list is not complete, and skin has to be looked at.", text, StringComparison.Ordinal);
        Assert.Contains("This page does not decide.", text, StringComparison.Ordinal);
        Assert.Contains("A short list is not a sign that treatment is right for you", text, StringComparison.Ordinal);
        HoldsNoVerdict(text);
    }

    [Theory]
    [InlineData(390, 844, true)]
    [InlineData(320, 640, false)]
    public async Task Not_knowing_anything_ends_in_a_list_of_what_was_not_known(int width, int height, bool script)
    {
        await using var reader = await chromium.Reader(served.Address, new(width, height, script));
        await reader.Begin("unknown");
        var asked = await reader.Until(null, Replies.Unknown);
        Assert.InRange(asked.Count, 30, 150);
        Assert.Equal(asked.Count, await reader.Page.Locator("ul.ticks.open > li").CountAsync());
        await IsVisible(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "You were not sure about these" }));
        HoldsNoVerdict(await reader.Page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task Many_conditions_make_a_list_with_a_topic_for_each_and_no_page_is_wider_than_the_smallest_screen()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Small);
        foreach (var path in new[] { "/", "/check", "/evidence", "/nothing-here" })
        {
            await reader.Open(path);
            await reader.FitsTheWidth();
        }

        await reader.Open("/evidence");
        await reader.Page.EvaluateAsync("document.querySelectorAll('details').forEach(more => { more.open = true; })");
        await reader.FitsTheWidth();
        await reader.Begin("face");
        var pages = 0;
        while (await reader.At() is { } at)
        {
            await reader.FitsTheWidth();
            if (pages++ % 5 == 0) // what opens and an error look alike on all of them
            {
                await reader.Page.Locator("details.more summary").First.ClickAsync();
                await reader.FitsTheWidth();
                await reader.Press("next");
                await IsVisible(reader.ErrorSummary);
                await reader.FitsTheWidth();
            }

            await reader.Answer(Replies.Rich(at));
        }

        await reader.Page.Locator("details summary").Last.ClickAsync();
        await reader.FitsTheWidth();

        var raised = await reader.Page.Locator("section:has(> h2:text('Raise these')) li > strong").AllInnerTextsAsync();
        string[] touched =
        [
            "active-acne-inflammatory", "rosacea", "eczema-atopic-dermatitis", "contact-dermatitis-active", "psoriasis", "lichen-planus-koebner-other", "other-facial-dermatitis",
            "keloid-history", "hypertrophic-scar-history", "bacterial-skin-infection", "herpes-simplex-active", "herpes-simplex-history", "herpes-zoster-varicella", "viral-warts",
            "molluscum", "fungal-infection", "bleeding-disorder", "thrombocytopenia", "anticoagulant", "antiplatelet-nsaid", "pregnancy", "breastfeeding",
        ];
        foreach (var id in touched)
        {
            var plain = Cases.Rules.Entries.Single(entry => entry.Id == id).Plain;
            Assert.Contains(char.ToUpperInvariant(plain[0]) + plain[1..] + ".", raised, StringComparer.Ordinal);
        }

        HoldsNoVerdict(await reader.Page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task The_interview_can_be_walked_with_the_keyboard_alone()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone);
        await reader.Open("/check");
        await Tab(reader, "button[value=start]");
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("regions", await reader.At());

        await Tab(reader, "input[value=face]");
        await reader.Page.Keyboard.PressAsync("Space");
        await Tab(reader, "button.full[value=next]");
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("warning-signs", await reader.At());

        await Tab(reader, "input[value=none]");
        await reader.Page.Keyboard.PressAsync("Space");
        // Enter within the form means to go on, not back.
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("acne-now", await reader.At());

        await Tab(reader, "input[type=radio]");
        await reader.Page.Keyboard.PressAsync("Space");
        await reader.Page.Keyboard.PressAsync("ArrowDown");
        Assert.True(await reader.Choice("comedones").IsCheckedAsync());
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("acne-zones", await reader.At());

        await Tab(reader, "button.back");
        await reader.Follow(() => reader.Page.Keyboard.PressAsync("Space"));
        Assert.Equal("acne-now", await reader.At());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Enter_in_a_date_goes_on(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Jump("hsv-healed", [.. Replies.RichState.TakeWhile(answer => answer.Question != "hsv-healed")]);
        await reader.Page.Locator("#year").FillAsync("2020");
        if (script) Assert.True(await reader.Choice("about").IsCheckedAsync(), "Typing a date chooses it.");
        await reader.Follow(() => reader.Page.Locator("#year").PressAsync("Enter"));
        Assert.Equal("zoster", await reader.At());
    }

    internal static void HoldsNoVerdict(string text) =>
        Assert.DoesNotMatch(Verdict(), text);

    private static async Task IsVisible(ILocator part) => Assert.True(await part.IsVisibleAsync());

    private static async Task Tab(Reader reader, string to)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await reader.Page.Keyboard.PressAsync("Tab");
            if (await reader.Page.Locator($":focus:is({to})").CountAsync() == 0) continue;
            var outline = await reader.Page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none' || getComputedStyle(document.activeElement.closest('label') ?? document.activeElement).outlineStyle !== 'none'");
            Assert.True(outline, $"{to} does not show that it has the focus.");
            return;
        }

        Assert.Fail($"{to} cannot be reached by the Tab key.");
    }

    [GeneratedRegex(@"\b(un)?suitable|\b(un)?safe(ly)?\b|\bcandidate|\bproceed|do not treat|\babsolute|\brelative\b|contraindicat", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Verdict();
}
