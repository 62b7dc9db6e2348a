using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stipple.Bench;

/// <summary>What one core of this machine can do at most: the figures that a kernel's share is a share of.</summary>
internal static class Machine
{
    private const int Accumulators = 12;

    /// <summary>Products with sums a second in double precision, counted as two operations each, at the widest vectors there are.</summary>
    public static double FusedOperationsPerSecond()
    {
        const int Times = 20_000_000;
        var begun = Stopwatch.GetTimestamp();
        var (sink, wide) = Vector512.IsHardwareAccelerated ? (Eight(Times), 8) : (Four(Times), 4);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return double.IsNaN(sink) ? 0 : 2.0 * wide * Accumulators * Times / seconds;
    }

    /// <summary>Bytes a second of a triad a = b + s c over arrays that no cache holds.</summary>
    public static double TriadBytesPerSecond()
    {
        const int Count = 1 << 24;
        var (a, b, c) = (new double[Count], new double[Count], new double[Count]);
        b.AsSpan().Fill(1);
        c.AsSpan().Fill(2);
        Triad(a, b, c);
        var begun = Stopwatch.GetTimestamp();
        Triad(a, b, c);
        return 3.0 * sizeof(double) * Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Seconds of the processor that something takes.</summary>
    public static double ProcessorSeconds(Action run)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        run();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static void Triad(double[] a, double[] b, double[] c)
    {
        var x = MemoryMarshal.Cast<double, Vector256<double>>(a.AsSpan());
        var y = MemoryMarshal.Cast<double, Vector256<double>>(b.AsSpan());
        var z = MemoryMarshal.Cast<double, Vector256<double>>(c.AsSpan());
        var times = Vector256.Create(3.0);
        for (var i = 0; i < x.Length; i++) x[i] = Vector256.FusedMultiplyAdd(times, z[i], y[i]);
    }

    private static double Eight(int times)
    {
        var (x, y) = (Vector512.Create(1 - 1e-9), Vector512.Create(1e-9));
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var time = 0; time < times; time++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static double Four(int times)
    {
        var (x, y) = (Vector256.Create(1 - 1e-9), Vector256.Create(1e-9));
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var time = 0; time < times; time++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
