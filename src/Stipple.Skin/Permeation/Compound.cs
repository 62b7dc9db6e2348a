using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>What binds a compound in the viable layers; each class has its own line in <see cref="ViableTissue"/>.</summary>
public enum Binding
{
    /// <summary>Neutral at the pH of tissue, or a base.</summary>
    NeutralOrBase,

    /// <summary>An acid with the shape that albumin binds (an aromatic ring or a long chain beside the acid group).</summary>
    AcidBoundByAlbumin,

    /// <summary>Any other acid, or a zwitterion.</summary>
    OtherAcidOrZwitterion,
}

/// <summary>A small molecule as the equations of intact skin see it. Every property is checked at the door.</summary>
public sealed record Compound
{
    /// <summary>The name that people use.</summary>
    public required string Name { get; init; }

    /// <summary>Molar mass in g/mol, 18 to 1000: the equations were made on water to some hundred g/mol and mean nothing for macromolecules.</summary>
    public required double MolarMass { get; init => field = Bounds.Check(value, 18, 1000, "g/mol", "molar mass"); }

    /// <summary>Decadic logarithm of the octanol-water partition coefficient of the neutral form, -10 to 12.</summary>
    public required double LogKow { get; init => field = Bounds.Check(value, -10, 12, "", "log Kow"); }

    /// <summary>Molar volume at the boiling point by Schroeder's rule (<see cref="Atoms.MolarVolume"/>), in cm3/mol, 10 to 1200.</summary>
    public required double MolarVolume { get; init => field = Bounds.Check(value, 10, 1200, "cm3/mol", "molar volume"); }

    /// <summary>What binds it in the viable layers.</summary>
    public Binding Binding { get; init; }

    /// <summary>Share that is not ionised at the pH of tissue (7.4), above 0 to 1. See <see cref="Ionisation"/>.</summary>
    public double NonIonisedInTissue { get; init => field = Bounds.Check(value, 1e-9, 1, "", "share not ionised in tissue"); } = 1;

    /// <summary>Share that is not ionised in the vehicle, above 0 to 1; only this share is taken to cross the barrier between the pores.</summary>
    public double NonIonisedInVehicle { get; init => field = Bounds.Check(value, 1e-9, 1, "", "share not ionised in the vehicle"); } = 1;

    /// <summary>Solubility in the vehicle in mg/cm3, above 0; infinite when nothing caps the dose.</summary>
    public double Solubility { get; init => field = Bounds.Check(value, 1e-9, double.PositiveInfinity, "mg/cm3", "solubility"); } = double.PositiveInfinity;

    /// <summary>Diffusivity in water in cm2/s: 1.92e-4 V^-0.6 below 445 cm3/mol, else 3.78e-5 V^(-1/3). Wang 2007 as coded by OSP.</summary>
    public double WaterDiffusivity => MolarVolume < 445 ? 1.92e-4 * Math.Pow(MolarVolume, -0.6) : 3.78e-5 / Math.Cbrt(MolarVolume);

    /// <summary>Radius of the molecule in angstrom: 0.145 V^0.6 below 445 cm3/mol, else 0.735 V^(1/3).</summary>
    public double RadiusAngstrom => MolarVolume < 445 ? 0.145 * Math.Pow(MolarVolume, 0.6) : 0.735 * Math.Cbrt(MolarVolume);
}

/// <summary>Shares that are not ionised (Henderson and Hasselbalch).</summary>
public static class Ionisation
{
    private const double TissuePh = 7.4;

    /// <summary>Share of a monoprotic acid that carries no charge, 0 to 1.</summary>
    /// <param name="pKa">Of the acid, -5 to 20.</param>
    /// <param name="pH">0 to 14; 7.4 stands for tissue.</param>
    public static double OfAcid(double pKa, double pH = TissuePh) => 1 / (1 + Math.Pow(10, CheckedPh(pH) - CheckedPKa(pKa)));

    /// <summary>Share of a monovalent base that carries no charge, 0 to 1.</summary>
    /// <param name="pKa">Of the conjugate acid, -5 to 20.</param>
    /// <param name="pH">0 to 14; 7.4 stands for tissue.</param>
    public static double OfBase(double pKa, double pH = TissuePh) => 1 / (1 + Math.Pow(10, CheckedPKa(pKa) - CheckedPh(pH)));

    private static double CheckedPh(double pH) => Bounds.Check(pH, 0, 14, "", "pH");

    private static double CheckedPKa(double pKa) => Bounds.Check(pKa, -5, 20, "", "pKa");
}
