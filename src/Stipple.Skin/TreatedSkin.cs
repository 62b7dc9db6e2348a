using Stipple.Skin.Cohort;
using Stipple.Skin.Numerics;

namespace Stipple.Skin;

/// <summary>Whose skin, and where. A person's race is no input: where the colour of the skin matters, its lightness is measured.</summary>
public sealed record TreatedSkin
{
    private const double UmPerMm = 1000;

    /// <summary>Thickness of the skin there, in the middle of people.</summary>
    public required SiteSkin Site { get; init; }

    /// <summary>Of women and men the dermis differs in thickness.</summary>
    public Dermis Dermis { get; init; }

    /// <summary>18 to 100 years.</summary>
    public required double AgeYears { get; init => field = Bounds.Check(value, 18, 100, "years", "age"); }

    /// <summary>CIE L* of the skin as a colorimeter reads it, 15 to 85; null where it was not measured, and then every lightness is as likely as another.</summary>
    public double? Lightness { get; init => field = value is { } read ? Bounds.Check(read, 15, 85, "", "L* of the skin") : null; }

    /// <summary>Horny layer, epidermis and dermis of the middle of people, in mm.</summary>
    public double ThicknessMm => (Site.HornyUm + Site.EpidermisUm) / UmPerMm + DermisMm;

    internal double DermisMm => Dermis switch
    {
        Dermis.OfWomen => Site.DermisOfWomenMm,
        Dermis.OfMen => Site.DermisOfMenMm,
        _ => Math.Sqrt(Site.DermisOfWomenMm * Site.DermisOfMenMm),
    };
}
