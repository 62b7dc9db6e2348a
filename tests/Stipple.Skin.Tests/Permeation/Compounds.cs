using CsCheck;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class Compounds
{
    private static readonly Compound Caffeine = new() { Name = "caffeine", MolarMass = 194.19, LogKow = -0.07, MolarVolume = 182 };

    [Theory]
    [InlineData("C8H10N4O2", 2, 182, 194.19)]
    [InlineData("C14H22N2O", 1, 294, 234.34)]
    [InlineData("C21H30O5", 4, 385, 362.46)]
    [InlineData("C12H22O11", 2, 301, 342.30)]
    [InlineData("H2O", 0, 21, 18.015)]
    [InlineData("C7H5NO", 1, 126, 119.12)] // with a nitrile: a triple bond counts as two double ones
    [InlineData("C20H30O", 1, 385, 286.45)]
    public void Schroeders_rule_gives_volume_and_the_atoms_the_mass(string formula, int rings, double volume, double mass)
    {
        var atoms = Atoms.Parse(formula);
        Assert.Equal(volume, atoms.MolarVolume(rings), tolerance: 1e-9);
        Assert.Equal(mass, atoms.MolarMass, tolerance: 0.02);
    }

    [Theory]
    [InlineData("")]
    [InlineData("C6H6X")]
    [InlineData("C6C6")]
    [InlineData("6C")]
    [InlineData("C0")]
    [InlineData("c6h6")]
    [InlineData("C99999999999")]
    public void A_formula_that_is_none_is_refused_with_what_stood_there(string formula) =>
        Assert.Contains($"\"{formula}\"", Assert.Throws<FormatException>(() => Atoms.Parse(formula)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_rings_than_the_valences_allow_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Atoms.Parse("C6H12O6").MolarVolume(2));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(17.9)]
    [InlineData(1001)]
    public void A_mass_outside_its_bounds_is_refused_with_value_bounds_and_unit(double mass)
    {
        var message = Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { MolarMass = mass }).Message;
        Assert.Contains("molar mass", message, StringComparison.Ordinal);
        Assert.Contains("must be from 18 to 1000 g/mol", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_other_property_has_a_door_too()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { LogKow = 13 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { MolarVolume = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { NonIonisedInTissue = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { NonIonisedInVehicle = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Caffeine with { Solubility = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Ionisation.OfAcid(4, 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ionisation.OfBase(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayersBelow { DermisCm = 0 });
    }

    [Fact]
    public void Half_of_an_acid_or_base_is_ionised_at_its_pKa()
    {
        Assert.Equal(0.5, Ionisation.OfAcid(7.4));
        Assert.Equal(0.5, Ionisation.OfBase(7.4));
        Assert.Equal(1, Ionisation.OfAcid(4, 6) + Ionisation.OfBase(4, 6), tolerance: 1e-12);
        Assert.Equal(1 / 101.0, Ionisation.OfAcid(4, 6), tolerance: 1e-12);
    }

    private static readonly Gen<Compound> Any = Gen.Select(Gen.Double[18, 700], Gen.Double[-6, 6], Gen.Double[0.6, 1.6], Gen.Double[1e-4, 1])
        .Select((mass, logKow, ratio, neutral) => new Compound { Name = "any", MolarMass = mass, LogKow = logKow, MolarVolume = Math.Max(10, mass * ratio), NonIonisedInTissue = neutral });

    [Fact]
    public void Whatever_the_compound_every_number_is_positive_and_finite() => Any.Sample(compound =>
    {
        foreach (var hydration in Enum.GetValues<Hydration>())
        {
            var barrier = StratumCorneum.Of(compound, hydration);
            var tissue = ViableTissue.Of(compound);
            foreach (var number in (double[])[barrier.PermeabilityCmPerS, barrier.Partition, tissue.Partition, tissue.DiffusivityCm2PerS, tissue.ClearancePerS, tissue.Unbound])
            {
                Assert.True(number > 0 && double.IsFinite(number), $"{compound}: {number}");
            }
        }
    });

    [Fact]
    public void No_compound_passes_slower_than_by_the_polar_path_nor_faster_than_bare_tissue() => Any.Sample(compound =>
    {
        var below = new LayersBelow();
        var tissue = below.Conductance(ViableTissue.Of(compound));
        foreach (var model in Enum.GetValues<BarrierModel>())
        {
            var kp = IntactSkin.Permeability(compound, Hydration.Full, below, model);
            Assert.InRange(kp, IntactSkin.InSeries(IntactSkin.PolarPath, tissue) * (1 - 1e-12), tissue);
        }
    });

    /// <summary>Where the polynomial ends, it and the series agree; so it matters little where exactly one goes over into the other.</summary>
    [Theory]
    [InlineData(-3.5)]
    [InlineData(1.5)]
    public void Polynomial_and_series_meet_where_one_goes_over_into_the_other(double logSigma)
    {
        foreach (var state in (Brickwork[])[Brickwork.Full, Brickwork.Partial])
        {
            for (var logR = 2.71; logR < 4; logR += 0.1)
            {
                Assert.InRange(state.Scaled(logSigma - 1e-9, logR) / state.Scaled(logSigma + 1e-9, logR), 1 / 1.13, 1.13);
            }
        }
    }

    [Fact]
    public void Ionising_the_vehicle_slows_what_passes_down_to_the_polar_path()
    {
        var lidocaine = new Compound { Name = "lidocaine", MolarMass = 234.34, LogKow = 2.44, MolarVolume = 294 };
        var half = IntactSkin.Barrier(lidocaine with { NonIonisedInVehicle = 0.5 }, Hydration.Full);
        Assert.Equal((IntactSkin.Barrier(lidocaine, Hydration.Full) + IntactSkin.PolarPath) / 2, half, tolerance: 1e-15);
    }

    [Fact]
    public void Capillaries_take_what_a_dermis_of_any_depth_holds_back()
    {
        var tissue = ViableTissue.Of(Caffeine);
        Assert.True(tissue.PerfusedConductance(0.2) > tissue.Conductance(0.2));
        Assert.Equal(tissue.Conductance(1e-4), tissue.PerfusedConductance(1e-4), tissue.Conductance(1e-4) * 1e-6);
        Assert.Equal(tissue.PerfusedConductance(0.5), tissue.PerfusedConductance(1), tissue.PerfusedConductance(1) * 1e-3);
    }
}
