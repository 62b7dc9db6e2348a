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
    private const double ln2 = 0.693147180559945309;

    /// <summary>Permeability, summed over the seconds in which the pores close from one share of their first conductance to another: a length in cm.</summary>
    /// <param name="from">Share at the beginning, above 0 to 1.</param>
    /// <param name="to">Share at the end, not negative: <paramref name="from"/> halved once for each half-life.</param>
    /// <param name="seconds">Not negative.</param>
    /// <param name="halfLifeSeconds">Of the pores, above 0.</param>
    public double Passed(double from, double to, double seconds, double halfLifeSeconds)
    {
        // With X = B + q e^(-kt) over what is below, b: the integral of X b/(X + b).
        var both = BarrierCmPerS + BelowCmPerS;
        var steady = BarrierCmPerS * BelowCmPerS / both * seconds;
        if (PoresCmPerS == 0) return steady;
        var first = PoresCmPerS / both;
        return steady + BelowCmPerS * BelowCmPerS * halfLifeSeconds / (ln2 * both) * (LogOnePlus(first * from) - LogOnePlus(first * to));
    }

    /// <summary>log(1 + x), also where x is tiny (Kahan); double.LogP1 adds first and loses it.</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
