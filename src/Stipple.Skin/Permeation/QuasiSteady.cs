namespace Stipple.Skin.Permeation;

/// <summary>
/// Needled skin as if at every moment its permeability were the steady one: barrier and closing pores side by side, in series with the layers below. In closed
/// form; what it leaves out is the lag of the barrier and that a pore fills its surroundings at first (a test holds it against runs of <see cref="UnitCell"/>).
/// </summary>
/// <param name="BarrierCmPerS">Barrier without pores, above 0.</param>
/// <param name="PoresCmPerS">What the pores add at first.</param>
/// <param name="BelowCmPerS">The layers below, above 0.</param>
public readonly record struct QuasiSteady(double BarrierCmPerS, double PoresCmPerS, double BelowCmPerS)
{
    /// <summary>Permeability, summed over the seconds in which the pores close by one half-life: a length in cm.</summary>
    /// <param name="from">Share of the first conductance at the beginning, above 0 to 1.</param>
    /// <param name="seconds">Not negative.</param>
    /// <param name="halfLifeSeconds">Of the pores, above 0.</param>
    public double Passed(double from, double seconds, double halfLifeSeconds)
    {
        // With X = B + q e^(-kt) over what is below, b: the integral of X b/(X + b).
        var rate = Math.Log(2) / halfLifeSeconds;
        var (first, both) = (PoresCmPerS * from / (BarrierCmPerS + BelowCmPerS), BarrierCmPerS + BelowCmPerS);
        return BarrierCmPerS * BelowCmPerS / both * seconds + BelowCmPerS * BelowCmPerS / (rate * both) * (LogOnePlus(first) - LogOnePlus(first * Math.Exp(-rate * seconds)));
    }

    /// <summary>log(1 + x), also where x is tiny (Kahan); double.LogP1 adds first and loses it.</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
