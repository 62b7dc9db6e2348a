using System.Globalization;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Check;

/// <summary>What is no answer: the page says what to do, keeps what was typed, and with script takes the reader there.</summary>
public sealed class Mistakes(Served served, Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Going_on_without_an_answer_says_what_to_do_on_every_kind_of_page(bool script)
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Small with { Script = script });
        await reader.Open("/check");
        await reader.Press("start");
        await Wrong(reader, "Choose at least one part, or “I don’t know”", script);
        await reader.Answer("face");
        await Wrong(reader, "Choose what applies, “None of these” or “I don’t know”", script);
        await reader.Answer("none");
        await Wrong(reader, "Choose one of the answers or “I don’t know”", script);
        await reader.Answer("few");
        await Wrong(reader, "Choose what applies, “Somewhere else” or “I don’t know”", script);
        await reader.Jump("hsv-history");
        await Wrong(reader, "Choose yes, no or “I don’t know”", script);
        await reader.Jump("hsv-healed", ("hsv-history", "yes"));
        await Wrong(reader, "Enter about when it was, or choose “Never” or “I don’t know”", script);
    }

    [Fact]
    public async Task Boxes_that_contradict_each_other_stay_as_they_were_and_are_explained()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.WithoutScript);
        await reader.Open("/check");
        await reader.Press("start");
        await reader.Choose("face");
        await reader.Choose("unknown");
        await Wrong(reader, "Choose parts of the body, or “I don’t know”, but not both", script: false);
        await reader.Choose("unknown");
        await reader.Press("next");
        await reader.Choose("none");
        await reader.Choose("new-bruising");
        await Wrong(reader, "Choose what applies, or “None of these”, but not both", script: false);
        Assert.Equal(["new-bruising", "none"], await Turns.Chosen(reader));
        await reader.Choose("none");
        await reader.Choose("unknown");
        await Wrong(reader, "Choose what applies, or “I don’t know”, but not both", script: false);
        Assert.Equal(["new-bruising", "unknown"], await Turns.Chosen(reader));
    }

    public static TheoryData<string, string, string, string> Dates => new()
    {
        { "31", "2", "2020", "Enter a date that exists, with a year from 1900 on" },
        { "", "", "1800", "Enter a date that exists, with a year from 1900 on" },
        { "", "", "20", "Enter a date that exists, with a year from 1900 on" },
        { "x", "3", "2020", "Enter a date that exists, with a year from 1900 on" },
        { "", "", (Today.Date.Year + 1).ToString(CultureInfo.InvariantCulture), "Enter a date that is not in the future" },
        { "12", "", "", "Enter the year; the month and the day can stay empty" },
        { "", "6", "", "Enter the year; the month and the day can stay empty" },
        { "12", "", "2020", "Choose the month too, or leave the day empty" },
        { "", "", "", "Enter at least the year" },
    };

    [Fact]
    public async Task A_date_that_is_none_stays_as_it_was_typed_and_is_explained()
    {
        foreach (var screen in new[] { Screen.Phone, Screen.WithoutScript })
        {
            await using var reader = await chromium.Reader(served.Address, screen);
            await reader.Jump("hsv-healed", ("hsv-history", "yes"));
            foreach (var (day, month, year, message) in Dates.Select(row => row.Data))
            {
                await reader.Date(day, month, year);
                await Wrong(reader, message, screen.Script);
                Assert.Equal((day, month, year), await Turns.Typed(reader));
                Assert.Equal(["about"], await Turns.Chosen(reader));
            }

            await reader.Choose("never");
            await reader.Page.Locator("#year").FillAsync("2020");
            if (!screen.Script) await Wrong(reader, "Choose “Never” or enter a date, but not both", script: false);
            await reader.Date("29", "2", "2020");
            await reader.Press("next");
            Assert.Equal("2020-02-29", await reader.Page.Locator("input[name='a.hsv-healed']").GetAttributeAsync("value"));
        }
    }

    [Fact]
    public async Task A_year_that_has_only_begun_does_not_reach_into_the_future()
    {
        await using var reader = await chromium.Reader(served.Address, Screen.Phone);
        await reader.Jump("hsv-healed", ("hsv-history", "yes"));
        await reader.Date("", "", Today.Date.Year.ToString(CultureInfo.InvariantCulture));
        await reader.Press("next");
        var kept = await reader.Page.Locator("input[name='a.hsv-healed']").GetAttributeAsync("value");
        Assert.EndsWith(Today.Date is { Month: 12, Day: 31 } ? "" : Today.Iso, kept, StringComparison.Ordinal);
    }

    /// <summary>Goes on, and finds the sentence in the summary and at the question, with a link between them.</summary>
    private static async Task Wrong(Reader reader, string message, bool script)
    {
        var at = await reader.At();
        await reader.Press("next");
        Assert.Equal(at, await reader.At());
        Assert.StartsWith("Error: ", await reader.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(message, await reader.ErrorSummary.Locator("a").InnerTextAsync());
        Assert.Equal(message, await reader.Page.Locator("#first-error").InnerTextAsync());
        Assert.Equal(1, await reader.Page.Locator("input#first").CountAsync());
        Assert.Equal("#first", await reader.ErrorSummary.Locator("a").GetAttributeAsync("href"));
        if (script) Assert.True(await reader.Page.Locator(".error-summary:focus").CountAsync() == 1, "The summary takes the focus.");
    }
}
