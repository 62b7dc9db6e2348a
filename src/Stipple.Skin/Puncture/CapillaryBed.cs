using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>The capillary loops under the epidermis, which a needle opens when it is wide and deep enough.</summary>
/// <param name="loopsPerMm2">Loops per square millimetre, 0.1 to 200.</param>
/// <param name="loopDiameterMm">Across one loop, 0.001 to 0.1 mm.</param>
/// <param name="loopDepthMm">From the surface to the tips of the loops, 0.02 to 1 mm.</param>
/// <param name="spacingMm">Least distance between two loops, 0 to 0.5 mm.</param>
public sealed class CapillaryBed(double loopsPerMm2, double loopDiameterMm, double loopDepthMm, double spacingMm)
{
    private readonly double density = Bounds.Check(loopsPerMm2, 0.1, 200, "loops/mm2");
    private readonly double radius = Bounds.Check(loopDiameterMm, 1e-3, 0.1, "mm") / 2;
    private readonly double depth = Bounds.Check(loopDepthMm, 0.02, 1, "mm");
    private readonly double spacing = Bounds.Check(spacingMm, 0, 0.5, "mm");

    /// <summary>
    /// Chance that a needle which gets as deep as the loops strikes one: 1 - exp(-n pi (a + r)^2). Loops keep a distance, which
    /// makes strikes a little likelier: at most n pi (a + r)^2.
    /// </summary>
    /// <param name="needleRadiusMm">Radius of the needle where it passes the loops, 0 to 1 mm.</param>
    public double StrikeChance(double needleRadiusMm) => -double.ExpM1(-MeanStruck(needleRadiusMm));

    /// <summary>Loops that a needle strikes on average.</summary>
    /// <inheritdoc cref="StrikeChance" path="/param"/>
    public double MeanStruck(double needleRadiusMm)
    {
        var reach = Bounds.Check(needleRadiusMm, 0, 1, "mm") + radius;
        return density * double.Pi * reach * reach;
    }

    /// <summary>Bleeding points per square centimetre that a treatment leaves.</summary>
    /// <param name="piercedPerCm2">Punctures per square centimetre that pierced, 0 to 100,000.</param>
    /// <param name="reached">How deep they get.</param>
    /// <param name="needleRadiusMm">Radius of the needle where it passes the loops, 0 to 1 mm.</param>
    public double PointsPerCm2(double piercedPerCm2, ReachedDepth reached, double needleRadiusMm) =>
        Bounds.Check(piercedPerCm2, 0, 1e5, "punctures/cm2") * reached.ShareDeeperThan(depth) * StrikeChance(needleRadiusMm);

    /// <summary>Chance that an area bleeds at one point or more, when needles strike independently.</summary>
    /// <param name="pointsPerCm2">From <see cref="PointsPerCm2"/>.</param>
    /// <param name="areaCm2">0 to 10,000 cm2.</param>
    public static double AnyChance(double pointsPerCm2, double areaCm2) =>
        -double.ExpM1(-Bounds.Check(pointsPerCm2, 0, 1e5, "points/cm2") * Bounds.Check(areaCm2, 0, 1e4, "cm2"));

    /// <summary>The loops as points that keep their distance, dropped one after the other where there is room.</summary>
    /// <param name="sideMm">Side of the field, 1 to 20 mm.</param>
    /// <param name="seed">The same seed gives the same loops.</param>
    public PunctureField Simulate(double sideMm, ulong seed)
    {
        // Beyond about half of what random sequential adsorption can hold, dropping would take for ever.
        Bounds.Check(density * spacing * spacing, 0, 0.35, "loops per square of the least distance");
        var random = new RandomNumbers(seed, 0);
        var field = PunctureField.Of([], Bounds.Check(sideMm, 1, 20, "mm"));
        var wanted = random.NextPoisson(density * sideMm * sideMm);
        var points = new List<(double X, double Y)>(wanted);
        while (points.Count < wanted)
        {
            var point = (X: random.NextUniform() * sideMm, Y: random.NextUniform() * sideMm);
            if (points.TrueForAll(other => field.Distance(point, other) >= spacing)) points.Add(point);
        }

        return PunctureField.Of(points, sideMm);
    }
}
