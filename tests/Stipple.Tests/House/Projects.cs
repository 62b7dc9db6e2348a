using System.Xml.Linq;

namespace Stipple.Tests;

/// <summary>Projects, their references and packages: a new one needs a decision record and a line here.</summary>
public sealed class Projects
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["Stipple.Skin"] = ([], []),
        ["Stipple"] = (["Stipple.Skin"], []),
        ["Stipple.Records"] = (["Stipple"], [
            "Dapper", "Microsoft.Data.Sqlite", "Npgsql",
            "Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Sqlite", "Npgsql.EntityFrameworkCore.PostgreSQL",
        ]),
        ["Stipple.Fhir"] = (["Stipple"], []),
        ["Stipple.Web"] = (["Stipple.Skin", "Stipple", "Stipple.Records", "Stipple.Fhir"], ["QRCoder", "ScottPlot", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"]),
        ["Stipple.Cli"] = (["Stipple.Skin", "Stipple", "Stipple.Records", "Stipple.Fhir", "Stipple.Web"], ["System.CommandLine"]),
        ["Stipple.Tests"] = (["Stipple", "Stipple.Skin"], ["xunit.v3", "CsCheck", "TngTech.ArchUnitNET.xUnitV3"]),
        ["Stipple.Skin.Tests"] = (["Stipple.Skin"], ["xunit.v3", "CsCheck"]),
        ["Stipple.System.Tests"] = (
            ["Stipple", "Stipple.Skin", "Stipple.Records", "Stipple.Fhir", "Stipple.Web", "Stipple.Cli", "Stipple.Bench"],
            ["xunit.v3", "CsCheck", "Microsoft.Playwright", "Deque.AxeCore.Commons"]),
        ["Stipple.Bench"] = (["Stipple", "Stipple.Skin", "Stipple.Records", "Stipple.Fhir", "Stipple.Web", "Stipple.Cli"], ["RulesEngine"]),
    };

    private static readonly string[] Folders = ["src", "tests", "bench"];

    private static string[] Files => [.. Folders.SelectMany(folder => Repository.Files(folder, "*.csproj"))];

    [Fact]
    public void Are_the_agreed_ones() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Files.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Reference_only_what_they_may_know() => Assert.All(Files, file => Assert.Empty(Unallowed(Path.GetFileNameWithoutExtension(file), XDocument.Load(Repository.At(file)))));

    [Fact]
    public void A_reference_or_package_too_much_would_be_found()
    {
        var made = XDocument.Parse("""<Project><ItemGroup><PackageReference Include="Dapper" /><ProjectReference Include="../Stipple.Web/Stipple.Web.csproj" /></ItemGroup></Project>""");
        Assert.Equal(["package Dapper", "project Stipple.Web"], Unallowed("Stipple", made));
    }

    [Fact]
    public void Are_all_in_the_solution()
    {
        var listed = XDocument.Load(Repository.At("Stipple.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);
        Assert.Equal(Files.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Have_their_packages_locked() =>
        Assert.All(Files, file => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Repository.At(file))!, "packages.lock.json")), $"{file} has no packages.lock.json beside it."));

    [Fact]
    public void Share_one_strict_build()
    {
        var props = XDocument.Load(Repository.At("Directory.Build.props"));
        string[] on = ["TreatWarningsAsErrors", "DisableTransitiveProjectReferences", "RestorePackagesWithLockFile", "Deterministic", "InvariantGlobalization"];
        Assert.All(on, name => Assert.Equal("true", props.Descendants(name).Single().Value));
        Assert.All(Files, file => Assert.DoesNotContain(XDocument.Load(Repository.At(file)).Descendants(), element => element.Name.LocalName is "NoWarn" or "TreatWarningsAsErrors" or "WarningsNotAsErrors"));
    }

    [Theory]
    [InlineData("P:System.DateTime.Now;")]
    [InlineData("P:System.DateTime.UtcNow;")]
    [InlineData("P:System.DateTimeOffset.UtcNow;")]
    [InlineData("M:System.Guid.NewGuid;")]
    [InlineData("P:System.Random.Shared;")]
    [InlineData("P:System.Threading.Tasks.Task`1.Result;")]
    public void Ban_what_is_not_given_as_an_argument(string symbol)
    {
        Assert.Contains(File.ReadLines(Repository.At("BannedSymbols.txt")), line => line.StartsWith(symbol, StringComparison.Ordinal));
        Assert.Contains(XDocument.Load(Repository.At("Directory.Build.props")).Descendants("AdditionalFiles"), file => file.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.Contains(XDocument.Load(Repository.At("Directory.Packages.props")).Descendants("GlobalPackageReference"), package => package.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
    }

    [Fact]
    public void Hold_no_file_over_400_lines()
    {
        string[] kinds = [".cs", ".razor", ".css", ".js", ".csproj"];
        var files = Folders.SelectMany(folder => Repository.Files(folder, "*")).Where(file => kinds.Contains(Path.GetExtension(file))).ToArray();
        Assert.True(files.Length > 30);
        Assert.All(files, file => Assert.True(File.ReadLines(Repository.At(file)).Count() <= 400, $"{file} is longer than 400 lines."));
    }

    [Theory]
    [InlineData("ledger.Query<string>(clinic, sql, null, cancel)", true)]
    [InlineData("\"SELECT name FROM people\"", true)]
    [InlineData("var query = request.Query[\"page\"];", false)]
    [InlineData("<select name=\"site\">", false)]
    public void Would_be_caught_asking_the_database(string line, bool caught) => Assert.Equal(caught, AsksTheDatabase(line));

    [Fact]
    public void Ask_the_database_nowhere_but_in_the_records()
    {
        var files = Repository.Files("src", "*").Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.StartsWith("src/Stipple.Records/", StringComparison.Ordinal)).ToArray();
        Assert.True(files.Length > 50);
        Assert.All(files, file => Assert.DoesNotContain(File.ReadLines(Repository.At(file)), AsksTheDatabase));
    }

    [Fact]
    public void Rest_on_ten_decision_records()
    {
        var records = Repository.Files("docs/decisions", "0*.md").Select(file => Path.GetFileName(file)[..4]).ToArray();
        Assert.Equal(records.Distinct(StringComparer.Ordinal), records);
        Assert.All(Enumerable.Range(1, 10), number => Assert.Contains($"{number:0000}", records));
    }

    private static bool AsksTheDatabase(string line) => line.Contains(".Query<", StringComparison.Ordinal) || line.Contains("SELECT ", StringComparison.Ordinal) || line.Contains("INSERT INTO ", StringComparison.Ordinal);

    private static IEnumerable<string> Unallowed(string project, XDocument file)
    {
        var (projects, packages) = Allowed[project];
        return file.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value).Where(name => !packages.Contains(name)).Select(name => $"package {name}")
            .Concat(file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Where(name => !projects.Contains(name)).Select(name => $"project {name}"));
    }
}
