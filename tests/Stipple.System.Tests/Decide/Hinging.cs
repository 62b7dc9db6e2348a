using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Pages;

namespace Stipple.System.Tests.Decide;

/// <summary>What would change a decision, on the page of the decision and on no other.</summary>
public sealed partial class Hinging(Hinging.Charts charts, DemoServed demo, Chromium chromium) : IClassFixture<Hinging.Charts>
{
    private static readonly Chart acne = new("acne", true, ("acne-now", "few"), ("acne-zones", "cheek-right"));
    private static readonly Chart lasting = new("lasting", true, ("autoimmune", "scleroderma"));
    private static readonly Chart thinned = new("thinned", true, ("antithrombotics", "warfarin"), ("inr-state", "measured"), ("inr", "4.2"));
    private static readonly Chart missing = new("missing", true, ("pregnant", Practice.Unanswered));
    private static readonly Chart plain = new("plain", true);

    [Fact]
    public async Task Says_what_a_deferral_would_be_and_not_before_what()
    {
        var told = await Told(acne);
        Assert.Contains("What it rests on", told, StringComparison.Ordinal);
        Assert.Contains("It would be No rule fired if: What kind of spots do you have today? “No spots” (not before clearing of the red spots in the area and a fresh look at the skin).", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_a_decision_rests_on_where_nothing_turns_it()
    {
        var told = await Told(lasting);
        Assert.Contains("These, as they were answered: autoimmune illnesses. No other plan was found that would change it, and nothing that passes.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("It would be", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_no_medicine_to_be_otherwise()
    {
        var told = await Told(thinned);
        Assert.Contains("medicines that thin the blood", told, StringComparison.Ordinal);
        Assert.DoesNotContain("It would be", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_answer_settles_what_is_missing()
    {
        var told = await Told(missing);
        Assert.Contains("Do not treat at once with “Yes”", told, StringComparison.Ordinal);
        Assert.Contains("It would be No rule fired if: Are you pregnant", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_choices_of_the_plan_would_keep_it_from_proceeding() =>
        Assert.Contains("It would be Do not treat if: what is on the open skin “Cosmetic product”.", await Told(plain), StringComparison.Ordinal);

    [Fact]
    public void Is_told_on_no_page_but_that_of_the_decision()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Stipple.Web"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && File.ReadAllText(file).Contains("Hinge", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["DecisionPage.razor", "WhatTogether.razor", "WhatWouldChange.razor"], pages);
    }

    [Theory]
    [MemberData(nameof(Accessibility.Looks), MemberType = typeof(Accessibility))]
    public async Task Has_no_fault_and_fits_the_screen(bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(await demo.Address(), wide ? Screen.Desk : Screen.Phone, colours);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, "Mira Castell");
        var patients = PatientLink().Matches(await reader.Page.ContentAsync()).Select(link => link.Groups["path"].Value).Distinct().ToArray();
        var told = new HashSet<bool>();
        foreach (var patient in patients.TakeWhile(_ => told.Count < 2))
        {
            await reader.Open($"{patient}/decision");
            var section = reader.Page.Locator("section:has(> #hinges)");
            if (await section.CountAsync() == 0 || !told.Add(await section.Locator("li").CountAsync() > 0)) continue;
            await Accessibility.HasNoFault(reader, patient);
            await reader.FitsTheWidth();
            Assert.True(await section.IsVisibleAsync());
        }

        Assert.NotEmpty(told);
    }

    private async Task<string> Told(Chart chart)
    {
        using var nurse = await charts.Practice.Enter(charts.Practice.Nurse);
        await nurse.Get(chart.Decision);
        var text = Tag().Replace(nurse.Page, " ").Replace("&#x2019;", "’", StringComparison.Ordinal);
        return Blanks().Replace(global::System.Net.WebUtility.HtmlDecode(text), " ").Replace(" .", ".", StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 5000)]
    private static partial Regex Blanks();

    [GeneratedRegex("href=\"(?<path>/clinic/patients/[0-9a-f]{8}-[0-9a-f-]{27})", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PatientLink();

    /// <summary>One clinic with a patient for each test.</summary>
    public sealed class Charts : IAsyncLifetime
    {
        internal Practice Practice { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Practice = await Practice.Open("SQLite", null, [acne, lasting, thinned, missing, plain]);

        public ValueTask DisposeAsync() => Practice.DisposeAsync();
    }
}
