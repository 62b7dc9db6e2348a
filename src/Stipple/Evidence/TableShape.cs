using System.Collections.Immutable;
using System.Globalization;

namespace Stipple.Evidence;

/// <summary>What a table must look like: its file, its columns, the column that names its rows.</summary>
public sealed record TableShape(string File, string? Key, ImmutableArray<Column> Columns)
{
    /// <summary>What its rows are called together.</summary>
    public required string Title { get; init; }

    /// <summary>The column by which a clinician knows a row.</summary>
    public required string Headline { get; init; }

    /// <summary>The columns that decisions rest on: a change in any other changes words alone.</summary>
    public ImmutableArray<string> Deciding { get; init; } = [];

    /// <summary>
    /// The table came after versions of the tables that clinics may have approved. A kept version without it is read as one in
    /// which it has no rows, so that what was decided on that version can be decided again.
    /// </summary>
    public bool MayBeMissing { get; init; }

    public string? SourcesColumn => Columns.FirstOrDefault(column => column is Column.Sources)?.Name;
}

/// <summary>What a column may hold. A cell that does not fit is an error at that cell.</summary>
public abstract record Column(string Name)
{
    /// <exception cref="EvidenceException">The cell does not fit.</exception>
    public void Check(TableRow row)
    {
        var cell = row[Name];
        if (cell.Trim() != cell || cell.Contains('"', StringComparison.Ordinal) && cell.StartsWith('"'))
            throw row.Wrong(Name, "a cell without blanks or quotation marks around it");
        if (Expected(cell, row) is { } expected) throw row.Wrong(Name, expected);
    }

    /// <summary>Null when the cell fits, else what was expected.</summary>
    protected abstract string? Expected(string cell, TableRow row);

    /// <summary>Free text for people.</summary>
    public sealed record Text(string Name, bool Required = false) : Column(Name)
    {
        protected override string? Expected(string cell, TableRow row) => Required && cell.Length == 0 ? "a text" : null;
    }

    /// <summary>An id: letters, digits and hyphens, with <c>/</c> before a variant and <c>.</c> after a prefix.</summary>
    public sealed record Id(string Name, bool Required = true) : Column(Name)
    {
        protected override string? Expected(string cell, TableRow row) =>
            cell.Length == 0 ? Required ? "an id" : null
            : cell.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.') ? null
            : "an id of letters, digits and hyphens";
    }

    /// <summary>One of a fixed set of words.</summary>
    public sealed record Word(string Name, ImmutableArray<string> Allowed, bool Required = true) : Column(Name)
    {
        protected override string? Expected(string cell, TableRow row) =>
            cell.Length == 0 && !Required || Allowed.Contains(cell) ? null : $"{(Required ? "" : "nothing, or ")}one of {string.Join(", ", Allowed)}";
    }

    /// <summary>A number; a row that holds one must name its source.</summary>
    public sealed record Number(string Name, bool Whole = false) : Column(Name)
    {
        protected override string? Expected(string cell, TableRow row)
        {
            if (cell.Length == 0) return null;
            var fits = Whole
                ? int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                : double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
            return fits ? null : Whole ? "a whole number" : "a number with a point for the decimals";
        }
    }

    /// <summary>Ids of sources.tsv with one blank between them.</summary>
    public sealed record Sources(string Name, bool Required) : Column(Name)
    {
        protected override string? Expected(string cell, TableRow row) => Required && cell.Length == 0 ? "at least one id of sources.tsv" : null;
    }
}
