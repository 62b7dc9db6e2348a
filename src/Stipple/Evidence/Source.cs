namespace Stipple.Evidence;

/// <summary>Where a statement or a number comes from, and how much of it was really read.</summary>
/// <param name="Id">Short name used in the tables.</param>
/// <param name="Citation">Bibliographic reference.</param>
/// <param name="Link">DOI, PMID or address; may be empty for our own inference.</param>
/// <param name="Kind">Kind of evidence: label, trial, review and so on; `inference` and `memory` are said openly.</param>
/// <param name="Read">full, abstract, opening, page, none or memory.</param>
/// <param name="Dated">Year or date of the source; may be empty.</param>
public sealed record Source(string Id, string Citation, string Link, string Kind, string Read, string Dated)
{
    /// <summary>What of it was read, in words that stand beside the citation.</summary>
    public string ReadInWords => Read switch
    {
        "full" => "read in full",
        "abstract" => "abstract read",
        "opening" => "only the opening of the page read",
        "page" => "short page read whole",
        "memory" => "from memory, not read",
        _ => Kind == "inference" ? "our own inference" : "not read",
    };

    /// <summary>The link as an address that a browser can open, or null.</summary>
    public string? Address =>
        Link.Split(' ', 2)[0] is var first && first.StartsWith("doi:", StringComparison.OrdinalIgnoreCase) ? $"https://doi.org/{first[4..]}"
        : first.StartsWith("PMID:", StringComparison.OrdinalIgnoreCase) ? $"https://pubmed.ncbi.nlm.nih.gov/{first[5..]}/"
        : first.StartsWith("PMCID:", StringComparison.OrdinalIgnoreCase) ? $"https://www.ncbi.nlm.nih.gov/pmc/articles/{first[6..]}/"
        : first.StartsWith("https://", StringComparison.Ordinal) ? first
        : null;

    internal static Source From(TableRow row) =>
        new(row["id"], row["citation"], row["link"], row["kind"], row["read"], row["dated"]);
}
