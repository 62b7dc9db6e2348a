using Stipple.Skin.Numerics;

namespace Stipple.Skin.Channel;

/// <summary>How the channels of a treatment close: what the barrier (water loss, impedance) feels of them. A picture may show them open long after.</summary>
public sealed record Closure
{
    /// <summary>Share of channels, or of their mouths, that conduct right after needling, 1e-6 to 1: most are collapsed or dry.</summary>
    public double FirstPatency { get; init => field = Bounds.Check(value, 1e-6, 1, "", "first patency"); } = 1;

    /// <summary>Half-life of the permeable area in hours, 0.01 or more; infinite when nothing closes.</summary>
    public required double HalfLifeHours { get; init => field = Bounds.Check(value, 0.01, double.PositiveInfinity, "h", "half-life of patency"); }

    /// <summary>Share of the permeable area that conducts: first patency times 2^(-t/half-life).</summary>
    /// <param name="hours">After needling, 0 to 100,000.</param>
    public double Patency(double hours) => FirstPatency * Math.Pow(2, -Bounds.Check(hours, 0, 1e5, "h", "time after needling") / HalfLifeHours);
}
