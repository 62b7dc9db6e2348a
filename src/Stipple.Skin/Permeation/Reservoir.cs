namespace Stipple.Skin.Permeation;

/// <summary>A vehicle while it is being used up.</summary>
internal sealed class Reservoir(Vehicle vehicle)
{
    /// <summary>Amount in mg/cm2, dissolved or not.</summary>
    public double Amount { get; internal set; } = vehicle.IsEndless ? 0 : vehicle.DoseMgPerCm2;

    /// <summary>Seconds since it was put on.</summary>
    public double Seconds { get; internal set; }

    public double ThicknessCm => vehicle.ThicknessAt(Seconds);

    public double ThicknessAfter(double seconds) => vehicle.ThicknessAt(Seconds + seconds);

    /// <summary>Whether its concentration stays as it is: endless, or more in it than dissolves.</summary>
    public bool IsHeld => vehicle.IsEndless || Amount > vehicle.SolubilityMgPerCm3 * ThicknessCm;

    /// <summary>What is dissolved, in mg/cm3.</summary>
    public double Dissolved => Math.Min(vehicle.SolubilityMgPerCm3, vehicle.IsEndless ? vehicle.MgPerCm3 : Amount / ThicknessCm);

    /// <summary>Share of a held step after which it stops being saturated; 1 when it goes through.</summary>
    /// <param name="given">What the whole step took.</param>
    /// <param name="seconds">Of the step.</param>
    public double ShareSaturated(double given, double seconds)
    {
        var spare = Amount - vehicle.SolubilityMgPerCm3 * ThicknessAfter(seconds);
        return vehicle.IsEndless || given <= spare ? 1 : Math.Clamp(spare / given, 0, 1);
    }
}
