namespace Stipple.Skin.Numerics;

/// <summary>Integrals of functions that are smooth inside and may have a root at their ends.</summary>
public static class Quadrature
{
    private const int UsualPoints = 200;

    private static readonly double[] usual = Weights(UsualPoints);

    /// <summary>
    /// The integral from low to high by Gauss and Chebyshev's second kind of points, which crowd at the ends: with 200 of them about
    /// 1e-9 of the value where the function behaves like the root or its cube at an end, and much better where it is smooth.
    /// </summary>
    public static double Between(double low, double high, Func<double, double> function, int points = UsualPoints)
    {
        var (middle, half, sum) = (0.5 * (low + high), 0.5 * (high - low), 0.0);
        var weights = points == UsualPoints ? usual : Weights(points);
        for (var i = 1; i <= points; i++) sum += weights[i - 1] * function(middle + half * Math.Cos(i * Math.PI / (points + 1)));
        return half * sum;
    }

    /// <summary>Fejér's second rule: exact for polynomials of as high a degree as there are points.</summary>
    private static double[] Weights(int points)
    {
        var weights = new double[points];
        for (var i = 1; i <= points; i++)
        {
            var angle = i * Math.PI / (points + 1);
            var sum = 0.0;
            for (var k = 1; k <= (points + 1) / 2; k++) sum += Math.Sin((2 * k - 1) * angle) / (2 * k - 1);
            weights[i - 1] = 4 * sum / (points + 1) * Math.Sin(angle);
        }

        return weights;
    }
}
