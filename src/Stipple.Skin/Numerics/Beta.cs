namespace Stipple.Skin.Numerics;

/// <summary>The beta law on 0 to 1, given by its mean and standard deviation: for shares such as how deep a needle gets.</summary>
internal readonly record struct Beta
{
    private readonly double a;
    private readonly double b;
    private readonly double logNorm;

    private Beta(double a, double b) => (this.a, this.b, logNorm) = (a, b, LogGamma(a + b) - LogGamma(a) - LogGamma(b));

    /// <summary>The law with this mean and standard deviation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not between 0 and 1, or no beta law is that wide.</exception>
    public static Beta Of(double mean, double sd)
    {
        Bounds.Check(mean, 1e-6, 1 - 1e-6, "");
        Bounds.Check(sd, 1e-6, Math.Sqrt(mean * (1 - mean)) * (1 - 1e-6), "");
        var both = mean * (1 - mean) / (sd * sd) - 1;
        return new Beta(mean * both, (1 - mean) * both);
    }

    /// <summary>Chance of a value below x: the regularised incomplete beta function, relative error about 1e-13.</summary>
    public double Cdf(double x) =>
        x <= 0 ? 0
        : x >= 1 ? 1
        : x < (a + 1) / (a + b + 2) ? Front(x) * Fraction(a, b, x) / a
        : 1 - Front(x) * Fraction(b, a, 1 - x) / b;

    /// <summary>The value below which a draw falls with chance p: Newton's steps, halved whenever they leave the bracket.</summary>
    /// <param name="p">Between 0 and 1, neither of them.</param>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A chance is between 0 and 1, neither of them.");
        var (low, high, x) = (0.0, 1.0, a / (a + b));
        for (var i = 0; i < 100; i++)
        {
            var error = Cdf(x) - p;
            if (error > 0) high = x;
            else low = x;
            var next = x - error * x * (1 - x) / Front(x);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - x) <= 1e-13 * next) return next;
            x = next;
        }

        return x;
    }

    /// <summary>x^a (1-x)^b over the beta function: x (1-x) times the density.</summary>
    private double Front(double x) => Math.Exp(logNorm + a * Math.Log(x) + b * Math.Log(1 - x));

    /// <summary>Lentz's evaluation of the continued fraction of the incomplete beta function.</summary>
    private static double Fraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1.0, 1 / NotZero(1 - (a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m < 1000; m++)
        {
            Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            if (Math.Abs(Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))) - 1) < 1e-15) break;
        }

        return value;

        double Step(double term)
        {
            d = 1 / NotZero(1 + term * d);
            c = NotZero(1 + term / c);
            value *= c * d;
            return c * d;
        }

        static double NotZero(double y) => Math.Abs(y) < Tiny ? Tiny : y;
    }

    /// <summary>Stirling's series, after raising the argument above 10; error about 1e-15 of the value.</summary>
    private static double LogGamma(double x)
    {
        var raised = 0.0;
        for (; x < 10; x++) raised += Math.Log(x);
        var r = 1 / (x * x);
        var series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691.0 / 360360))))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.91893853320467274178 + series - raised;
    }
}
