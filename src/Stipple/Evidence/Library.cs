using System.Collections.Immutable;
using System.Text;
using Stipple.Terms;

namespace Stipple.Evidence;

/// <summary>All evidence tables of one version, checked cell by cell, with their sources and sites.</summary>
public sealed class Library
{
    private readonly ImmutableDictionary<string, Table> byFile;

    private Library(ImmutableDictionary<string, Table> tables, ImmutableSortedDictionary<string, string> texts)
    {
        (byFile, Texts, Version) = (tables, texts, EvidenceVersion.Of(texts));
        Sources = this[Shapes.Sources].Rows.Select(Source.From).ToImmutableDictionary(source => source.Id, StringComparer.Ordinal);
        foreach (var table in tables.Values) CheckSources(table);
        Sites = ReadSites(this[Shapes.Sites]);
    }

    public EvidenceVersion Version { get; }

    /// <summary>
    /// The text of each table by its file name, exactly as it was read. The version does not hold the order of rows, and the
    /// order in which questions are asked and reasons are told rests on it: only these texts give the same decisions again.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Texts { get; }

    public ImmutableDictionary<string, Source> Sources { get; }

    public SiteList Sites { get; }

    public Table this[TableShape shape] => byFile[shape.File];

    /// <summary>The tables that this program was built with.</summary>
    public static Library Shipped() => Read(ShippedTables());

    /// <summary>The texts of the tables that this program was built with, by file name.</summary>
    public static IReadOnlyDictionary<string, string> ShippedTables()
    {
        var assembly = typeof(Library).Assembly;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("evidence/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            texts[name["evidence/".Length..]] = reader.ReadToEnd();
        }

        return texts;
    }

    /// <summary>Reads a full set of tables.</summary>
    /// <param name="files">Text of each table by its file name, such as <c>rules.tsv</c>.</param>
    /// <exception cref="EvidenceException">A table is missing or unknown, or a cell is not what its column allows.</exception>
    public static Library Read(IReadOnlyDictionary<string, string> files)
    {
        foreach (var name in files.Keys.Order(StringComparer.Ordinal))
        {
            if (!Shapes.All.Any(shape => shape.File == name))
                throw new EvidenceException(name, 0, "", name, $"only the tables {string.Join(", ", Shapes.All.Select(shape => shape.File))}");
        }

        var tables = ImmutableDictionary.CreateBuilder<string, Table>(StringComparer.Ordinal);
        foreach (var shape in Shapes.All)
        {
            tables[shape.File] = files.TryGetValue(shape.File, out var text)
                ? Table.Read(shape, text)
                : shape.MayBeMissing ? Table.Empty(shape)
                : throw new EvidenceException(shape.File, 0, "", "", "this table to be there");
        }

        return new Library(tables.ToImmutable(), files.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The sources that a row names, in its order.</summary>
    public ImmutableArray<Source> SourcesOf(TableRow row) => [.. row.Ids("sources").Select(id => Sources[id])];

    private void CheckSources(Table table)
    {
        if (table.Shape.SourcesColumn is not { } column) return;
        var numbers = table.Shape.Columns.OfType<Column.Number>().Select(number => number.Name).ToArray();
        foreach (var row in table.Rows)
        {
            var ids = row.Ids(column);
            foreach (var id in ids)
            {
                if (!Sources.ContainsKey(id)) throw row.Wrong(column, $"ids of sources.tsv; {id} is not one");
            }

            if (ids.Length == 0 && numbers.FirstOrDefault(number => row[number].Length > 0) is { } unsourced)
                throw row.Wrong(column, $"a source for the number {row[unsourced]} in column {unsourced}");
        }
    }

    private static SiteList ReadSites(Table table)
    {
        if (table.Rows.Length is 0 or > 64) throw new EvidenceException(table.File, 0, "", $"{table.Rows.Length} rows", "1 to 64 sites");
        var ordinals = table.Rows.Select((row, i) => (Id: row["id"], Ordinal: i)).ToDictionary(site => site.Id, site => site.Ordinal, StringComparer.Ordinal);
        var near = table.Rows.Select((row, i) => row.Ids("near").Aggregate(SiteSet.Empty.With(i), (set, id) =>
            ordinals.TryGetValue(id, out var other) ? set.With(other) : throw row.Wrong("near", $"ids of sites.tsv; {id} is not one"))).ToArray();
        foreach (var row in table.Rows)
        {
            var self = ordinals[row["id"]];
            foreach (var other in row.Ids("near"))
            {
                if ((near[ordinals[other]].Bits >> self & 1) == 0) throw row.Wrong("near", $"neighbours that name each other; {other} does not name {row["id"]}");
            }
        }

        return new SiteList([.. table.Rows.Select((row, i) => new Site(i, row["id"], row["name"], row["plain"], row["region"], near[i]))]);
    }
}
