using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>One layer of skin (or of any membrane) for one compound.</summary>
public sealed record Layer
{
    /// <summary>Thickness in cm, 1e-5 to 5.</summary>
    public required double ThicknessCm { get; init => field = Bounds.Check(value, 1e-5, 5, "cm", "thickness of a layer"); }

    /// <summary>Diffusivity in cm2/s, 1e-16 to 1e-3.</summary>
    public required double DiffusivityCm2PerS { get; init => field = Bounds.Check(value, 1e-16, 1e-3, "cm2/s", "diffusivity of a layer"); }

    /// <summary>Concentration in it over that in the vehicle at equilibrium, 1e-6 to 1e7.</summary>
    public required double Partition { get; init => field = Bounds.Check(value, 1e-6, 1e7, "", "partition of a layer"); }

    /// <summary>Rate at which it is taken away or used up, 1/s, 0 to 1e3: capillaries, or a reaction.</summary>
    public double RemovalPerS { get; init => field = Bounds.Check(value, 0, 1e3, "1/s", "removal in a layer"); }

    /// <summary>Cells, 2 to 20,000.</summary>
    public int Cells { get; init => field = (int)Bounds.Check(value, 2, 20_000, "cells", "cells of a layer"); } = 40;

    /// <summary>Width of the deepest cell over that of the uppermost, 0.001 to 1000.</summary>
    public double Grading { get; init => field = Bounds.Check(value, 1e-3, 1e3, "", "grading of a layer"); } = 1;

    /// <summary>K D in cm2/s.</summary>
    public double Mobility => Partition * DiffusivityCm2PerS;

    /// <summary>Stratum corneum, viable epidermis and dermis, needled or not, for a compound.</summary>
    /// <param name="compound">What passes.</param>
    /// <param name="hydration">Of the stratum corneum.</param>
    /// <param name="barrierCmPerS">Barrier with the polar path, cm/s: <see cref="IntactSkin.Barrier"/>. Thickness and partition are those of the hydration.</param>
    /// <param name="below">The two others.</param>
    public static IReadOnlyList<Layer> OfSkin(Compound compound, Hydration hydration, double barrierCmPerS, LayersBelow below)
    {
        var barrier = StratumCorneum.Of(compound, hydration);
        var tissue = ViableTissue.Of(compound);
        return
        [
            new() { ThicknessCm = barrier.ThicknessCm, Partition = barrier.Partition, DiffusivityCm2PerS = barrierCmPerS * barrier.ThicknessCm / barrier.Partition },
            new() { ThicknessCm = below.EpidermisCm, Partition = tissue.Partition, DiffusivityCm2PerS = tissue.DiffusivityCm2PerS },
            new()
            {
                ThicknessCm = below.DermisCm, Partition = tissue.Partition, DiffusivityCm2PerS = tissue.DiffusivityCm2PerS,
                RemovalPerS = below.IsPerfused ? tissue.ClearancePerS : 0, Grading = 4,
            },
        ];
    }
}
