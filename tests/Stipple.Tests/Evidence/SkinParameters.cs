using Stipple.Skin.Cohort;

namespace Stipple.Tests;

/// <summary>The tables of the skin engine: read strictly, each number with its source.</summary>
public sealed class SkinParameters
{
    private static readonly Library Library = Library.Shipped();
    private static readonly IReadOnlyDictionary<string, string> Files = SkinTables.ShippedTables();

    [Fact]
    public void The_shipped_tables_are_read_whole()
    {
        var tables = SkinTables.Shipped(Library);
        Assert.InRange(tables.Parameters.Length, 40, 100);
        Assert.Equal(tables.Parameters.Length, tables.Parameters.Select(prior => prior.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(16.8, tables.Sites["cheek"].HornyUm);
        Assert.Equal(1.5, tables.Parameters.Single(prior => prior.Name == "healing-time").Spread);
        Assert.Equal(64, tables.Version.Hash.Length);
    }

    [Theory]
    [InlineData("skin/parameters.tsv", "\tlognormal\t1.5\t", "\tlognormal\t0.5\t", "row 2, column value")]
    [InlineData("skin/parameters.tsv", "\tlognormal\t1.5\t", "\tuniform\t1.5\t", "row 2, column law")]
    [InlineData("skin/parameters.tsv", "theta\t0.5\t", "theta\thalf\t", "row 2, column value")]
    [InlineData("skin/parameters.tsv", "theta\t0.5\t", "theta\t\t", "row 2, column value")]
    [InlineData("skin/parameters.tsv", "theta\t0.5\t", "theta\t9\t", "row 2, column value")]
    [InlineData("skin/parameters.tsv", "Schmitt2018 INFERENCE", "Nobody2026 INFERENCE", "row 2, column sources")]
    [InlineData("skin/parameters.tsv", "inference\tSchmitt2018 INFERENCE", "inference\tSchmitt2018", "row 2, column sources")]
    [InlineData("skin/parameters.tsv", "abstract\tSasaki2019 INFERENCE", "abstract\tMEMORY", "row 5, column basis")]
    [InlineData("skin/parameters.tsv", "collagen-gain\t", "healing-time\t", "row 3, column name")]
    [InlineData("skin/sites.tsv", "cheek\t16.8\t", "cheek\t16800\t", "row 3, column sc_um")]
    [InlineData("skin/devices.tsv", "\troller\t192", "\tlaser\t192", "row 2, column drive")]
    public void A_bad_cell_is_named(string file, string was, string becomes, string place)
    {
        var at = Files[file].IndexOf(was, StringComparison.Ordinal);
        Assert.True(at > 0);
        var files = Files.ToDictionary(StringComparer.Ordinal);
        files[file] = Files[file][..at] + becomes + Files[file][(at + was.Length)..];
        var error = Assert.Throws<EvidenceException>(() => SkinTables.Read(files, Library));
        Assert.StartsWith($"{file}, {place}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_missing_or_unknown_is_named()
    {
        Assert.Throws<EvidenceException>(() => SkinTables.Read(Files.Where(file => file.Key != "skin/sites.tsv").ToDictionary(StringComparer.Ordinal), Library));
        Assert.Throws<EvidenceException>(() => SkinTables.Read(Files.Append(new("skin/wishes.tsv", "id\n")).ToDictionary(StringComparer.Ordinal), Library));
    }

    [Fact]
    public void The_version_changes_with_a_cell_and_not_with_the_order_of_rows()
    {
        var version = SkinTables.Shipped(Library).Version;
        var lines = Files["skin/sites.tsv"].TrimEnd('\n').Split('\n');
        Assert.Equal(version, With("skin/sites.tsv", string.Join('\n', [lines[0], .. lines[1..].Reverse()]) + "\n").Version);
        Assert.NotEqual(version, With("skin/sites.tsv", Files["skin/sites.tsv"].Replace("16.8", "16.9", StringComparison.Ordinal)).Version);

        static SkinTables With(string file, string text) => SkinTables.Read(Files.ToDictionary(pair => pair.Key, pair => pair.Key == file ? text : pair.Value, StringComparer.Ordinal), Library);
    }
}
