using CsCheck;
using Stipple.Skin.Numerics;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Generator, points and laws against published vectors and figures of 40 digits (mpmath).</summary>
public sealed class Chances
{
    /// <summary>K06 of docs/model/published.md: the known answers of Random123 for philox4x32, 10 rounds.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_answers(uint a, uint b, uint c, uint d, uint low, uint high, uint w, uint x, uint y, uint z) =>
        Assert.Equal((w, x, y, z), Philox.Block((a, b, c, d), (low, high)));

    [Fact]
    public void A_stream_is_the_blocks_of_its_own_counter_and_no_other()
    {
        var random = new RandomNumbers(0x299f31d0_a4093822, 0x03707344_13198a2e);
        var words = Philox.Block((0, 0, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0));
        Assert.Equal((ulong)words.A << 32 | words.B, random.NextBits());
        Assert.Equal((ulong)words.C << 32 | words.D, random.NextBits());
        Assert.NotEqual(new RandomNumbers(1, 1).NextBits(), new RandomNumbers(1, 2).NextBits());
        Assert.NotEqual(new RandomNumbers(1, 1).NextBits(), new RandomNumbers(2, 1).NextBits());
    }

    [Fact]
    public void Uniform_normal_and_counted_numbers_have_their_moments()
    {
        var random = new RandomNumbers(5, 5);
        var uniform = Enumerable.Range(0, 40_000).Select(_ => random.NextUniform()).ToArray();
        Standard.WithinThreeErrors(uniform, 0.5, 0.01);
        Standard.WithinThreeErrors([.. uniform.Select(u => (u - 0.5) * (u - 0.5))], 1.0 / 12, 0.01);
        Assert.All(uniform, u => Assert.InRange(u, double.Epsilon, 1 - 1e-16));
        var normal = Enumerable.Range(0, 40_000).Select(_ => random.NextNormal()).ToArray();
        Standard.WithinThreeErrors(normal, 0, 0.01);
        Standard.WithinThreeErrors([.. normal.Select(z => z * z)], 1, 0.01);
        var counted = Enumerable.Range(0, 20_000).Select(_ => (double)random.NextPoisson(7.3)).ToArray();
        Standard.WithinThreeErrors(counted, 7.3, 0.1);
        Standard.WithinThreeErrors([.. counted.Select(n => (n - 7.3) * (n - 7.3))], 7.3, 0.2);
    }

    [Theory]
    [InlineData(1e-300, -37.047096299361199)]
    [InlineData(1e-20, -9.2623400897984076)]
    [InlineData(1e-10, -6.3613409024040562)]
    [InlineData(0.001, -3.0902323061678135)]
    [InlineData(0.02425, -1.9729610513118849)]
    [InlineData(0.05, -1.6448536269514727)]
    [InlineData(0.3, -0.52440051270804078)]
    [InlineData(0.5001, 0.0002506628300880351)]
    [InlineData(0.75, 0.67448975019608174)]
    [InlineData(0.975, 1.9599639845400542)]
    [InlineData(1 - 1.0 / (1 << 20), 4.763001034267814)]
    public void The_normal_quantile_holds_to_fifteen_digits(double chance, double deviate) =>
        Assert.InRange(Normal.Quantile(chance) / deviate, 1 - 1e-12, 1 + 1e-12);

    [Theory]
    [InlineData(-37.5, 4.6053530095819548e-308, 1e-12)]
    [InlineData(-10, 7.6198530241605261e-24, 1e-12)]
    [InlineData(-6.5, 4.0160005838591178e-11, 1e-12)]
    [InlineData(-5.9, 1.8175078630994324e-9, 1e-6)]
    [InlineData(-3, 0.0013498980316300945, 1e-12)]
    [InlineData(-0.1, 0.46017216272297102, 1e-14)]
    [InlineData(0.5, 0.6914624612740131, 1e-14)]
    [InlineData(4, 0.99996832875816688, 1e-14)]
    [InlineData(5.99, 0.99999999895079481, 1e-14)]
    public void The_normal_chance_holds(double deviate, double chance, double relative) =>
        Assert.InRange(Normal.Cdf(deviate) / chance, 1 - relative, 1 + relative);

    [Fact]
    public void Chance_and_quantile_undo_each_other() =>
        Gen.Double[1e-6, 1 - 1e-6].Sample(p => Assert.Equal(p, Normal.Cdf(Normal.Quantile(p)), tolerance: 1e-14));

    [Theory]
    [InlineData(0.6, 0.18, 0.5, 0.29356287909535563)]
    [InlineData(0.81818181818181823, 0.1090909090909091, 0.9, 0.74346151706250442)]
    [InlineData(0.2, 0.15, 0.01, 0.022526969050507631)]
    [InlineData(0.5, 0.28, 0.7, 0.7101877761512069)]
    [InlineData(0.9, 0.05, 0.75, 0.0087779577796161011)]
    public void The_beta_law_holds(double mean, double sd, double x, double chance)
    {
        Assert.InRange(Beta.Of(mean, sd).Cdf(x) / chance, 1 - 1e-11, 1 + 1e-11);
        Assert.Equal(x, Beta.Of(mean, sd).Quantile(chance), tolerance: 1e-11);
    }

