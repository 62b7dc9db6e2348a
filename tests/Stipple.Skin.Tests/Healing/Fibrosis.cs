using Stipple.Skin.Healing;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>The circuit of Adler 2020 (H02 of docs/model/published.md), with the fixed points found by bisection of its equations and not by following it.</summary>
public sealed class Fibrosis
{
    private static readonly FibrosisCircuit.State wound = new(FibrosisCircuit.SeedOfWound, 0, 0, 0);

    [Fact]
    public void A_short_inflammation_heals_and_a_long_one_leaves_a_scar_that_goes_on()
    {
        var healed = FibrosisCircuit.After(wound, 0.05, 4, 400);
        var scarred = FibrosisCircuit.After(wound, 0.05, 7, 400);
        Assert.InRange(healed.Myofibroblasts, 0, 1e-6);
        Assert.InRange(healed.Macrophages, 0, 1e-6);
        var (myofibroblasts, macrophages) = Scar();
        Assert.Equal(myofibroblasts, scarred.Myofibroblasts, tolerance: 1e-5);
        Assert.Equal(macrophages, scarred.Macrophages, tolerance: 1e-5);
    }

    [Fact]
    public void Nothing_moves_at_the_fixed_points()
    {
        var scar = FibrosisCircuit.After(wound, 0.05, 7, 1000);
        Assert.All(new[] { FibrosisCircuit.Slope(scar, 0), FibrosisCircuit.Slope(default, 0) }, slope =>
        {
            Assert.Equal(0, slope.Myofibroblasts, tolerance: 1e-6);
            Assert.Equal(0, slope.Macrophages, tolerance: 1e-6);
            Assert.Equal(0, slope.MacrophageFactor, tolerance: 1e-4);
            Assert.Equal(0, slope.MyofibroblastFactor, tolerance: 1e-4);
        });
    }

    /// <summary>Both are basins: a little more or less of everything comes back.</summary>
    [Fact]
    public void Each_end_draws_back_what_strays_from_it()
    {
        var scar = FibrosisCircuit.After(wound, 0.05, 7, 1000);
        foreach (var by in new[] { 0.8, 1.25 })
        {
            var strayed = new FibrosisCircuit.State(scar.Myofibroblasts * by, scar.Macrophages / by, scar.MacrophageFactor * by, scar.MyofibroblastFactor / by);
            Assert.Equal(scar.Myofibroblasts, FibrosisCircuit.After(strayed, 0, 0, 400).Myofibroblasts, tolerance: 1e-5);
        }

        Assert.InRange(FibrosisCircuit.After(new(1e-3, 1e-3, 1e-3, 1e-3), 0, 0, 400).Myofibroblasts, 0, 1e-6);
    }

    /// <summary>
    /// Without any macrophage a dense patch of myofibroblasts feeds itself, the cold scar of the paper: 0.9 P/(1+P) (1-F) = 0.3 and what
    /// they make of P is what they take up. One macrophage in a million cells, and it becomes the hot one.
    /// </summary>
    [Fact]
    public void Myofibroblasts_alone_keep_a_cold_scar_until_a_macrophage_comes()
    {
        var cold = FibrosisCircuit.After(new(0.5, 0, 0, 10), 0, 0, 40);
        Assert.InRange(cold.Macrophages, 0, 1e-6);
        var taken = 1 / (3 * (1 - cold.Myofibroblasts));
        Assert.Equal(345.6 * cold.Myofibroblasts, 734.4 * cold.Myofibroblasts * taken + 2 * taken / (1 - taken), tolerance: 0.5);
        Assert.InRange(cold.Myofibroblasts, 0.2, 0.3);
        Assert.Equal(Scar().M, FibrosisCircuit.After(cold with { Macrophages = 1e-6 }, 0, 0, 400).Macrophages, tolerance: 1e-5);
    }

    [Theory]
    [InlineData(-1, 1, 10)]
    [InlineData(1, 20, 10)]
    [InlineData(double.NaN, 1, 10)]
    public void Absurd_influx_is_refused(double influx, double influxDays, double days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FibrosisCircuit.After(wound, influx, influxDays, days));

    /// <summary>The scar with macrophages: C is .6 where they hold their number; the rest by bisection on F.</summary>
    private static (double F, double M) Scar()
    {
        var (low, high) = (0.05, 0.6);
        for (var i = 0; i < 200; i++)
        {
            var f = 0.5 * (low + high);
            if (Excess(f) > 0) low = f;
            else high = f;
        }

        return (low, Macrophages(low));

        static double Macrophages(double f) => (676.8 * f - 2 * 0.6) / (1353.6 * 0.375);

        static double Excess(double f)
        {
            var share = 1 / (3 * (1 - f));
            return 100.8 * Macrophages(f) + 345.6 * f - 734.4 * f * share - 2 * share / (1 - share);
        }
    }
}
