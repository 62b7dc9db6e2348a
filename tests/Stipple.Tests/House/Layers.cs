namespace Stipple.Tests;

/// <summary>Who may know whom, as ranks: a folder may use those of a lower rank and itself.</summary>
internal sealed class Layers(string root, params string[][] ranks)
{
    public static readonly Layers Care = new(
        "Stipple", ["Terms"], ["Evidence"], ["Clinic"], ["Assess"], ["Plan"], ["Consent"], ["Treat"], ["Aftercare"], ["Outcome"]);

    /// <summary>The door of the engine stands in the root and may use all.</summary>
    public static readonly Layers Skin = new(
        "Stipple.Skin", ["Numerics"], ["Puncture", "Channel", "Permeation", "Healing", "Photo"], ["Cohort"], [""]);

    public string Root => root;

    public IEnumerable<string> Folders => ranks.SelectMany(rank => rank).Where(folder => folder.Length > 0);

    /// <summary>The dependencies that look ahead or aside, or stand in no listed folder.</summary>
    /// <param name="dependencies">Pairs of namespaces.</param>
    public IEnumerable<string> Broken(IEnumerable<(string From, string To)> dependencies) => dependencies
        .Select(pair => (From: FolderOf(pair.From), To: FolderOf(pair.To)))
        .Where(pair => pair is { From: not null, To: not null } && pair.From != pair.To)
        .Distinct()
        .Where(pair => RankOf(pair.From!) is not { } from || RankOf(pair.To!) is not { } to || to >= from)
        .Select(pair => $"{pair.From} -> {pair.To}");

    /// <summary>The folder of a namespace under the root; null when it belongs to another project.</summary>
    private string? FolderOf(string name)
    {
        if (name == root) return "";
        if (!name.StartsWith(root + ".", StringComparison.Ordinal)) return null;
        var folder = name[(root.Length + 1)..].Split('.')[0];
        return root == "Stipple" && folder is "Skin" or "Records" or "Fhir" or "Web" or "Cli" ? null : folder;
    }

    private int? RankOf(string folder) => Array.FindIndex(ranks, rank => rank.Contains(folder)) is >= 0 and var rank ? rank : null;
}
