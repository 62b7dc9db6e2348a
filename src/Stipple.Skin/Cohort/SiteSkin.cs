using Stipple.Skin.Numerics;

namespace Stipple.Skin.Cohort;

/// <summary>How thick the skin of a site is: the middle of people; what one person has is a prior times it.</summary>
public sealed record SiteSkin
{
    /// <param name="id">Of the site.</param>
    /// <param name="hornyUm">Horny layer, 5 to 300 um.</param>
    /// <param name="epidermisUm">Viable epidermis, 15 to 300 um.</param>
    /// <param name="dermisOfWomenMm">0.2 to 6 mm.</param>
    /// <param name="dermisOfMenMm">0.2 to 6 mm.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    public SiteSkin(string id, double hornyUm, double epidermisUm, double dermisOfWomenMm, double dermisOfMenMm)
    {
        Id = id;
        HornyUm = Bounds.Check(hornyUm, 5, 300, "um");
        EpidermisUm = Bounds.Check(epidermisUm, 15, 300, "um");
        DermisOfWomenMm = Bounds.Check(dermisOfWomenMm, 0.2, 6, "mm");
        DermisOfMenMm = Bounds.Check(dermisOfMenMm, 0.2, 6, "mm");
    }

    public string Id { get; }

    public double HornyUm { get; }

    public double EpidermisUm { get; }

    public double DermisOfWomenMm { get; }

    public double DermisOfMenMm { get; }
}
