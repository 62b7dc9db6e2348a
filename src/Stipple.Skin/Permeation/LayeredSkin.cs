using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>What is under the deepest layer.</summary>
public enum Underside
{
    /// <summary>Everything that arrives is carried away: a receptor fluid, or capillaries.</summary>
    Sink,

    /// <summary>Nothing goes through.</summary>
    Sealed,
}

/// <summary>
/// A dose on flat layers in time: finite volumes on u = c/K, which is continuous where layers meet, so that a partition needs no care. Steps of Crank and
/// Nicolson after four backward half steps.
/// </summary>
public sealed class LayeredSkin
{
    private const double UmPerCm = 1e4;

    private readonly DiffusionChain chain;
    private readonly Reservoir reservoir;
    private readonly Layer[] layerOf;
    private readonly double[] depthsUm;
    private readonly int barrierCells;

    /// <summary>Prepares a run.</summary>
    /// <param name="vehicle">On top.</param>
    /// <param name="layers">From the surface down, at least one.</param>
    /// <param name="underside">Below the last layer.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public LayeredSkin(Vehicle vehicle, IReadOnlyList<Layer> layers, Underside underside = Underside.Sink)
    {
        if (layers.Count == 0) throw new ArgumentException("At least one layer is needed.", nameof(layers));
        var widths = layers.SelectMany(layer => Mesh.Graded(layer.ThicknessCm, layer.Cells, layer.Grading)).ToArray();
        layerOf = [.. layers.SelectMany(layer => Enumerable.Repeat(layer, layer.Cells))];
        barrierCells = layers[0].Cells;
        reservoir = new Reservoir(vehicle);
        var faces = Mesh.Faces(widths);
        depthsUm = [.. widths.Select((width, i) => (faces[i] + width / 2) * UmPerCm)];

        var cells = widths.Length;
        var conductances = new double[cells + 2];
        conductances[0] = vehicle.VolatilityCmPerS;
        conductances[1] = 2 * layerOf[0].Mobility / widths[0];
        for (var i = 1; i < cells; i++) conductances[i + 1] = Mesh.FaceConductance(widths[i - 1], layerOf[i - 1].Mobility, widths[i], layerOf[i].Mobility);
        conductances[cells + 1] = underside == Underside.Sink ? 2 * layerOf[^1].Mobility / widths[^1] : 0;
        chain = new DiffusionChain(
            [reservoir.ThicknessCm, .. widths.Select((width, i) => width * layerOf[i].Partition)],
            conductances,
            [0, .. widths.Select((width, i) => width * layerOf[i].Partition * layerOf[i].RemovalPerS)]);
    }

    /// <summary>Runs to the last of some times; once, as the dose is used up.</summary>
    /// <param name="hours">Ascending, above 0 to 100,000.</param>
    /// <param name="stepsBetween">Steps from one time to the next, 3 to 10^7.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    /// <exception cref="InvalidOperationException">It ran before.</exception>
    public Course Run(IReadOnlyList<double> hours, int stepsBetween = 50) => Course.Follow(reservoir, hours, stepsBetween, depthsUm, Go, Now, Profile);

    /// <summary>Equal steps, the first two of them as four backward half steps (Rannacher): a dose that is put on is a jump.</summary>
    private void Go(double seconds, int steps, bool isStart)
    {
        var step = seconds / steps;
        for (var half = 0; half < 4 && isStart; half++) Step(step / 2, 1);
        for (var i = isStart ? 2 : 0; i < steps; i++) Step(step, 0.5);
    }

    private void Step(double seconds, double implicitness)
    {
        chain.Values[0] = reservoir.Dissolved;
        if (reservoir.IsHeld)
        {
            // A step that would use up what waits undissolved ends where that happens; the rest is a step of a finite dose.
            chain.Keep();
            var given = chain.Step(seconds, implicitness, isHeld: true, reservoir.ThicknessAfter(seconds));
            var share = reservoir.ShareSaturated(given, seconds);
            if (share < 1)
            {
                chain.Return();
                given = share > 0 ? chain.Step(share * seconds, implicitness, isHeld: true, reservoir.ThicknessAfter(share * seconds)) : 0;
            }

            reservoir.Amount -= given;
            reservoir.Seconds += share * seconds;
            seconds -= share * seconds;
            if (share >= 1) return;
            chain.Values[0] = reservoir.Amount / reservoir.ThicknessCm;
        }

        chain.Step(seconds, implicitness, firstCapacity: reservoir.ThicknessAfter(seconds));
        reservoir.Seconds += seconds;
        reservoir.Amount = chain.Amount(0, 1);
    }

    private Whereabouts Now(double hours) => new(
        hours, reservoir.Amount, chain.Amount(1, 1 + barrierCells), chain.Amount(1 + barrierCells, chain.Capacities.Length),
        chain.ThroughLast + chain.Removed, chain.ThroughFirst);

    private double[] Profile() => [.. layerOf.Select((layer, i) => layer.Partition * chain.Values[i + 1])];
}
