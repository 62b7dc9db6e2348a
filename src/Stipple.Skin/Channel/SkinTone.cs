using Stipple.Skin.Numerics;

namespace Stipple.Skin.Channel;

/// <summary>By how much later channels close in darker skin. A person's race is no input: where the colour of the skin matters, its lightness is measured.</summary>
public static class SkinTone
{
    // CIE L* beyond which skin counts as wholly light, or dark: ours.
    private const double LightEnd = 70, DarkEnd = 35;

    /// <summary>A factor of the half-life: 1 at the light end, <paramref name="darkFactor"/> at the dark one, and evenly in its logarithm between.</summary>
    /// <param name="lightness">CIE L* of the skin, 15 to 85, as a colorimeter reads it.</param>
    /// <param name="darkFactor">Factor at the dark end, 0.2 to 5.</param>
    public static double Factor(double lightness, double darkFactor)
    {
        Bounds.Check(lightness, 15, 85, "", "L* of the skin");
        Bounds.Check(darkFactor, 0.2, 5, "", "factor at the dark end");
        return Math.Pow(darkFactor, Math.Clamp((LightEnd - lightness) / (LightEnd - DarkEnd), 0, 1));
    }
}
