using Microsoft.Playwright;

namespace Stipple.System.Tests.Check;

/// <summary>Somebody who goes through /check with a browser: reads, chooses, presses buttons.</summary>
internal sealed class Reader(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public IPage Page => page;

    public ILocator ErrorSummary => page.Locator(".error-summary");

    public ValueTask DisposeAsync() => context.DisposeAsync();

    /// <summary>Another tab of the same browser, with the same cookies.</summary>
    public async Task<Reader> OtherTab() => new(context, await context.NewPageAsync());

    /// <summary>Does something that leads to another page, and waits until that page has been read.</summary>
    public async Task Follow(Func<Task> leave)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IPage there) => arrived.TrySetResult();
        page.DOMContentLoaded += Arrive;
        try
        {
            await leave();
            await arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            page.DOMContentLoaded -= Arrive;
        }
    }

    public Task Open(string path) => page.GotoAsync(path);

    /// <summary>From the beginning to the first question about the skin.</summary>
    public async Task Begin(params string[] regions)
    {
        await Open("/check");
        await Press("start");
        await Answer(regions);
    }

    /// <summary>Straight to a question, or to the list for null, as somebody comes who has already given these answers.</summary>
    public async Task Jump(string? question, params (string Question, string Answer)[] state)
    {
        await Open("/check");
        await page.Locator("form").EvaluateAsync(
            "(form, fields) => fields.forEach(([name, value]) => { const field = document.createElement('input'); [field.type, field.name, field.value] = ['hidden', name, value]; form.prepend(field); })",
            state.Reverse().Select(answer => new[] { $"a.{answer.Question}", answer.Answer }).Append(["regions", "face"]));
        await page.Locator("button[value=start]").EvaluateAsync("(button, go) => { button.value = go; }", question is null ? "list" : $"edit {question}");
        await Follow(() => page.Locator("form button").ClickAsync());
        Assert.Equal(question, await At());
    }

    public Task Press(string go) => Follow(() => page.Locator($"button[name=go][value='{go}']:not(.sr)").ClickAsync());

    public Task<string> Heading() => page.Locator("h1").InnerTextAsync();

    /// <summary>Id of the question on the page, "regions", or null on other pages.</summary>
    public async Task<string?> At() =>
        await page.Locator("input[name=at]").CountAsync() == 0 ? null : await page.Locator("input[name=at]").GetAttributeAsync("value");

    public async Task<bool> IsList() => await Heading() == "Your list to take along";

    /// <summary>Chooses an answer; where a page asks several questions, the field says to which.</summary>
    public Task Choose(string value, string field = "v") => page.Locator($"label.choice:has(input[name='{field}'][value='{value}'])").ClickAsync();

    public ILocator Choice(string value, string field = "v") => page.Locator($"input[name='{field}'][value='{value}']");

    /// <summary>Answers the question on the page with these choices and goes on.</summary>
    public async Task Answer(params string[] values)
    {
        foreach (var value in values) await Choose(value);
        await Press("next");
    }

    public async Task Date(string day, string month, string year)
    {
        await page.Locator("#day").FillAsync(day);
        await page.Locator("#month").SelectOptionAsync(month);
        await page.Locator("#year").FillAsync(year);
        if (!await Choice("about").IsCheckedAsync()) await Choose("about");
    }

    /// <summary>Goes on until this question, or the list for null, answering what comes before.</summary>
    public async Task<List<string>> Until(string? question, Func<string, string[]> answer)
    {
        var asked = new List<string>();
        while (await At() is { } at && at != question)
        {
            Assert.True(asked.Count < 150, $"No end after {string.Join(", ", asked)}");
            asked.Add(at);
            await Answer(answer(at));
        }

        Assert.True(question is not null || await IsList(), await Heading());
        Assert.True(question is null || await At() == question, $"{question} was not asked");
        return asked;
    }

    /// <summary>Nothing that stands beside another, and so has to be scrolled to.</summary>
    public async Task FitsTheWidth()
    {
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{await Heading()} is {wide} px too wide");
    }
}

/// <summary>Ways to answer a question of the tables.</summary>
internal static class Replies
{
    public static string[] Unremarkable(string id) => Cases.Rules.FindQuestion(id) is not { } question ? ["face"] : question.Domain.Type switch
    {
        Assess.QuestionType.YesNo => ["no"],
        Assess.QuestionType.Choice => [question.Domain.Options[0]],
        Assess.QuestionType.Date => ["never"],
        _ => ["none"],
    };

    public static string[] Unknown(string id) => id.Length > 0 ? ["unknown"] : [];

    /// <summary>Every question for patients answered as <see cref="Rich"/> does, to jump to a long list.</summary>
    public static (string Question, string Answer)[] RichState { get; } =
        [.. Cases.Rules.Questions.Where(question => question.AskedOf == "patient").Select(question => (question.Id, string.Join(' ', Rich(question.Id)).Replace("none", question.Domain.Takes("none") ? "none" : "", StringComparison.Ordinal)))];

    /// <summary>Everything but a red flag, on the right cheek.</summary>
    public static string[] Rich(string id) => id == "warning-signs" ? ["none"] : Cases.Rules.FindQuestion(id) is not { } question ? ["face"] : question.Domain.Type switch
    {
        Assess.QuestionType.YesNo => ["yes"],
        Assess.QuestionType.Choice => [id is "pregnant" ? "yes" : question.Domain.Options[^1]],
        Assess.QuestionType.Date => ["unknown"],
        Assess.QuestionType.Zones => ["cheek-right"],
        _ => [.. question.Domain.Options],
    };
}
