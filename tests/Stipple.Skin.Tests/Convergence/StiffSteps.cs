using Stipple.Skin.Numerics;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class StiffSteps
{
    /// <summary>y' = y cos t, exactly exp(sin t): half the step, at most a sixteenth of the worst error on the way.</summary>
    [Fact]
    public void Halving_the_step_divides_the_error_by_sixteen()
    {
        Assert.InRange(Math.Log2(Error(20) / Error(40)), 3.8, 5);
        Assert.InRange(Math.Log2(Error(40) / Error(80)), 3.8, 5);

        static double Error(int steps)
        {
            var method = new Rosenbrock(1, (t, y, slope) => slope[0] = y[0] * Math.Cos(t));
            var worst = 0.0;
            double[] y = [1], next = [0];
            for (var i = 0; i < steps; i++)
            {
                method.Step(y, i * 5.0 / steps, 5.0 / steps, next);
                (y, next) = (next, y);
                worst = Math.Max(worst, Math.Abs(y[0] - Math.Exp(Math.Sin((i + 1) * 5.0 / steps))));
            }

            return worst;
        }
    }

    /// <summary>Prothero and Robinson: y' = -1000000 (y - cos t) - sin t stays on cos t.</summary>
    [Fact]
    public void A_rate_of_a_million_neither_runs_away_nor_takes_tiny_steps()
    {
        var asked = 0;
        var method = new Rosenbrock(1, (t, y, slope) =>
        {
            asked++;
            slope[0] = -1e6 * (y[0] - Math.Cos(t)) - Math.Sin(t);
        });
        double[] y = [1];
        method.Follow(y, 0, 10, 1e-6, 1e-9);
        Assert.Equal(Math.Cos(10), y[0], tolerance: 1e-6);
        Assert.InRange(asked, 1, 4000);
    }

    /// <summary>Robertson's reactions at 40 s, to the figures of the stiff test set.</summary>
    [Fact]
    public void Robertsons_reactions_end_where_the_test_set_says()
    {
        var method = new Rosenbrock(3, (_, y, slope) =>
        {
            var (slow, back, fast) = (0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] * y[1]);
            (slope[0], slope[1], slope[2]) = (back - slow, slow - back - fast, fast);
        });
        double[] y = [1, 0, 0];
        method.Follow(y, 0, 40, 1e-8, 1e-13);
        Assert.Equal(0.7158270687, y[0], tolerance: 1e-7);
        Assert.Equal(9.185534765e-6, y[1], tolerance: 1e-11);
        Assert.Equal(1, y.Sum(), tolerance: 1e-10);
    }

    [Fact]
    public void What_runs_away_is_said_and_no_tolerance_is_no_tolerance()
    {
        var method = new Rosenbrock(1, (_, y, slope) => slope[0] = y[0] * y[0]);
        Assert.Throws<ArithmeticException>(() => method.Follow([1.0], 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => method.Follow([1.0], 0, 2, double.NaN));
    }
}
