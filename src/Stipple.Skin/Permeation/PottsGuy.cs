namespace Stipple.Skin.Permeation;

/// <summary>The straight line through 93 measured permeabilities: log kp = -6.3 + 0.71 log Kow - 0.0061 M (Potts and Guy 1992).</summary>
public static class PottsGuy
{
    /// <summary>Permeability of intact skin from water in cm/s, for neutral molecules.</summary>
    public static double Permeability(Compound compound) => Math.Pow(10, -6.3 + 0.71 * compound.LogKow - 0.0061 * compound.MolarMass);
}
