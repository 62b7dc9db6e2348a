namespace Stipple.Tests;

public sealed class VersionProperties
{
    private static readonly Tables Shipped = Tables.Shipped;
    private static readonly string Version = Shipped.ReadLibrary().Version.Hash;

    [Fact]
    public void Is_sixty_four_hexadecimal_digits()
    {
        Assert.Matches("^[0-9a-f]{64}$", Version);
        Assert.Equal(Version[..12], Shipped.ReadLibrary().Version.Abbreviated);
    }

    /// <summary>Computed here a second time from the description in evidence/README.md, in another way.</summary>
    [Fact]
    public void Is_the_sha_256_that_the_authoring_guide_describes()
    {
        var lines = Shipped.Files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file => Shipped.Rows(file.Key).Order(StringComparer.Ordinal).Prepend(Shipped.Header(file.Key)).Prepend(file.Key));
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Version);
    }

    [Fact]
    public void Is_the_same_on_a_checkout_with_crlf()
    {
        var crlf = Shipped.Files.Keys.Aggregate(Shipped, (tables, file) => tables.WithText(file, tables.Files[file].Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(Version, crlf.ReadLibrary().Version.Hash);
    }

    [Fact]
    public void Is_the_same_without_the_last_line_end() =>
        Assert.Equal(Version, Shipped.WithText("rules.tsv", Shipped.Files["rules.tsv"].TrimEnd('\n')).ReadLibrary().Version.Hash);

    [Fact]
    public void Is_the_same_whatever_the_order_of_the_rows() => Gen.Select(Gen.OneOf(Shipped.Files.Keys.ToArray()), Gen.Int).Sample((file, seed) =>
    {
        var rows = Shipped.Rows(file);
        new Random(seed).Shuffle(rows);
        Assert.Equal(Version, Shipped.WithRows(file, rows).ReadLibrary().Version.Hash);
    }, iter: 100);

    /// <summary>Only cells of free text are changed, because a changed word or id would rightly be refused before it has a version.</summary>
    [Fact]
    public void Is_another_one_when_any_cell_is_changed()
    {
        var texts = Shapes.All.SelectMany(shape => shape.Columns.OfType<Column.Text>().Select(column => (shape.File, column.Name))).ToArray();
        Gen.Select(Gen.OneOf(texts), Gen.Int[0, int.MaxValue]).Sample((column, row) =>
        {
            if (column is ("sites.tsv", "near")) return;
            var line = row % Shipped.Rows(column.File).Length;
            var changed = Shipped.WithCell(column.File, line + 2, column.Name, Shipped.Column(column.File, column.Name)[line] + "x");
            Assert.NotEqual(Version, changed.ReadLibrary().Version.Hash);
        }, iter: 200);
    }

    [Fact]
    public void Is_another_one_when_a_row_is_taken_out()
    {
        for (var row = 0; row < Shipped.Rows("public.tsv").Length; row++)
        {
            var without = Shipped.Rows("public.tsv").Where((_, i) => i != row);
            Assert.NotEqual(Version, Shipped.WithRows("public.tsv", without).ReadLibrary().Version.Hash);
        }
    }

    [Fact]
    public void A_shipped_file_keeps_to_the_form()
    {
        foreach (var (file, text) in Shipped.Files)
        {
            Assert.True(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal), file);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\uFEFF', text);
        }
    }
}
