namespace Stipple.Evidence;

/// <summary>A table that cannot be trusted: the program does not start on it. Says where, what stood there, and what was expected.</summary>
public sealed class EvidenceException(string file, int row, string column, string found, string expected)
    : Exception(Describe(file, row, column, found, expected))
{
    public string File => file;

    /// <summary>Line of the file, as a spreadsheet counts: the header is row 1. Zero when the file as a whole is meant.</summary>
    public int Row => row;

    public string Column => column;

    public string Found => found;

    public string Expected => expected;

    private static string Describe(string file, int row, string column, string found, string expected)
    {
        var place = row == 0 ? file : column.Length == 0 ? $"{file}, row {row}" : $"{file}, row {row}, column {column}";
        return $"{place}: found {(found.Length == 0 ? "nothing" : $"\"{found}\"")}, expected {expected}";
    }
}
