using Stipple.Skin.Numerics;

namespace Stipple.Skin.Cohort;

/// <summary>Whose dermis the table of sites is asked for.</summary>
public enum Dermis
{
    /// <summary>Not told: the geometric mean of both.</summary>
    Unknown,
    OfWomen,
    OfMen,
}

/// <summary>How thick the layers of one site are in many persons: what is thick in a person is thick in each layer, more or less.</summary>
public sealed class SkinLayers
{
    private const double AgeFrom = 30;

    private SkinLayers(double[] hornyUm, double[] epidermisUm, double[] dermisMm) => (HornyUm, EpidermisUm, DermisMm) = (hornyUm, epidermisUm, dermisMm);

    /// <summary>Horny layer of each person, um.</summary>
    public IReadOnlyList<double> HornyUm { get; }

    /// <summary>Viable epidermis of each person, um.</summary>
    public IReadOnlyList<double> EpidermisUm { get; }

    /// <summary>Dermis of each person, mm: thinner by some share for each year above 30, a share that differs from person to person.</summary>
    public IReadOnlyList<double> DermisMm { get; }

    /// <summary>The layers of patients by their number.</summary>
    /// <param name="patients">Who they may be.</param>
    /// <param name="site">The middle of people at the site.</param>
    /// <param name="dermis">Whose.</param>
    /// <param name="ageYears">18 to 100.</param>
    /// <param name="count">1 to 1,000,000.</param>
    /// <param name="first">Number of the first patient, not negative.</param>
    public static SkinLayers Of(VirtualPatients patients, SiteSkin site, Dermis dermis, double ageYears, int count, int first = 0)
    {
        Bounds.Check(ageYears, 18, 100, "years");
        Bounds.Check(count, 1, 1_000_000, "patients");
        var middleMm = dermis switch
        {
            Dermis.OfWomen => site.DermisOfWomenMm,
            Dermis.OfMen => site.DermisOfMenMm,
            _ => Math.Sqrt(site.DermisOfWomenMm * site.DermisOfMenMm),
        };
        var slope = Drawn("dermis-age");
        var dermisMm = Drawn("dermis-thickness");
        for (var i = 0; i < count; i++) dermisMm[i] *= middleMm * Math.Max(0.2, 1 + slope[i] / 100 * Math.Max(0, ageYears - AgeFrom));
        return new([.. Drawn("sc-thickness").Select(factor => factor * site.HornyUm)], [.. Drawn("ve-thickness").Select(factor => factor * site.EpidermisUm)], dermisMm);

        double[] Drawn(string name)
        {
            var values = new double[count];
            patients.Draw(name, first, values);
            return values;
        }
    }
}
