using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Stipple.Skin.Numerics;

namespace Stipple.Bench;

/// <summary>
/// A pore in three layers on 400 x 800 cells for 1,000 steps of 2 s with constant coefficients, one core, in float and in double: seconds of the processor. The error is that of the last
/// field against steps sixteen times as short. The peer is the sparse LU of SciPy on the same cells and steps (<see cref="ScipyPeer"/>). What the core can do at most is measured
/// in the same run.
/// </summary>
internal static class SkinPermeation
{
    private const int Rings = 400;
    private const int Rows = 800;
    private const int Steps = 1_000;
    private const int Rounds = 5;
    private const int Warm = 100;
    private const double StepSeconds = 2;

    public static IReadOnlyList<Bar> Measure(string root)
    {
        using var scipy = ScipyPeer.Ready(root);
        if (scipy is null) Console.Error.WriteLine("python3 has no scipy (Debian: python3-scipy): its rows are left out.");
        var reference = Field<double>(16 * Steps, StepSeconds / 16);
        List<double> singles = [], doubles = [], singleErrors = [], doubleErrors = [], bandwidth = [], operations = [], cache = [], peers = [], peerErrors = [], singleShares = [], doubleShares = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (single, singleError, singleShare) = Run<float>(reference, out var near, out var peak);
            var (@double, doubleError, doubleShare) = Run<double>(reference, out _, out _);
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{round}/{Rounds} rounds"));
            if (round == 0) continue; // the first one warms
            if (scipy is not null)
            {
                var (seconds, field) = scipy.Run(Rings, Rows, Steps, StepSeconds, Coefficients());
                peers.Add(seconds);
                peerErrors.Add(Error(field, reference) * 1e3);
            }

            singles.Add(single);
            doubles.Add(@double);
            singleErrors.Add(singleError * 1e3);
            doubleErrors.Add(doubleError * 1e3);
            singleShares.Add(singleShare * 100);
            doubleShares.Add(doubleShare * 100);
            bandwidth.Add(Machine.TriadBytesPerSecond() / 1e9);
            cache.Add(near / 1e9);
            operations.Add(peak / 1e9);
        }

        Console.Error.WriteLine();
        return
        [
            .. scipy is null ? Array.Empty<Bar>() :
            [
                new Bar("peer: Crank and Nicolson with the sparse LU of SciPy, double, seconds of one core", "s", peers, null),
                new Bar("error of it, relative L2 against our steps 1/16 as long", "thousandths", peerErrors, null),
                new Bar("permeation 400 x 800 x 1,000, float, against it", "times", [.. peers.Zip(singles, (theirs, ours) => theirs / ours)], null) { AtLeast = 100 },
            ],
            new Bar("permeation 400 x 800 x 1,000, float, seconds of one core", "s", singles, null),
            new Bar("error of it, relative L2 against steps 1/16 as long", "thousandths", singleErrors, 1),
            new Bar("permeation 400 x 800 x 1,000, double, seconds of one core", "s", doubles, null),
            new Bar("error of it, relative L2 against steps 1/16 as long", "thousandths", doubleErrors, 1),
            new Bar("limit: fused products, double, one core", "GFLOP/s", operations, null),
            new Bar("limit: triad over arrays in memory", "GB/s", bandwidth, null),
            new Bar("limit: copy over a field of that size", "GB/s", cache, null),
            new Bar("float: share of the limit that binds", "%", singleShares, null),
            new Bar("double: share of the limit that binds", "%", doubleShares, null),
        ];
    }

    /// <summary>Seconds, error and the share of the limit that binds: of the time that bytes or operations alone would take, the longer.</summary>
    private static (double Seconds, double Error, double Share) Run<T>(double[] reference, out double copyBytes, out double peak)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var adi = Adi<T>(StepSeconds);
        var values = new T[Rings * Rows];
        adi.Run(Warm, values);
        adi = Adi<T>(StepSeconds);
        var seconds = Machine.ProcessorSeconds(() => adi.Run(Steps, values));

        var error = Error([.. values.Select(double.CreateChecked)], reference);
        copyBytes = CopyBytesPerSecond(Rings * Rows * Unsafe.SizeOf<T>());
        peak = Machine.FusedOperationsPerSecond();
        var lanes = (double)Vector<T>.Count / (Vector512.IsHardwareAccelerated ? 8 : 4); // the sweep is as wide as Vector<T>, the peak as wide as can be
        var least = Math.Max(adi.BytesPerStep * Steps / copyBytes, adi.OperationsPerStep * Steps / (peak * lanes));
        return (seconds, error, least / seconds);
    }

    private static double Error(double[] field, double[] reference) =>
        Math.Sqrt(field.Zip(reference, (one, other) => (one - other) * (one - other)).Sum() / reference.Sum(value => value * value));

    private static double[] Field<T>(int steps, double seconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[Rings * Rows];
        Adi<T>(seconds).Run(steps, values);
        return [.. values.Select(double.CreateChecked)];
    }

    /// <summary>Bytes read and written a second by a copy between two arrays of a size.</summary>
    private static double CopyBytesPerSecond(int bytes)
    {
        const int Times = 2_000;
        var (from, to) = (new byte[bytes], new byte[bytes]);
        from.CopyTo(to, 0);
        var begun = Stopwatch.GetTimestamp();
        for (var time = 0; time < Times; time++) Buffer.BlockCopy(from, 0, to, 0, bytes);
        return 2.0 * bytes * Times / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static CylinderAdi<T> Adi<T>(double seconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (capacities, outward, downward, source) = Coefficients();
        return new(Rings, Rows, capacities, outward, downward, source, seconds);
    }

    /// <summary>Rings of 0.5 um, rows of 1 um: horny layer of 15 um, epidermis to 75 um, dermis, and a channel of 35 um by 150 um of fluid; D 200 : 1.</summary>
    private static (double[] Capacities, double[] Outward, double[] Downward, double[] Source) Coefficients()
    {
        const double Ring = 0.5;
        const int Channel = 70;
        var (capacities, outward, downward, source) = (new double[Rings * Rows], new double[Rings * Rows], new double[Rings * Rows], new double[Rings]);
        for (var at = 0; at < capacities.Length; at++)
        {
            var (row, ring) = (at / Rings, at % Rings);
            var area = double.Pi * Ring * Ring * (2 * ring + 1);
            capacities[at] = area;
            if (ring < Rings - 1) outward[at] = 2 * double.Pi * (ring + 1) * Mean(D(row, ring), D(row, ring + 1));
            downward[at] = area * (row < Rows - 1 ? Mean(D(row, ring), D(row + 1, ring)) : 2 * D(row, ring));
            if (row == 0) source[ring] = area * 2 * D(0, ring);
        }

        return (capacities, outward, downward, source);

        static double Mean(double one, double other) => 2 * one * other / (one + other);

        // In um2/s.
        static double D(int row, int ring) => row < 150 && ring < Channel ? 20 : row switch { < 15 => 0.1, < 75 => 10, _ => 20 };
    }
}
