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
    private const double SecondsPerHour = 3600;

    private readonly DiffusionChain _chain;
    private readonly Reservoir _reservoir;
    private readonly Layer[] _layerOf;
    private readonly double[] _depthsUm;
    private readonly int _barrierCells;

    /// <summary>Prepares a run.</summary>
    /// <param name="vehicle">On top.</param>
    /// <param name="layers">From the surface down, at least one.</param>
    /// <param name="underside">Below the last layer.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public LayeredSkin(Vehicle vehicle, IReadOnlyList<Layer> layers, Underside underside = Underside.Sink)
    {
        if (layers.Count == 0) throw new ArgumentException("At least one layer is needed.", nameof(layers));
        var widths = layers.SelectMany(layer => Mesh.Graded(layer.ThicknessCm, layer.Cells, layer.Grading)).ToArray();
        _layerOf = [.. layers.SelectMany(layer => Enumerable.Repeat(layer, layer.Cells))];
        _barrierCells = layers[0].Cells;
        _reservoir = new Reservoir(vehicle);
        var faces = Mesh.Faces(widths);
        _depthsUm = [.. widths.Select((width, i) => (faces[i] + width / 2) * 1e4)];

        var cells = widths.Length;
        var conductances = new double[cells + 2];
        conductances[0] = vehicle.VolatilityCmPerS;
        conductances[1] = 2 * _layerOf[0].Mobility / widths[0];
        for (var i = 1; i < cells; i++) conductances[i + 1] = Mesh.FaceConductance(widths[i - 1], _layerOf[i - 1].Mobility, widths[i], _layerOf[i].Mobility);
        conductances[cells + 1] = underside == Underside.Sink ? 2 * _layerOf[^1].Mobility / widths[^1] : 0;
        _chain = new DiffusionChain(
            [_reservoir.ThicknessCm, .. widths.Select((width, i) => width * _layerOf[i].Partition)],
            conductances,
            [0, .. widths.Select((width, i) => width * _layerOf[i].Partition * _layerOf[i].RemovalPerS)]);
    }

    /// <summary>Runs to the last of some times.</summary>
    /// <param name="hours">Ascending, above 0.</param>
    /// <param name="stepsBetween">Steps from one time to the next, at least 3.</param>
    public Course Run(IReadOnlyList<double> hours, int stepsBetween = 50)
    {
        Bounds.Check(stepsBetween, 3, 1e7, "steps", nameof(stepsBetween));
        var (times, profiles) = (new List<Whereabouts> { Now(0) }, new List<double[]> { Profile() });
        var before = 0.0;
        foreach (var hour in hours)
        {
            Bounds.Check(hour, Math.BitIncrement(before), 1e5, "h (ascending)", "time");
            Go((hour - before) * SecondsPerHour, stepsBetween, before == 0);
            before = hour;
            times.Add(Now(hour));
            profiles.Add(Profile());
        }

        return new(times, _depthsUm, profiles);
    }

    private void Go(double seconds, int steps, bool isStart)
    {
        var step = seconds / steps;
        for (var half = 0; half < 4 && isStart; half++) Step(step / 2, 1);
        for (var i = isStart ? 2 : 0; i < steps; i++) Step(step, 0.5);
    }

    private void Step(double seconds, double implicitness)
    {
        _chain.Values[0] = _reservoir.Dissolved;
        if (_reservoir.IsHeld)
        {
            // A step that would use up what waits undissolved ends where that happens; the rest is a step of a finite dose.
            _chain.Keep();
            var given = _chain.Step(seconds, implicitness, isHeld: true, _reservoir.ThicknessAfter(seconds));
            var share = _reservoir.ShareSaturated(given, seconds);
            if (share < 1)
            {
                _chain.Return();
                given = share > 0 ? _chain.Step(share * seconds, implicitness, isHeld: true, _reservoir.ThicknessAfter(share * seconds)) : 0;
            }

            _reservoir.Amount -= given;
            _reservoir.Seconds += share * seconds;
            seconds -= share * seconds;
            if (share >= 1) return;
            _chain.Values[0] = _reservoir.Amount / _reservoir.ThicknessCm;
        }

        _chain.Step(seconds, implicitness, firstCapacity: _reservoir.ThicknessAfter(seconds));
        _reservoir.Seconds += seconds;
        _reservoir.Amount = _chain.Amount(0, 1);
    }

    private Whereabouts Now(double hours) => new(
        hours, _reservoir.Amount, _chain.Amount(1, 1 + _barrierCells), _chain.Amount(1 + _barrierCells, _chain.Capacities.Length),
        _chain.ThroughLast + _chain.Removed, _chain.ThroughFirst);

    private double[] Profile() => [.. _layerOf.Select((layer, i) => layer.Partition * _chain.Values[i + 1])];
}
