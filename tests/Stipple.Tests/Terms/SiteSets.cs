namespace Stipple.Tests;

public sealed class SiteSets
{
    private static readonly SiteList Sites = Tables.Small.ReadLibrary().Sites;

    [Fact]
    public void Hold_what_was_put_in_and_nothing_else()
    {
        var set = SiteSet.Empty.With(1).With(3).With(1);
        Assert.Equal(["cheek", "hand"], Sites.In(set).Select(site => site.Id));
        Assert.Equal(0b1010UL, set.Bits);
    }

    [Fact]
    public void Overlap_when_they_share_a_site()
    {
        var set = SiteSet.Empty.With(0).With(63);
        Assert.True(set.Overlaps(SiteSet.Empty.With(63)));
        Assert.False(set.Overlaps(SiteSet.Empty.With(62)));
        Assert.False(set.Overlaps(SiteSet.Empty));
    }

    [Fact]
    public void Expand_a_region_to_its_sites()
    {
        Assert.Equal(["nose", "cheek"], Sites.In(Sites.Region("face")).Select(site => site.Id));
        Assert.Equal(SiteSet.Empty, Sites.Region("belly"));
        Assert.Equal(["face", "neck", "hands"], Sites.Regions);
    }

    [Fact]
    public void A_site_is_near_itself_and_its_neighbours() =>
        Assert.Equal(["nose", "cheek", "throat"], Sites.In(Sites.Find("cheek")!.Near).Select(site => site.Id));

    [Fact]
    public void A_site_is_found_by_its_id_alone() => Assert.Null(Sites.Find("Nose"));

    [Fact]
    public void Shipped_neighbours_name_each_other_and_lie_side_by_side()
    {
        var shipped = Tables.Shipped.ReadLibrary().Sites;
        foreach (var site in shipped.All)
        foreach (var other in shipped.In(site.Near))
            Assert.True(other.Near.Contains(site), $"{other.Id} does not name {site.Id}");
        var cheek = shipped.Find("cheek-right")!;
        Assert.True(cheek.Near.Contains(shipped.Find("nose")!));
        Assert.False(cheek.Near.Contains(shipped.Find("cheek-left")!));
    }
}
