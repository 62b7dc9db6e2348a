using System.Globalization;

namespace Stipple.Skin.Tests;

/// <summary>The rows of a table that lies beside the tests, by the names of its columns.</summary>
internal sealed class PublishedRows(Dictionary<string, string> cells)
{
    public string this[string column] => cells[column];

    public double Number(string column) => double.Parse(cells[column], CultureInfo.InvariantCulture);

    public static IReadOnlyList<PublishedRows> Of(string table)
    {
        using var reader = new StreamReader(typeof(PublishedRows).Assembly.GetManifestResourceStream(table)!);
        return Read(reader.ReadToEnd());
    }

    public static IReadOnlyList<PublishedRows> Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line => new PublishedRows(new(header.Zip(line.Split('\t'), KeyValuePair.Create))))];
    }
}
