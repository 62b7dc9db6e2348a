using Stipple.Skin.Cohort;
using Stipple.Skin.Healing;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>
/// The published rows of remodelling after needling, by their ids in docs/model/published.md. E01 at three months and E04 at three months set the
/// yield of collagen and the gain of ultrasound, and E16 the slope with age: they are calibration. E04 at one month, E06, E07, E09,
/// E11, E14 and E15 are not used to set a number they are tested on, though the signs of E07 chose the form of the elastin pools and
/// day 5 of E15 the healing time.
/// </summary>
public sealed class RemodellingRows
{
    private const int Patients = 4096;
    private const double Age = 50;

    /// <summary>Rows that state an outcome the model does not have, each with the reason.</summary>
    public static readonly (string Id, string Reason)[] NotModelled =
    [
        ("E02", "density of the epidermis: the model has no epidermis that thickens"),
        ("E17", "attachment and spreading of fibroblasts in a dish: no state of the model"),
        ("E19", "loss of collagen with the years of life, recalled: the model starts from what there is"),
        ("E20", "area of collagen against age: as E19"),
        ("E21", "half-lives, recalled: they are parameters and not outcomes"),
    ];

    /// <summary>Rows that the model misses, with the reason. They stay tested, as misses: a change that mends one has to say so.</summary>
    public static readonly (string Id, string Reason)[] Missed =
    [
        ("E06", "mRNA is read as precursors and is up as in the trial; but mature elastin, unchanged there, falls here by some hundredths, as E07 asks"),
        ("E09", "elastin up at six months in histology against less of it in E07: no model has both; the spinous layer is not modelled"),
        ("E14", "inflammation of 7 to 14 days: at the median it is below a tenth of its height on day 6, with the healing time of 0.5 that day 5 of E15 asks for"),
        ("E14", "remodelling for a year or more: at the median conversion of 0.02 a day less than a hundredth of collagen III is left then"),
    ];

    [Fact]
    public void E01_density_by_ultrasound_has_doubled_three_months_after_four_sessions() => Inside(101.86, Read(Monthly(84 + 91), "ultrasound-gain"));

    [Fact]
    public void E04_attenuation_by_OCT_is_up_by_17_in_100_three_months_after_four_sessions() => Inside(17.33, Read(Monthly(84 + 91), "oct-gain"));

    [Fact]
    public void E04_attenuation_by_OCT_is_up_by_16_in_100_one_month_after_four_sessions() => Inside(15.65, Read(Monthly(84 + 30), "oct-gain"));

    /// <summary>Precursors up; elastin unchanged is a miss at the median, and within nine in ten to two hundredths.</summary>
    [Fact]
    public void E06_precursors_of_elastin_are_up_at_three_months_and_mature_elastin_is_nearly_unchanged()
    {
        var bands = Bands(Monthly(84 + 91));
        Assert.All(bands[(int)HealingOutput.ElastinPrecursors][0], value => Assert.True(value > 0));
        Assert.InRange(bands[(int)HealingOutput.MatureElastin][0][2], 0.9, 0.9999);
        Assert.True(bands[(int)HealingOutput.MatureElastin][0][4] > 0.98);
    }

    /// <summary>Six sessions two weeks apart; biopsies before, at one month and at three.</summary>
    [Fact]
    public void E07_collagen_III_and_I_and_tropoelastin_are_up_and_elastin_in_all_is_down()
    {
        var bands = Bands(Needled(1.5, [0, 14, 28, 42, 56, 70], [70 + 30, 70 + 91]));
        for (var look = 0; look < 2; look++)
        {
            Assert.True(bands[(int)HealingOutput.CollagenThree][look][2] > 0);
            Assert.True(bands[(int)HealingOutput.CollagenOne][look][2] > 0);
            Assert.True(bands[(int)HealingOutput.ElastinPrecursors][look][2] > 0);
            Assert.True(bands[(int)HealingOutput.MatureElastin][look][2] + bands[(int)HealingOutput.ElastinPrecursors][look][2] < 1);
        }
    }

    [Fact]
    public void E09_collagen_is_up_at_six_months() => Assert.All(Bands(Needled(1.5, [0], [182]))[(int)HealingOutput.CollagenOne][0], value => Assert.True(value > 0));

