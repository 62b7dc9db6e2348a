using Stipple.Skin.Channel;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>The closed form that every virtual patient is reckoned with, against the course in time of a unit cell.</summary>
public sealed class QuasiSteadyPores
{
    private const double SecondsPerHour = 3600, PerCm2 = 250, HalfLifeHours = 4;
    private static readonly LayersBelow Below = new() { EpidermisCm = 0.006, DermisCm = 0.1, IsPerfused = true };
    private static readonly double[] Hours = [2, 8, 24];

    private static readonly Compound[] Compounds =
    [
        new() { Name = "caffeine", MolarMass = 194.19, LogKow = -0.07, MolarVolume = 182 },
        new() { Name = "lidocaine", MolarMass = 234.34, LogKow = 2.44, MolarVolume = 294, NonIonisedInTissue = 0.24 },
        new() { Name = "niacinamide", MolarMass = 122.13, LogKow = -0.37, MolarVolume = 126 },
        new() { Name = "tranexamic acid", MolarMass = 157.21, LogKow = -1.9, MolarVolume = 182, Binding = Binding.OtherAcidOrZwitterion },
    ];

    /// <summary>
    /// What went under the barrier, over the same of the closed form, for four compounds, two patencies and three times. Measured: 8 in 100 in the
    /// middle, 85 in 100 at worst (two hours on, while the barrier still lags). Over a far wider range of cases it is further off: <see cref="ReferenceSolves"/>.
    /// </summary>
    [Fact]
    public void The_closed_form_is_within_a_tenth_of_the_unit_cell_in_the_middle_and_within_a_factor_of_two_at_worst()
    {
        var errors = new List<double>();
        foreach (var compound in Compounds)
        {
            foreach (var patency in new[] { 0.1, 0.5 }) errors.AddRange(Errors(compound, patency));
        }

        errors.Sort();
        Assert.True(errors[errors.Count / 2] < 0.1 && errors[^1] < 0.9, string.Join(" ", errors.Select(error => $"{error:F2}")));
    }

    /// <summary>Without pores, long after the lag, nothing is left of the difference but the lag itself.</summary>
    [Fact]
    public void Steps_add_up_and_without_closing_the_sum_is_the_steady_permeability_times_the_time()
    {
        var skin = new QuasiSteady(2e-7, 3e-6, 4e-6);
        Assert.Equal(skin.Passed(1, 0.25, 7200, 3600), skin.Passed(1, 0.5, 3600, 3600) + skin.Passed(0.5, 0.25, 3600, 3600), 1e-15);
        Assert.Equal(3.2e-6 * 4e-6 / 7.2e-6 * 1000, skin.Passed(1, Math.Pow(2, -1e-3), 1000, 1e6), 1e-6);
        Assert.Equal(2e-7 * 4e-6 / 4.2e-6 * 1000, (skin with { PoresCmPerS = 0 }).Passed(1, 0.8, 1000, 3600), 1e-15);
    }

    private static IEnumerable<double> Errors(Compound compound, double patency)
    {
        var (barrier, tissue) = (IntactSkin.Barrier(compound, Hydration.Full), ViableTissue.Of(compound));
        var vehicle = new Vehicle { ThicknessCm = 0.02, MgPerCm3 = 10 };
        var horny = StratumCorneum.Of(compound, Hydration.Full).ThicknessCm * 1e4;
        var cell = new UnitCell(vehicle, Layer.OfSkin(compound, Hydration.Full, barrier, Below), new Pores
        {
            PerCm2 = PerCm2, MouthRadiusUm = 35, DepthUm = 150, FluidDiffusivityCm2PerS = compound.WaterDiffusivity, Patency = hours => patency * Math.Pow(2, -hours / HalfLifeHours),
        }).Run(Hours);
        var pore = new Pore { MouthRadiusUm = 35, DepthUm = 150, NeckUm = horny };
        var pores = PoreField.Conductance(PerCm2, pore, tissue.DiffusivityCm2PerS, tissue.Partition, compound.WaterDiffusivity);
        var closed = new QuasiSteady(barrier, patency * (pores - PoreField.Share(PerCm2, pore) * barrier), Below.Conductance(tissue));
        foreach (var time in cell.Times.Skip(1))
        {
            var entered = vehicle.DoseMgPerCm2 * -double.ExpM1(-closed.Passed(1, Math.Pow(2, -time.Hours / HalfLifeHours), time.Hours * SecondsPerHour, HalfLifeHours * SecondsPerHour) / vehicle.ThicknessCm);
            yield return Math.Exp(Math.Abs(Math.Log((time.Below + time.Absorbed) / entered))) - 1;
        }
    }
}