    [Fact]
    public void A_beta_draw_has_the_mean_and_spread_asked_for_and_stays_within_zero_and_one() =>
        Gen.Select(Gen.Double[0.05, 0.95], Gen.Double[0.1, 0.9]).Sample((mean, share) =>
        {
            var sd = share * Math.Sqrt(mean * (1 - mean));
            var law = Beta.Of(mean, sd);
            const int Draws = 2000;
            var draws = Enumerable.Range(0, Draws).Select(i => law.Quantile((i + 0.5) / Draws)).ToArray();
            Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
            Assert.Equal(mean, draws.Average(), tolerance: 1e-3);
            Assert.Equal(sd, Math.Sqrt(draws.Average(draw => (draw - mean) * (draw - mean))), tolerance: 2e-3);
        }, iter: 25);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(1, 0.1)]
    public void A_beta_law_that_cannot_be_is_refused(double mean, double sd) => Assert.Throws<ArgumentOutOfRangeException>(() => Beta.Of(mean, sd));

    /// <summary>The points in the order of binary numbers, reckoned by hand from the published direction numbers.</summary>
    [Fact]
    public void The_first_points_are_those_of_the_direction_numbers()
    {
        double[] At(uint index) => [.. Enumerable.Range(0, 10).Select(dimension => Sobol.Bare(index, dimension) / 4294967296.0)];
        Assert.All(At(0), x => Assert.Equal(0, x));
        Assert.All(At(1), x => Assert.Equal(0.5, x));
        Assert.Equal([0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75], At(3));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xDEADBEEFu)]
    public void Each_dimension_has_one_point_in_each_of_its_intervals_scrambled_or_not(uint scramble)
    {
        const int Points = 1 << 10;
        for (var dimension = 0; dimension < Sobol.Dimensions; dimension++)
        {
            var filled = new bool[Points];
            for (var i = 0u; i < Points; i++) filled[(int)(Sobol.Scrambled(i, dimension, scramble * (uint)dimension) * Points)] = true;
            Assert.DoesNotContain(false, filled);
        }
    }

    /// <summary>The first two dimensions are a (0, m, 2) net: each rectangle of area 2^-m in the binary grid has one point.</summary>
    [Fact]
    public void Two_dimensions_have_one_point_in_each_of_their_rectangles()
    {
        const int Power = 10;
        for (var wide = 0; wide <= Power; wide++)
        {
            var filled = new bool[1 << Power];
            for (var i = 0u; i < 1 << Power; i++)
            {
                var (x, y) = ((int)(Sobol.Scrambled(i, 0, 77) * (1 << wide)), (int)(Sobol.Scrambled(i, 1, 78) * (1 << (Power - wide))));
                filled[(x << (Power - wide)) + y] = true;
            }

            Assert.DoesNotContain(false, filled);
        }
    }

    /// <summary>A product over 24 dimensions whose mean is 1: 4096 points of chance would err by about 0.011.</summary>
    [Fact]
    public void Points_in_24_dimensions_reckon_a_mean_better_than_chance()
    {
        var errors = Enumerable.Range(0, 16).Select(run =>
        {
            var random = new RandomNumbers(11, (ulong)run);
            var scrambles = Enumerable.Range(0, 24).Select(_ => (uint)random.NextBits()).ToArray();
            return Enumerable.Range(0, 4096).Average(i => Enumerable.Range(0, 24).Aggregate(1.0, (product, d) => product * (1 + 0.5 * (Sobol.Scrambled((uint)i, d, scrambles[d]) - 0.5)))) - 1;
        }).ToArray();
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 0.002);
    }

    [Fact]
    public void Quantiles_are_those_of_the_sorted_sample() =>
        Gen.Select(Gen.Double[-5, 5].Array[1, 3000], Gen.Bool).Sample((values, coarse) =>
        {
            if (coarse) values = [.. values.Select(value => Math.Round(value))];
            var chances = new[] { 0, 0.05, 0.0501, 0.25, 0.5, 0.75, 0.95, 1 };
            var sorted = values.Order().ToArray();
            var expected = chances.Select(chance =>
            {
                var position = chance * (sorted.Length - 1);
                var below = (int)position;
                return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
            }).ToArray();
            var quantiles = new double[chances.Length];
            Quantiles.Of(values, chances, quantiles);
            Assert.Equal(expected, quantiles);
        }, iter: 500);

    [Fact]
    public void There_is_no_quantile_of_nothing_or_of_what_is_no_number()
    {
        Assert.Throws<ArgumentException>(() => Quantiles.Of([], [0.5], new double[1]));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, double.NaN], [0.5], new double[1]));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1.0], [0.5, 0.4], new double[2]));
    }

    /// <summary>Half a circle has roots at both ends; the logarithm of 2 and the cube of a root have none or one.</summary>
    [Fact]
    public void Integrals_with_roots_at_their_ends_hold()
    {
        Assert.Equal(Math.PI / 2, Quadrature.Between(-1, 1, x => Math.Sqrt(1 - x * x)), tolerance: 1e-6);
        Assert.Equal(0.4, Quadrature.Between(0, 1, x => x * Math.Sqrt(x)), tolerance: 1e-9);
        Assert.Equal(Math.Log(2), Quadrature.Between(1, 2, x => 1 / x), tolerance: 1e-14);
    }
}
