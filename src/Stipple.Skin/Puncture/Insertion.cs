using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>Which needles go in: skin gives way before a needle pierces it, and how much force that takes differs from place to place.</summary>
public static class Insertion
{
    /// <summary>Share of the needles that pierce, 0 to 1: the chance that a lognormal threshold lies below the force on each.</summary>
    /// <param name="newtonPerNeedle">Force on each needle, 0 to 10 N.</param>
    /// <param name="medianNewton">Median threshold, 0.0001 to 10 N.</param>
    /// <param name="gsd">Geometric standard deviation of the threshold, 1.01 to 10.</param>
    public static double PiercedShare(double newtonPerNeedle, double medianNewton, double gsd)
    {
        Bounds.Check(newtonPerNeedle, 0, 10, "N");
        Bounds.Check(medianNewton, 1e-4, 10, "N");
        Bounds.Check(gsd, 1.01, 10, "");
        return newtonPerNeedle > 0 ? Normal.Cdf(Math.Log(newtonPerNeedle / medianNewton) / Math.Log(gsd)) : 0;
    }
}
