namespace Stipple.Skin.Permeation;

/// <summary>The two states of the stratum corneum for which Wang, Kasting and Nitsche give numbers.</summary>
public enum Hydration
{
    /// <summary>Soaked: under a patch, a mask or in a diffusion cell.</summary>
    Full,

    /// <summary>As in air.</summary>
    Partial,
}

/// <summary>How a compound moves through one state of the stratum corneum.</summary>
/// <param name="PermeabilityCmPerS">Permeability from water, cm/s.</param>
/// <param name="Partition">Concentration in it over that in water at equilibrium.</param>
/// <param name="ThicknessCm">Thickness in cm.</param>
/// <param name="R">Resistance group: k_trans l^2/(delta D_lip).</param>
/// <param name="Sigma">Ratio of lipid to corneocyte transport: D_lip K_lip/(D_cor K_cor).</param>
public readonly record struct BarrierTransport(double PermeabilityCmPerS, double Partition, double ThicknessCm, double R, double Sigma);

/// <summary>
/// The stratum corneum as bricks and mortar: lipid layers, corneocytes and hopping between bilayers (Wang, Kasting and Nitsche 2006, 2007;
/// Dancik et al. 2013). The origin of each number, and where we deviate, stands in docs/model/permeation.md.
/// </summary>
public static class StratumCorneum
{
    private const double FibreRadiusAngstrom = 35;
    private const double BilayerCm = 13e-7;

    /// <summary>Partition, diffusivity and permeability of a compound in one state.</summary>
    public static BarrierTransport Of(Compound compound, Hydration hydration)
    {
        var state = hydration == Hydration.Full ? Brickwork.Full : Brickwork.Partial;
        var kow = Math.Pow(10, compound.LogKow);
        var lipidPartition = 0.43 * Math.Pow(kow, 0.81);
        var protein = 5.4 * Math.Pow(kow, 0.27);
        var corneocytePartition = (0.9 * protein + state.WaterPerProtein) / (0.9 / 1.37 + state.WaterPerProtein);
        var partition = (1 - state.CorneocyteShare) * lipidPartition + state.CorneocyteShare * corneocytePartition;

        var lipidDiffusivity = (1.24e-7 * Math.Pow(100 / compound.MolarMass, 2.43) + 2.34e-9) / state.LipidDivisor;
        var hopping = Math.Pow(10, -0.725 - 0.792 * Math.Cbrt(compound.MolarMass)) / state.LipidDivisor;

        var lambda = compound.RadiusAngstrom / FibreRadiusAngstrom;
        var excluded = state.FibreShare * (1 + lambda) * (1 + lambda);
        var hindrance = state.Hindrance[0] + lambda * (state.Hindrance[1] + lambda * (state.Hindrance[2] + lambda * state.Hindrance[3]));
        var corneocyteDiffusivity = compound.WaterDiffusivity * (1 - excluded) * hindrance;

        var r = hopping * state.BrickCm * state.BrickCm / (BilayerCm * lipidDiffusivity);
        var sigma = lipidDiffusivity * lipidPartition / (corneocyteDiffusivity * (1 - excluded));
        var permeability = state.Scaled(Math.Log10(sigma), Math.Log10(r)) * lipidDiffusivity * lipidPartition / state.ThicknessCm;
        return new(permeability, partition, state.ThicknessCm, r, sigma);
    }
}
