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

    private readonly CylinderGrid grid;
    private readonly Reservoir reservoir;
    private readonly Pores pores;
    private readonly UnitCellMesh mesh;

    /// <summary>Prepares a run.</summary>
    /// <param name="vehicle">On top, over the whole cell.</param>
    /// <param name="layers">From the surface down; a pore goes all through the first.</param>
    /// <param name="pores">In the skin.</param>
    /// <param name="underside">Below the last layer.</param>
    /// <param name="rings">Cells in r, 4 to 400; half of them inside the mouth.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public UnitCell(Vehicle vehicle, IReadOnlyList<Layer> layers, Pores pores, Underside underside = Underside.Sink, int rings = 24)
    {
        (this.pores, reservoir) = (pores, new Reservoir(vehicle));
        mesh = new UnitCellMesh(layers, pores, (int)Bounds.Check(rings, 4, 400, "rings", nameof(rings)));
        grid = mesh.Grid(underside);
        grid.TopLoss = vehicle.VolatilityCmPerS * mesh.AreaCm2;
        grid.TopCapacity = reservoir.ThicknessCm * mesh.AreaCm2;
    }

    /// <summary>Runs to the last of some times; once, as the dose is used up.</summary>
    /// <param name="hours">Ascending, above 0 to 100,000.</param>
    /// <param name="stepsBetween">Steps from one time to the next, 3 to 10^7.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    /// <exception cref="InvalidOperationException">It ran before.</exception>
    public Course Run(IReadOnlyList<double> hours, int stepsBetween = 60) => Course.Follow(reservoir, hours, stepsBetween, mesh.DepthsUm, Go, Now, () => mesh.Profile(grid));

    /// <summary>Equal steps; at the start such as grow from a very short one, because what enters at first is steep.</summary>
    private void Go(double seconds, int steps, bool isStart)
    {
        var unit = seconds / ((double)steps * steps);
        for (var i = 0; i < steps; i++) Step(isStart ? (2 * i + 1) * unit : seconds / steps);
    }

    private void Step(double seconds)
    {
        if (reservoir.IsHeld)
        {
            // A step that would use up what waits undissolved ends where that happens; the rest is a step of a finite dose.
            grid.Keep();
            var given = Advance(seconds, isHeld: true);
            var share = reservoir.ShareSaturated(given, seconds);
            if (share < 1)
            {
                grid.Return();
                given = share > 0 ? Advance(share * seconds, isHeld: true) : 0;
            }

            reservoir.Amount -= given;
            reservoir.Seconds += share * seconds;
            if (share >= 1) return;
            seconds *= 1 - share;
        }

        Advance(seconds, isHeld: false);
        reservoir.Seconds += seconds;
        reservoir.Amount = grid.Top * reservoir.ThicknessCm;
    }

    /// <summary>Moves the grid on and returns what the vehicle gave, in mg per cm2.</summary>
    private double Advance(double seconds, bool isHeld)
    {
        var patency = Bounds.Check(pores.Patency((reservoir.Seconds + seconds / 2) / SecondsPerHour), 0, 1, "", "patency");
        mesh.Open(grid, patency);

        // A vehicle that dries holds the same amount in less: half of it before the step and half after.
        var before = reservoir.ThicknessAfter(seconds / 2);
        grid.TopCapacity = before * mesh.AreaCm2;
        grid.Top = isHeld ? reservoir.Dissolved : reservoir.Amount / before;
        var given = grid.Step(seconds, isHeld);
        if (!isHeld) grid.Top *= before / reservoir.ThicknessAfter(seconds);
        return given / mesh.AreaCm2;
    }

    private Whereabouts Now(double hours)
    {
        var (barrier, below) = mesh.Amounts(grid);
        return new(hours, reservoir.Amount, barrier, below, (grid.ThroughBottom + grid.Removed) / mesh.AreaCm2, grid.ThroughTop / mesh.AreaCm2);
    }
}
