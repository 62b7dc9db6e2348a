using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>
/// Steady permeability of needled skin: intact barrier and pores side by side, both in series with the tissue below. A quick answer for screens and
/// bounds; <see cref="UnitCell"/> gives the course in time.
/// </summary>
/// <param name="barrierCmPerS">Barrier between the pores, cm/s; see <see cref="IntactSkin.Barrier"/>.</param>
/// <param name="openShare">Share of the surface that the mouths take, 0 to below 1.</param>
/// <param name="poresCmPerS">Conductance of all pores when open, cm/s.</param>
/// <param name="belowCmPerS">Conductance of the layers below, cm/s, above 0.</param>
public sealed class NeedledSkin(double barrierCmPerS, double openShare, double poresCmPerS, double belowCmPerS)
{
    private readonly double barrier = Bounds.Check(barrierCmPerS, 0, 1, "cm/s", "permeability of the barrier");
    private readonly double share = Bounds.Check(openShare, 0, 0.9999, "", "share of open surface");
    private readonly double pores = Bounds.Check(poresCmPerS, 0, 1, "cm/s", "conductance of the pores");
    private readonly double below = Bounds.Check(belowCmPerS, 1e-15, 1, "cm/s", "conductance of the layers below");

    /// <summary>Permeability in cm/s at a patency.</summary>
    /// <param name="patency">Share of the pores that conducts, 0 to 1. What is shut is barrier again.</param>
    public double Permeability(double patency)
    {
        Bounds.Check(patency, 0, 1, "", "patency");
        return IntactSkin.InSeries((1 - patency * share) * barrier + patency * pores, below);
    }

    /// <summary>By how much more passes than through intact skin.</summary>
    /// <inheritdoc cref="Permeability" path="/param"/>
    public double Enhancement(double patency) => Permeability(patency) / Permeability(0);
}
