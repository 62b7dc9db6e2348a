using Stipple.Skin.Numerics;

namespace Stipple.Skin.Channel;

/// <summary>One channel: an open mouth in the barrier and a depth below it.</summary>
public sealed record Pore
{
    private const double CmPerUm = 1e-4;

    /// <summary>Radius of the mouth in um, 1 to 500.</summary>
    public required double MouthRadiusUm { get; init => field = Bounds.Check(value, 1, 500, "um", "radius of the mouth"); }

    /// <summary>Depth below the barrier in um, 0 (only the barrier is open) to 3000.</summary>
    public required double DepthUm { get; init => field = Bounds.Check(value, 0, 3000, "um", "depth of the channel"); }

    /// <summary>Length in um of the fluid in the barrier that stands in series, 0 to 1000: the thickness of the stratum corneum.</summary>
    public double NeckUm { get; init => field = Bounds.Check(value, 0, 1000, "um", "length of the neck"); }

    /// <summary>
    /// Conductance in cm3/s from a filled pore into deep tissue: half a spheroid whose wall has the concentration of the vehicle, with
    /// the surface around it sealed. 2 pi D K c/artanh(c/l) with c = sqrt(l^2 - a^2) where it is deeper than wide; its oblate twin
    /// where it is not; 4 a D K for a disk. All three are exact.
    /// </summary>
    /// <param name="diffusivityCm2PerS">In the tissue, 1e-12 to 1e-3 cm2/s.</param>
    /// <param name="partition">Tissue over vehicle, 1e-6 to 1e6.</param>
    public double TissueConductance(double diffusivityCm2PerS, double partition)
    {
        CheckDiffusivity(diffusivityCm2PerS);
        Bounds.Check(partition, 1e-6, 1e6, "", "partition of tissue over vehicle");
        return diffusivityCm2PerS * partition * CapacityUm * CmPerUm;
    }

    /// <summary>Conductance over D K, a length in um.</summary>
    public double CapacityUm
    {
        get
        {
            var (a, l) = (MouthRadiusUm, DepthUm);
            var focus = Math.Sqrt(Math.Abs(l * l - a * a));
            var slender = focus / Math.Max(a, l);
            if (slender < 1e-4) return 2 * double.Pi * a; // half a sphere
            return 2 * double.Pi * focus / (l > a ? Math.Atanh(focus / l) : Math.Acos(l / a));
        }
    }

    /// <summary>Conductance in cm3/s of the fluid in the neck; infinite without one.</summary>
    /// <param name="fluidDiffusivityCm2PerS">In the fluid of the pore, 1e-12 to 1e-3 cm2/s.</param>
    public double NeckConductance(double fluidDiffusivityCm2PerS)
    {
        CheckDiffusivity(fluidDiffusivityCm2PerS);
        return double.Pi * MouthRadiusUm * MouthRadiusUm / NeckUm * CmPerUm * fluidDiffusivityCm2PerS;
    }

    private static void CheckDiffusivity(double value) => Bounds.Check(value, 1e-12, 1e-3, "cm2/s", "diffusivity");
}

/// <summary>Many pores side by side.</summary>
public static class PoreField
{
    private const double UmPerCm = 1e4;

    /// <summary>Radius in um of the cell that belongs to one pore: (pi n)^-1/2.</summary>
    /// <param name="perCm2">Pores per square centimetre, 0.001 to 1e5.</param>
    public static double CellRadiusUm(double perCm2) => UmPerCm / Math.Sqrt(double.Pi * CheckedDensity(perCm2));

    /// <summary>
    /// How much less a pore is slowed by tissue when others stand beside it: Fock's f(a/R) = 1 - 1.40925x + 0.33818x^3 + 0.06793x^5. The
    /// coefficients are from memory; a test holds them against our own solution of the disk in a cylinder.
    /// </summary>
    /// <param name="mouthOverCell">Radius of the mouth over that of its cell, 0 to 0.9.</param>
    public static double Interaction(double mouthOverCell)
    {
        var x = Bounds.Check(mouthOverCell, 0, 0.9, "", "mouth over half-spacing");
        return 1 + x * (-1.40925 + x * x * (0.33818 + x * x * 0.06793));
    }

    /// <summary>Share of the surface that the mouths take, n pi a^2, 0 to 1.</summary>
    /// <param name="perCm2">Pores per square centimetre, 0.001 to 1e5.</param>
    /// <param name="pore">One of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds, or the mouths would take more than all of the surface.</exception>
    public static double Share(double perCm2, Pore pore)
    {
        var ratio = pore.MouthRadiusUm / CellRadiusUm(perCm2);
        return Bounds.Check(ratio * ratio, 0, 1, "", "share of the surface that the mouths take");
    }

    /// <summary>
    /// Conductance of the field in cm/s: n times necks and tissue in series, the tissue by Fock's f less. A deep pore counts for its neighbours as the disk
    /// that conducts as much, of radius capacity/4: far away only the strength of a source is felt. A run in time bears that out (a test). Beyond nine
    /// tenths of the cell f is held: there the tissue below the pores is what resists.
    /// </summary>
    /// <param name="perCm2">Pores per square centimetre, 0.001 to 1e5.</param>
    /// <param name="pore">One of them.</param>
    /// <param name="diffusivityCm2PerS">In the tissue, 1e-12 to 1e-3 cm2/s.</param>
    /// <param name="partition">Tissue over vehicle, 1e-6 to 1e6.</param>
    /// <param name="fluidDiffusivityCm2PerS">In the fluid of the pore, 1e-12 to 1e-3 cm2/s.</param>
    public static double Conductance(double perCm2, Pore pore, double diffusivityCm2PerS, double partition, double fluidDiffusivityCm2PerS)
    {
        var crowding = Math.Min(0.9, pore.CapacityUm / 4 / CellRadiusUm(perCm2));
        var tissue = pore.TissueConductance(diffusivityCm2PerS, partition) / Interaction(crowding);
        return perCm2 / (1 / tissue + 1 / pore.NeckConductance(fluidDiffusivityCm2PerS));
    }

    private static double CheckedDensity(double perCm2) => Bounds.Check(perCm2, 1e-3, 1e5, "per cm2", "density of pores");
}
