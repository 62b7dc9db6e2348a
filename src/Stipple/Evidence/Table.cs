using System.Collections.Immutable;
using System.Globalization;

namespace Stipple.Evidence;

/// <summary>One evidence table: a header and rows of cells, read strictly.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> positions;

    private Table(TableShape shape, ImmutableArray<TableRow> rows, Dictionary<string, int> positions) =>
        (Shape, Rows, this.positions) = (shape, rows, positions);

    public TableShape Shape { get; }

    public string File => Shape.File;

    public ImmutableArray<TableRow> Rows { get; }

    /// <summary>The columns in the order of the file.</summary>
    public IEnumerable<string> Columns => positions.OrderBy(column => column.Value).Select(column => column.Key);

    /// <summary>Reads a table whose header, cells and ids are all as its shape says.</summary>
    /// <exception cref="EvidenceException">Anything that is not.</exception>
    public static Table Read(TableShape shape, string text)
    {
        var lines = Lines(text);
        if (lines.Length == 0) throw new EvidenceException(shape.File, 1, "", "", $"the header {string.Join(", ", shape.Columns.Select(c => c.Name))}");
        var columns = ReadHeader(shape, lines[0].Split('\t'));
        var rows = ImmutableArray.CreateBuilder<TableRow>(lines.Length - 1);
        var table = new Table(shape, [], columns);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split('\t');
            if (cells.Length != columns.Count)
            {
                throw new EvidenceException(shape.File, i + 1, "", $"{cells.Length} cells", $"{columns.Count} cells, one for each column of the header");
            }

            var row = new TableRow(table, i + 1, cells);
            foreach (var column in shape.Columns) column.Check(row);
            if (shape.Key is { } key && !seen.TryAdd(row[key], i + 1))
            {
                throw row.Wrong(key, $"an id of its own: row {seen[row[key]]} has this one already");
            }

            rows.Add(row);
        }

        return new Table(shape, rows.ToImmutable(), columns);
    }

    /// <summary>The table of a version that came before there was one like it.</summary>
    internal static Table Empty(TableShape shape) => new(shape, [], []);

    /// <summary>The lines without their ends, whatever ends the checkout gave them; the last line end closes the last row.</summary>
    internal static string[] Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line).ToArray();
        return lines is [.. var head, ""] ? head : lines;
    }

    internal int IndexOf(string column) => positions[column];

    private static Dictionary<string, int> ReadHeader(TableShape shape, string[] header)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            if (!shape.Columns.Any(column => column.Name == header[i]))
                throw new EvidenceException(shape.File, 1, header[i], header[i], $"one of the columns {string.Join(", ", shape.Columns.Select(c => c.Name))}");
            if (!columns.TryAdd(header[i], i))
                throw new EvidenceException(shape.File, 1, header[i], header[i], "each column once");
        }

        foreach (var column in shape.Columns)
        {
            if (!columns.ContainsKey(column.Name))
                throw new EvidenceException(shape.File, 1, column.Name, "", $"the column {column.Name}");
        }

        return columns;
    }
}

/// <summary>One row of a table. Cells are read by the name of their column.</summary>
public sealed class TableRow(Table table, int number, string[] cells)
{
    /// <summary>Line in the file; the header is 1.</summary>
    public int Number => number;

    public string this[string column] => cells[table.IndexOf(column)];

    public string? Optional(string column) => this[column] is { Length: > 0 } text ? text : null;

    /// <summary>A cell that lists ids, with one blank between them.</summary>
    public string[] Ids(string column) => this[column].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A cell that lists words or phrases, with a bar between them.</summary>
    public string[] List(string column) => this[column] is { Length: > 0 } text ? text.Split('|') : [];

    public double? Figure(string column) =>
        this[column] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    public int? Whole(string column) =>
        this[column] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public EvidenceException Wrong(string column, string expected) => new(table.File, number, column, this[column], expected);
}
