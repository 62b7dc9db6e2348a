using System.Collections.Immutable;
using System.Text;
using Stipple.Skin.Cohort;

namespace Stipple.Evidence;

/// <summary>
/// The tables of the skin engine, checked cell by cell, as the engine takes them. They have a version of their own: what a medical
/// director approves are the tables that decide, and a forecast states both versions.
/// </summary>
public sealed class SkinTables
{
    private SkinTables(ImmutableDictionary<string, Table> tables, EvidenceVersion version)
    {
        Version = version;
        Parameters = [.. tables[SkinShapes.Parameters.File].Rows.Select(Prior)];
        Sites = tables[SkinShapes.Sites.File].Rows.Select(Site).ToImmutableDictionary(site => site.Id, StringComparer.Ordinal);
        SourcesOfSites = tables[SkinShapes.Sites.File].Rows.ToImmutableDictionary(row => row["id"], row => row.Ids("sources").ToImmutableArray(), StringComparer.Ordinal);
        Devices = tables[SkinShapes.Devices.File];
        Compounds = tables[SkinShapes.Compounds.File].Rows.GroupBy(row => row["compound"]).ToImmutableDictionary(rows => rows.Key, KnownCompound.Of, StringComparer.Ordinal);
    }

    public EvidenceVersion Version { get; }

    /// <summary>In the order of the table, which is the order in which patients are dealt: what matters most stands first.</summary>
    public ImmutableArray<Prior> Parameters { get; }

    public ImmutableDictionary<string, SiteSkin> Sites { get; }

    public ImmutableDictionary<string, ImmutableArray<string>> SourcesOfSites { get; }

    public Table Devices { get; }

    public ImmutableDictionary<string, KnownCompound> Compounds { get; }

    /// <summary>The tables that this program was built with.</summary>
    /// <param name="library">Whose sources they name.</param>
    public static SkinTables Shipped(Library library) => Read(ShippedTables(), library);

    /// <summary>The texts of the tables that this program was built with, by file name.</summary>
    public static IReadOnlyDictionary<string, string> ShippedTables()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var shape in SkinShapes.All)
        {
            using var stream = typeof(SkinTables).Assembly.GetManifestResourceStream(shape.File)!;
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            texts[shape.File] = reader.ReadToEnd();
        }

        return texts;
    }

    /// <summary>Reads a full set of tables.</summary>
    /// <param name="files">Text of each table by its file name, such as <c>skin/parameters.tsv</c>.</param>
    /// <param name="library">Whose sources they name.</param>
    /// <exception cref="EvidenceException">A table is missing or unknown, a cell is not what its column allows, or its numbers are no such law.</exception>
    public static SkinTables Read(IReadOnlyDictionary<string, string> files, Library library)
    {
        foreach (var name in files.Keys.Order(StringComparer.Ordinal))
        {
            if (!SkinShapes.All.Any(shape => shape.File == name))
                throw new EvidenceException(name, 0, "", name, $"only the tables {string.Join(", ", SkinShapes.All.Select(shape => shape.File))}");
        }

        var tables = SkinShapes.All.ToImmutableDictionary(shape => shape.File, shape => files.TryGetValue(shape.File, out var text)
            ? Table.Read(shape, text)
            : throw new EvidenceException(shape.File, 0, "", "", "this table to be there"), StringComparer.Ordinal);
        foreach (var row in tables.Values.SelectMany(table => table.Rows)) CheckSources(row, library);
        return new SkinTables(tables, EvidenceVersion.Of(files));
    }

    /// <summary>What is recalled or our own says so twice: in the basis and among the sources.</summary>
    private static void CheckSources(TableRow row, Library library)
    {
        var ids = row.Ids("sources");
        foreach (var id in ids)
        {
            if (!library.Sources.ContainsKey(id)) throw row.Wrong("sources", $"ids of sources.tsv; {id} is not one");
        }

        foreach (var (basis, source) in new[] { ("inference", "INFERENCE"), ("memory", "MEMORY") })
        {
            if (row["basis"] == basis && !ids.Contains(source)) throw row.Wrong("sources", $"{source} where the basis is {basis}");
        }

        if (ids.Contains("MEMORY") && row["basis"] != "memory") throw row.Wrong("basis", "memory where MEMORY is a source");
    }

    private static Prior Prior(TableRow row) => Made(row, "value", () => new Prior(
        row["name"], row["symbol"], Needed(row, "value"), row["unit"], Enum.Parse<Law>(row["law"], ignoreCase: true),
        Needed(row, "spread"), Needed(row, "low"), Needed(row, "high"), Enum.Parse<Level>(row["level"], ignoreCase: true), row["group"], [.. row.Ids("sources")]));

    private static SiteSkin Site(TableRow row) => Made(row, "sc_um", () => new SiteSkin(
        row["id"], Needed(row, "sc_um"), Needed(row, "ve_um"), Needed(row, "dermis_f_mm"), Needed(row, "dermis_m_mm")));

    private static double Needed(TableRow row, string column) => row.Figure(column) ?? throw row.Wrong(column, "a number");

    private static T Made<T>(TableRow row, string column, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException bad)
        {
            throw row.Wrong(column, bad.Message);
        }
    }
}
