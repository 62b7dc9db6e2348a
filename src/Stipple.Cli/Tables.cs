using System.CommandLine;
using System.Text;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Outcome;

namespace Stipple.Cli;

/// <summary>The evidence tables that a command works with: those of a folder, or those it was built with.</summary>
internal static class Tables
{
    public static Option<DirectoryInfo?> Option() => new("--evidence")
    {
        Description = "Folder with the evidence tables; without it, the tables this program was built with.",
        HelpName = "DIR",
    };

    /// <exception cref="EvidenceException">A table is not as it must be.</exception>
    /// <exception cref="InputException">The folder or a file of it cannot be read.</exception>
    public static Rules Read(DirectoryInfo? folder) =>
        PathwayTables.Checked(folder is null ? Rules.Shipped() : Rules.Read(Library.Read(Texts(new DirectoryInfo(Terminal.Resolve(folder))))));

    private static Dictionary<string, string> Texts(DirectoryInfo folder)
    {
        if (!folder.Exists) throw new InputException($"{folder.FullName}: there is no such folder, expected the evidence tables (*.tsv)");
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in folder.EnumerateFiles("*.tsv"))
        {
            try
            {
                texts[file.Name] = File.ReadAllText(file.FullName, utf8);
            }
            catch (DecoderFallbackException bad)
            {
                throw new EvidenceException(file.Name, 0, "", $"bytes that are not UTF-8 at {bad.Index}", "a file in UTF-8 (in a spreadsheet: save as tab-separated text, UTF-8)");
            }
            catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{file.FullName}: {bad.Message}");
            }
        }

        return texts;
    }
}
