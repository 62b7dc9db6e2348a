using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Sixteen compounds, reckoned beforehand by another program from the same papers (docs/model/published.md).</summary>
public sealed class DancikReference
{
    private static readonly LayersBelow Cell = new() { EpidermisCm = 0.01, DermisCm = 0.04 };

    public static TheoryData<string> Compounds => [.. PublishedRows.Of("dancik.tsv").Select(row => row["compound"])];

    [Theory]
    [MemberData(nameof(Compounds))]
    public void A_compound_reckoned_beforehand_comes_out_the_same(string name)
    {
        var row = PublishedRows.Of("dancik.tsv").Single(row => row["compound"] == name);
        var compound = Of(row);
        var full = StratumCorneum.Of(compound, Hydration.Full);
        var partial = StratumCorneum.Of(compound, Hydration.Partial);
        var tissue = ViableTissue.Of(compound);

        AssertSame(row, "r", full.R, 1e-9);
        AssertSame(row, "sigma", full.Sigma, 1e-9);
        AssertSame(row, "k_sc_full", full.Partition, 5e-4); // printed with four decimals
        AssertSame(row, "p_sc_full_cm_s", full.PermeabilityCmPerS, 1e-9);
        AssertSame(row, "p_sc_partial_cm_s", partial.PermeabilityCmPerS, 1e-9);
        AssertSame(row, "k_tissue", tissue.Partition, 1e-4);
        AssertSame(row, "d_tissue_cm2_s", tissue.DiffusivityCm2PerS, 1e-9);
        AssertSame(row, "clearance_1_s", tissue.ClearancePerS, 5e-5); // its constant was rounded to two decimals of a logarithm
        AssertSame(row, "unbound", tissue.Unbound, 5e-4);
        Assert.Equal(row.Number("log_kp_full"), Math.Log10(IntactSkin.InSeries(full.PermeabilityCmPerS, Cell.Conductance(tissue))), tolerance: 6e-4);
        Assert.Equal(row.Number("log_kp_partial"), Math.Log10(IntactSkin.InSeries(partial.PermeabilityCmPerS, Cell.Conductance(tissue))), tolerance: 6e-4);
        Assert.Equal(row.Number("log_potts_guy"), Math.Log10(PottsGuy.Permeability(compound)), tolerance: 5e-3); // -2.74 in cm/h there, -6.3 in cm/s here
    }

    /// <summary>
    /// K03: permeabilities in 1e-4 cm/h of the calculator of the CDC, to the three digits that it prints. Log Kow: 0.83 and 4.05 are from
    /// memory. Its fourth, dipropylene glycol methyl ether (1.22), is left out: the log Kow it took was nowhere to be read.
    /// </summary>
    [Theory]
    [InlineData("testosterone, partly hydrated, in vivo", 288.42, 3.32, 329, 1.0, Hydration.Partial, true, 0.05, 27.1)]
    [InlineData("fentanyl, pKa 8.9, hydrated", 336.47, 4.05, 399, 0.0306534, Hydration.Full, true, 0.04, 182)]
    [InlineData("2-butoxyethanol, hydrated", 118.18, 0.83, 154, 1.0, Hydration.Full, false, 0.04, 16.9)]
    public void The_calculator_of_the_cdc_says_the_same(string name, double mass, double logKow, double volume, double neutral, Hydration hydration, bool perfused, double dermisCm, double printed)
    {
        var compound = new Compound { Name = name, MolarMass = mass, LogKow = logKow, MolarVolume = volume, NonIonisedInTissue = neutral };
        var below = new LayersBelow { DermisCm = dermisCm, IsPerfused = perfused }.Conductance(ViableTissue.Of(compound));
        var kp = IntactSkin.InSeries(StratumCorneum.Of(compound, hydration).PermeabilityCmPerS, below) * 3600 * 1e4;
        var digits = printed >= 100 ? 0 : 1;
        Assert.Equal(printed, Math.Round(kp, digits), tolerance: 1e-9);
    }

    internal static Compound Of(PublishedRows row) => new()
    {
        Name = row["compound"], MolarMass = row.Number("molar_mass"), LogKow = row.Number("log_kow"), MolarVolume = row.Number("molar_volume"),
    };

    private static void AssertSame(PublishedRows row, string column, double found, double relative)
    {
        var expected = row.Number(column);
        Assert.True(Math.Abs(found / expected - 1) <= relative, $"{row["compound"]}, {column}: {found} instead of {expected}");
    }
}
