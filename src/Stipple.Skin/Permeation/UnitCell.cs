using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>Pores as a unit cell sees them: one in the middle of the disk that belongs to it.</summary>
public sealed record Pores
{
    /// <summary>Pores per cm2, 0 (intact skin) to 1e5.</summary>
    public required double PerCm2 { get; init => field = Bounds.Check(value, 0, 1e5, "per cm2", "density of pores"); }

    /// <summary>Radius of the mouth in um, 1 to 500. A mouth that fills its cell opens everything.</summary>
    public required double MouthRadiusUm { get; init => field = Bounds.Check(value, 1, 500, "um", "radius of the mouth"); }

    /// <summary>Depth in um under the first layer, 0 to 3000: half a spheroid on the mouth.</summary>
    public required double DepthUm { get; init => field = Bounds.Check(value, 0, 3000, "um", "depth of the channel"); }

    /// <summary>Diffusivity in the fluid of a pore in cm2/s, 1e-9 to 1e-3.</summary>
    public required double FluidDiffusivityCm2PerS { get; init => field = Bounds.Check(value, 1e-9, 1e-3, "cm2/s", "diffusivity in the fluid"); }

    /// <summary>Share of the conductance that is open, 0 to 1, by hours after the dose.</summary>
    public Func<double, double> Patency { get; init; } = _ => 1;
}

/// <summary>
/// A dose on needled skin in time: one pore and the ring of skin that belongs to it, in r and z. Finite volumes on u = c/K in steps of TR-BDF2. A pore that closes changes the conductance of faces, never the mesh.
/// </summary>
public sealed class UnitCell
{
    private const double SecondsPerHour = 3600;

    private readonly CylinderGrid _grid;
    private readonly Reservoir _reservoir;
    private readonly Pores _pores;
    private readonly UnitCellMesh _mesh;

    /// <summary>Prepares a run.</summary>
    /// <param name="vehicle">On top, over the whole cell.</param>
    /// <param name="layers">From the surface down; a pore goes all through the first.</param>
    /// <param name="pores">In the skin.</param>
    /// <param name="underside">Below the last layer.</param>
    /// <param name="rings">Cells in r, 4 to 400; half of them inside the mouth.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public UnitCell(Vehicle vehicle, IReadOnlyList<Layer> layers, Pores pores, Underside underside = Underside.Sink, int rings = 24)
    {
        (_pores, _reservoir) = (pores, new Reservoir(vehicle));
        _mesh = new UnitCellMesh(layers, pores, (int)Bounds.Check(rings, 4, 400, "rings", nameof(rings)));
        _grid = _mesh.Grid(underside);
        _grid.TopLoss = vehicle.VolatilityCmPerS * _mesh.AreaCm2;
        _grid.TopCapacity = _reservoir.ThicknessCm * _mesh.AreaCm2;
    }

    /// <summary>Runs to the last of some times.</summary>
    /// <param name="hours">Ascending, above 0.</param>
    /// <param name="stepsBetween">Steps from one time to the next, at least 3.</param>
    public Course Run(IReadOnlyList<double> hours, int stepsBetween = 60)
    {
        Bounds.Check(stepsBetween, 3, 1e7, "steps", nameof(stepsBetween));
        var (times, profiles) = (new List<Whereabouts> { Now(0) }, new List<double[]> { _mesh.Profile(_grid) });
        var before = 0.0;
        foreach (var hour in hours)
        {
            Bounds.Check(hour, Math.BitIncrement(before), 1e5, "h (ascending)", "time");
            Go((hour - before) * SecondsPerHour, stepsBetween, before == 0);
            before = hour;
            times.Add(Now(hour));
            profiles.Add(_mesh.Profile(_grid));
        }

        return new(times, _mesh.DepthsUm, profiles);
    }

    /// <summary>Equal steps; in the first interval such as grow from a very short one, because what enters at first is steep.</summary>
    private void Go(double seconds, int steps, bool isStart)
    {
        var unit = seconds / ((double)steps * steps);
        for (var i = 0; i < steps; i++) Step(isStart ? (2 * i + 1) * unit : seconds / steps);
    }

    private void Step(double seconds)
    {
        if (!_reservoir.IsHeld)
        {
            Advance(seconds, isHeld: false);
            _reservoir.Seconds += seconds;
            _reservoir.Amount = _grid.Top * _reservoir.ThicknessCm;
            return;
        }

        // A step that would use up what waits undissolved ends where that happens; the rest is a step of a finite dose.
        _grid.Keep();
        var given = Advance(seconds, isHeld: true);
        var share = _reservoir.ShareSaturated(given, seconds);
        if (share < 1)
        {
            _grid.Return();
            given = share > 0 ? Advance(share * seconds, isHeld: true) : 0;
        }

        _reservoir.Amount -= given;
        _reservoir.Seconds += share * seconds;
        if (share >= 1) return;
        var rest = (1 - share) * seconds;
        Advance(rest, isHeld: false);
        _reservoir.Seconds += rest;
        _reservoir.Amount = _grid.Top * _reservoir.ThicknessCm;
    }

    /// <summary>Moves the grid on and returns what the vehicle gave, in mg per cm2.</summary>
    private double Advance(double seconds, bool isHeld)
    {
        var patency = Bounds.Check(_pores.Patency((_reservoir.Seconds + seconds / 2) / SecondsPerHour), 0, 1, "", "patency");
        _mesh.Open(_grid, patency);

        // A vehicle that dries holds the same amount in less: half of it before the step and half after.
        var before = _reservoir.ThicknessAfter(seconds / 2);
        _grid.TopCapacity = before * _mesh.AreaCm2;
        _grid.Top = isHeld ? _reservoir.Dissolved : _reservoir.Amount / before;
        var given = _grid.Step(seconds, isHeld);
        if (!isHeld) _grid.Top *= before / _reservoir.ThicknessAfter(seconds);
        return given / _mesh.AreaCm2;
    }

    private Whereabouts Now(double hours)
    {
        var (barrier, below) = _mesh.Amounts(_grid);
        return new(hours, _reservoir.Amount, barrier, below, (_grid.ThroughBottom + _grid.Removed) / _mesh.AreaCm2, _grid.ThroughTop / _mesh.AreaCm2);
    }
}
