using CsCheck;
using Stipple.Skin.Numerics;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class Solvers
{
    [Fact]
    public void Thomas_solves_what_the_matrix_times_the_solution_gives() =>
        Gen.Double[-1, 1].Array[4, 200].Sample(x =>
        {
            var count = x.Length;
            double[] lower = [.. x.Select(v => Math.Sin(7 * v))], upper = [.. x.Select(v => Math.Cos(5 * v))], diagonal = [.. x.Select(v => 2.5 + v * v)];
            var right = new double[count];
            for (var i = 0; i < count; i++) right[i] = diagonal[i] * x[i] + (i > 0 ? lower[i] * x[i - 1] : 0) + (i < count - 1 ? upper[i] * x[i + 1] : 0);
            Tridiagonal.Solve(lower, diagonal, upper, right);
            for (var i = 0; i < count; i++) Assert.Equal(x[i], right[i], tolerance: 1e-12);
        });

    [Fact]
    public void Spans_of_unequal_length_are_refused() => Assert.Throws<ArgumentException>(() => Tridiagonal.Solve(new double[3], new double[3], new double[2], new double[3]));

    [Fact]
    public void Cholesky_solves_a_band_of_any_width() => Gen.Select(Gen.Double[-1, 1].Array[1, 60], Gen.Int[0, 20]).Sample((x, band) =>
    {
        var solver = new BandedCholesky(x.Length, band);
        double Entry(int i, int j) => i == j ? 2 * band + 3 : Math.Sin(i * j + i + j);
        var right = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++) if (Math.Abs(i - j) <= band) right[i] += Entry(Math.Max(i, j), Math.Min(i, j)) * x[j];
            for (var j = Math.Max(0, i - band); j <= i; j++) solver.Row(i)[band - (i - j)] = Entry(i, j);
        }

        solver.Factor(x.Length);
        solver.Solve(right);
        for (var i = 0; i < x.Length; i++) Assert.Equal(x[i], right[i], tolerance: 1e-11);
    });

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused()
    {
        var solver = new BandedCholesky(2, 1);
        (solver.Row(0)[1], solver.Row(1)[0], solver.Row(1)[1]) = (1, 2, 1);
        Assert.Throws<ArithmeticException>(() => solver.Factor(2));
    }

    [Fact]
    public void A_compensated_sum_keeps_what_rounding_takes()
    {
        var sum = new CompensatedSum();
        sum.Add(1);
        for (var i = 0; i < 1000; i++) sum.Add(1e-17);
        sum.Add(1e100);
        sum.Add(-1e100);
        Assert.Equal(1 + 1e-14, sum.Value, tolerance: 1e-16);
    }

    [Fact]
    public void A_graded_mesh_fills_its_length_with_the_ratio_asked_for() => Gen.Select(Gen.Double[0.01, 100], Gen.Int[2, 200], Gen.Double[0.01, 100]).Sample((length, cells, ratio) =>
    {
        var widths = Mesh.Graded(length, cells, ratio);
        Assert.Equal(length, widths.Sum(), length * 1e-12);
        Assert.Equal(ratio, widths[^1] / widths[0], ratio * 1e-9);
        Assert.Equal(length, Mesh.Faces(widths)[^1], length * 1e-12);
    });

    [Fact]
    public void A_growing_mesh_begins_as_asked_and_fills_its_length()
    {
        var widths = Mesh.Growing(10, 30, 0.01);
        Assert.Equal(0.01, widths[0], tolerance: 1e-9);
        Assert.Equal(10, widths.Sum(), tolerance: 1e-9);
        Assert.All(Mesh.Growing(1, 4, 3), width => Assert.Equal(0.25, width, tolerance: 1e-12));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mesh.Growing(1, 4, double.NaN));
    }

    /// <summary>u' = -u by a chain of two cells of which one only removes: backward Euler has order one, Crank and Nicolson two.</summary>
    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.5, 2)]
    public void A_step_has_the_order_of_its_rule(double implicitness, int order)
    {
        double Error(int steps)
        {
            var chain = new DiffusionChain([1, 1], [0, 0, 0], [1, 0]);
            chain.Values[0] = 1;
            for (var i = 0; i < steps; i++) chain.Step(1.0 / steps, implicitness);
            return chain.Values[0] - Math.Exp(-1);
        }

        Assert.Equal(order, Math.Log2(Math.Abs(Error(200) / Error(400))), tolerance: 0.05);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var chain = new DiffusionChain([1, 1, 1], [0, 1, 1, 1], [0, 0, 0]);
        var grid = new CylinderGrid(4, 5) { TopCapacity = 1 };
        Array.Fill(grid.Capacities, 1);
        Array.Fill(grid.Downward, 1);
        Array.Fill(grid.TopFaces, 1);
        chain.Step(1, 0.5);
        grid.Step(1, false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100; i++) (_, _) = (chain.Step(i, 0.5), grid.Step(i, i % 2 == 0));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Chains_of_unequal_arrays_are_refused() => Assert.Throws<ArgumentException>(() => new DiffusionChain([1, 1], [0, 1], [0, 0]));
}
