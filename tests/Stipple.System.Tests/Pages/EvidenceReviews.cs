using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.System.Tests.Check;
using Stipple.Terms;
using Stipple.Web.Clinics;

namespace Stipple.System.Tests.Pages;

/// <summary>What a medical director reads before approving, without the host around it.</summary>
public sealed class EvidenceReviews(Chromium chromium)
{
    private static readonly Rules Old = Records.Evidence.Shipped;

    private static readonly Rules New = Records.Evidence.With(
        ("rules.tsv", "rosacea", "grade", "caution"), ("rules.tsv", "rosacea", "says", "Said <b>otherwise</b>."), ("rules.tsv", "keloid-history", "when", "keloid or keloid-family"),
        ("terms.tsv", "policy.inr-max", "min", "3"), ("codes.tsv", "rosacea", "display", "Rosacea, other"), ("public.tsv", "may-help-scars", "id", "may-help-with-scars"));

    private static readonly string Css = File.ReadAllText(Path.Combine(Repository.Root, "src", "Stipple.Web", "Look", "Files", "stipple.css"));

    public static TheoryData<string, bool, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<string, bool, ColorScheme>();
            foreach (var view in new[] { "nothing", "demo", "same", "other", "misfit", "mistakes", "reader" })
            foreach (var wide in new[] { true, false })
                views.Add(view, wide, wide ? ColorScheme.Light : ColorScheme.Dark);
            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Have_no_fault_and_fit_the_width(string view, bool wide, ColorScheme colours)
    {
        await using var reader = await chromium.Reader(new Uri("http://localhost/"), wide ? Screen.Desk : Screen.Small, colours);
        await reader.Page.SetContentAsync(await Page(view));
        await reader.Page.EvaluateAsync("document.querySelectorAll('details').forEach(more => { more.open = true; })");
        await reader.FitsTheWidth();
        await Accessibility.HasNoFault(reader, view);
    }

    [Fact]
    public async Task Name_every_table_and_row_and_cell_that_differs()
    {
        var page = await Page("other");
        foreach (var table in Difference.Between(Old.Library, New.Library).Tables)
        {
            Assert.Contains($"id=\"{EvidenceDifference.Anchor(table)}\"", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"#{EvidenceDifference.Anchor(table)}\"", page, StringComparison.Ordinal);
        }

        Assert.Contains("7 rows differ from the version in force. <strong>Decisions rest on 5 of them;</strong>", page, StringComparison.Ordinal);
        Assert.Contains("<del>relative</del>", page, StringComparison.Ordinal);
        Assert.Contains("<ins>caution</ins>", page, StringComparison.Ordinal);
        Assert.Contains("Said &lt;b&gt;otherwise&lt;/b&gt;.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_what_is_approved_and_what_it_replaces_and_tick_nothing()
    {
        var page = await Page("other");
        Assert.Contains("action=\"/clinic/evidence/approve\"", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"version\" value=\"{New.Version}\"", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"replaces\" value=\"{Old.Version}\"", page, StringComparison.Ordinal);
        Assert.Contains("approve this version for use in this clinic.</textarea>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", page, StringComparison.Ordinal);
        Assert.Contains("name=\"replaces\"", await Page("nothing"), StringComparison.Ordinal);
        var forms = Regex.Count(page, "<form ", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Equal(Old.Switches.Count() + 2, forms); // the approval, each switch, and one way back to a default
        Assert.Equal(forms, Regex.Count(page, "name=\"form-token\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(forms - 1, Regex.Count(page, "name=\"clinic-version\" value=\"7\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Offer_no_signature_where_there_is_nothing_to_sign_or_nobody_who_may()
    {
        foreach (var view in new[] { "same", "misfit", "reader" }) Assert.DoesNotContain("/clinic/evidence/approve", await Page(view), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", await Page("reader"), StringComparison.Ordinal);
        Assert.Contains("is 2.5; expected a number from 3 to 3.5 INR", await Page("misfit"), StringComparison.Ordinal);
    }

    private static async Task<string> Page(string view)
    {
        var installed = view is "other" or "misfit" or "mistakes" or "reader" ? New : Old;
        var policy = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("policy.inr-max", view == "misfit" ? "2.5" : "3");
        var approval = view is "nothing" or "demo" ? null : new Approval(Old.Version.Hash, PersonId.New(TimeProvider.System), "I approve.", "passkey", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var inForce = approval is null ? null : new EvidenceApproved(approval.Version, null, approval.Person, approval.Meaning, approval.Method);
        RenderFragment hidden = builder => builder.AddMarkupContent(0, "<input type=\"hidden\" name=\"form-token\" value=\"t\">");
        var parameters = new Dictionary<string, object?>
        {
            ["Record"] = new ClinicRecord("Lindenhof", view == "demo", inForce, policy, 7),
            ["InForce"] = EvidenceInForce.Of(view == "demo", approval, Old, policy),
            ["Approver"] = "Ada Lind",
            ["Installed"] = installed,
            ["Difference"] = Difference.Between(approval is null ? null : Old.Library, installed.Library),
            ["MayDecide"] = view != "reader",
            ["HiddenFields"] = hidden,
        };
        if (view == "mistakes") parameters["Problems"] = new[] { ("read", "Read the difference, and say that you did"), ("meaning", "Enter what your signature says") };
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<EvidenceReview>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return $"<!doctype html><html lang=\"en\"><head><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Evidence and policy</title><style>{Css}</style></head><body><main class=\"wide stack gap-5\">{body}</main></body></html>";
    }
}
