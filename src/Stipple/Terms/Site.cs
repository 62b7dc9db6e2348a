using System.Collections.Immutable;

namespace Stipple.Terms;

/// <summary>A treatable zone of the skin, as on the drawings. Left and right are the patient's.</summary>
/// <param name="Ordinal">Place in the table; its bit in a <see cref="SiteSet"/>.</param>
/// <param name="Id">Wire name, also the id of the zone on the drawing.</param>
/// <param name="Name">Clinical name.</param>
/// <param name="Plain">The patient's words.</param>
/// <param name="Region">face, neck, chest or hands.</param>
/// <param name="Near">The site itself and its neighbours.</param>
public sealed record Site(int Ordinal, string Id, string Name, string Plain, string Region, SiteSet Near)
{
    public bool Equals(Site? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A set of sites as one word, so that "is the rash here?" is one instruction. At most 64 sites.</summary>
public readonly record struct SiteSet(ulong Bits)
{
    public static SiteSet Empty => default;

    public bool Contains(Site site) => (Bits >> site.Ordinal & 1) != 0;

    public bool Overlaps(SiteSet other) => (Bits & other.Bits) != 0;

    public SiteSet With(int ordinal) => new(Bits | 1UL << ordinal);
}

/// <summary>All sites of one version of the evidence.</summary>
public sealed class SiteList(ImmutableArray<Site> all)
{
    private readonly Dictionary<string, Site> byId = all.ToDictionary(site => site.Id, StringComparer.Ordinal);

    public ImmutableArray<Site> All => all;

    public IEnumerable<string> Regions => all.Select(site => site.Region).Distinct(StringComparer.Ordinal);

    public Site? Find(string id) => byId.GetValueOrDefault(id);

    public IEnumerable<Site> In(SiteSet set) => all.Where(set.Contains);

    public SiteSet Region(string region) =>
        all.Where(site => site.Region == region).Aggregate(SiteSet.Empty, (set, site) => set.With(site.Ordinal));
}
