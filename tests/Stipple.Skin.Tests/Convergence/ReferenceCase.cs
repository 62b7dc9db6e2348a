using Stipple.Skin.Channel;
using Stipple.Skin.Numerics;
using Stipple.Skin.Permeation;

namespace Stipple.Skin.Tests;

/// <summary>One made-up case of permeation, by its number: the same case each time.</summary>
internal sealed class ReferenceCase
{
    public static readonly double[] Hours = [1, 4, 24];

    private const double SecondsPerHour = 3600;

    private readonly Compound compound;
    private readonly Hydration hydration;
    private readonly LayersBelow below;
    private readonly Vehicle vehicle;
    private readonly double perCm2, depthUm, patency, halfLifeHours;

    public ReferenceCase(int number)
    {
        var numbers = new RandomNumbers(20_261, (ulong)number);
        double Between(double least, double most) => least + (most - least) * numbers.NextUniform();
        double Even(double least, double most) => Math.Exp(Between(Math.Log(least), Math.Log(most)));
        var molarMass = Even(100, 600);
        compound = new() { Name = "made up", MolarMass = molarMass, LogKow = Between(-3, 4), MolarVolume = 0.95 * molarMass };
        hydration = numbers.NextUniform() < 0.5 ? Hydration.Full : Hydration.Partial;
        below = new() { EpidermisCm = Even(0.003, 0.012), DermisCm = Even(0.05, 0.2), IsPerfused = true };
        vehicle = new() { ThicknessCm = Even(0.002, 0.1), MgPerCm3 = 10 };
        (perCm2, depthUm, patency, halfLifeHours) = (Even(50, 1500), Even(50, 600), Even(3e-4, 0.1), Even(0.5, 30));
    }

    /// <summary>Share of the dose that has passed under the barrier at each of <see cref="Hours"/>, by a run of the unit cell in time.</summary>
    public double[] Solved(int rings = 12, int steps = 20)
    {
        var cell = new UnitCell(vehicle, Layer.OfSkin(compound, hydration, IntactSkin.Barrier(compound, hydration), below), new Pores
        {
            PerCm2 = perCm2, MouthRadiusUm = 35, DepthUm = depthUm, FluidDiffusivityCm2PerS = compound.WaterDiffusivity, Patency = Share,
        }, rings: rings).Run(Hours, steps);
        return [.. cell.Times.Skip(1).Select(time => (time.Below + time.Absorbed) / vehicle.DoseMgPerCm2)];
    }

    /// <summary>The same in the closed form that patients are reckoned with.</summary>
    public double[] Closed()
    {
        var (barrier, tissue) = (IntactSkin.Barrier(compound, hydration), ViableTissue.Of(compound));
        var pore = new Pore { MouthRadiusUm = 35, DepthUm = depthUm, NeckUm = StratumCorneum.Of(compound, hydration).ThicknessCm * 1e4 };
        var pores = PoreField.Conductance(perCm2, pore, tissue.DiffusivityCm2PerS, tissue.Partition, compound.WaterDiffusivity);
        var skin = new QuasiSteady(barrier, patency * (pores - PoreField.Share(perCm2, pore) * barrier), below.Conductance(tissue));
        return [.. Hours.Select(hour => -double.ExpM1(-skin.Passed(1, Share(hour) / patency, hour * SecondsPerHour, halfLifeHours * SecondsPerHour) / vehicle.ThicknessCm))];
    }

    private double Share(double hours) => patency * Math.Pow(2, -hours / halfLifeHours);
}
