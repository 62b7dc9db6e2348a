using Stipple.Skin.Numerics;

namespace Stipple.Skin.Cohort;

/// <summary>How thick the skin of a site is: the middle of people; what one person has is a prior times it.</summary>
/// <param name="Id">Of the site.</param>
/// <param name="HornyUm">Horny layer, 5 to 300 um.</param>
/// <param name="EpidermisUm">Viable epidermis, 15 to 300 um.</param>
/// <param name="DermisOfWomenMm">0.2 to 6 mm.</param>
/// <param name="DermisOfMenMm">0.2 to 6 mm.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
public sealed record SiteSkin(string Id, double HornyUm, double EpidermisUm, double DermisOfWomenMm, double DermisOfMenMm)
{
    public double HornyUm { get; } = Bounds.Check(HornyUm, 5, 300, "um", "horny layer");

    public double EpidermisUm { get; } = Bounds.Check(EpidermisUm, 15, 300, "um", "viable epidermis");

    public double DermisOfWomenMm { get; } = Bounds.Check(DermisOfWomenMm, 0.2, 6, "mm", "dermis of women");

    public double DermisOfMenMm { get; } = Bounds.Check(DermisOfMenMm, 0.2, 6, "mm", "dermis of men");
}
