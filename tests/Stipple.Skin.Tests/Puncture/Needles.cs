using CsCheck;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class Needles
{
    [Fact]
    public void Each_technique_leaves_what_is_reckoned_by_hand()
    {
        Assert.Equal(192 / (double.Pi * 4) * 15, new Technique.Roller(192, 20, 20, 15).PerCm2, tolerance: 1e-9);
        Assert.Equal(1200, new Technique.Pen(12, 100, 10, 10).PerCm2, tolerance: 1e-9);
        Assert.Equal(300, new Technique.Stamp(100, 3).PerCm2, tolerance: 1e-9);
    }

    [Fact]
    public void A_roller_keeps_its_punctures_together_and_loses_none()
    {
        var roller = new Technique.Roller(192, 20, 20, 15);
        Assert.Equal(roller.PerCm2, roller.Clusters(0.3).PerCm2, tolerance: 1e-9);
        Assert.True(Coverage.OfClustered(roller.Clusters(0.1), 0.035) < Coverage.OfIndependent(roller.PerCm2, 0.035));
    }

    [Theory]
    [InlineData(0, 20, 20, 1)]
    [InlineData(192, double.NaN, 20, 1)]
    [InlineData(192, 20, -1, 1)]
    [InlineData(192, 20, 20, 0)]
    public void No_roller_is_made_of_absurd_measures(int needles, double diameterMm, double widthMm, int passes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Technique.Roller(needles, diameterMm, widthMm, passes));

    [Theory]
    [InlineData(12, 100, 10, 0)]
    [InlineData(12, 1e9, 10, 10)]
    [InlineData(12, 100, double.PositiveInfinity, 10)]
    public void No_pen_is_made_of_absurd_measures(int needles, double hertz, double seconds, double areaCm2) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Technique.Pen(needles, hertz, seconds, areaCm2));

    [Fact]
    public void Needles_of_one_treatment_get_as_deep_as_a_simulation_of_them()
    {
        var reached = new ReachedDepth(1.5, 0.25, 0.3);
        var random = new RandomNumbers(3, 0);
        foreach (var depthMm in new[] { 0.05, 0.2, 0.375, 0.5, 0.7 })
        {
            var deeper = Enumerable.Range(0, 20_000).Select(_ => Drawn() > depthMm ? 1.0 : 0).ToArray();
            Standard.WithinThreeErrors(deeper, reached.ShareDeeperThan(depthMm), 0.01);
        }

        double Drawn()
        {
            while (true)
            {
                if (reached.MeanMm + reached.SdMm * random.NextNormal() is > 0 and var depthMm) return depthMm;
            }
        }
    }

    [Fact]
    public void All_needles_pass_the_surface_and_fewer_pass_what_lies_deeper() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[0.05, 1.1], Gen.Double[0, 0.5], Gen.Double[0, 3], Gen.Double[0, 1]).Sample((setMm, efficiency, spread, depthMm, moreMm) =>
        {
            var reached = new ReachedDepth(setMm, efficiency, spread);
            Assert.Equal(1, reached.ShareDeeperThan(0), tolerance: 1e-12);
            Assert.True(reached.ShareDeeperThan(depthMm + moreMm) <= reached.ShareDeeperThan(depthMm));
        });

    [Fact]
    public void Half_of_the_needles_pierce_at_the_median_threshold_and_none_without_force()
    {
        Assert.Equal(0.5, Insertion.PiercedShare(0.03, 0.03, 2), tolerance: 1e-12);
        Assert.Equal(Normal.Cdf(1), Insertion.PiercedShare(0.06, 0.03, 2), tolerance: 1e-12);
        Assert.Equal(0, Insertion.PiercedShare(0, 0.03, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Insertion.PiercedShare(-0.1, 0.03, 2));
    }

    /// <summary>
    /// A channel of 70 um among loops of 15 um reaches 42.5 um. Loops keep 80 um, so two are hardly struck at once: the strikes
    /// lie between 1 - exp(-n area) of independent loops and n area, where none is struck with another.
    /// </summary>
    [Fact]
    public void Needles_strike_capillaries_as_a_simulation_of_both_does()
    {
        var bed = new CapillaryBed(14, 0.015, 0.125, 0.08);
        var strikes = Enumerable.Range(1, 200).Select(seed => bed.Simulate(5, (ulong)seed).ShareCovered(0.035 + 0.0075, 2000, (ulong)seed)).ToArray();
        var mean = strikes.Average();
        var error = Math.Sqrt(strikes.Sum(strike => (strike - mean) * (strike - mean)) / (strikes.Length - 1) / strikes.Length);
        Assert.InRange(mean, bed.StrikeChance(0.035) - 3 * error, bed.MeanStruck(0.035) + 3 * error);
        Assert.InRange(bed.MeanStruck(0.035) - bed.StrikeChance(0.035), 0, 0.004);
        Assert.InRange(error, 1e-9, 0.001);
    }

    /// <summary>Without a least distance the loops are independent and the closed form is exact.</summary>
    [Fact]
    public void Loops_without_a_least_distance_are_struck_as_reckoned()
    {
        var bed = new CapillaryBed(14, 0.015, 0.125, 0);
        Standard.WithinThreeErrors([.. Enumerable.Range(1, 200).Select(seed => bed.Simulate(5, (ulong)seed).ShareCovered(0.0425, 2000, (ulong)seed))], bed.StrikeChance(0.035), 0.001);
    }

    [Fact]
    public void Simulated_loops_keep_their_distance()
    {
        var loops = new CapillaryBed(14, 0.015, 0.125, 0.08).Simulate(5, 9);
        Assert.InRange(loops.Points.Length, 250, 450);
        for (var i = 0; i < loops.Points.Length; i++)
        {
            for (var j = 0; j < i; j++) Assert.True(loops.Distance(loops.Points[i], loops.Points[j]) >= 0.08);
        }
    }

    [Fact]
    public void Shallow_needles_do_not_bleed_and_deep_ones_do()
    {
        var bed = new CapillaryBed(14, 0.015, 0.125, 0.08);
        Assert.InRange(bed.PointsPerCm2(1200, new ReachedDepth(0.1, 0.5, 0.15), 0.035), 0, 1e-6);
        Assert.Equal(1200 * bed.StrikeChance(0.035), bed.PointsPerCm2(1200, new ReachedDepth(1.5, 0.9, 0.15), 0.035), tolerance: 1e-6);
        Assert.Equal(1 - Math.Exp(-2), CapillaryBed.AnyChance(0.5, 4), tolerance: 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapillaryBed(14, double.NaN, 0.125, 0.08));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapillaryBed(100, 0.015, 0.125, 0.08).Simulate(5, 1));
    }
}
