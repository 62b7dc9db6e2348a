using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>The layers below the barrier and what becomes of what reaches the dermis.</summary>
public sealed record LayersBelow
{
    /// <summary>Viable epidermis, 1e-4 to 0.1 cm.</summary>
    public double EpidermisCm { get; init => field = Bounds.Check(value, 1e-4, 0.1, "cm", "viable epidermis"); } = 0.01;

    /// <summary>Dermis that is left on the skin (in a diffusion cell) or that is reckoned with (in a person), 1e-4 to 1 cm.</summary>
    public double DermisCm { get; init => field = Bounds.Check(value, 1e-4, 1, "cm", "dermis"); } = 0.04;

    /// <summary>True in a person, where capillaries take what arrives; false in a diffusion cell.</summary>
    public bool IsPerfused { get; init; }

    /// <summary>Conductance in cm/s of both layers in series.</summary>
    public double Conductance(TissueTransport tissue) => 1 / (
        1 / tissue.Conductance(EpidermisCm) + 1 / (IsPerfused ? tissue.PerfusedConductance(DermisCm) : tissue.Conductance(DermisCm)));
}
