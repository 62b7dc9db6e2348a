using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Simulated means against what they should be.</summary>
internal static class Standard
{
    /// <summary>The expected value lies within three standard errors of the mean, and the error is small enough to say something.</summary>
    public static void WithinThreeErrors(double[] simulated, double expected, double greatestError)
    {
        var mean = simulated.Average();
        var error = Math.Sqrt(simulated.Sum(value => (value - mean) * (value - mean)) / (simulated.Length - 1) / simulated.Length);
        Assert.InRange(expected, mean - 3 * error, mean + 3 * error);
        Assert.InRange(error, double.Epsilon, greatestError);
    }
}
