using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Stipple.System.Tests.Host;

namespace Stipple.System.Tests.Check;

/// <summary>Properties of every interview, tried with many readers who answer at random.</summary>
public sealed class RandomWalks(Served served)
{
    private const int Readers = 350;
    private const int MostPages = 150;

    /// <summary>What must have been answered before a question can matter, written by hand: question, gate, answers that open it.</summary>
    private static readonly (string Question, string Gate, string[] Opens)[] Gates =
    [
        ("acne-zones", "acne-now", ["comedones", "few", "many", "lumps"]),
        ("rash-zones", "rash-now", ["product-reaction", "burning", "flaking", "around-mouth-or-eyes", "repeated-boils", "other-rash"]),
        ("infection-zones", "infection-now", ["yes"]), ("hsv-zones", "hsv-now", ["yes"]), ("growth-zones", "growths", ["warts", "dimpled-bumps", "ring-rash"]),
        ("rosacea-zones", "rosacea", ["quiet", "redness", "bumps-or-stinging"]), ("rosacea-signs", "rosacea", ["quiet", "redness", "bumps-or-stinging"]),
        ("eczema-zones", "eczema", ["yes"]), ("eczema-herpes", "eczema", ["yes"]), ("psoriasis-zones", "psoriasis", ["yes"]),
        ("hsv-frequency", "hsv-history", ["yes"]), ("hsv-spread", "hsv-history", ["yes"]), ("hsv-healed", "hsv-history", ["yes"]), ("zoster-healed", "zoster", ["healed-recently"]),
        ("keloid-number", "keloid", ["yes"]), ("keloid-cause", "keloid", ["yes"]), ("keloid-zones", "keloid", ["yes"]), ("hts-zones", "hts", ["yes"]),
        ("isotretinoin-last", "isotretinoin", ["past"]), ("cancer-state", "health", ["cancer"]), ("peel-last", "skin-last-year", ["peel"]), ("sunburn-end", "skin-last-weeks", ["sunburn-faded"]),
        ("bleeding-family", "bleeding-sx", ["heavy-periods"]), ("clot-or-stent", "antithrombotics", ["warfarin", "doac", "heparin", "aspirin", "other-antiplatelet"]),
    ];

    /// <summary>Questions that only matter on the face.</summary>
    private static readonly string[] FaceOnly = ["hsv-frequency", "hsv-spread", "hsv-healed"];

    [Fact]
    public async Task Every_walk_ends_asks_nothing_twice_and_nothing_that_cannot_matter_and_together_they_reach_every_question()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < Readers; seed++)
        {
            var asked = await Walk(new Random(seed), remarkable: seed % 4 / 3.0, seed);
            reached.UnionWith(asked);
        }

        Assert.Equal([], Cases.Rules.Questions.Where(question => question.AskedOf == "patient").Select(question => question.Id).Except(reached, StringComparer.Ordinal));
        Assert.Equal([], reached.Except(Cases.Rules.Questions.Where(question => question.AskedOf == "patient").Select(question => question.Id), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_no_asks_nothing_further_about_it()
    {
        var page = await served.Check(("regions", "face hands neck chest"), ("go", "next"));
        var asked = new List<string>();
        while (page.At is { } at)
        {
            asked.Add(at);
            page = await served.Check(page.Fields("next", Replies.Unremarkable(at).Select(value => ("v", value))));
        }

        Assert.Equal([], Gates.Select(gate => gate.Question).Intersect(asked, StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<string>> Walk(Random random, double remarkable, int seed)
    {
        string[] regions = [.. Cases.Rules.Sites.Regions.Where(_ => random.Next(2) == 0)];
        var page = await served.Check(("at", "regions"), ("go", "next"), ("v", regions.Length == 0 ? "unknown" : regions[0]));
        var onFace = regions.Length == 0 || regions[0] == "face";
        var asked = new List<string>();
        var said = ImmutableDictionary<string, string[]>.Empty;
        while (!page.IsList || page.Html.Contains("Go on with the questions", StringComparison.Ordinal))
        {
            var where = $"Walk {seed}: {string.Join(", ", asked)}, then {page.At ?? page.Heading}";
            Assert.True(asked.Count < MostPages, where);
            if (page.IsList)
            {
                // A red flag interrupts; the reader goes on.
                page = await served.Check(page.Fields("next"));
                continue;
            }

            var at = page.At!;
            Assert.False(asked.Contains(at, StringComparer.Ordinal), where + " again");
            foreach (var (question, gate, opens) in Gates)
            {
                if (question == at) Assert.True(said.TryGetValue(gate, out var answer) && answer.Intersect(opens, StringComparer.Ordinal).Any(), $"{where}, although {gate} was {string.Join(' ', answer ?? [])}");
            }

            Assert.False(at == "keloid-family" && said.GetValueOrDefault("keloid") is ["yes"], where + " after a keloid of their own");
            Assert.False(at == "bleeding-sx" && said.GetValueOrDefault("bleeding-dx") is ["yes"], where + " after a known disorder");
            Assert.True(onFace || !FaceOnly.Contains(at, StringComparer.Ordinal), where + " without the face");
            asked.Add(at);
            var fields = Reply(page, random, remarkable).ToArray();
            said = said.SetItem(at, [.. fields.Select(field => field.Value)]);
            var sent = page;
            page = await served.Check(page.Fields("next", fields));
            if (page.Status == HttpStatusCode.UnprocessableEntity && page.Html.Contains("Change that answer", StringComparison.Ordinal))
            {
                // It contradicts what was said before: nobody is sure then.
                fields = [("v", "unknown")];
                said = said.SetItem(at, ["unknown"]);
                page = await served.Check(sent.Fields("next", fields));
            }

            Assert.True(page.Status == HttpStatusCode.OK, $"{where}: {page.Error}");
        }

        Assert.Equal(asked, page.Answers.Keys);
        return asked;
    }

    private static IEnumerable<(string Name, string Value)> Reply(CheckSheet page, Random random, double remarkable)
    {
        if (random.Next(10) == 0) return [("v", "unknown")];
        if (random.NextDouble() > remarkable) return Replies.Unremarkable(page.At!).Select(value => ("v", value));
        if (page.Choices.Any(choice => choice.Value == "about"))
        {
            if (random.Next(2) == 0) return [("v", "about"), ("v.year", random.Next(1950, Today.Date.Year).ToString(CultureInfo.InvariantCulture)), ("v.month", $"{random.Next(1, 13)}")];
            var lately = Today.Date.AddDays(-random.Next(random.Next(1, 60))); // many questions about places come only where it was not long ago
            return [("v", "about"), ("v.year", $"{lately.Year}"), ("v.month", $"{lately.Month}"), ("v.day", $"{lately.Day}")];
        }

        string[] offered = [.. page.Choices.Select(choice => choice.Value).Except(["unknown", "none"], StringComparer.Ordinal)];
        if (page.Choices[0].One) return [("v", offered[random.Next(offered.Length)])];
        string[] some = [.. offered.Where(_ => random.Next(2) == 0)];
        return some.Length == 0 ? [("v", "none")] : some.Select(value => ("v", value));
    }
}
