using Stipple.Skin.Channel;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Published orders of what passes through needled and intact skin, by their ids in docs/model/published.md. None of them set a number.</summary>
public sealed class PermeationOrders
{
    private static readonly SkinModel Model = new(Tabled.Priors);
    private static readonly TreatedSkin Forearm = new() { Site = new("forearm", 22.6, 57, 0.95, 1.1), AgeYears = 35 };

    /// <summary>An ester of 5-ALA at 2 and 8 %: more with needles. (At 16 % its turnover saturates, which is not modelled.)</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    public void P23_needles_raise_what_enters_of_an_ester_of_ALA(double mgPerCm3)
    {
        var ester = new Compound { Name = "methyl aminolevulinate", MolarMass = 145.2, LogKow = -0.9, MolarVolume = 147, NonIonisedInTissue = 0.8, NonIonisedInVehicle = 0.8 };
        var told = Model.Predict(Stamped(0.1) with { Topical = new Topical(ester, mgPerCm3, 500) }, Forearm, 1, 1000);
        Assert.True(told["absorbed"][3].Median > 1.02 * told["absorbed-intact"][3].Median);
    }

    /// <summary>By hand nothing, at 1 m/s some, at 3 m/s more; the force on each needle stands for the speed.</summary>
    [Fact]
    public void P29_next_to_no_force_does_nothing_and_more_does_more()
    {
        var dye = new Compound { Name = "cascade blue", MolarMass = 538, LogKow = -2, MolarVolume = 450, Binding = Binding.OtherAcidOrZwitterion, NonIonisedInVehicle = 1e-9 };
        double[] medians = [.. new[] { 0.003, 0.03, 0.3 }.Select(force => Model.Predict(Stamped(force) with { NeedleMm = 0.3, Topical = new Topical(dye, 1, 2000) }, Forearm, 1, 1000)["enhancement"][4].Median)];
        Assert.InRange(medians[0], 1, 1.01);
        Assert.True(medians[0] < medians[1] && medians[1] < medians[2], string.Join(" ", medians));
    }

    /// <summary>Six dyes through porcine skin: less with the mass, less with the thickness.</summary>
    [Fact]
    public void P30_less_passes_of_a_heavier_dye_and_through_thicker_skin()
    {
        double[] masses = [.. new[] { 350.0, 450, 550 }.Select(mass => Steady(mass, 0.05))];
        double[] thicknesses = [.. new[] { 0.05, 0.1, 0.2 }.Select(cm => Steady(450, cm))];
        Assert.True(masses[0] > masses[1] && masses[1] > masses[2], string.Join(" ", masses));
        Assert.True(thicknesses[0] > thicknesses[1] && thicknesses[1] > thicknesses[2], string.Join(" ", thicknesses));

        static double Steady(double mass, double dermisCm)
        {
            var dye = new Compound { Name = "a rhodamine", MolarMass = mass, LogKow = 1, MolarVolume = 0.9 * mass };
            var tissue = ViableTissue.Of(dye);
            var pores = PoreField.Conductance(100, new Pore { MouthRadiusUm = 35, DepthUm = 300, NeckUm = 15 }, tissue.DiffusivityCm2PerS, tissue.Partition, dye.WaterDiffusivity);
            return new NeedledSkin(IntactSkin.Barrier(dye, Hydration.Full), 0.004, pores, new LayersBelow { EpidermisCm = 0.006, DermisCm = dermisCm }.Conductance(tissue)).Permeability(0.1);
        }
    }

    /// <summary>Ascorbic acid needs a pH below 3.5: the more of it is not ionised, the more passes.</summary>
    [Fact]
    public void P33_more_ascorbic_acid_passes_intact_skin_at_pH_3_than_at_5()
    {
        double At(double pH) => IntactSkin.Barrier(
            new Compound { Name = "ascorbic acid", MolarMass = 176.12, LogKow = -1.85, MolarVolume = 147, NonIonisedInVehicle = Ionisation.OfAcid(4.17, pH) }, Hydration.Full);
        Assert.True(At(3.2) > At(3.5) && At(3.5) > At(5));
    }

    /// <summary>Less pain at half an hour after a roller of 0.2 mm than after a sham, under a cream of 4 % lidocaine.</summary>
    [Fact]
    public void P34_more_lidocaine_has_entered_after_half_an_hour_behind_a_short_roller() => Sooner(
        new Compound { Name = "lidocaine", MolarMass = 234.3, LogKow = 2.44, MolarVolume = 294, NonIonisedInTissue = 0.24, NonIonisedInVehicle = 0.9 }, 40,
        Stamped(0.1) with { Technique = new Technique.Roller(192, 20, 20, 10), NeedleMm = 0.2 });

    [Fact]
    public void P35_dyclonine_acts_sooner_behind_an_array() => Sooner(
        new Compound { Name = "dyclonine", MolarMass = 289.4, LogKow = 3.5, MolarVolume = 370, NonIonisedInTissue = 0.1, NonIonisedInVehicle = 0.1 }, 10, Stamped(0.1));

    private static void Sooner(Compound compound, double mgPerCm3, Treatment treatment)
    {
        var told = Model.Predict(treatment with { Topical = new Topical(compound, mgPerCm3, 500) }, Forearm, 1, 1000);
        foreach (var hour in new[] { 0.25, 0.5, 1 }) Assert.True(told["absorbed"][hour].Median > told["absorbed-intact"][hour].Median);
    }

    private static Treatment Stamped(double newton) => new() { Technique = new Technique.Stamp(100, 1), NeedleMm = 0.5, NewtonPerNeedle = newton };
}
