using System.Globalization;
using Stipple.Clinic;

namespace Stipple.Tests.Clinic;

public sealed class Licences
{
    private static readonly Licence Nurse = new(
        new Guid(1, 0, 0, new byte[8]), "US-CA", "RN-1", new DateOnly(2025, 1, 1), new DateOnly(2026, 12, 31), "registered nurse", NeedleDepth.FromMillimetres(1.5));

    [Theory]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void Hold_from_their_first_day_to_their_last(string day, bool holds) => Assert.Equal(holds, Nurse.HoldsOn(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Hold_no_longer_from_the_day_they_are_taken_back()
    {
        var ended = Nurse with { Ended = new DateOnly(2026, 3, 1) };
        Assert.True(ended.HoldsOn(new DateOnly(2026, 2, 28)));
        Assert.False(ended.HoldsOn(new DateOnly(2026, 3, 1)));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(1.5, true)]
    [InlineData(1.51, false)]
    public void Cover_depths_up_to_their_limit(double depth, bool covers) =>
        Assert.Equal(covers, Nurse.Covers(NeedleDepth.FromMillimetres(depth), new DateOnly(2026, 1, 1)));

    [Fact]
    public void Cover_no_depth_when_nobody_knows_the_limit() =>
        Assert.False((Nurse with { DepthLimit = null }).Covers(NeedleDepth.FromMillimetres(0.1), new DateOnly(2026, 1, 1)));
}

public sealed class Competences
{
    private static readonly Competence Pen = new(
        new Guid(2, 0, 0, new byte[8]), "SkinPen", NeedleDepth.FromMillimetres(0.5), NeedleDepth.FromMillimetres(1.5), "manufacturer's course", new DateOnly(2025, 6, 1), new DateOnly(2026, 6, 1), null);

    [Theory]
    [InlineData("skinpen", 1.0, "2026-01-01", true)]
    [InlineData("SkinPen", 0.4, "2026-01-01", false)]
    [InlineData("SkinPen", 1.6, "2026-01-01", false)]
    [InlineData("SkinPen", 1.0, "2025-05-31", false)]
    [InlineData("SkinPen", 1.0, "2026-06-02", false)]
    [InlineData("roller", 1.0, "2026-01-01", false)]
    public void Cover_one_device_a_band_of_depths_and_their_time(string device, double depth, string day, bool covers) =>
        Assert.Equal(covers, Pen.Covers(device, NeedleDepth.FromMillimetres(depth), DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Hold_on_without_an_end_and_not_after_being_taken_back()
    {
        var open = Pen with { Until = null };
        Assert.True(open.HoldsOn(new DateOnly(2040, 1, 1)));
        Assert.False((open with { Ended = new DateOnly(2030, 1, 1) }).HoldsOn(new DateOnly(2030, 1, 1)));
    }
}

public sealed class People
{
    [Theory]
    [InlineData(Membership.Invited, false)]
    [InlineData(Membership.Member, true)]
    [InlineData(Membership.Left, false)]
    public void Have_their_roles_while_they_are_members(Membership membership, bool has) =>
        Assert.Equal(has, new Person(new PersonId(default), "A", "a@example.org", membership, [Role.Owner]).Is(Role.Owner));
}
