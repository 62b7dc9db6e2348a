using Stipple.Skin.Channel;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class UnitCells
{
    private const double Diffusivity = 1e-6;

    private static readonly Vehicle Endless = new() { ThicknessCm = 1, MgPerCm3 = 1, IsEndless = true };

    private static readonly Compound Caffeine = new() { Name = "caffeine", MolarMass = 194.19, LogKow = -0.07, MolarVolume = 182 };

    private static readonly LayersBelow Below = new() { EpidermisCm = 0.006, DermisCm = 0.05, IsPerfused = true };

    private static readonly Closure Closing = new() { HalfLifeHours = 2 };

    private static IReadOnlyList<Layer> Skin => Layer.OfSkin(Caffeine, Hydration.Full, IntactSkin.Barrier(Caffeine, Hydration.Full), Below);

    private static Pores Rolled(double perCm2 = 250) => new() { PerCm2 = perCm2, MouthRadiusUm = 35, DepthUm = 150, FluidDiffusivityCm2PerS = Caffeine.WaterDiffusivity };

    /// <summary>K04: an open disk in a sealed lid on a long cylinder; Fock's kappa R/D to half a per cent.</summary>
    [Theory]
    [InlineData(0.01, 0.148152)]
    [InlineData(0.05, 0.413394)]
    [InlineData(0.1, 0.712292)]
    [InlineData(0.2, 1.419171)]
    public void A_disk_in_a_cylinder_gives_the_access_of_Fock(double share, double access)
    {
        const double Radius = 0.02;
        var pores = new Pores
        {
            PerCm2 = 1 / (double.Pi * Radius * Radius), MouthRadiusUm = Math.Sqrt(share) * Radius * 1e4, DepthUm = 0, FluidDiffusivityCm2PerS = 1e-3,
        };
        Assert.Equal(access, UnderALid(Tissue(3 * Radius, 100, 1000), pores, 60, [8, 8.1], 40) * Radius / Diffusivity, access * 5e-3);
    }

    [Fact]
    public void Without_pores_it_is_intact_skin()
    {
        double[] hours = [1, 4, 12, 24];
        var vehicle = new Vehicle { ThicknessCm = 0.01, MgPerCm3 = 10, SolubilityMgPerCm3 = 4, DryingCmPerS = 1e-7, ResidueShare = 0.5, VolatilityCmPerS = 1e-9 };
        var flat = new LayeredSkin(vehicle, Skin).Run(hours, 400);
        var cell = new UnitCell(vehicle, Skin, Rolled(0), rings: 4).Run(hours, 400);
        for (var i = 1; i < flat.Times.Count; i++)
        {
            Assert.Equal(flat.Times[i].Absorbed, cell.Times[i].Absorbed, flat.Times[i].Absorbed * 1e-4 + 1e-9 * vehicle.DoseMgPerCm2); // other steps
            Assert.Equal(flat.Times[i].Vehicle, cell.Times[i].Vehicle, flat.Times[i].Vehicle * 1e-6);
        }
    }

    [Fact]
    public void Shut_pores_settle_at_the_flux_of_intact_skin()
    {
        double[] hours = [200, 210];
        var flat = new LayeredSkin(Endless, Skin).Run(hours, 400);
        var cell = new UnitCell(Endless, Skin, Rolled() with { Patency = _ => 0 }).Run(hours, 100);
        Assert.Equal(flat.Times[2].Absorbed - flat.Times[1].Absorbed, cell.Times[2].Absorbed - cell.Times[1].Absorbed, 1e-5 * flat.Times[2].Absorbed);
        Assert.Equal(
            IntactSkin.Permeability(Caffeine, Hydration.Full, Below), (flat.Times[2].Absorbed - flat.Times[1].Absorbed) / 36_000, 0.02 * 1.8e-8);
    }

    /// <summary>A mouth as wide as its cell leaves bare tissue under a layer of fluid.</summary>
    [Fact]
    public void All_pore_is_bare_tissue()
    {
        double[] hours = [0.1, 0.5, 2];
        Layer[] bare = [Skin[0] with { Partition = 1, DiffusivityCm2PerS = Caffeine.WaterDiffusivity }, .. Skin.Skip(1)];
        var flat = new LayeredSkin(Endless, bare).Run(hours, 1000);
        var pores = Rolled(1 / (double.Pi * 35e-4 * 35e-4)) with { DepthUm = 0 };
        var cell = new UnitCell(Endless, Skin, pores, rings: 4).Run(hours, 400);
        for (var i = 1; i < flat.Times.Count; i++) Assert.Equal(flat.Times[i].Absorbed, cell.Times[i].Absorbed, flat.Times[i].Absorbed * 2e-5); // other steps
    }

    /// <summary>The closed form of spheroid and neighbours against the run in time, where tissue is deep: they are made differently and agree to a twentieth.</summary>
    [Theory]
    [InlineData(50, 0.05)]
    [InlineData(150, 0.05)]
    public void The_steady_run_meets_the_closed_form_of_the_pore(double depthUm, double tolerance)
    {
        var pores = Rolled(50) with { DepthUm = depthUm, FluidDiffusivityCm2PerS = 1e-3 };
        var closed = PoreField.Conductance(50, new Pore { MouthRadiusUm = 35, DepthUm = depthUm }, Diffusivity, 1, 1e-3);
        Assert.Equal(closed, UnderALid(Tissue(0.2, 120, 200), pores, 48, [40, 41], 60), closed * tolerance);
    }

    [Fact]
    public void Halving_the_step_divides_the_error_in_time_by_four()
    {
        var vehicle = new Vehicle { ThicknessCm = 0.01, MgPerCm3 = 1 };
        IReadOnlyList<Layer> coarse = [.. Skin.Select(layer => layer with { Cells = 16 })];
        double At(int steps) => new UnitCell(vehicle, coarse, Rolled() with { Patency = Closing.Patency }, rings: 12).Run([4], steps).Times[1].Absorbed;
        var reference = At(800);
        var (longer, shorter) = (At(50) / reference - 1, At(100) / reference - 1);
        Assert.InRange(Math.Log2(Math.Abs(longer / shorter)), 1.9, 2.3);
        Assert.InRange(Math.Abs(longer), 0, 1e-3);
    }

    [Fact]
    public void Finer_cells_hardly_move_what_is_absorbed()
    {
        double At(int rings, int cells) => new UnitCell(Endless, [.. Skin.Select(layer => layer with { Cells = cells })], Rolled(), rings: rings).Run([4], 60).Times[1].Absorbed;
        Assert.Equal(At(48, 80), At(24, 40), At(48, 80) * 0.03);
    }

    [Fact]
    public void Pores_that_close_give_less_than_open_ones_and_more_than_none()
    {
        double[] hours = [1, 4, 12, 24];
        Course Of(Func<double, double> patency) => new UnitCell(Endless, Skin, Rolled() with { Patency = patency }).Run(hours, 30);
        var intact = Of(_ => 0);
        var open = Of(_ => 1).EnhancementOver(intact);
        var closing = Of(Closing.Patency).EnhancementOver(intact);
        for (var i = 1; i <= hours.Length; i++) Assert.InRange(closing[i], 1, open[i]);
        Assert.True(open[4] > 30, $"{open[4]}");
        Assert.True(closing[4] / open[4] < closing[2] / open[2]);
        Assert.True(Of(_ => 1).LagHours < new LayeredSkin(Endless, Skin).Run(hours, 100).LagHours);
    }

    private static Layer Tissue(double thicknessCm, int cells, double grading) => new()
    {
        ThicknessCm = thicknessCm, DiffusivityCm2PerS = Diffusivity, Partition = 1, Cells = cells, Grading = grading,
    };

    /// <summary>
    /// What pores alone conduct in cm/s, from the steady flux c/(1/kappa + L/D) between two times. They stand in a sealed lid, the thinnest layer there may be,
    /// and are full of a fluid that hardly resists.
    /// </summary>
    private static double UnderALid(Layer tissue, Pores pores, int rings, double[] hours, int steps)
    {
        var lid = new Layer { ThicknessCm = 1e-5, DiffusivityCm2PerS = 1e-16, Partition = 1e-6, Cells = 2 };
        var times = new UnitCell(Endless, [lid, tissue], pores, rings: rings).Run(hours, steps).Times;
        var flux = (times[2].Absorbed - times[1].Absorbed) / ((hours[1] - hours[0]) * 3600);
        return 1 / (1 / flux - tissue.ThicknessCm / Diffusivity);
    }
}
