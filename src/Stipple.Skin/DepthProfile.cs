using System.Collections.Immutable;
using Stipple.Skin.Channel;
using Stipple.Skin.Cohort;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;

namespace Stipple.Skin;

/// <summary>
/// How much of a topical is how deep, in time: one run of <see cref="UnitCell"/> with every parameter at its middle, as the average over the skin between the channels and in them. It has no
/// interval: what differs from patient to patient is told of what is absorbed. As in the forecast, patency is a share of channels that conduct in whole; they then close.
/// </summary>
/// <param name="Hours">After needling, rising.</param>
/// <param name="DepthsUm">Under the surface, rising.</param>
/// <param name="MgPerCm3">For each hour the concentration at each depth.</param>
public sealed record DepthProfile(ImmutableArray<double> Hours, ImmutableArray<double> DepthsUm, ImmutableArray<ImmutableArray<double>> MgPerCm3)
{
    private const double MmPerUm = 1e-3, CmPerUm = 1e-4, CmPerMm = 0.1;
    private const int Rings = 12, StepsBetween = 20;

    private static readonly double[] hours = [0.25, 1, 4, 8, 24];

    /// <summary>Runs the middle patient.</summary>
    /// <param name="middle">The middle value of a parameter by its name.</param>
    /// <param name="treatment">With a topical.</param>
    /// <param name="skin">Whose.</param>
    /// <param name="piercedPerCm2">Punctures that pierce.</param>
    internal static DepthProfile Of(Func<string, double> middle, Treatment treatment, TreatedSkin skin, double piercedPerCm2)
    {
        var topical = treatment.Topical ?? throw new ArgumentException("Without a topical nothing is in the depth of the skin.", nameof(treatment));
        var hydration = treatment.OccludedHours > 0 ? Hydration.Full : Hydration.Partial;
        var below = new LayersBelow { EpidermisCm = skin.Site.EpidermisUm * CmPerUm, DermisCm = skin.DermisMm * CmPerMm, IsPerfused = true };
        var layers = Layer.OfSkin(topical.Compound, hydration, IntactSkin.Barrier(topical.Compound, hydration), below);
        var depthUm = treatment.NeedleMm * middle(PatientPunctures.EfficiencyOf(treatment.Technique)) / MmPerUm;
        var closing = new Closing(
            treatment.OccludedHours, PatientPunctures.HalfLifeHours(middle, skin, depthUm * MmPerUm, "closure-occluded"), PatientPunctures.HalfLifeHours(middle, skin, depthUm * MmPerUm, "closure-open"));
        var course = new UnitCell(
            new Vehicle { ThicknessCm = topical.VehicleCm, MgPerCm3 = topical.MgPerCm3 }, layers,
            new Pores
            {
                PerCm2 = piercedPerCm2 * middle("pore-patency"), MouthRadiusUm = middle("mouth-radius"), DepthUm = Math.Max(0, depthUm - skin.Site.HornyUm), FluidDiffusivityCm2PerS = topical.Compound.WaterDiffusivity,
                Patency = closing.OpenShare,
            },
            rings: Rings).Run(hours, StepsBetween);
        return new([.. hours], [.. course.DepthsUm], [.. course.Profiles.Skip(1).Select(profile => profile.ToImmutableArray())]);
    }
}
