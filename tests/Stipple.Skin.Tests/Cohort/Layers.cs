using Stipple.Skin.Cohort;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class Layers
{
    private static readonly SiteSkin cheek = new("cheek", 16.8, 60, 0.87, 1.14);

    [Fact]
    public void The_middle_person_has_the_skin_of_the_table_and_one_in_ten_has_a_third_more()
    {
        var layers = SkinLayers.Of(Tabled.Patients(), cheek, Dermis.OfWomen, 30, 4096);
        Assert.Equal(16.8, Quantile(layers.HornyUm, 0.5), tolerance: 0.2);
        Assert.Equal(60, Quantile(layers.EpidermisUm, 0.5), tolerance: 0.6);
        Assert.Equal(0.87, Quantile(layers.DermisMm, 0.5), tolerance: 0.01);
        Assert.Equal(Math.Pow(1.25, 1.2815516), Quantile(layers.DermisMm, 0.9) / 0.87, tolerance: 0.03);
    }

    /// <summary>-0.6 % a year: 0.7 of it after fifty years above 30, and the spread grows with age.</summary>
    [Fact]
    public void Dermis_thins_with_age_by_a_share_that_differs()
    {
        var (young, old) = (SkinLayers.Of(Tabled.Patients(), cheek, Dermis.OfMen, 25, 4096), SkinLayers.Of(Tabled.Patients(), cheek, Dermis.OfMen, 80, 4096));
        Assert.Equal(1.14, Quantile(young.DermisMm, 0.5), tolerance: 0.015);
        Assert.Equal(0.7, Quantile(old.DermisMm, 0.5) / 1.14, tolerance: 0.02);
        Assert.True(Quantile(old.DermisMm, 0.95) / Quantile(old.DermisMm, 0.05) > 1.1 * Quantile(young.DermisMm, 0.95) / Quantile(young.DermisMm, 0.05));
        Assert.Equal(young.HornyUm, old.HornyUm);
    }

    [Fact]
    public void A_dermis_of_nobody_told_lies_between_those_of_women_and_men()
    {
        double Middle(Dermis dermis) => Quantile(SkinLayers.Of(Tabled.Patients(), cheek, dermis, 40, 1024).DermisMm, 0.5);
        Assert.InRange(Middle(Dermis.Unknown), Middle(Dermis.OfWomen), Middle(Dermis.OfMen));
    }

    [Theory]
    [InlineData(1.68, 60, 0.87)]
    [InlineData(16.8, double.NaN, 0.87)]
    [InlineData(16.8, 60, 87)]
    public void Absurd_skin_is_refused(double hornyUm, double epidermisUm, double dermisMm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SiteSkin("cheek", hornyUm, epidermisUm, dermisMm, 1.14));

    private static double Quantile(IReadOnlyList<double> values, double chance) => values.Order().ElementAt((int)(chance * values.Count));
}
