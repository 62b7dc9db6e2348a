namespace Stipple.Skin.Puncture;

/// <summary>Geometry of two discs.</summary>
internal static class Discs
{
    /// <summary>Area that two discs share.</summary>
    public static double Overlap(double distance, double radius, double other)
    {
        var (small, large) = (Math.Min(radius, other), Math.Max(radius, other));
        if (distance >= small + large) return 0;
        if (distance <= large - small) return double.Pi * small * small;
        var (d2, s2, l2) = (distance * distance, small * small, large * large);
        var kite = Math.Sqrt(Math.Max(0, (small + large - distance) * (distance + small - large) * (distance - small + large) * (distance + small + large)));
        return s2 * Angle((d2 + s2 - l2) / (2 * distance * small)) + l2 * Angle((d2 + l2 - s2) / (2 * distance * large)) - 0.5 * kite;

        static double Angle(double cosine) => Math.Acos(Math.Clamp(cosine, -1, 1));
    }

    /// <summary>Density of the distance between two points that fall anywhere in one disc.</summary>
    public static double DistanceDensity(double distance, double radius)
    {
        var half = distance / (2 * radius);
        return half >= 1 ? 0 : 4 * distance / (double.Pi * radius * radius) * (Math.Acos(half) - half * Math.Sqrt(1 - half * half));
    }
}
