using Stipple.Skin.Numerics;

namespace Stipple.Skin.Channel;

/// <summary>
/// What makes channels close sooner or later. Each factor multiplies the half-life of the site. A person's race is no input: where the
/// colour of the skin matters, its lightness is measured.
/// </summary>
public sealed record ClosureFactors
{
    /// <summary>Half-life in hours of the permeable area at the site of an adult, under the cover that is given; 0.05 to 500 h.</summary>
    public required double HalfLifeHours { get; init => field = Bounds.Check(value, 0.05, 500, "h", "half-life of the permeable area"); }

    /// <summary>Factor for age, 0.2 to 5; 1 for a young adult.</summary>
    public double Age { get; init => field = Factor(value, "factor for age"); } = 1;

    /// <summary>Factor for measured lightness, 0.2 to 5; see <see cref="SkinTone"/>.</summary>
    public double Lightness { get; init => field = Factor(value, "factor for lightness"); } = 1;

    /// <summary>Factor for the length of the channel, 0.2 to 5; longer channels stay open longer.</summary>
    public double Length { get; init => field = Factor(value, "factor for length"); } = 1;

    /// <summary>Factor for what is on the skin, 0.2 to 5; an anti-inflammatory keeps channels open.</summary>
    public double Medicine { get; init => field = Factor(value, "factor for a medicine"); } = 1;

    /// <summary>The half-life with every factor, in hours.</summary>
    public double EffectiveHalfLifeHours => HalfLifeHours * Age * Lightness * Length * Medicine;

    private static double Factor(double value, string quantity) => Bounds.Check(value, 0.2, 5, "", quantity);
}

/// <summary>The factor of closure that goes with measured lightness.</summary>
public static class SkinTone
{
    /// <summary>
    /// A factor between 1 at the light and <paramref name="darkFactor"/> at the dark end, on a logarithmic scale along CIE L*.
    /// </summary>
    /// <param name="lightness">CIE L* of the skin, 15 to 85, as a colorimeter reads it.</param>
    /// <param name="darkFactor">Factor at the dark end, 0.2 to 5.</param>
    /// <param name="lightEnd">L* of the light end.</param>
    /// <param name="darkEnd">L* of the dark end, below the light one.</param>
    public static double Factor(double lightness, double darkFactor, double lightEnd = 70, double darkEnd = 35)
    {
        Bounds.Check(lightness, 15, 85, "", "L* of the skin");
        Bounds.Check(darkFactor, 0.2, 5, "", "factor at the dark end");
        Bounds.Check(darkEnd, 15, lightEnd - 1, "", "L* of the dark end");
        return Math.Pow(darkFactor, Math.Clamp((lightEnd - lightness) / (lightEnd - darkEnd), 0, 1));
    }
}

/// <summary>
/// A channel in time, as two states with clocks of their own. <em>Patency</em> is the share of the permeable area that is left: what the barrier
/// (water loss, impedance) feels. <em>Radius</em> is what a picture shows; it may stand open long after the barrier is back.
/// </summary>
public sealed record Closure
{
    /// <summary>Share of channels, or of their mouths, that conduct right after needling, above 0 to 1: most are collapsed or dry.</summary>
    public double FirstPatency { get; init => field = Bounds.Check(value, 1e-6, 1, "", "first patency"); } = 1;

    /// <summary>Half-life of the permeable area in hours; infinite when nothing closes.</summary>
    public required double PatencyHalfLifeHours { get; init => field = Bounds.Check(value, 0.01, double.PositiveInfinity, "h", "half-life of patency"); }

    /// <summary>Half-life of the radius that a picture shows, in hours.</summary>
    public required double RadiusHalfLifeHours { get; init => field = Bounds.Check(value, 0.01, double.PositiveInfinity, "h", "half-life of the radius"); }

    /// <summary>Radius of the mouth right after needling in um, 1 to 500.</summary>
    public required double FirstRadiusUm { get; init => field = Bounds.Check(value, 1, 500, "um", "radius of the mouth"); }

    /// <summary>Share of the permeable area that is left: first patency times 2^(-t/half-life).</summary>
    /// <param name="hours">After needling, 0 or more.</param>
    public double Patency(double hours) => FirstPatency * Math.Pow(2, -CheckedTime(hours) / PatencyHalfLifeHours);

    /// <summary>Radius of the mouth in um.</summary>
    /// <inheritdoc cref="Patency" path="/param"/>
    public double RadiusUm(double hours) => FirstRadiusUm * Math.Pow(2, -CheckedTime(hours) / RadiusHalfLifeHours);

    /// <summary>Hours until patency has fallen to a share of what it was at first.</summary>
    /// <param name="share">Above 0 to 1.</param>
    public double HoursUntil(double share) => -PatencyHalfLifeHours * Math.Log2(Bounds.Check(share, 1e-12, 1, "", "share of the first patency"));

    private static double CheckedTime(double hours) => Bounds.Check(hours, 0, 1e5, "h", "time after needling");
}
