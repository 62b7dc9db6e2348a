using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>Punctures in clusters: parents fall independently, and each has a number of punctures (by Poisson's law) anywhere in a disc around it.</summary>
public readonly record struct Clusters
{
    /// <param name="parentsPerCm2">Clusters per square centimetre, 0 to 100,000.</param>
    /// <param name="each">Mean punctures of one, 0 to 1000.</param>
    /// <param name="radiusMm">Radius of the disc in millimetres, 0.001 to 10.</param>
    public Clusters(double parentsPerCm2, double each, double radiusMm)
    {
        ParentsPerCm2 = Bounds.Check(parentsPerCm2, 0, 1e5, "clusters/cm2");
        Each = Bounds.Check(each, 0, 1000, "punctures");
        RadiusMm = Bounds.Check(radiusMm, 1e-3, 10, "mm");
    }

    public double ParentsPerCm2 { get; }

    public double Each { get; }

    public double RadiusMm { get; }

    /// <summary>Punctures per square centimetre.</summary>
    public double PerCm2 => ParentsPerCm2 * Each;
}
