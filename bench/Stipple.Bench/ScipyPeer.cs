using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Stipple.Bench;

/// <summary>The sparse LU of SciPy on the same cells: bench/peers/permeation-scipy.py, where python3 has scipy (Debian: python3-scipy).</summary>
internal sealed class ScipyPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly string script;
    private readonly string folder = Directory.CreateTempSubdirectory("stipple-scipy-").FullName;

    private ScipyPeer(string root) => script = Path.Combine(root, "bench", "peers", "permeation-scipy.py");

    /// <summary>Null where there is no SciPy.</summary>
    public static ScipyPeer? Ready(string root)
    {
        try
        {
            using var python = Start("-c", "import scipy.sparse.linalg");
            python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? new ScipyPeer(root) : null;
        }
        catch (Win32Exception)
        {
            return null; // there is no python3
        }
    }

    /// <summary>Seconds of the processor, and the last field by row and ring.</summary>
    public (double Seconds, double[] Field) Run(int rings, int rows, int steps, double stepSeconds, (double[] Capacities, double[] Outward, double[] Downward, double[] Source) coefficients)
    {
        var (told, field) = (Path.Combine(folder, "coefficients"), Path.Combine(folder, "field"));
        double[] all = [rings, rows, steps, stepSeconds, .. coefficients.Capacities, .. coefficients.Outward, .. coefficients.Downward, .. coefficients.Source];
        File.WriteAllBytes(told, MemoryMarshal.AsBytes<double>(all));
        using var python = Start(script, told, field);
        var seconds = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        if (python.ExitCode != 0) throw new InvalidOperationException($"SciPy ended with {python.ExitCode}.");
        return (double.Parse(seconds, CultureInfo.InvariantCulture), MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(field)).ToArray());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }
}
