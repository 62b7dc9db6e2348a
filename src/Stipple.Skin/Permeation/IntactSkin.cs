using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>Which equations stand for the barrier between the pores; the spread between them is the error of structure.</summary>
public enum BarrierModel
{
    /// <summary>Bricks and mortar: <see cref="StratumCorneum"/>.</summary>
    Dancik,

    /// <summary>One line through the data: <see cref="Permeation.PottsGuy"/>.</summary>
    PottsGuy,
}

/// <summary>Steady permeability of skin that nobody has needled.</summary>
public static class IntactSkin
{
    /// <summary>
    /// Permeability that a few polar molecules keep however polar they are, in cm/s: appendages and flaws. The geometric mean of mannitol,
    /// sucrose and raffinose in huskinDB (10^-7.984, 10^-8.457, 10^-8.208), which were used for nothing else. A fall with the
    /// molar mass was tried and left out: left out one at a time, the three are met better by their mean than by a line.
    /// </summary>
    public const double PolarPath = 6.08e-9;

    /// <summary>Geometric standard deviation of <see cref="PolarPath"/> over those three.</summary>
    public const double PolarPathSpread = 1.72;

    /// <summary>
    /// Steady permeability in cm/s from a vehicle in which the compound has the concentration that counts as 1: the barrier,
    /// beside it the polar path, and both in series with the layers below.
    /// </summary>
    public static double Permeability(Compound compound, Hydration hydration, LayersBelow below, BarrierModel model = BarrierModel.Dancik) =>
        InSeries(Barrier(compound, hydration, model), below.Conductance(ViableTissue.Of(compound)));

    /// <summary>The barrier with the polar path beside it, in cm/s; only the share that is not ionised takes the first way, all takes the second.</summary>
    public static double Barrier(Compound compound, Hydration hydration, BarrierModel model = BarrierModel.Dancik) => PolarPath + compound.NonIonisedInVehicle * (
        model == BarrierModel.PottsGuy ? PottsGuy.Permeability(compound) : StratumCorneum.Of(compound, hydration).PermeabilityCmPerS);

    internal static double InSeries(double one, double other) => one * other / (one + other);
}
