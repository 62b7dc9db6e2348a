using CsCheck;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class LayeredBalance
{
    private static readonly Gen<Layer> AnyLayer = Gen.Select(Gen.Double[-3.5, -0.5], Gen.Double[-11, -5], Gen.Double[-1.5, 2.5], Gen.Double[-6, -2], Gen.Int[2, 30], Gen.Double[-1, 1])
        .Select((thickness, diffusivity, partition, removal, cells, grading) => new Layer
        {
            ThicknessCm = Math.Pow(10, thickness), DiffusivityCm2PerS = Math.Pow(10, diffusivity), Partition = Math.Pow(10, partition),
            RemovalPerS = Math.Pow(10, removal), Cells = cells, Grading = Math.Pow(10, grading),
        });

    private static readonly Gen<Vehicle> AnyVehicle = Gen.Select(Gen.Double[-3, 0], Gen.Double[0.1, 300], Gen.Double[0.01, 2], Gen.Double[-9, -4], Gen.Double[-9, -5], Gen.Double[0.05, 1])
        .Select((thickness, concentration, solubleShare, volatility, drying, residue) => new Vehicle
        {
            ThicknessCm = Math.Pow(10, thickness), MgPerCm3 = concentration, SolubilityMgPerCm3 = concentration * solubleShare,
            VolatilityCmPerS = Math.Pow(10, volatility), DryingCmPerS = Math.Pow(10, drying), ResidueShare = residue,
        });

    [Fact]
    public void Nothing_is_lost_or_made_whatever_the_layers_and_the_vehicle() =>
        Gen.Select(AnyLayer.Array[1, 4], AnyVehicle, Gen.Bool).Sample((layers, vehicle, isSealed) =>
        {
            var course = new LayeredSkin(vehicle, layers, isSealed ? Underside.Sealed : Underside.Sink).Run([0.5, 2, 8, 24, 72], 40);
            foreach (var time in course.Times)
            {
                Assert.True(Math.Abs(time.Sum / vehicle.DoseMgPerCm2 - 1) <= 1e-11, $"after {time.Hours} h {time.Sum} of {vehicle.DoseMgPerCm2}");
            }
        });

    [Fact]
    public void No_place_ever_holds_less_than_nothing() =>
        Gen.Select(AnyLayer.Array[1, 3], AnyVehicle).Sample((layers, vehicle) =>
        {
            var course = new LayeredSkin(vehicle, layers).Run([1, 24], 400);
            foreach (var time in course.Times)
            {
                // Crank and Nicolson may swing a little around nothing after the start; more than a ten-thousandth of the dose would be a fault.
                foreach (var amount in (double[])[time.Vehicle, time.Barrier, time.Below, time.Absorbed, time.Evaporated])
                {
                    Assert.True(amount > -1e-4 * vehicle.DoseMgPerCm2, $"{amount} of {vehicle.DoseMgPerCm2} at {time.Hours} h");
                }
            }
        });

    private static readonly Layer Thin = new() { ThicknessCm = 0.01, DiffusivityCm2PerS = 1e-8, Partition = 1, Cells = 100 };

    /// <summary>A saturated vehicle gives what one at its solubility gives that never ends, until what waits undissolved is used up.</summary>
    [Fact]
    public void A_saturated_vehicle_gives_no_more_than_its_solubility_allows()
    {
        var heavy = new Vehicle { ThicknessCm = 0.01, MgPerCm3 = 100, SolubilityMgPerCm3 = 1 };
        var endless = new Vehicle { ThicknessCm = 0.01, MgPerCm3 = 1, IsEndless = true };
        double[] hours = [1, 5, 24];
        var held = new LayeredSkin(heavy, [Thin]).Run(hours, 400);
        Assert.Equal(new LayeredSkin(endless, [Thin]).Run(hours, 400).Times[3].Absorbed, held.Times[3].Absorbed, tolerance: 1e-12);
    }

    /// <summary>The switch from saturated to finite is met within a step: halving the step hardly moves what is absorbed.</summary>
    [Fact]
    public void The_end_of_saturation_is_found_inside_a_step()
    {
        var vehicle = new Vehicle { ThicknessCm = 0.01, MgPerCm3 = 3, SolubilityMgPerCm3 = 1 };
        double At(int steps) => new LayeredSkin(vehicle, [Thin]).Run([24], steps).Times[1].Absorbed;
        Assert.Equal(At(4000), At(400), At(4000) * 2e-5);
        var course = new LayeredSkin(vehicle, [Thin]).Run([24, 240, 2400], 2000);
        Assert.InRange(course.Times[1].Absorbed, 0.02, 0.03);
        Assert.Equal(240, course.DepletedHours);
    }

    [Fact]
    public void A_vehicle_that_dries_becomes_stronger_and_one_that_evaporates_weaker()
    {
        var plain = new Vehicle { ThicknessCm = 0.05, MgPerCm3 = 1 };
        double Absorbed(Vehicle vehicle) => new LayeredSkin(vehicle, [Thin]).Run([4], 400).Times[1].Absorbed;
        Assert.True(Absorbed(plain with { DryingCmPerS = 1e-5, ResidueShare = 0.1 }) > 1.5 * Absorbed(plain));
        Assert.True(Absorbed(plain with { VolatilityCmPerS = 1e-5 }) < 0.8 * Absorbed(plain));
        Assert.Equal(6320 * Math.Pow(0.165, 0.78) / 5 / 3600, Vehicle.EvaporationCmPerS(125, 1), tolerance: 1e-12);
    }

    [Fact]
    public void Enhancement_is_one_before_anything_passes_and_infinite_where_something_passes_only_here()
    {
        Course Of(params double[] absorbed) => new([.. absorbed.Select((amount, hour) => new Whereabouts(hour, 1, 0, 0, amount, 0))], [], []);
        Assert.Equal([1, double.PositiveInfinity, 3], Of(0, 0.1, 0.75).EnhancementOver(Of(0, 0, 0.25)));
        Assert.Throws<ArgumentException>(() => Of(0, 0.1).EnhancementOver(Of(0)));
    }

    [Fact]
    public void A_dose_is_followed_once()
    {
        var skin = new LayeredSkin(new Vehicle { ThicknessCm = 0.05, MgPerCm3 = 1 }, [Thin]);
        Assert.Equal(2, skin.Run([1]).Times.Count);
        Assert.Throws<InvalidOperationException>(() => skin.Run([1]));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Thin with { DiffusivityCm2PerS = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vehicle { ThicknessCm = double.NaN, MgPerCm3 = 1 });
        Assert.Throws<ArgumentException>(() => new LayeredSkin(new Vehicle { ThicknessCm = 1, MgPerCm3 = 1 }, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayeredSkin(new Vehicle { ThicknessCm = 1, MgPerCm3 = 1 }, [Thin]).Run([2, 1]));
    }
}
