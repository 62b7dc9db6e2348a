using System.Collections.Immutable;

namespace Stipple.Records.Lists;

/// <summary>A column of a list: text, or a whole number. Everything except the key may be empty.</summary>
internal sealed record ListColumn(string Name, bool IsText);

/// <summary>
/// A list, declared once: a table that is made from the ledger, is written in the same transaction as the fact, and can be
/// thrown away and made again. The statements for both databases come from this declaration.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Keys">How many of the first columns tell its rows apart.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record ListTable(string Name, int Keys, ImmutableArray<ListColumn> Columns)
{
    /// <summary>What is searched by: a column, or a column and, after a comma, the one that its rows are sorted by.</summary>
    public ImmutableArray<string> Indexes { get; init; } = [];

    public static ListColumn Text(string name) => new(name, IsText: true);

    public static ListColumn Number(string name) => new(name, IsText: false);

    public ListColumn Column(string name) => Columns.First(column => column.Name == name);

    /// <summary>The whole declaration in one line: when it changes, the list is made anew.</summary>
    public override string ToString() =>
        $"{Name} {Keys} ({string.Join(", ", Columns.Select(column => $"{column.Name} {(column.IsText ? "text" : "integer")}"))}) by ({string.Join(", ", Indexes)})";
}
