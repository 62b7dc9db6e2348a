using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>
/// What lies on the skin, well mixed. It is <em>saturated</em> as long as it holds more than dissolves (the rest waits undissolved), then <em>finite</em>,
/// and <em>depleted</em> when next to nothing is left.
/// </summary>
public sealed record Vehicle
{
    /// <summary>Share of the dose under which a vehicle counts as depleted.</summary>
    public const double DepletedShare = 1e-3;

    /// <summary>Thickness in cm, 1e-5 to 10: 0.002 for a cream rubbed in (2 mg/cm2).</summary>
    public required double ThicknessCm { get; init => field = Bounds.Check(value, 1e-5, 10, "cm", "thickness of the vehicle"); }

    /// <summary>Concentration in mg/cm3, dissolved or not, 0 to 2000.</summary>
    public required double MgPerCm3 { get; init => field = Bounds.Check(value, 0, 2000, "mg/cm3", "concentration in the vehicle"); }

    /// <summary>Most that dissolves in mg/cm3, above 0; infinite when nothing caps it.</summary>
    public double SolubilityMgPerCm3 { get; init => field = Bounds.Check(value, 1e-9, double.PositiveInfinity, "mg/cm3", "solubility in the vehicle"); } = double.PositiveInfinity;

    /// <summary>How fast the compound itself evaporates, as a conductance in cm/s, 0 to 10; see <see cref="EvaporationCmPerS"/>.</summary>
    public double VolatilityCmPerS { get; init => field = Bounds.Check(value, 0, 10, "cm/s", "evaporation of the compound"); }

    /// <summary>How fast the vehicle dries: thickness that is lost per second, 0 to 1e-3 cm/s.</summary>
    public double DryingCmPerS { get; init => field = Bounds.Check(value, 0, 1e-3, "cm/s", "drying of the vehicle"); }

    /// <summary>Share of the thickness that does not dry, above 0 to 1.</summary>
    public double ResidueShare { get; init => field = Bounds.Check(value, 1e-4, 1, "", "share that does not dry"); } = 1;

    /// <summary>True for a vehicle so large, or so often renewed, that its concentration stays.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Dose in mg/cm2.</summary>
    public double DoseMgPerCm2 => ThicknessCm * MgPerCm3;

    /// <summary>Thickness in cm after some seconds.</summary>
    public double ThicknessAt(double seconds) => Math.Max(ThicknessCm * ResidueShare, ThicknessCm - DryingCmPerS * seconds);

    /// <summary>
    /// Conductance in cm/s of evaporation from the surface: 6320 u^0.78/M^(1/3) in cm/h for a vapour, times the share of vapour over liquid. Dancik 2013 as coded by OSP.
    /// </summary>
    /// <param name="molarMass">18 to 1000 g/mol.</param>
    /// <param name="vapourOverLiquid">Concentration in the air at equilibrium over that in the vehicle, 0 to 1.</param>
    /// <param name="windMPerS">Of the air over the skin, 0.01 to 30 m/s; 0.165 indoors.</param>
    public static double EvaporationCmPerS(double molarMass, double vapourOverLiquid, double windMPerS = 0.165) =>
        6320 * Math.Pow(Bounds.Check(windMPerS, 0.01, 30, "m/s", "wind"), 0.78) / Math.Cbrt(Bounds.Check(molarMass, 18, 1000, "g/mol", "molar mass")) / 3600
        * Bounds.Check(vapourOverLiquid, 0, 1, "", "vapour over liquid");
}
