using Stipple.Skin.Numerics;

namespace Stipple.Skin.Healing;

/// <summary>
/// The circuit of myofibroblasts F, macrophages M and their growth factors C (for macrophages) and P (for myofibroblasts) of Adler
/// et al. 2020. It has two ends that it keeps to: all cells gone, or a scar that goes on. Here it is the scenario for people who form
/// keloids; nothing in a forecast rests on it. Cells in 10^6 /ml, factors in 10^9 molecules/ml, days.
/// </summary>
public static class FibrosisCircuit
{
    private const double GrowthF = 0.9, GrowthM = 0.8, Death = 0.3, Decay = 2;
    // Molecules a cell a day, times 10^6 cells by 10^9 molecules.
    private const double CByF = 676.8, PByM = 100.8, PByF = 345.6, UptakeC = 1353.6, UptakeP = 734.4;

    private const int F = 0, M = 1, C = 2, P = 3;

    /// <summary>The myofibroblasts that a wound finds, in 10^6 /ml: our choice, a ten-thousandth of what tissue can carry.</summary>
    public const double SeedOfWound = 1e-4;

    /// <summary>Where the circuit stands.</summary>
    /// <param name="Myofibroblasts">10^6 /ml; tissue carries 1.</param>
    /// <param name="Macrophages">10^6 /ml.</param>
    /// <param name="MacrophageFactor">10^9 molecules/ml.</param>
    /// <param name="MyofibroblastFactor">10^9 molecules/ml.</param>
    public readonly record struct State(double Myofibroblasts, double Macrophages, double MacrophageFactor, double MyofibroblastFactor);

    /// <summary>The derivatives at a state, with macrophages coming in from the blood.</summary>
    /// <param name="state">Not negative.</param>
    /// <param name="influx">Macrophages by day, 10^6 /ml.</param>
    public static State Slope(State state, double influx)
    {
        Span<double> slope = stackalloc double[4];
        Derive([state.Myofibroblasts, state.Macrophages, state.MacrophageFactor, state.MyofibroblastFactor], influx, slope);
        return new(slope[F], slope[M], slope[C], slope[P]);
    }

    /// <summary>Follows the circuit while macrophages come in, then for as long as asked without them.</summary>
    /// <param name="start">Not negative.</param>
    /// <param name="influx">Macrophages by day, 10^6 /ml, 0 to 100.</param>
    /// <param name="influxDays">For so many days, 0 to 1000.</param>
    /// <param name="days">In all, not less, to 10,000.</param>
    public static State After(State start, double influx, double influxDays, double days)
    {
        Bounds.Check(influx, 0, 100, "10^6 cells/ml/d");
        Bounds.Check(influxDays, 0, 1000, "d");
        Bounds.Check(days, influxDays, 10_000, "d");
        Span<double> x =
        [
            Bounds.Check(start.Myofibroblasts, 0, 10, "10^6 cells/ml"), Bounds.Check(start.Macrophages, 0, 10, "10^6 cells/ml"),
            Bounds.Check(start.MacrophageFactor, 0, 1e4, "10^9 molecules/ml"), Bounds.Check(start.MyofibroblastFactor, 0, 1e4, "10^9 molecules/ml"),
        ];
        new Rosenbrock(4, (_, state, slope) => Derive(state, influx, slope)).Follow(x, 0, influxDays, 1e-8, 1e-12);
        new Rosenbrock(4, (_, state, slope) => Derive(state, 0, slope)).Follow(x, influxDays, days, 1e-8, 1e-12);
        return new(x[F], x[M], x[C], x[P]);
    }

    private static void Derive(ReadOnlySpan<double> x, double influx, Span<double> slope)
    {
        var (c, p) = (x[C] / (1 + x[C]), x[P] / (1 + x[P]));
        slope[F] = x[F] * (GrowthF * p * (1 - x[F]) - Death);
        slope[M] = x[M] * (GrowthM * c - Death) + influx;
        slope[C] = CByF * x[F] - UptakeC * x[M] * c - Decay * x[C];
        slope[P] = PByM * x[M] + PByF * x[F] - UptakeP * x[F] * p - Decay * x[P];
    }
}
