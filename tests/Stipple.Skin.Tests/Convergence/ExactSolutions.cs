using Stipple.Skin.Numerics;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>K05 of docs/model/published.md: solutions in closed form, to 1e-5 of themselves. Lengths are 1 cm, so that hours are tau for D = 1/3600 cm2/s.</summary>
public sealed class ExactSolutions
{
    private const double UnitDiffusivity = 1 / 3600.0;

    private static readonly Vehicle Endless = new() { ThicknessCm = 1, MgPerCm3 = 1, IsEndless = true };

    private static Layer Membrane(int cells = 1600, double partition = 1, double removal = 0) => new()
    {
        ThicknessCm = 1, DiffusivityCm2PerS = UnitDiffusivity, Partition = partition, Cells = cells, RemovalPerS = removal,
    };

    [Theory]
    [InlineData(0.05, 0.00026934212500304144, 0.03400146641008128)]
    [InlineData(0.1, 0.007885292895291024, 0.292899651842241)]
    [InlineData(0.2, 0.061463751294332125, 0.7229223898085273)]
    [InlineData(0.5, 0.3347907134662616, 0.9856162386389232)]
    [InlineData(1, 0.8333438146422292, 0.9998965536275924)]
    [InlineData(2, 1.83333333387546, 0.999999994649424)]
    public void A_membrane_under_a_constant_source_lets_through_what_Crank_says(double tau, double amount, double flux)
    {
        const int Cells = 3000;
        var course = new LayeredSkin(Endless, [Membrane(Cells, partition: 3)]).Run([tau], 3000);
        AssertClose(amount, course.Times[1].Absorbed / 3, 1e-5);
        AssertClose(flux, course.Profiles[1][^1] / 3 * 2 * Cells, 1e-5); // through the last half cell
        Assert.Equal(1 / 6.0, new LayeredSkin(Endless, [Membrane(200)]).Run([2, 2.1]).LagHours, tolerance: 1e-4);
    }

    [Theory]
    [InlineData(0.01, 0.11283791670955134)]
    [InlineData(0.05, 0.2523132521777547)]
    [InlineData(0.1, 0.35682340045245386)]
    [InlineData(0.2, 0.5040878202025485)]
    [InlineData(0.5, 0.7639503307438489)]
    [InlineData(1, 0.9312596784633337)]
    public void A_slab_sealed_on_one_side_gives_off_what_Crank_says(double tau, double released)
    {
        AssertClose(released, Released(SlabOf(1600), tau, 2000), 1e-5);
        if (tau <= 0.05) AssertClose(2 * Math.Sqrt(tau / double.Pi), released, 1e-5); // Higuchi's law for short times
    }

    [Theory]
    [InlineData(0.01, 0.21547393817949256)]
    [InlineData(0.05, 0.45212099799657923)]
    [InlineData(0.1, 0.6058241939666913)]
    [InlineData(0.2, 0.7821475525427479)]
    [InlineData(0.5, 0.9616212949491402)]
    public void A_long_cylinder_gives_off_what_Crank_says(double tau, double released)
    {
        const int Cells = 1600;
        var faces = Mesh.Faces(Mesh.Graded(1, Cells));
        var volumes = new double[Cells];
        var conductances = new double[Cells + 1];
        for (var i = 0; i < Cells; i++) volumes[i] = double.Pi * (faces[i + 1] * faces[i + 1] - faces[i] * faces[i]);
        for (var i = 1; i < Cells; i++) conductances[i] = 2 * double.Pi * faces[i] * Cells;
        conductances[Cells] = 2 * double.Pi * 2 * Cells;
        AssertClose(released, Released(new DiffusionChain(volumes, conductances, new double[Cells]), tau, 2000), 1e-5);
    }

    [Theory]
    [InlineData(0.1, 1, 0.8781264876091331, 0.04426208399100116, 0.0776114283998657)]
    [InlineData(1, 0.1, 0.7235772386688026, 0.26953101613615776, 0.0068917451950396)]
    [InlineData(1, 1, 0.3481768516616694, 0.18568254974689846, 0.4661405985914321)]
    [InlineData(10, 0.5, 0.06432895527130687, 0.39031160034141066, 0.5453594443872825)]
    [InlineData(10, 1, 0.023172060216342914, 0.14064557148667625, 0.8361823583069709)]
    public void A_finite_dose_is_where_the_roots_of_beta_tan_beta_say(double g, double tau, double vehicle, double membrane, double permeated)
    {
        // G = K L/l_v, once by the partition and once by the thickness of the vehicle.
        foreach (var (thickness, partition) in ((double, double)[])[(1, g), (0.5, g / 2)])
        {
            var course = new LayeredSkin(new Vehicle { ThicknessCm = thickness, MgPerCm3 = 1 / thickness }, [Membrane(partition: partition)]).Run([tau], 4000);
            AssertClose(vehicle, course.Times[1].Vehicle, 1e-5);
            AssertClose(membrane, course.Times[1].Barrier, 1e-5);
            AssertClose(permeated, course.Times[1].Absorbed, 1e-5);
        }
    }

