using Microsoft.Playwright;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Check;

/// <summary>The list on paper, and pages in the dark.</summary>
public sealed class Paper(Served served, Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_list_prints_without_buttons_and_with_every_answer(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone with { Script = script });
        await reader.Jump(null, Replies.RichState);
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var button in await reader.Page.Locator("button, a.btn, .noprint").AllAsync()) Assert.False(await button.IsVisibleAsync());
        var answers = await reader.Page.Locator("ul.answers li").AllAsync();
        Assert.InRange(answers.Count, 40, 160);
        foreach (var answer in answers) Assert.True(await answer.IsVisibleAsync(), "The answers stand on the paper without being opened.");
        Assert.True((await answers[0].BoundingBoxAsync())!.Height > 10);
        Assert.True(await reader.Page.GetByText("Made on").IsVisibleAsync());
        Assert.Equal("rgb(255, 255, 255)", await reader.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task The_print_button_is_there_only_where_it_works()
    {
        foreach (var screen in new[] { Screen.Phone, Screen.WithoutScript })
        {
            await using var reader = await chromium.Reader(served.Address, screen);
            await reader.Begin("face");
            await reader.Answer("none");
            await reader.Press("list");
            Assert.Equal(screen.Script, await reader.Page.Locator("[data-print]").IsVisibleAsync());
            Assert.Equal(!screen.Script, await reader.Page.Locator("[data-without-script]").IsVisibleAsync());
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, false)]
    public async Task Pages_follow_the_light_or_dark_of_the_device(ColorScheme colours, bool isLight)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone, colours);
        await reader.Open("/check");
        var paper = await reader.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(isLight ? "rgb(250, 248, 244)" : "rgb(17, 21, 24)", paper);
    }
}
