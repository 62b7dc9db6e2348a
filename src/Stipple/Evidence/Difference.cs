using System.Collections.Immutable;

namespace Stipple.Evidence;

/// <summary>What a medical director reads before one version takes the place of another: every row and every cell that differs.</summary>
/// <param name="Before">The version in force; null when there is none, and everything is new.</param>
/// <param name="After">The version that would take its place.</param>
/// <param name="Tables">Those that differ, in the order of <see cref="Shapes.All"/>.</param>
public sealed record Difference(EvidenceVersion? Before, EvidenceVersion After, ImmutableArray<TableDifference> Tables)
{
    /// <summary>True exactly when both have the same version: neither asks for the order of rows.</summary>
    public bool IsEmpty => Tables.Length == 0;

    /// <summary>How many rows came, went or changed.</summary>
    public int Rows => Tables.Sum(table => table.Rows);

    /// <summary>How many of them decisions rest on; the others changed in words alone.</summary>
    public int Decisive => Tables.Sum(table => table.Decisive);

    /// <param name="before">The tables in force; null when there are none.</param>
    /// <param name="after">The tables that would take their place.</param>
    public static Difference Between(Library? before, Library after) => new(
        before?.Version, after.Version,
        [.. Shapes.All.Select(shape => TableDifference.Between(before?[shape], after[shape])).Where(table => !table.IsEmpty)]);
}

/// <summary>How one table differs.</summary>
/// <param name="Before">The table in force; null when there is none.</param>
/// <param name="After">The table that would take its place.</param>
/// <param name="Added">Rows whose key was not there; of a table without a key, whole rows.</param>
/// <param name="Removed">Rows whose key is gone; of a table without a key, whole rows.</param>
/// <param name="Changed">Rows of the same key with another cell; those that decide otherwise first.</param>
public sealed record TableDifference(Table? Before, Table After, ImmutableArray<TableRow> Added, ImmutableArray<TableRow> Removed, ImmutableArray<RowChange> Changed)
{
    public TableShape Shape => After.Shape;

    /// <summary>The same columns in another order. It changes the version and nothing else.</summary>
    public bool ColumnsMoved => Before is not null && !Before.Columns.SequenceEqual(After.Columns);

    public bool IsEmpty => Rows == 0 && !ColumnsMoved;

    public int Rows => Added.Length + Removed.Length + Changed.Length;

    /// <summary>How many rows came, went or changed in a column that decisions rest on; the others changed in words alone.</summary>
    public int Decisive => Shape.Deciding.IsEmpty ? 0 : Added.Length + Removed.Length + Changed.Count(change => change.Decides);

    internal static TableDifference Between(Table? before, Table after)
    {
        var was = ByKey(before);
        var added = ImmutableArray.CreateBuilder<TableRow>();
        var changed = ImmutableArray.CreateBuilder<RowChange>();
        foreach (var (key, row) in ByKey(after))
        {
            if (!was.Remove(key, out var old)) added.Add(row);
            else if (RowChange.Between(after.Shape, old, row) is { Cells.Length: > 0 } change) changed.Add(change);
        }

        return new(before, after, added.ToImmutable(), [.. was.Values.OrderBy(row => row.Number)], [.. changed.OrderByDescending(change => change.Decides)]);
    }

    /// <summary>The rows in their order by what names them: the key, or else all cells and how often the same ones came before.</summary>
    private static OrderedDictionary<(string, int), TableRow> ByKey(Table? table)
    {
        var rows = new OrderedDictionary<(string, int), TableRow>();
        foreach (var row in table?.Rows ?? [])
        {
            var name = table!.Shape.Key is { } key ? row[key] : string.Join('\t', table.Shape.Columns.Select(column => row[column.Name]));
            var count = 0;
            while (!rows.TryAdd((name, count), row)) count++;
        }

        return rows;
    }
}

/// <summary>How one row differs.</summary>
/// <param name="Cells">In the order of the shape's columns.</param>
public sealed record RowChange(TableRow Before, TableRow After, ImmutableArray<CellChange> Cells)
{
    /// <summary>Whether a decision may come out otherwise.</summary>
    public bool Decides => Cells.Any(cell => cell.Decides);

    internal static RowChange Between(TableShape shape, TableRow before, TableRow after) => new(before, after,
    [
        .. shape.Columns.Where(column => before[column.Name] != after[column.Name])
            .Select(column => new CellChange(column.Name, before[column.Name], after[column.Name], shape.Deciding.Contains(column.Name))),
    ]);
}

/// <summary>How one cell differs.</summary>
/// <param name="Decides">Whether decisions rest on this column; else it changes words alone.</param>
public sealed record CellChange(string Column, string Before, string After, bool Decides)
{
    /// <summary>The column in a clinician's words.</summary>
    public string Called => ColumnNames.InWords(Column);
}
