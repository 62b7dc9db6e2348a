using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>
/// How unevenly punctures lie: variance over mean of the counts in squares laid anywhere on the field. One for independent
/// punctures, more for clusters, less for a lattice.
/// </summary>
public static class Dispersion
{
    /// <summary>Independent punctures: 1, whatever the square.</summary>
    public const double OfIndependent = 1;

    /// <summary>Clusters: 1 + mu times the chance that two punctures of one cluster lie in the same square. Relative error about 1e-8.</summary>
    /// <param name="clusters">How the punctures lie together.</param>
    /// <param name="squareMm">Side of the squares in millimetres, 0.001 to 1000.</param>
    public static double OfClustered(Clusters clusters, double squareMm)
    {
        Bounds.Check(squareMm, 1e-3, 1e3, "mm");
        var reach = Math.Min(2 * clusters.RadiusMm, squareMm * Math.Sqrt(2));
        var near = Math.Min(reach, squareMm);
        var together = Quadrature.Between(0, near, Density) + (reach > near ? Quadrature.Between(near, reach, Density) : 0);
        return 1 + clusters.Each * together;

        double Density(double distanceMm) => Discs.DistanceDensity(distanceMm, clusters.RadiusMm) * BothInSquare(distanceMm / squareMm);
    }

    /// <summary>A square lattice whose rows are parallel to the squares.</summary>
    /// <param name="perCm2">Punctures per square centimetre, above 0 to 100,000.</param>
    /// <param name="squareMm">Side of the squares in millimetres, 0.001 to 1000.</param>
    public static double OfLattice(double perCm2, double squareMm)
    {
        var steps = Bounds.Check(squareMm, 1e-3, 1e3, "mm") * Math.Sqrt(Bounds.Check(perCm2, 1e-3, 1e5, "punctures/cm2")) / 10;
        // A row has the whole part of the steps, or one more with the chance of what is left.
        var part = steps - Math.Floor(steps);
        var squared = steps * steps + part * (1 - part);
        return (squared * squared - Math.Pow(steps, 4)) / (steps * steps);
    }

    /// <summary>Chance that a point at this distance, in any direction, from a point anywhere in a square of side 1 lies in it too.</summary>
    private static double BothInSquare(double t)
    {
        if (t <= 1) return 1 - 4 * t / double.Pi + t * t / double.Pi;
        if (t * t >= 2) return 0;
        var angle = Math.Asin(1 / t) - Math.Acos(1 / t);
        return 2 / double.Pi * (angle - 1 + 2 * Math.Sqrt(t * t - 1) - t * t / 2);
    }
}
