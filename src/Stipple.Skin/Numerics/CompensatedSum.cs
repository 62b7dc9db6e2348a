namespace Stipple.Skin.Numerics;

/// <summary>A running sum that keeps what rounding takes away (Neumaier). The default is zero.</summary>
internal record struct CompensatedSum
{
    private double sum;
    private double lost;

    /// <summary>The sum so far.</summary>
    public readonly double Value => sum + lost;

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        var total = sum + term;
        lost += Math.Abs(sum) >= Math.Abs(term) ? sum - total + term : term - total + sum;
        sum = total;
    }
}
