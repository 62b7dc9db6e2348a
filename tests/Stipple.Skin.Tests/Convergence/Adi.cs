using System.Diagnostics;
using System.Numerics;
using Stipple.Skin.Numerics;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>The vectorised sweeps against a plain one, with and without the vectors of the processor.</summary>
public sealed class Adi
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 5)]
    [InlineData(16, 16)]
    [InlineData(37, 90)]
    [InlineData(130, 33)]
    public void Vectors_say_what_scalars_say(int rings, int rows)
    {
        var problem = Channel.Of(rings, rows);
        var plain = problem.Plainly(25);
        var (doubles, floats) = (new double[rings * rows], new float[rings * rows]);
        problem.Adi<double>().Run(25, doubles);
        problem.Adi<float>().Run(25, floats);
        for (var i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i], doubles[i], tolerance: 1e-12);
            Assert.Equal(plain[i], floats[i], tolerance: 2e-5);
        }
    }

    /// <summary>The same in a process of its own where the runtime may use no vector instructions at all.</summary>
    [Fact]
    public async Task Vectors_say_the_same_without_vector_instructions()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, $"-noLogo -noColor -method {typeof(Adi).FullName}.{nameof(Vectors_say_what_scalars_say)}")
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["DOTNET_EnableHWIntrinsic"] = "0";
        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Total: 5, Errors: 0, Failed: 0", said, StringComparison.Ordinal);
        Assert.Equal(0, child.ExitCode);
    }

    [Fact]
    public void A_long_run_settles_where_the_direct_solver_does()
    {
        var problem = Channel.Of(20, 30);
        var settled = new double[600];
        problem.Adi<double>().Run(4000, settled);
        var grid = new CylinderGrid(20, 30) { TopCapacity = 1, Top = 1 };
        problem.Capacities.CopyTo(grid.Capacities, 0);
        problem.Outward.CopyTo(grid.Outward, 0);
        problem.Downward.CopyTo(grid.Downward, 0);
        problem.Source.CopyTo(grid.TopFaces, 0);
        for (var i = 0; i < 100; i++) grid.Step(problem.Seconds * 40, isTopHeld: true);
        for (var i = 0; i < settled.Length; i++) Assert.Equal(grid.Values[i], settled[i], tolerance: 1e-6);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var problem = Channel.Of(40, 40);
        var (adi, values) = (problem.Adi<float>(), new float[1600]);
        adi.Run(2, values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        adi.Run(20, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CylinderAdi<float>(2, 2, new double[4], new double[4], new double[3], new double[2], 1));
        Assert.Throws<ArgumentException>(() => Channel.Of(3, 3).Adi<float>().Run(1, new float[8]));
    }

    /// <summary>A channel in three layers, and the method written as one would on paper.</summary>
    private sealed record Channel(int Rings, int Rows, double[] Capacities, double[] Outward, double[] Downward, double[] Source, double Seconds)
    {
        public static Channel Of(int rings, int rows)
        {
            var (capacities, outward, downward, source) = (new double[rings * rows], new double[rings * rows], new double[rings * rows], new double[rings]);
            double D(int at) => at % rings < rings / 3 && at / rings < rows / 2 ? 2 : at / rings < rows / 4 ? 0.01 : at / rings < rows / 2 ? 0.5 : 1;
            for (var at = 0; at < capacities.Length; at++)
            {
                var (j, last) = (at % rings, at / rings == rows - 1);
                var area = 2 * j + 1.0;
                capacities[at] = area;
                if (j < rings - 1) outward[at] = 2 * (j + 1) * 2 * D(at) * D(at + 1) / (D(at) + D(at + 1));
                downward[at] = last ? 2 * area * D(at) : area * 2 * D(at) * D(at + rings) / (D(at) + D(at + rings));
                if (at < rings) source[at] = 2 * area * D(at);
            }

            return new(rings, rows, capacities, outward, downward, source, 1.5);
        }

        public CylinderAdi<T> Adi<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Rings, Rows, Capacities, Outward, Downward, Source, Seconds);

        /// <summary>(1 - s A_r) u = (1 + s A_z) u + s q, then (1 - s A_z) u = (1 + s A_r) u + s q.</summary>
        public double[] Plainly(int steps)
        {
            var half = Seconds / 2;
            var u = new double[Rings * Rows];
            for (var step = 0; step < steps; step++)
            {
                u = Implicit(Explicit(u, 1, 0), half, 1, Rings, 0);
                u = Implicit(Explicit(u, 0, 1), half, Rings, Rows, 1);
            }

            return u;

            double[] Explicit(double[] from, int rows, int rings)
            {
                var to = (double[])from.Clone();
                for (var at = 0; at < to.Length; at++)
                {
                    var flow = 0.0;
                    if (rows == 1)
                    {
                        flow += at < Rings ? Source[at] * (1 - from[at]) : Downward[at - Rings] * (from[at - Rings] - from[at]);
                        flow += Downward[at] * ((at + Rings < to.Length ? from[at + Rings] : 0) - from[at]);
                    }

                    if (rings == 1 && at % Rings > 0) flow += Outward[at - 1] * (from[at - 1] - from[at]);
                    if (rings == 1 && at % Rings < Rings - 1) flow += Outward[at] * (from[at + 1] - from[at]);
                    to[at] += half * flow / Capacities[at];
                }

                return to;
            }

            double[] Implicit(double[] from, double seconds, int stride, int length, int rows)
            {
                var to = new double[from.Length];
                for (var line = 0; line < from.Length / length; line++)
                {
                    var (lower, diagonal, upper, right) = (new double[length], new double[length], new double[length], new double[length]);
                    for (var k = 0; k < length; k++)
                    {
                        var at = rows == 1 ? k * stride + line : line * length + k;
                        var before = rows == 1 ? (k > 0 ? Downward[at - Rings] : 0) : k > 0 ? Outward[at - 1] : 0;
                        var after = rows == 1 ? (k < length - 1 ? Downward[at] : 0) : k < length - 1 ? Outward[at] : 0;
                        var outside = rows == 1 ? (k == 0 ? Source[at] : 0) + (k == length - 1 ? Downward[at] : 0) : 0;
                        (lower[k], upper[k]) = (-seconds * before, -seconds * after);
                        diagonal[k] = Capacities[at] + seconds * (before + after + outside);
                        right[k] = Capacities[at] * from[at] + (rows == 1 && k == 0 ? seconds * Source[at] : 0);
                    }

                    Tridiagonal.Solve(lower, diagonal, upper, right);
                    for (var k = 0; k < length; k++) to[rows == 1 ? k * stride + line : line * length + k] = right[k];
                }

                return to;
            }
        }
    }
}
