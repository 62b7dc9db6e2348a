using System.Text.Json;

namespace Stipple.System.Tests.Tool;

/// <summary>Every case of samples/cases is one that the tool decides.</summary>
public sealed class SampleCases
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "cases");

    [Fact]
    public async Task Every_sample_is_decided()
    {
        if (!Directory.Exists(Folder)) Assert.Skip("There is no samples/cases yet.");
        var files = Directory.GetFiles(Folder, "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var decided = JsonDocument.Parse((await ToolRun.Of("screen", file, "--json")).Done().Out);
            Assert.NotEmpty(decided.RootElement.GetProperty("decision").GetString()!);
            Assert.Equal(Cases.Rules.Version.Hash, decided.RootElement.GetProperty("evidence").GetString());
            Assert.StartsWith("Decision  ", (await ToolRun.Of("screen", file)).Done().Out, StringComparison.Ordinal);
        }
    }
}
