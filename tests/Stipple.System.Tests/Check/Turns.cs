using Microsoft.Playwright;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Check;

/// <summary>Ways through the interview that are not straight on.</summary>
public sealed class Turns(Served served, Chromium chromium)
{
    [Theory]
    [InlineData("spreading-redness-fever", "Get emergency help now", true)]
    [InlineData("spreading-redness-fever", "Get emergency help now", false)]
    [InlineData("sore-near-eye", "See a doctor today", true)]
    [InlineData("blisters-on-eczema", "See a doctor today", false)]
    public async Task A_red_flag_is_said_at_once_and_first_and_the_questions_can_go_on(string sign, string heading, bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("face");
        Assert.Equal("warning-signs", await reader.At());
        await reader.Answer(sign);
        Assert.True(await reader.IsList());
        Assert.Equal(heading, await reader.Page.Locator("main h2").First.InnerTextAsync());
        Walks.HoldsNoVerdict(await reader.Page.Locator("main").InnerTextAsync());
        await reader.Press("next");
        Assert.Equal("acne-now", await reader.At());
        await reader.Answer("none");
        Assert.Equal("rash-now", await reader.At());
        await reader.Until(null, Replies.Unremarkable);
        Assert.Equal(heading, await reader.Page.Locator("main h2").First.InnerTextAsync());
    }

    [Fact]
    public async Task The_most_urgent_of_several_red_flags_comes_first()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone);
        await reader.Begin("face");
        await reader.Answer("new-bruising", "sore-near-eye", "spreading-redness-fever");
        Assert.Equal(["Get emergency help now", "See a doctor today", "Show this to a doctor soon"], (await reader.Page.Locator("section.weight h2").AllInnerTextsAsync()).Take(3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_early_makes_a_list_and_the_questions_can_go_on_where_they_were(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("face");
        Assert.Equal(0, await reader.Page.Locator("button[value=list]").CountAsync());
        await reader.Answer("none");
        await reader.Answer("comedones");
        Assert.Equal("acne-zones", await reader.At());
        await reader.Press("list");
        Assert.Contains("You answered 2 questions.", await reader.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await reader.Press("next");
        Assert.Equal("acne-zones", await reader.At());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("back")]
    public async Task What_is_chosen_counts_whichever_button_leaves_the_page(string button)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.WithoutScript);
        await reader.Jump("hsv-history", ("hsv-now", "no"));
        await reader.Choose("yes");
        await reader.Press(button);
        Assert.Equal("yes", await reader.Page.Locator("input[name='a.hsv-history']").GetAttributeAsync("value"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Going_back_shows_each_question_as_it_was_answered(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("face", "neck");
        await reader.Answer("none");
        await reader.Answer("many");
        await reader.Answer("cheek-left", "chin");
        await reader.Answer("unknown");
        Assert.Equal("infection-now", await reader.At());
        foreach (var (question, values) in new[] { ("rash-now", (string[])["unknown"]), ("acne-zones", ["cheek-left", "chin"]), ("acne-now", ["many"]), ("warning-signs", ["none"]), ("regions", ["face", "neck"]) })
        {
            await reader.Press("back");
            Assert.Equal(question, await reader.At());
            Assert.Equal(values, await Chosen(reader));
        }

        await reader.Press("back");
        Assert.Null(await reader.At());
        await reader.Press("start");
        Assert.Equal("infection-now", await reader.At());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_date_comes_back_as_it_was_typed(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Jump("hsv-healed", ("hsv-history", "yes"));
        await reader.Date("", "5", "2019");
        await reader.Press("next");
        await reader.Press("back");
        Assert.Equal("hsv-healed", await reader.At());
        Assert.Equal(["about"], await Chosen(reader));
        Assert.Equal(("", "5", "2019"), await Typed(reader));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_can_be_changed_from_the_list(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("hands");
        await reader.Until(null, Replies.Unremarkable);
        await reader.Page.Locator("details:has(ul.answers) summary").ClickAsync();
        await reader.Press("edit psoriasis");
        Assert.Equal("psoriasis", await reader.At());
        Assert.Equal(["no"], await Chosen(reader));
        await reader.Answer("yes");
        Assert.Equal("psoriasis-zones", await reader.At());
        await reader.Until(null, Replies.Unremarkable);
        Assert.Contains("Psoriasis", await reader.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await reader.Page.Locator("details:has(ul.answers) summary").ClickAsync();
        await reader.Press("edit regions");
        Assert.Equal(["hands"], await Chosen(reader));
    }

    [Fact]
    public async Task Choosing_none_of_these_lets_go_of_the_others_and_the_other_way_round()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone);
        await reader.Begin("face");
        await reader.Choose("new-bruising");
        await reader.Choose("none");
        Assert.Equal(["none"], await Chosen(reader));
        await reader.Choose("unknown");
        Assert.Equal(["unknown"], await Chosen(reader));
        await reader.Choose("sore-near-eye");
        await reader.Choose("new-bruising");
        Assert.Equal(["sore-near-eye", "new-bruising"], await Chosen(reader));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_back_button_of_the_browser_shows_the_question_before_with_its_state(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("face");
        await reader.Answer("none");
        await reader.Answer("comedones");
        Assert.Equal("acne-zones", await reader.At());
        await reader.Page.GoBackAsync();
        Assert.Equal("acne-now", await reader.At());
        await reader.Answer("none");
        Assert.Equal("rash-now", await reader.At());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reload_shows_the_same_question_and_loses_nothing(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Begin("face");
        await reader.Answer("none");
        await reader.Answer("comedones");
        var carried = await reader.Page.Locator("input[type=hidden]").EvaluateAllAsync<string[]>("all => all.map(one => one.name + '=' + one.value)");
        await reader.Page.ReloadAsync();
        Assert.Equal("acne-zones", await reader.At());
        Assert.Equal(carried, await reader.Page.Locator("input[type=hidden]").EvaluateAllAsync<string[]>("all => all.map(one => one.name + '=' + one.value)"));
    }

    [Fact]
    public async Task Two_tabs_do_not_know_of_each_other()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone);
        await using var other = new Reader(reader.Page.Context, await reader.Page.Context.NewPageAsync());
        await reader.Begin("face");
        await other.Begin("hands");
        await reader.Answer("none");
        await other.Answer("unknown");
        await reader.Answer("comedones");
        await other.Answer("none");
        Assert.Equal("acne-zones", await reader.At());
        Assert.Equal("rash-now", await other.At());
        Assert.Equal("face", await reader.Page.Locator("input[name=regions]").GetAttributeAsync("value"));
        Assert.Equal("hands", await other.Page.Locator("input[name=regions]").GetAttributeAsync("value"));
        Assert.Empty(await reader.Page.Context.CookiesAsync());
        Assert.Equal(0, await reader.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
    }

    internal static async Task<IReadOnlyList<string>> Chosen(Reader reader) =>
        await reader.Page.Locator("input[name=v]:checked").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");

    internal static async Task<(string Day, string Month, string Year)> Typed(Reader reader) =>
        (await reader.Page.Locator("#day").InputValueAsync(), await reader.Page.Locator("#month").InputValueAsync(), await reader.Page.Locator("#year").InputValueAsync());
}
