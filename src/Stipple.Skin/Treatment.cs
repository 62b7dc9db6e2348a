using Stipple.Skin.Numerics;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;

namespace Stipple.Skin;

/// <summary>What is done to the skin. Every quantity is checked at the door; the length of the needles also against the skin they go into.</summary>
public sealed record Treatment
{
    /// <summary>Device and how it is moved: a roller, a pen or a stamp.</summary>
    public required Technique Technique { get; init; }

    /// <summary>Length that is set, 0.05 to 3 mm and not more than the skin of the site.</summary>
    public required double NeedleMm { get; init => field = Bounds.Check(value, 0.05, 3, "mm", "needle length"); }

    /// <summary>
    /// Force on each needle in N, 0.001 to 10. A pen drives its needles in, and all of them pierce; a roller and a stamp are pressed by hand, and how
    /// hard decides how many pierce.
    /// </summary>
    public double? NewtonPerNeedle { get; init => field = value is { } force ? Bounds.Check(force, 1e-3, 10, "N", "force on each needle") : null; }

    /// <summary>How often, 1 to 12.</summary>
    public int Sessions { get; init => field = Bounds.Check(value, 1, 12, "sessions", "sessions"); } = 1;

    /// <summary>From one session to the next, 1 to 180 days.</summary>
    public double DaysBetween { get; init => field = Bounds.Check(value, 1, 180, "d", "days between sessions"); } = 28;

    /// <summary>For so long the skin is under an occlusive cover after a session, 0 to 72 h.</summary>
    public double OccludedHours { get; init => field = Bounds.Check(value, 0, 72, "h", "hours of occlusion"); }

    /// <summary>What is put on the skin right after needling; null for nothing.</summary>
    public Topical? Topical { get; init; }

    internal double PiercedShare(double medianNewton, double gsd) => NewtonPerNeedle is { } force ? Insertion.PiercedShare(force, medianNewton, gsd) : 1;
}

/// <summary>A compound in its vehicle.</summary>
public sealed record Topical
{
    /// <param name="compound">With the shares that are not ionised.</param>
    /// <param name="mgPerCm3">Concentration in the vehicle, above 0 to 2000 mg/cm3 and not above what dissolves.</param>
    /// <param name="vehicleUm">Thickness of the vehicle on the skin, 1 to 5000 um: 20 for a cream rubbed in (2 mg/cm2).</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    public Topical(Compound compound, double mgPerCm3, double vehicleUm)
    {
        Compound = compound;
        MgPerCm3 = Bounds.Check(mgPerCm3, 1e-9, Math.Min(2000, compound.Solubility), $"mg/cm3{(compound.Solubility < 2000 ? ", what dissolves" : "")}", $"concentration of {compound.Name}");
        VehicleUm = Bounds.Check(vehicleUm, 1, 5000, "um", "thickness of the vehicle");
    }

    public Compound Compound { get; }

    public double MgPerCm3 { get; }

    public double VehicleUm { get; }

    /// <summary>In mg/cm2.</summary>
    public double DoseMgPerCm2 => MgPerCm3 * VehicleCm;

    internal double VehicleCm => VehicleUm * 1e-4;
}
