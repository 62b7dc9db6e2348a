using System.Security.Cryptography;
using System.Text;

namespace Stipple.Evidence;

/// <summary>
/// The name of one state of all tables: SHA-256 over the files in order of their names, each as its name, its header and its
/// rows sorted by ordinal, every line ended by LF. Neither the order of rows nor the line ends of a checkout change it.
/// </summary>
public sealed record EvidenceVersion
{
    private EvidenceVersion(string hash) => Hash = hash;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The first twelve digits, for people.</summary>
    public string Abbreviated => Hash[..12];

    public override string ToString() => Hash;

    internal static EvidenceVersion Of(IEnumerable<KeyValuePair<string, string>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var lines = Table.Lines(text);
            Add(name);
            foreach (var header in lines.Take(1)) Add(header);
            foreach (var row in lines.Skip(1).Order(StringComparer.Ordinal)) Add(row);
        }

        return new EvidenceVersion(Convert.ToHexStringLower(hash.GetHashAndReset()));

        void Add(string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
