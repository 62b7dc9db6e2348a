using CsCheck;
using Stipple.Skin.Channel;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class PoreConductances
{
    private static Pore Deep(double depth, double mouth = 35.35) => new() { MouthRadiusUm = mouth, DepthUm = depth };

    /// <summary>Reckoned beforehand (docs/model/published.md): 435 um for a channel of 152.5 um by 35.35 um, and 141 um for a disk of that mouth.</summary>
    [Fact]
    public void The_worked_example_of_a_channel_comes_out()
    {
        Assert.Equal(435, Deep(152.5).CapacityUm, tolerance: 1);
        Assert.Equal(4 * 35.35, Deep(0).CapacityUm, tolerance: 1e-9);
    }

    [Fact]
    public void A_pore_as_deep_as_wide_is_half_a_sphere()
    {
        Assert.Equal(2 * double.Pi * 20, Deep(20, 20).CapacityUm, tolerance: 1e-9);
        Assert.Equal(2 * double.Pi * 20, Deep(20.0001, 20).CapacityUm, tolerance: 1e-3);
        Assert.Equal(2 * double.Pi * 20, Deep(19.9999, 20).CapacityUm, tolerance: 1e-3);
    }

    [Fact]
    public void Deeper_conducts_more() => Gen.Select(Gen.Double[0, 1500], Gen.Double[0, 1500], Gen.Double[5, 100]).Sample((one, other, mouth) =>
        Assert.True(Deep(Math.Min(one, other), mouth).CapacityUm <= Deep(Math.Max(one, other), mouth).CapacityUm * (1 + 1e-9)));

    [Fact]
    public void A_neck_stands_in_series_with_the_tissue()
    {
        var pore = Deep(100) with { NeckUm = 15 };
        var tissue = PoreField.Conductance(10, pore with { NeckUm = 0 }, 2e-6, 0.7, 8e-6);
        var neck = 10 * double.Pi * 35.35e-4 * 35.35e-4 / 15e-4 * 8e-6;
        Assert.Equal(1 / (1 / tissue + 1 / neck), PoreField.Conductance(10, pore, 2e-6, 0.7, 8e-6), 1e-12 * tissue);
    }

    /// <summary>One pore far from others conducts as if alone; a crowd more than as many alone, up to where tissue below is all that counts.</summary>
    [Fact]
    public void Neighbours_only_add() => Gen.Select(Gen.Double[-2, 4], Gen.Double[0, 1000]).Sample((logDensity, depth) =>
    {
        var density = Math.Pow(10, logDensity);
        var together = PoreField.Conductance(density, Deep(depth), 1e-6, 1, 1e-3);
        var alone = density * Deep(depth).TissueConductance(1e-6, 1);
        Assert.True(together >= alone && double.IsFinite(together), $"{together} against {alone}");
        if (density < 0.05) Assert.Equal(alone, together, alone * 0.1);
    });

    /// <summary>K04: kappa R/D of a disk in a cylinder by Fock's formula, reckoned beforehand to six decimals.</summary>
    [Theory]
    [InlineData(0.001, 0.042141)]
    [InlineData(0.01, 0.148152)]
    [InlineData(0.05, 0.413394)]
    [InlineData(0.1, 0.712292)]
    [InlineData(0.2, 1.419171)]
    public void Fock_gives_the_access_of_a_disk_among_others(double share, double printed)
    {
        var x = Math.Sqrt(share);
        // n = 1/(pi R^2) and g = 4 a D: kappa R/D = 4 x/(pi f(x)).
        Assert.Equal(printed, 4 * x / (double.Pi * PoreField.Interaction(x)), tolerance: 1e-6);
    }

    /// <summary>Reckoned beforehand (docs/model/published.md): caffeine through 250 pores per cm2 that all conduct, 1.5e-5 cm/s, against 1.2e-7 cm/s intact: at most 125 times.</summary>
    [Fact]
    public void The_worked_example_of_caffeine_comes_out()
    {
        var caffeine = new Compound { Name = "caffeine", MolarMass = 194.19, LogKow = -0.07, MolarVolume = 182 };
        var tissue = ViableTissue.Of(caffeine);
        var pore = Deep(152.5);
        var alone = pore.TissueConductance(tissue.DiffusivityCm2PerS, tissue.Partition);
        Assert.Equal(1.5e-5, 250 * alone, tolerance: 0.05e-5);
        Assert.InRange(new NeedledSkin(1.2e-7, PoreField.Share(250, pore), 250 * alone, 1).Enhancement(1), 120, 125);

        // The figure beforehand left the neighbours out; with them half as much again passes.
        Assert.Equal(1.6, PoreField.Conductance(250, pore, tissue.DiffusivityCm2PerS, tissue.Partition, caffeine.WaterDiffusivity) / (250 * alone), tolerance: 0.15);
    }

    [Fact]
    public void Shut_pores_leave_intact_skin_and_patency_only_adds()
    {
        var skin = new NeedledSkin(1e-7, 0.01, 1e-5, 1e-4);
        Assert.Equal(IntactSkin.InSeries(1e-7, 1e-4), skin.Permeability(0), tolerance: 1e-20);
        Assert.Equal(1, skin.Enhancement(0));
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((one, other) =>
            Assert.True(skin.Permeability(Math.Min(one, other)) <= skin.Permeability(Math.Max(one, other))));
        Assert.Throws<ArgumentOutOfRangeException>(() => skin.Permeability(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoreField.Share(1e5, Deep(100, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoreField.Conductance(0, Deep(100, 100), 1e-6, 1, 1e-6));
    }
}
