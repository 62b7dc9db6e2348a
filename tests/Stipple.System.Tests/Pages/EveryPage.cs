using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Stipple.System.Tests.Check;
using Stipple.System.Tests.Patients;
using Stipple.System.Tests.SignIn;
using Stipple.Web.Demo;

namespace Stipple.System.Tests.Pages;

/// <summary>
/// Every page of a clinic, found by following every link of the demo as everybody who works there: one of each route in each of
/// its states, which its forms tell apart.
/// </summary>
public sealed partial class EveryPage(DemoServed demo, EveryPage.Crawl crawl, Chromium chromium) : IClassFixture<EveryPage.Crawl>
{
    /// <summary>With the style sheet and the scripts, none of them packed; without photographs.</summary>
    private const int MostBytes = 150_000;

    private const string Practitioner = "Mira Castell";

    public static TheoryData<string> Everybody => [Practitioner, "Dr Jonas Aumann", "Timo Ferber", "Vera Lindt"];

    [Fact]
    public async Task Of_the_routes_of_a_clinic_is_among_them()
    {
        var seen = (await crawl.Pages(demo)).Select(page => page.Shape).ToHashSet(StringComparer.Ordinal);
        var routes = Web.Program.Routes(Assess.Rules.Shipped()).Where(route => route.Method == "GET" && route.Path.StartsWith("/clinic/", StringComparison.Ordinal)).Select(route => RoutePart().Replace(route.Path, "*"));
        // Photographs are no pages, and a reply is seen by whoever wrote the letter: the demo has none.
        Assert.Empty(routes.Except(seen).Except(["/clinic/patients/*/photos/*", "/clinic/patients/*/decision/referrals/*"]));
    }

    [Fact]
    public async Task Is_light()
    {
        var heavy = (await crawl.Pages(demo)).Where(page => page.Bytes > MostBytes).Select(page => $"{page.Path}: {page.Bytes} bytes");
        Assert.Empty(heavy);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Has_no_fault_fits_every_screen_and_is_worked_by_keyboard_alone(string who)
    {
        await using var reader = await chromium.Reader(await demo.Address(), Screen.Small);
        await reader.Open("/demo");
        await StaffPages.Enter(reader, who);
        var faults = new List<string>();
        var wide = false;
        foreach (var page in (await crawl.Pages(demo)).Where(page => page.Who == who))
        {
            // In turn narrow and light, wide and dark: a colour does not depend on the width.
            await reader.Page.EmulateMediaAsync(new() { ColorScheme = wide ? ColorScheme.Dark : ColorScheme.Light });
            await reader.Page.SetViewportSizeAsync(wide ? 1280 : 320, 844);
            await reader.Open(page.Path);
            faults.AddRange(await Keyboard.Faults(reader, page.Path));
            await Accessibility.OpenEverything(reader);
            try
            {
                await Accessibility.HasNoFault(reader, page.Path);
                await reader.FitsTheWidth();
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                faults.Add(fault.Message);
            }

            wide = !wide;
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A page as somebody sees it.</summary>
    /// <param name="Who">Who.</param>
    /// <param name="Path">Its address.</param>
    /// <param name="Shape">Its address with a star for what names one of many.</param>
    /// <param name="Bytes">Its weight, with the style sheet and the scripts.</param>
    internal sealed record Seen(string Who, string Path, string Shape, int Bytes);

    /// <summary>Follows the links, once for all tests.</summary>
    public sealed class Crawl
    {
        private const int Enough = 4000;
        private readonly Lock gate = new();
        private Task<IReadOnlyList<Seen>>? pages;

        internal Task<IReadOnlyList<Seen>> Pages(DemoServed demo)
        {
            lock (gate) return pages ??= Follow(demo);
        }

        private static async Task<IReadOnlyList<Seen>> Follow(DemoServed demo)
        {
            var assets = new Dictionary<string, int>(StringComparer.Ordinal);
            var seen = new Dictionary<string, Seen>(StringComparer.Ordinal);
            foreach (var row in Everybody)
            {
                using var visitor = await DemoVisits.Enter(await demo.Address(), row.Data);
                var waiting = new Queue<string>(["/clinic/today"]);
                var known = new HashSet<string>(StringComparer.Ordinal) { "/clinic/today" };
                for (var visits = 0; waiting.TryDequeue(out var path); visits++)
                {
                    Assert.True(visits < Enough, $"More than {Enough} pages as {row.Data}.");
                    await visitor.Get(path);
                    if (!visitor.ContentType.StartsWith("text/html", StringComparison.Ordinal)) continue;
                    Assert.True(visitor.Status == HttpStatusCode.OK, $"{path} as {row.Data} is {(int)visitor.Status}: {visitor.Heading}");
                    var shape = Shape(path);
                    var page = visitor.Page;
                    var forms = string.Join(' ', Form().Matches(page).Select(form => Shape(form.Groups["action"].Value)).Distinct().Order(StringComparer.Ordinal));
                    var bytes = Encoding.UTF8.GetByteCount(page);
                    foreach (var asset in Asset().Matches(page).Select(match => match.Groups["from"].Value)) bytes += assets.TryGetValue(asset, out var weighed) ? weighed : assets[asset] = await Weigh(visitor, asset);
                    seen.TryAdd($"{shape} {forms}", new Seen(row.Data, path, shape, bytes));
                    foreach (var link in Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value).Split('#', '?')[0]))
                        if (link.StartsWith("/clinic", StringComparison.Ordinal) && known.Add(row.Data == Practitioner ? OneOfEach(link) : Shape(link))) waiting.Enqueue(link);
                }
            }

            return [.. seen.Values];
        }

        private static async Task<int> Weigh(Visitor visitor, string asset)
        {
            await visitor.Send(HttpMethod.Get, asset, null);
            return Encoding.UTF8.GetByteCount(visitor.Page);
        }

        /// <summary>One of each kind for each patient: their pages differ by where they stand on the way.</summary>
        private static string OneOfEach(string path) =>
            path.Split('/') is ["", "clinic", "patients", var patient, .. var rest] ? $"{patient} {Shape($"/{string.Join('/', rest)}")}" : Shape(path);

        private static string Shape(string path) => OneOfMany().Replace(path, "*");
    }

    [GeneratedRegex("""<a [^>]*href="(?<to>/[^"]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex("""<(link rel="stylesheet" |script )[^>]*(href|src)="(?<from>[^"]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Asset();

    [GeneratedRegex("""<form[^>]* action="(?<action>[^"]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Form();

    /// <summary>Ids, numbers, and the question of a page that asks one.</summary>
    [GeneratedRegex("(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+|(?<=/ask/)[a-z0-9-]+)(?=/|$)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OneOfMany();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 5000)]
    private static partial Regex RoutePart();
}
