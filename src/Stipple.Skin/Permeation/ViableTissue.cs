using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>How a compound moves through viable epidermis and dermis.</summary>
/// <param name="Partition">Concentration in tissue over that in water at equilibrium.</param>
/// <param name="DiffusivityCm2PerS">Effective diffusivity with binding, cm2/s.</param>
/// <param name="ClearancePerS">Rate at which capillaries take it from perfused dermis, 1/s.</param>
/// <param name="Unbound">Share that is not bound to protein, 0 to 1.</param>
public readonly record struct TissueTransport(double Partition, double DiffusivityCm2PerS, double ClearancePerS, double Unbound)
{
    /// <summary>Entry conductance in cm/s of a layer without clearance over a sink, K D/h.</summary>
    /// <param name="thicknessCm">Thickness in cm, above 0.</param>
    public double Conductance(double thicknessCm) => Partition * DiffusivityCm2PerS / Bounds.Check(thicknessCm, 1e-6, 10, "cm", "thickness of tissue");

    /// <summary>Entry conductance in cm/s of perfused dermis over a sink, K sqrt(kD)/tanh(h sqrt(k/D)).</summary>
    /// <inheritdoc cref="Conductance" path="/param"/>
    public double PerfusedConductance(double thicknessCm)
    {
        Bounds.Check(thicknessCm, 1e-6, 10, "cm", "thickness of tissue");
        return Partition * Math.Sqrt(ClearancePerS * DiffusivityCm2PerS) / Math.Tanh(thicknessCm * Math.Sqrt(ClearancePerS / DiffusivityCm2PerS));
    }
}

/// <summary>Viable layers after Kretsos et al. 2008 and Dancik et al. 2013: binding, partition, diffusion, capillary clearance.</summary>
public static class ViableTissue
{
    private const double CapillarySurfacePerCm = 100;
    private const double BloodFlowPerS = 0.0022;
    private const double CapillaryOverSkin = 100;

    /// <summary>Partition, diffusivity and clearance of a compound.</summary>
    public static TissueTransport Of(Compound compound)
    {
        var neutral = compound.NonIonisedInTissue;
        var (slope, constant) = compound.Binding switch
        {
            Binding.AcidBoundByAlbumin => (0.7936, 0.2239),
            Binding.OtherAcidOrZwitterion => (0.3127, 0.5121),
            _ => (0.5578, 0.0188),
        };
        var boundOverUnbound = slope * Math.Exp(compound.LogKow + Math.Log10(neutral)) + constant;
        var unbound = 1 / (1 + boundOverUnbound);
        var bindingFactor = 0.68 + 0.32 / unbound + 0.001 * neutral * Math.Pow(10, compound.LogKow);
        var free = Math.Pow(10, -4.15 - 0.6555 * Math.Log10(compound.MolarMass));
        var capillary = CapillaryOverSkin * PottsGuy.Permeability(compound);
        return new(
            Partition: 0.6 * bindingFactor / neutral,
            DiffusivityCm2PerS: (free + 0.32e-7 * boundOverUnbound) / bindingFactor,
            ClearancePerS: 1 / (1 / (capillary * CapillarySurfacePerCm) + 1 / BloodFlowPerS) / bindingFactor,
            Unbound: unbound);
    }
}
