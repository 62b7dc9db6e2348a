using System.Collections.Immutable;
using System.Reflection;
using Stipple.Outcome;

namespace Stipple.Tests;

/// <summary>A full set of tables as text, of which a test changes what it is about.</summary>
public sealed record Tables(ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>The tables that the program ships.</summary>
    public static readonly Tables Shipped = new(Library.ShippedTables().ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Three made-up entries with one question of every type: tests of the reader and the grammar stand on these.</summary>
    public static readonly Tables Small = new(ReadSmall());

    public Library ReadLibrary() => Library.Read(Files);

    public Rules ReadRules() => PathwayTables.Checked(Rules.Read(ReadLibrary()));

    public string Header(string file) => Lines(file)[0];

    /// <summary>The lines of a table without the header.</summary>
    public string[] Rows(string file) => Lines(file)[1..];

    public string[] Column(string file, string column)
    {
        var index = IndexOf(file, column);
        return [.. Rows(file).Select(row => row.Split('\t')[index])];
    }

    /// <summary>One column by what the first column of each row holds.</summary>
    public IReadOnlyDictionary<string, string> ById(string file, string column) =>
        Rows(file).Zip(Column(file, column)).ToDictionary(row => row.First.Split('\t')[0], row => row.Second, StringComparer.Ordinal);

    /// <summary>The line of the file, as a spreadsheet counts, of the row with this id in its first column.</summary>
    public int LineOf(string file, string id) => Array.FindIndex(Lines(file), line => line.Split('\t')[0] == id) + 1;

    public string Cell(string file, string id, string column) => Lines(file)[LineOf(file, id) - 1].Split('\t')[IndexOf(file, column)];

    /// <summary>The same tables with one cell changed.</summary>
    /// <param name="id">What the first column of the row holds.</param>
    public Tables With(string file, string id, string column, string value) => WithCell(file, LineOf(file, id), column, value);

    public Tables WithCell(string file, int line, string column, string value)
    {
        var lines = Lines(file);
        var cells = lines[line - 1].Split('\t');
        cells[IndexOf(file, column)] = value;
        lines[line - 1] = string.Join('\t', cells);
        return WithLines(file, lines);
    }

    public Tables WithRows(string file, IEnumerable<string> rows) => WithLines(file, [Header(file), .. rows]);

    public Tables WithText(string file, string text) => new(Files.SetItem(file, text));

    public Tables Without(string file) => new(Files.Remove(file));

    private Tables WithLines(string file, string[] lines) => WithText(file, string.Join('\n', lines) + "\n");

    private string[] Lines(string file) => Files[file].TrimEnd('\n').Split('\n');

    private int IndexOf(string file, string column) => Array.IndexOf(Header(file).Split('\t'), column) is >= 0 and var i
        ? i
        : throw new ArgumentException($"{file} has no column {column}.", nameof(column));

    private static ImmutableSortedDictionary<string, string> ReadSmall()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("small/", StringComparison.Ordinal)).ToImmutableSortedDictionary(
            name => name["small/".Length..],
            name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            },
            StringComparer.Ordinal);
    }
}
