using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>
/// How deep the needles of one treatment get: the set length times the efficiency of the device in this skin, and around it the
/// spread from needle to needle, normal and cut off at the surface.
/// </summary>
public readonly record struct ReachedDepth
{
    private readonly double below;

    /// <param name="setMm">The length that was set, 0.05 to 3 mm.</param>
    /// <param name="efficiency">Share of it that is reached, 0.01 to 1.1: about a quarter with a roller, nearly all with a pen.</param>
    /// <param name="needleSpread">Standard deviation from needle to needle over the mean, 0 to 0.5.</param>
    public ReachedDepth(double setMm, double efficiency, double needleSpread)
    {
        MeanMm = Bounds.Check(setMm, 0.05, 3, "mm") * Bounds.Check(efficiency, 0.01, 1.1, "");
        SdMm = MeanMm * Bounds.Check(needleSpread, 0, 0.5, "");
        below = SdMm > 0 ? Normal.Cdf(-MeanMm / SdMm) : 0;
    }

    /// <summary>Mean before the cut at the surface, in millimetres; the cut moves it by less than 4 % at the widest spread.</summary>
    public double MeanMm { get; }

    public double SdMm { get; }

    /// <summary>Share of the needles that get deeper than this, 0 to 1.</summary>
    /// <param name="depthMm">From the surface, in millimetres; not negative.</param>
    public double ShareDeeperThan(double depthMm)
    {
        Bounds.Check(depthMm, 0, double.MaxValue, "mm");
        if (!(SdMm > 0)) return MeanMm > depthMm ? 1 : 0;
        return Math.Min(1, Normal.Cdf((MeanMm - depthMm) / SdMm) / (1 - below));
    }

    /// <summary>Skin opened by one channel, mm3: a cylinder of the mouth's radius.</summary>
    /// <param name="mouthRadiusMm">In millimetres, 0 to 1.</param>
    public double ChannelMm3(double mouthRadiusMm) => MeanMm * double.Pi * Bounds.Check(mouthRadiusMm, 0, 1, "mm") * mouthRadiusMm;
}
