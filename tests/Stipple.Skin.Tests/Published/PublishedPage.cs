using System.Reflection;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>docs/model/published.md against the tests that name its rows.</summary>
public sealed class PublishedPage
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Repository.At("docs/model/published.md"))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).Where(cells => IsId(cells[0])),
    ];

    private static readonly MethodInfo[] Tests = [.. typeof(PublishedPage).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))];

    [Fact]
    public void Every_id_that_a_test_names_stands_on_the_page_once()
    {
        var named = Tests.Select(test => test.Name.Split('_')[0]).Where(IsId)
            .Concat(Tests.SelectMany(test => test.GetCustomAttributes<InlineDataAttribute>()).SelectMany(row => row.Data).OfType<string>().Where(IsId))
            .Concat(NotModelled.Concat(Missed));
        Assert.Equal([], named.Except(Rows.Select(row => row[0])));
        Assert.Equal(Rows.Length, Rows.DistinctBy(row => row[0]).Count());
    }

    [Fact]
    public void Every_row_of_the_page_names_tests_and_sources_that_exist_and_says_what_came_of_it()
    {
        var classes = Tests.Select(test => test.DeclaringType!.Name).ToHashSet();
        var sources = PublishedRows.Read(File.ReadAllText(Repository.At("evidence/sources.tsv"))).Select(row => row["id"]).ToHashSet();
        Assert.All(Rows, row =>
        {
            Assert.Equal(8, row.Length);
            Assert.All(row, cell => Assert.NotEmpty(cell));
            Assert.All(row[5].Split(", "), name => Assert.Contains(name, classes));
            Assert.All(row[3].Split('`').Where((_, i) => i % 2 == 1), id => Assert.Contains(id, sources));
        });
    }

    /// <summary>What is missed or not modelled in the tests is told as such on the page, and nothing else is.</summary>
    [Fact]
    public void Page_and_tests_agree_on_what_is_missed_and_what_is_not_modelled()
    {
        Assert.Equal(Rows.Where(row => row[7].Contains("**missed**", StringComparison.Ordinal)).Select(row => row[0]).Order(), Missed.Distinct().Order());
        Assert.Equal(
            Rows.Where(row => row[6].StartsWith("not modelled", StringComparison.Ordinal)).Select(row => row[0]).Order(),
            NotModelled.Except(["B07", "P23"]).Order()); // of which a part is modelled
    }

    private static IEnumerable<string> NotModelled => NeedleRows.NotModelled.Concat(ClosureRows.NotModelled).Concat(RemodellingRows.NotModelled).Concat(MicroneedleRows.NotModelled).Select(row => row.Id);

    private static IEnumerable<string> Missed => RemodellingRows.Missed.Concat(ClosureRows.Missed).Select(row => row.Id).Concat(MicroneedleRows.Missed.Keys);

    private static bool IsId(string word) => word is [>= 'A' and <= 'Z', >= '0' and <= '9', >= '0' and <= '9'];
}
