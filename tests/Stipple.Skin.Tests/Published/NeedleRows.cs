using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>
/// The published rows of needles, by their ids in docs/model/published.md. The efficiencies were set with B01, B02, B03 and B05 in view: that
/// these lie inside nine in ten is calibration. The density of B02 is not.
/// </summary>
public sealed class NeedleRows
{
    /// <summary>Rows without an outcome that the model has, each with the reason.</summary>
    public static readonly (string Id, string Reason)[] NotModelled =
    [
        ("B07", "speed of impact is no input; only its end, that all or no needles pierce, is had by the force on each"),
        ("B09", "a specification: it is a row of devices.tsv, and B02 rests on it"),
        ("B11", "a specification: strokes a minute"),
        ("B12", "needles and clearances of two pens: no outcome"),
        ("B13", "force against the area of a tip: the tip is no input"),
        ("B16", "stiffness of the skin: no input"),
        ("B18", "force against the radius of a tip, recalled and not looked up"),
    ];

    [Theory]
    [InlineData("B01", "efficiency-roller", 0.770, 152.5)]
    [InlineData("B03", "efficiency-pen", 0.5, 500)]
    [InlineData("B05", "efficiency-stamp", 0.6, 460)]
    public void Depth_lies_inside_nine_in_ten(string id, string efficiency, double setMm, double publishedUm)
    {
        var draws = new double[4096];
        Tabled.Patients().Draw(efficiency, 0, draws);
        double[] depthsUm = [.. draws.Select(share => 1000 * new ReachedDepth(setMm, share, 0.15).MeanMm)];
        var band = new double[2];
        Quantiles.Of(depthsUm, [0.05, 0.95], band);
        Assert.True(publishedUm >= band[0] && publishedUm <= band[1], $"{id}: {publishedUm} um, {band[0]} to {band[1]}");
    }

    /// <summary>Needles of 0.5 to 1.5 mm: about 200 um with the middle one.</summary>
    [Fact]
    public void B02_a_roller_gets_to_about_200_um()
    {
        var draws = new double[4096];
        Tabled.Patients().Draw("efficiency-roller", 0, draws);
        Assert.InRange(draws.Average(share => 1000 * new ReachedDepth(1, share, 0.15).MeanMm), 150, 300);
    }

    /// <summary>About 250 /cm2 after 15 passes; the drum reckons 229.</summary>
    [Fact]
    public void B02_fifteen_passes_of_a_roller_leave_about_250_a_square_centimetre() =>
        Assert.InRange(new Technique.Roller(192, 20, 20, 15).PerCm2, 250 * 0.9, 250 * 1.1);

    [Fact]
    public void B05_more_than_0_03_newton_a_needle_pierces_with_most_of_them() => Assert.InRange(Insertion.PiercedShare(0.05, 0.03, 2), 0.5, 1);

    /// <summary>Manual pressing pierced nothing and impact everything: the two ends of the same law.</summary>
    [Fact]
    public void B07_hardly_any_force_pierces_nothing_and_much_of_it_all()
    {
        Assert.InRange(Insertion.PiercedShare(0.003, 0.03, 2), 0, 0.001);
        Assert.InRange(Insertion.PiercedShare(0.3, 0.03, 2), 0.999, 1);
    }

    [Fact]
    public void B10_a_pen_of_eleven_needles_makes_almost_a_thousand_punctures_a_second() =>
        Assert.InRange(new Technique.Pen(11, 90, 1, 1).PerCm2, 950, 1000);

    [Fact]
    public void Every_row_that_is_not_modelled_says_why() => Assert.All(NotModelled, row => Assert.True(row.Id.StartsWith('B') && row.Reason.Length > 15));
}
