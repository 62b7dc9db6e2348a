using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>
/// What share of the skin a treatment opens, for punctures that fall independently (a pen moved by hand: a Poisson field)
/// in a lattice (a stamp), or in clusters (a roller, whose later passes fall near the first: a Neyman-Scott field). Closed forms;
/// the radius is that of the mouth of a channel.
/// </summary>
public static class Coverage
{
    private const double Mm2PerCm2 = 100;

    /// <summary>Share of the surface that lies inside at least one channel mouth, 0 to 1: 1 - exp(-n pi a^2).</summary>
    /// <param name="perCm2">Punctures per square centimetre, finite and not negative.</param>
    /// <param name="mouthRadiusMm">Radius of one mouth in millimetres, finite and not negative.</param>
    public static double OfIndependent(double perCm2, double mouthRadiusMm) => -double.ExpM1(-MeanCover(perCm2, mouthRadiusMm));

    /// <summary>Share of the surface that a square lattice opens, 0 to 1; valid until the mouths touch.</summary>
    /// <inheritdoc cref="OfIndependent" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">Also when neighbouring mouths would touch.</exception>
    public static double OfLattice(double perCm2, double mouthRadiusMm)
    {
        var cover = MeanCover(perCm2, mouthRadiusMm);
        var touching = double.Pi / 4;
        return cover <= touching
            ? cover
            : throw new ArgumentOutOfRangeException(nameof(mouthRadiusMm), mouthRadiusMm, $"The mouths of {perCm2} punctures/cm2 on a lattice touch at this radius (mm).");
    }

    /// <summary>Share of the surface that a plate of needles opens, pressed on several times and each time shifted by chance, 0 to 1; each plate as a square lattice.</summary>
    /// <param name="perCm2">Punctures of all stamps per square centimetre, finite and not negative.</param>
    /// <param name="stamps">How often it is pressed on, 1 to 100.</param>
    /// <param name="mouthRadiusMm">Radius of one mouth in millimetres, finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">Also when the mouths of one plate would touch.</exception>
    public static double OfStamps(double perCm2, int stamps, double mouthRadiusMm) =>
        -double.ExpM1(Bounds.Check(stamps, 1, 100, "stamps") * double.LogP1(-OfLattice(perCm2 / stamps, mouthRadiusMm)));

    /// <summary>
    /// Share of the surface that clusters open, 0 to 1: 1 - exp(-kappa integral (1 - exp(-mu p(x))) dx), with p(x) the chance that a
    /// puncture of a cluster at x opens the point asked for. Relative error about 1e-8.
    /// </summary>
    /// <param name="clusters">How the punctures lie together.</param>
    /// <param name="mouthRadiusMm">Radius of one mouth in millimetres, finite and not negative.</param>
    public static double OfClustered(Clusters clusters, double mouthRadiusMm)
    {
        if (MeanCover(clusters.PerCm2, mouthRadiusMm) == 0) return 0;
        var (spreadMm, disc) = (clusters.RadiusMm, double.Pi * clusters.RadiusMm * clusters.RadiusMm);
        var reaching = Quadrature.Between(0, Math.Abs(spreadMm - mouthRadiusMm), Ring) + Quadrature.Between(Math.Abs(spreadMm - mouthRadiusMm), spreadMm + mouthRadiusMm, Ring);
        return -double.ExpM1(-clusters.ParentsPerCm2 / Mm2PerCm2 * reaching);

        double Ring(double distanceMm) =>
            2 * double.Pi * distanceMm * -double.ExpM1(-clusters.Each * Discs.Overlap(distanceMm, spreadMm, mouthRadiusMm) / disc);
    }

    private static double MeanCover(double perCm2, double radiusMm)
    {
        if (!double.IsFinite(perCm2) || perCm2 < 0) throw new ArgumentOutOfRangeException(nameof(perCm2), perCm2, "A density is finite and not negative (punctures/cm2).");
        if (!double.IsFinite(radiusMm) || radiusMm < 0) throw new ArgumentOutOfRangeException(nameof(radiusMm), radiusMm, "A length is finite and not negative (mm).");
        return perCm2 / Mm2PerCm2 * double.Pi * radiusMm * radiusMm;
    }
}