    /// <summary>Steady flux through two layers and, by the general formula of Barrer, the lag: the first moment of the resistances.</summary>
    [Fact]
    public void Two_layers_have_the_flux_and_the_lag_of_Barrer()
    {
        Layer[] layers =
        [
            new() { ThicknessCm = 0.3, DiffusivityCm2PerS = 1e-4, Partition = 5, Cells = 400 },
            new() { ThicknessCm = 0.7, DiffusivityCm2PerS = 4e-4, Partition = 0.2, Cells = 400 },
        ];
        var (r1, r2) = (0.3 / 5e-4, 0.7 / 0.8e-4);
        var flux = 1 / (r1 + r2);
        // lag = integral over depth of K (share of resistance below) (resistance above) dx, as u falls linearly in each layer.
        double Moment(Layer layer, double above, double own, double below)
        {
            const int Parts = 2000;
            return Enumerable.Range(0, Parts).Select(i => (i + 0.5) / Parts).Sum(x =>
                (above + x * own) * (below + (1 - x) * own)) * layer.ThicknessCm * layer.Partition / Parts / (r1 + r2);
        }

        var lag = Moment(layers[0], 0, r1, r2) + Moment(layers[1], r1, r2, 0);
        var course = new LayeredSkin(Endless, layers).Run([30, 31], 2000);
        AssertClose(flux, (course.Times[2].Absorbed - course.Times[1].Absorbed) / 3600, 1e-5);
        AssertClose(lag / 3600, course.LagHours, 1e-5);
    }

    /// <summary>A layer in which a reaction of first order runs, over a sink: u = sinh(a(1-x))/sinh a with a = sqrt(k/D); it takes up K sqrt(kD) coth a.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_reacting_layer_has_the_profile_and_the_uptake_of_Danckwerts(double a)
    {
        var layer = Membrane(1600, partition: 2, removal: a * a * UnitDiffusivity);
        var course = new LayeredSkin(Endless, [layer]).Run([8, 8.01], 1000);
        var uptake = -(course.Times[2].Vehicle - course.Times[1].Vehicle) / 0.01;
        AssertClose(2 * a / Math.Tanh(a), uptake, 1e-5);
        var middle = layer.Cells / 2;
        AssertClose(2 * Math.Sinh(a * (1 - course.DepthsUm[middle] / 1e4)) / Math.Sinh(a), course.Profiles[2][middle], 1e-5);
    }

    /// <summary>Halving cells and steps together divides the error by four. At least 1.9, as the project asks.</summary>
    [Fact]
    public void Membrane_and_finite_dose_converge_with_second_order_in_space_and_in_time()
    {
        double Membranes(int cells, int steps) => new LayeredSkin(Endless, [Membrane(cells)]).Run([0.2], steps).Times[1].Absorbed - 0.061463751294332125;
        double Finite(int cells, int steps) => new LayeredSkin(new Vehicle { ThicknessCm = 1, MgPerCm3 = 1 }, [Membrane(cells)]).Run([1], steps).Times[1].Absorbed - 0.4661405985914321;

        AssertOrder(n => Membranes(n, 20_000), 40); // in space
        AssertOrder(n => Finite(n, 20_000), 40);
        AssertOrder(n => Membranes(3200, n), 40); // in time
        AssertOrder(n => Finite(3200, n), 40);
    }

    private static void AssertOrder(Func<int, double> error, int coarse)
    {
        var order = Math.Log2(Math.Abs(error(coarse) / error(2 * coarse)));
        Assert.InRange(order, 1.9, 2.6);
    }

    private static DiffusionChain SlabOf(int cells)
    {
        var conductances = Enumerable.Repeat((double)cells, cells + 1).ToArray();
        (conductances[0], conductances[cells]) = (0, 2 * cells);
        return new DiffusionChain([.. Enumerable.Repeat(1.0 / cells, cells)], conductances, new double[cells]);
    }

    private static double Released(DiffusionChain chain, double time, int steps)
    {
        chain.Values.Fill(1);
        var all = chain.Amount(0, chain.Values.Length);
        for (var half = 0; half < 4; half++) chain.Step(time / steps / 2, 1);
        for (var i = 2; i < steps; i++) chain.Step(time / steps, 0.5);
        return chain.ThroughLast / all;
    }

    private static void AssertClose(double expected, double found, double relative) =>
        Assert.True(Math.Abs(found / expected - 1) <= relative, $"{found} instead of {expected}: off by {found / expected - 1:e2}");
}
