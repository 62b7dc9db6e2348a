using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Stipple.Evidence;
using Stipple.Skin.Cohort;
using Stipple.Skin.Healing;
using Stipple.Skin.Puncture;

namespace Stipple.Bench;

/// <summary>
/// Trajectories of the healing model a second of one core: four sessions, twelve months, every day, with the worst error beside them;
/// CVODE on the same equations where it is there; and a whole cohort with its intervals. Rates are by processor time.
/// </summary>
internal static class HealingRates
{
    private const int Persons = 64;
    private const int OfPeer = 512;
    private const int Rounds = 7;
    private const int Cohort = 10_000;

    // Counted in HealingLoop: of a step, and of the exponential of a leg. A product with a sum is two.
    private const double OperationsOfStep = 187, OperationsOfExponential = 3500;

    public static IReadOnlyList<Bar> Measure(string root)
    {
        var patients = new VirtualPatients(SkinTables.Shipped(Library.Shipped()).Parameters, 0.3, 2026);
        var course = HealingCourse.Daily(4, 28, 365);
        var persons = PersonsOf(patients, course, OfPeer);
        var few = PersonsOf(patients, course, Persons);
        var (reference, error) = Reference(persons);
        var (operations, bytes) = (Sampled(Machine.FusedOperationsPerSecond), Sampled(Machine.TriadBytesPerSecond));
        List<Bar> bars =
        [
            new("one core: products with sums in double precision", "GFLOP/s", [.. operations.Select(rate => rate / 1e9)], null),
            new("one core: triad out of memory", "GB/s", [.. bytes.Select(rate => rate / 1e9)], null),
        ];

        double[] peer = [];
        using (var cvode = CvodePeer.Compiled(root))
        {
            if (cvode is null) Console.Error.WriteLine("CVODE is not there (gcc, libsundials-dev): its rows are left out.");
            else
            {
                // The loosest tolerance that meets the error.
                var tolerance = new[] { 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 1e-7 }.First(asked => CvodePeer.Worst(cvode.Run(persons, course, OfPeer, asked).Curves, reference, OfPeer) <= 1e-4);
                peer = [.. Enumerable.Range(0, Rounds).Select(_ => OfPeer / cvode.Run(persons, course, OfPeer, tolerance).Seconds)];
                bars.Add(new("error of CVODE, worst of every day", "ppm", [1e6 * CvodePeer.Worst(cvode.Run(persons, course, OfPeer, tolerance).Curves, reference, OfPeer)], 100));
                bars.Add(new(string.Create(CultureInfo.InvariantCulture, $"peer: CVODE 6, BDF, analytic Jacobian, tolerance {tolerance:0e0}, C, gcc -O3"), "/s", peer, null));
            }
        }

        bars.Add(new("error of ours, worst of every day", "ppm", [1e6 * error], 100));
        double[] fastest = [];
        foreach (var width in new[] { 1, 4, 8 }.Where(width => width <= HealingModel.Width))
        {
            var curves = new HealingCurves(few, course);
            var times = width == 1 ? 8 : 64;
            fastest = [.. Enumerable.Range(0, Rounds + 2).Select(_ => times * Persons / Machine.ProcessorSeconds(() =>
            {
                for (var i = 0; i < times; i++) HealingModel.Run(few, course, curves, 0, Persons, width);
            })).Skip(2)];
            bars.Add(new($"healing, every day of a year, {width} at once", "/s", fastest, null));
        }

        if (peer.Length > 0) bars.Add(new("the same against CVODE", "times", [.. fastest.Zip(peer, (ours, theirs) => ours / theirs)], null) { AtLeast = 50 });
        var (arithmetic, stored) = (OperationsOfStep * 365 + OperationsOfExponential, 366.0 * HealingCurves.Outputs * sizeof(double));
        bars.Add(new($"share of the arithmetic of a core, {arithmetic / 1000:0} kFLOP each", "%", [.. fastest.Select(rate => 100 * rate * arithmetic / operations.Max())], null));
        bars.Add(new($"share of the memory of a core, {stored / 1000:0} kB each", "%", [.. fastest.Select(rate => 100 * rate * stored / bytes.Max())], null));
        bars.Add(new(
            $"cohort of {Cohort}, 8 outputs at 40 times with their intervals, {Environment.ProcessorCount} cores", "ms",
            [.. Enumerable.Range(0, Rounds + 1).Select(_ => Forecast(patients)).Skip(1)], 250));
        bars.Add(new("allocated in the loop over time", "B", [Allocated(few, course)], 0));
        return bars;
    }

    /// <summary>A pen of 12 needles, 1.5 mm, in a cohort of 45 years.</summary>
    private static Needling Needled(HealingCourse course) => new(NeedleDrive.Pen, new Technique.Pen(12, 100, 10, 10), 1.5, 1, course);

    private static HealingColumns PersonsOf(VirtualPatients patients, HealingCourse course, int count) => HealingCohort.Dealt(patients, Needled(course), 45, count);

    /// <summary>The same curves in sixteenths of a day, and how far the daily steps lie from them.</summary>
    private static (HealingCurves Daily, double Error) Reference(HealingColumns persons)
    {
        var (course, fine) = (HealingCourse.Daily(4, 28, 365), new HealingCourse([0, 28, 56, 84], [.. Enumerable.Range(0, 365 * 16 + 1).Select(i => i / 16.0)]));
        var (daily, sixteenths) = (new HealingCurves(persons, course), new HealingCurves(persons, fine));
        HealingModel.Run(persons, course, daily);
        HealingModel.Run(persons, fine, sixteenths);
        var worst = 0.0;
        foreach (var output in Enum.GetValues<HealingOutput>())
        {
            for (var day = 0; day <= 365; day++)
            {
                var (ours, exact) = (daily.Of(output, day).ToArray(), sixteenths.Of(output, day * 16).ToArray());
                worst = Math.Max(worst, ours.Zip(exact, (a, b) => Math.Abs(a - b)).Max());
            }
        }

        return (daily, worst);
    }

    private static double Forecast(VirtualPatients patients)
    {
        // Hours, days and weeks after the first session, and months after the last.
        ImmutableArray<double> looks =
        [
            0.02, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 29, 30, 35, 42, 56, 57, 58, 63, 70, 84, 85, 86, 91, 98, 112, 126, 140, 175, 203, 231, 259, 287, 315, 365,
        ];
        var begun = Stopwatch.GetTimestamp();
        var curves = HealingCohort.Follow(patients, Needled(new HealingCourse([0, 28, 56, 84], looks)), 45, Cohort, Environment.ProcessorCount);
        HealingCohort.Bands(curves, Environment.ProcessorCount);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Allocated(HealingColumns persons, HealingCourse course)
    {
        var curves = new HealingCurves(persons, course);
        HealingModel.Run(persons, course, curves);
        var before = GC.GetAllocatedBytesForCurrentThread();
        HealingModel.Run(persons, course, curves);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] Sampled(Func<double> measure) => [.. Enumerable.Range(0, Rounds + 1).Select(_ => measure()).Skip(1)];
}
