using System.Text.Json;

namespace Stipple.System.Tests.Tool;

/// <summary><c>stipple simulate</c> on the sample request, and on requests that are none.</summary>
public sealed class SimulateTool
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "simulations", "pen-niacinamide.json");

    [Fact]
    public async Task The_sample_is_foreseen_in_JSON_with_its_sources_and_twice_the_same()
    {
        string[] asked = ["simulate", Sample, "--json", "--sources", "--patients", "300", "--seed", "5"];
        var once = (await ToolRun.Of(asked)).Done().Out;
        Assert.Equal(once, (await ToolRun.Of(asked)).Done().Out);
        using var told = JsonDocument.Parse(once);
        Assert.Equal(300, told.RootElement.GetProperty("patients").GetInt32());
        var names = told.RootElement.GetProperty("forecasts").EnumerateArray().Select(forecast => forecast.GetProperty("name").GetString()!).ToArray();
        string[] wanted = ["depth", "coverage", "bleeding-chance", "open-channels", "absorbed", "absorbed-intact", "erythema", "barrier-loss", "collagen-three", "collagen-one", "elastin-mature", "elastin-precursors"];
        Assert.Subset(names.ToHashSet(StringComparer.Ordinal), wanted.ToHashSet(StringComparer.Ordinal));
        Assert.Contains(told.RootElement.GetProperty("reckonedFrom").EnumerateArray(), row => row.GetProperty("what").GetString() == "compound niacinamide");
        Assert.NotEmpty(told.RootElement.GetProperty("sources").EnumerateObject());
    }

    [Fact]
    public async Task Values_go_out_as_commas_and_pictures_as_files()
    {
        var folder = Directory.CreateTempSubdirectory("stipple-simulate-");
        try
        {
            var run = (await ToolRun.Of("simulate", Sample, "--csv", "--patients", "200", "--svg", folder.FullName, "--png", folder.FullName)).Done();
            var lines = run.Out.TrimEnd('\n').Split('\n');
            Assert.Equal("forecast,unit,time_unit,time,p05,p25,median,p75,p95", lines[0]);
            Assert.All(lines, line => Assert.Equal(9, line.Split(',').Length));
            foreach (var name in (string[])["puncture-field", "open-channels", "absorbed", "erythema", "collagen-one", "elastin-mature"])
            {
                Assert.StartsWith("<", await File.ReadAllTextAsync(Path.Combine(folder.FullName, $"{name}.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
                Assert.Equal("PNG"u8.ToArray(), (await File.ReadAllBytesAsync(Path.Combine(folder.FullName, $"{name}.png"), TestContext.Current.CancellationToken))[1..4]);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("\"needleMm\": 0.5", "\"needleMm\": 2", "needle length: found 2, expected from 0.05 to 0.947 mm, the thickness of the skin of the site (cheek)")]
    [InlineData("\"needleMm\": 0.5", "\"needleMm\": -1", "needle length: found -1, expected from 0.05 to 3 mm")]
    [InlineData("\"ageYears\": 45", "\"ageYears\": \"old\"", "ageYears: found \"old\", expected a number")]
    [InlineData("niacinamide", "unobtainium", "topical.compound: found \"unobtainium\", expected one of alpha-arbutin, ")]
    [InlineData("\"sex\"", "\"race\"", "race: found a property that belongs to no such request, expected only site, ")]
    [InlineData("pen-12", "roller-192", "passes: found nothing, expected a whole number")]
    [InlineData("{\n", "", "found text that is not JSON, expected a request")]
    public async Task What_cannot_be_is_refused_in_one_line(string was, string becomes, string says)
    {
        var request = await File.ReadAllTextAsync(Sample, TestContext.Current.CancellationToken);
        Assert.Contains(was, request, StringComparison.Ordinal);
        var at = request.IndexOf(was, StringComparison.Ordinal);
        Assert.Contains(says, (await ToolRun.With(["simulate", "-"], request[..at] + becomes + request[(at + was.Length)..])).Refusal(2), StringComparison.Ordinal);
    }
}
