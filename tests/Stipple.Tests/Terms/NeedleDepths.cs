namespace Stipple.Tests;

public sealed class NeedleDepths
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(1.5)]
    [InlineData(3)]
    public void Are_more_than_zero_and_at_most_three_millimetres(double millimetres) =>
        Assert.Equal(millimetres, NeedleDepth.FromMillimetres(millimetres).Millimetres);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(3.0000001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuse_everything_else(double millimetres)
    {
        Assert.False(NeedleDepth.IsAllowed(millimetres));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeedleDepth.FromMillimetres(millimetres));
    }

    [Fact]
    public void Carry_their_unit() => Assert.Equal("0.25 mm", NeedleDepth.FromMillimetres(0.25).ToString());
}
