using CsCheck;
using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class UnitCellBalance
{
    private static readonly Gen<Layer> AnyLayer = Gen.Select(Gen.Double[-3, -1], Gen.Double[-11, -5], Gen.Double[-1, 2], Gen.Double[-6, -2], Gen.Int[2, 12])
        .Select((thickness, diffusivity, partition, removal, cells) => new Layer
        {
            ThicknessCm = Math.Pow(10, thickness), DiffusivityCm2PerS = Math.Pow(10, diffusivity), Partition = Math.Pow(10, partition),
            RemovalPerS = Math.Pow(10, removal), Cells = cells,
        });

    private static readonly Gen<Pores> AnyPores = Gen.Select(Gen.Double[0, 4], Gen.Double[5, 80], Gen.Double[0, 600], Gen.Double[0.1, 30])
        .Select((density, mouth, depth, halfLife) => new Pores
        {
            PerCm2 = Math.Pow(10, density), MouthRadiusUm = mouth, DepthUm = depth, FluidDiffusivityCm2PerS = 6e-6, Patency = hours => Math.Pow(2, -hours / halfLife),
        });

    [Fact]
    public void Nothing_is_lost_or_made_whatever_the_layers_the_pores_and_their_closing() =>
        Gen.Select(AnyLayer.Array[1, 3], AnyPores, Gen.Double[0.01, 3], Gen.Double[0, 1e-6]).Sample((layers, pores, solubility, drying) =>
        {
            var vehicle = new Vehicle { ThicknessCm = 0.02, MgPerCm3 = 1, SolubilityMgPerCm3 = solubility, DryingCmPerS = drying, ResidueShare = 0.2, VolatilityCmPerS = 1e-7 };
            var course = new UnitCell(vehicle, layers, pores, rings: 8).Run([1, 6, 24], 40);
            foreach (var time in course.Times)
            {
                Assert.True(Math.Abs(time.Sum / vehicle.DoseMgPerCm2 - 1) <= 1e-11, $"after {time.Hours} h {time.Sum} of {vehicle.DoseMgPerCm2}");
            }
        });
}