    /// <summary>The growth signal itself is no output; the fibroblasts it drives are at work within two weeks and done after four.</summary>
    [Fact]
    public void E11_growth_goes_up_within_the_first_two_weeks()
    {
        var myofibroblasts = Bands(Needled(1.5, [0], [0.01, 7, 14, 28]))[(int)HealingOutput.Myofibroblasts].Select(band => band[2]).ToArray();
        Assert.True(myofibroblasts[1] > 10 * myofibroblasts[0] && myofibroblasts[1] > myofibroblasts[3]);
    }

    /// <summary>A miss by a day at the median; a slower quarter of people is inside. See <see cref="Missed"/>.</summary>
    [Fact]
    public void E14_inflammation_is_over_on_day_6_where_7_to_14_were_told()
    {
        var looks = Enumerable.Range(1, 28).Select(day => (double)day).ToArray();
        var bands = Bands(Needled(1.5, [0], looks))[(int)HealingOutput.Inflammation];
        Assert.Equal(6, Over(2));
        Assert.InRange(Over(3), 7, 14);

        double Over(int quantile) => looks.First(day => day > 2 && bands[(int)day - 1][quantile] < 0.1 * bands.Max(band => band[quantile]));
    }

    /// <summary>A miss at the median, and a hit among the slow: see <see cref="Missed"/>.</summary>
    [Fact]
    public void E14_remodelling_for_a_year_is_missed_at_the_median()
    {
        var three = Bands(Needled(1.5, [0], [30, 365]))[(int)HealingOutput.CollagenThree];
        Assert.InRange(three[1][2] / three[0][2], 0, 0.01);
        Assert.InRange(three[1][4] / three[0][4], 0.02, 0.5);
    }

    [Fact]
    public void E15_the_signal_of_injury_is_nearly_gone_on_day_5_while_collagen_III_is_made()
    {
        var bands = Bands(Needled(1.5, [0], [0, 1, 5, 6]));
        Assert.InRange(bands[(int)HealingOutput.BarrierLoss][2][2] / bands[(int)HealingOutput.BarrierLoss][0][2], 0, 0.1);
        Assert.True(bands[(int)HealingOutput.CollagenThree][3][2] > bands[(int)HealingOutput.CollagenThree][2][2]);
    }

    /// <summary>82 against 56 ng/ml at about 25 and 80 years: the slope was set on it.</summary>
    [Fact]
    public void E16_the_old_make_two_thirds_of_what_the_young_make()
    {
        double Made(double age) => HealingCohort.Bands(HealingCohort.Follow(Tabled.Patients(), Needled(1.5, [0], [120]), age, Patients, 2), 2)[(int)HealingOutput.ElastinPrecursors][0][2];
        Assert.Equal(56.0 / 82, Made(80) / Made(25), tolerance: 0.08);
    }

    [Fact]
    public void Every_row_that_is_not_modelled_or_missed_says_why() =>
        Assert.All(NotModelled.Concat(Missed), row => Assert.True(row.Id.StartsWith('E') && row.Reason.Length > 20));

    private static Needling Monthly(params double[] looks) => Needled(1.5, [0, 28, 56, 84], looks);

    /// <summary>A pen of 12 needles at 100 strokes a second, 10 s on 10 cm2; the trials do not tell their density.</summary>
    private static Needling Needled(double setMm, double[] sessions, double[] looks) =>
        new(NeedleDrive.Pen, new Technique.Pen(12, 100, 10, 10), setMm, 1, new HealingCourse([.. sessions], [.. looks]));

    private static double[][][] Bands(Needling needling) => HealingCohort.Bands(HealingCohort.Follow(Tabled.Patients(), needling, Age, Patients, 2), 2);

    private static double[] Read(Needling needling, string gain)
    {
        var patients = Tabled.Patients();
        return HealingCohort.Read(patients, HealingCohort.Follow(patients, needling, Age, Patients, 2), 0, gain);
    }

    /// <summary>Inside nine in ten, and the middle within a fifth of what was published.</summary>
    private static void Inside(double published, double[] read)
    {
        var band = new double[5];
        Quantiles.Of(read, HealingCohort.Chances.AsSpan(), band);
        TestContext.Current.TestOutputHelper?.WriteLine($"{published}: {string.Join(", ", band.Select(value => $"{100 * value:f1}"))}");
        Assert.InRange(published / 100, band[0], band[4]);
        Assert.InRange(band[2] * 100 / published, 0.8, 1.2);
    }
}
