using Stipple.Evidence;

namespace Stipple.Cli;

/// <summary>A difference as text for a terminal: table by table, what came, what went, and what was changed from what to what.</summary>
internal static class DifferenceReport
{
    public static void Write(TextWriter to, Difference difference)
    {
        to.WriteLine($"Before  {difference.Before}");
        to.WriteLine($"After   {difference.After}");
        to.WriteLine(difference.IsEmpty
            ? "The same version: nothing differs."
            : $"{Rows(difference.Rows)}; decisions rest on {difference.Decisive} of them, the others change words alone.");
        foreach (var table in difference.Tables)
        {
            to.WriteLine();
            to.WriteLine($"{table.Shape.Title}: {table.Added.Length} added, {table.Removed.Length} removed, {table.Changed.Length} changed");
            if (table.ColumnsMoved) to.WriteLine("  The columns stand in another order.");
            foreach (var row in table.Removed) CandidacyReport.Paragraph(to, "  - ", Named(table.Shape, row));
            foreach (var row in table.Added) CandidacyReport.Paragraph(to, "  + ", Named(table.Shape, row));
            foreach (var change in table.Changed) Write(to, table.Shape, change);
        }
    }

    private static void Write(TextWriter to, TableShape shape, RowChange change)
    {
        CandidacyReport.Paragraph(to, "  * ", Named(shape, change.After));
        foreach (var cell in change.Cells)
        {
            to.WriteLine($"      {cell.Called}{(cell.Decides ? " (decides)" : "")}");
            CandidacyReport.Paragraph(to, "        was  ", Shown(cell.Before));
            CandidacyReport.Paragraph(to, "        is   ", Shown(cell.After));
        }
    }

    private static string Rows(int count) => count == 1 ? "1 row differs" : $"{count} rows differ";

    private static string Named(TableShape shape, TableRow row) => shape.Key is { } key && key != shape.Headline
        ? $"{row[key]}: {row[shape.Headline]}"
        : string.Join(", ", shape.Key is null ? shape.Columns.Select(column => row[column.Name]) : [row[shape.Headline]]);

    private static string Shown(string cell) => cell.Length == 0 ? "(nothing)" : cell;
}
