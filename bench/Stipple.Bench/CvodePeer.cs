using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Stipple.Skin.Healing;

namespace Stipple.Bench;

/// <summary>
/// CVODE on the same persons and course: bench/peers/healing-cvode.c, compiled where gcc and Debian's libsundials-dev are there (CPATH,
/// LIBRARY_PATH and LD_LIBRARY_PATH name another place).
/// </summary>
internal sealed class CvodePeer : IDisposable
{
    private const int Followed = 7;
    private readonly string folder = Directory.CreateTempSubdirectory("stipple-cvode-").FullName;

    private CvodePeer()
    {
    }

    /// <summary>Null where it cannot be compiled.</summary>
    public static CvodePeer? Compiled(string root)
    {
        var peer = new CvodePeer();
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo("gcc",
            [
                "-O3", "-march=native", Path.Combine(root, "bench", "peers", "healing-cvode.c"), "-o", peer.File("peer"),
                "-lsundials_cvode", "-lsundials_nvecserial", "-lsundials_sunmatrixdense", "-lsundials_sunlinsoldense", "-lm",
            ]) { RedirectStandardError = true, UseShellExecute = false })!;
            gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            if (gcc.ExitCode == 0) return peer;
        }
        catch (Win32Exception)
        {
            // There is no gcc.
        }

        peer.Dispose();
        return null;
    }

    /// <summary>Processor seconds, and of each person and day redness, inflammation, myofibroblasts, collagen III and I, elastin and its precursors.</summary>
    public (double Seconds, double[] Curves) Run(HealingColumns persons, HealingCourse course, int count, double tolerance)
    {
        var days = course.ObservationDays.Length - 1;
        double[] told =
        [
            count, persons.Sessions, days, .. course.SessionDays,
            .. Enumerable.Range(0, count).SelectMany(person => Enum.GetValues<HealingParameter>().Select(parameter => persons.Of(parameter, person))
                .Concat(Enumerable.Range(0, persons.Sessions).Select(session => persons.Injury(session, person)))),
        ];
        System.IO.File.WriteAllBytes(File("persons"), MemoryMarshal.AsBytes<double>(told));
        using var run = Process.Start(new ProcessStartInfo(File("peer"), [File("persons"), File("curves"), tolerance.ToString("R", CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var seconds = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0) throw new InvalidOperationException($"CVODE ended with {run.ExitCode}.");
        var curves = MemoryMarshal.Cast<byte, double>(System.IO.File.ReadAllBytes(File("curves"))).ToArray();
        return curves.Length == count * (days + 1) * Followed
            ? (double.Parse(seconds, CultureInfo.InvariantCulture), curves)
            : throw new InvalidOperationException("CVODE left days out.");
    }

    /// <summary>The worst difference to other curves of the same persons, over every day and what both follow.</summary>
    public static double Worst(double[] peer, HealingCurves curves, int count)
    {
        HealingOutput[] followed =
        [
            HealingOutput.Erythema, HealingOutput.Inflammation, HealingOutput.Myofibroblasts, HealingOutput.CollagenThree,
            HealingOutput.CollagenOne, HealingOutput.MatureElastin, HealingOutput.ElastinPrecursors,
        ];
        var worst = 0.0;
        for (var person = 0; person < count; person++)
        {
            for (var look = 0; look < curves.Looks; look++)
            {
                for (var i = 0; i < Followed; i++)
                    worst = Math.Max(worst, Math.Abs(peer[(person * curves.Looks + look) * Followed + i] - curves.Of(followed[i], look)[person]));
            }
        }

        return worst;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name) => Path.Combine(folder, name);
}
