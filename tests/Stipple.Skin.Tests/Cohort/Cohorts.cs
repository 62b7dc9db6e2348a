using System.Collections.Immutable;
using CsCheck;
using Stipple.Skin.Cohort;
using Stipple.Skin.Healing;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

public sealed class Cohorts
{
    /// <summary>A pen of 12 needles at 100 strokes a second, 10 s on 10 cm2, 1.5 mm: 1200 punctures/cm2, four times four weeks apart.</summary>
    public static Needling Pen(params double[] looks) =>
        new(NeedleDrive.Pen, new Technique.Pen(12, 100, 10, 10), 1.5, 1, new HealingCourse([0, 28, 56, 84], [.. looks]));

    [Fact]
    public void One_thread_and_many_give_the_same_bits()
    {
        var needling = Pen(1, 30, 90, 175, 365);
        var (one, many) = (HealingCohort.Follow(Tabled.Patients(), needling, 45, 3000, 1), HealingCohort.Follow(Tabled.Patients(), needling, 45, 3000, 7));
        foreach (var output in Enum.GetValues<HealingOutput>())
        {
            for (var look = 0; look < 5; look++) Assert.True(one.Of(output, look).SequenceEqual(many.Of(output, look)));
        }

        Assert.Equal(HealingCohort.Bands(one, 1), HealingCohort.Bands(many, 7));
    }

    /// <summary>Asked for among others or alone, a patient is the same.</summary>
    [Fact]
    public void A_patient_is_dealt_by_number_alone() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 50]).Sample((first, some) =>
        {
            var patients = Tabled.Patients();
            foreach (var prior in Tabled.Priors)
            {
                var (many, one) = (new double[some], new double[1]);
                patients.Draw(prior.Name, first, many);
                patients.Draw(prior.Name, first + some - 1, one);
                Assert.Equal(many[^1], one[0]);
            }
        }, iter: 20);

    /// <summary>4096 patients: each quantile of each prior is where its law has it, to 0.15 standard deviations (parameters beyond the 32nd are dealt by chance: four standard errors are 0.136).</summary>
    [Fact]
    public void Every_parameter_is_spread_as_its_law_says_and_within_its_bounds()
    {
        var patients = Tabled.Patients();
        foreach (var prior in Tabled.Priors)
        {
            var draws = new double[4096];
            patients.Draw(prior.Name, 0, draws);
            Assert.All(draws, draw => Assert.InRange(draw, prior.Low, prior.High));
            foreach (var (chance, deviate) in new[] { (0.05, -1.6448536), (0.25, -0.6744898), (0.5, 0), (0.75, 0.6744898), (0.95, 1.6448536) })
            {
                var quantile = new double[1];
                Quantiles.Of(draws, [chance], quantile);
                Assert.InRange(quantile[0], prior.At(deviate - 0.15), prior.At(deviate + 0.15));
            }
        }
    }

    [Fact]
    public void Layers_of_one_person_go_together_and_other_parameters_do_not()
    {
        double[] Deviates(string name)
        {
            var draws = new double[8192];
            Tabled.Patients().Draw(name, 0, draws);
            return [.. draws.Select(value => Math.Log(value))];
        }

        Assert.Equal(0.3, Correlation(Deviates("sc-thickness"), Deviates("ve-thickness")), tolerance: 0.03);
        Assert.Equal(0.3, Correlation(Deviates("ve-thickness"), Deviates("dermis-thickness")), tolerance: 0.03);
        Assert.Equal(0, Correlation(Deviates("sc-thickness"), Deviates("healing-time")), tolerance: 0.03);
        Assert.Equal(0, Correlation(Deviates("conversion"), Deviates("collagen-gain")), tolerance: 0.03);
    }

    [Fact]
    public void Another_seed_deals_other_people_with_the_same_middle()
    {
        var (these, those) = (HealingCohort.Follow(Tabled.Patients(1), Pen(175), 45, 4096, 2), HealingCohort.Follow(Tabled.Patients(2), Pen(175), 45, 4096, 2));
        Assert.False(these.Of(HealingOutput.CollagenOne, 0).SequenceEqual(those.Of(HealingOutput.CollagenOne, 0)));
        var (a, b) = (HealingCohort.Bands(these, 2)[(int)HealingOutput.CollagenOne][0], HealingCohort.Bands(those, 2)[(int)HealingOutput.CollagenOne][0]);
        for (var i = 0; i < a.Length; i++) Assert.InRange(a[i] / b[i], 0.93, 1.07);
    }

    /// <summary>The evidence allows no narrower answer: responses spread by 1.6, instruments by as much, the model by 1.4.</summary>
    [Fact]
    public void Nine_in_ten_forecasts_of_collagen_span_at_least_a_factor_of_three()
    {
        var band = HealingCohort.Bands(HealingCohort.Follow(Tabled.Patients(), Pen(90, 175, 365), 45, 4096, 2), 2);
        for (var look = 0; look < 3; look++) Assert.True(band[(int)HealingOutput.CollagenOne][look] is [var low, _, _, _, var high] && high > 3 * low);
    }

    [Fact]
    public void Quantiles_rise_from_the_fifth_to_the_ninety_fifth()
    {
        var bands = HealingCohort.Bands(HealingCohort.Follow(Tabled.Patients(), Pen(0.5, 3, 30, 175), 45, 1000, 2), 2);
        Assert.All(bands.SelectMany(output => output), band => Assert.Equal(band.Order(), band));
    }

    [Fact]
    public void Older_people_make_less_collagen_and_deeper_needles_more()
    {
        double Middle(double age, double setMm) => HealingCohort.Bands(HealingCohort.Follow(
            Tabled.Patients(), new Needling(NeedleDrive.Pen, new Technique.Pen(12, 100, 10, 10), setMm, 1, new HealingCourse([0], [120])), age, 2048, 2), 2)[(int)HealingOutput.CollagenOne][0][2];

        Assert.True(Middle(75, 1) < Middle(25, 1));
        Assert.True(Middle(45, 0.5) < Middle(45, 1.5));
    }

    /// <summary>A product of one lognormal at each level: on the log scale the shares are their variances, with nothing together.</summary>
    [Fact]
    public void A_variance_falls_into_its_levels()
    {
        ImmutableArray<Prior> priors =
        [
            new("p", "", 1, "", Law.Lognormal, 2, 0.001, 1000, Level.Person, "", []), new("m", "", 1, "", Law.Lognormal, 1.5, 0.001, 1000, Level.Measurement, "", []),
            new("s", "", 1, "", Law.Lognormal, 1.2, 0.001, 1000, Level.Structure, "", []),
        ];
        var split = VarianceSplit.Of(new VirtualPatients(priors, 0, 3), patients =>
        {
            var sum = new double[4096];
            foreach (var prior in priors)
            {
                var draws = new double[sum.Length];
                patients.Draw(prior.Name, 0, draws);
                for (var i = 0; i < sum.Length; i++) sum[i] += Math.Log(draws[i]);
            }

            return sum;
        });
        double[] parts = [.. new[] { 2, 1.5, 1.2 }.Select(gsd => Math.Pow(Math.Log(gsd), 2))];
        for (var level = 0; level < 3; level++)
        {
            Assert.Equal(parts[level] / parts.Sum(), split.Alone[level], tolerance: 0.05);
            Assert.Equal(parts[level] / parts.Sum(), split.Total[level], tolerance: 0.05);
        }
    }

    [Fact]
    public void What_an_instrument_reads_varies_by_person_by_instrument_and_by_model()
    {
        var split = VarianceSplit.Of(Tabled.Patients(), patients =>
            [.. HealingCohort.Read(patients, HealingCohort.Follow(patients, Pen(175), 45, 2048, 2), 0, "ultrasound-gain").Select(value => Math.Log(value))]);
        TestContext.Current.TestOutputHelper?.WriteLine($"alone {string.Join(", ", split.Alone.Select(share => $"{share:f2}"))}");
        Assert.All(split.Total, share => Assert.InRange(share, 0.05, 0.9));
        Assert.InRange(split.Alone.Sum(), 0.9, 1.1);
    }

    [Fact]
    public void Absurd_people_and_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HealingCohort.Follow(Tabled.Patients(), Pen(1), 12, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HealingCohort.Follow(Tabled.Patients(), Pen(1), 45, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Needling(NeedleDrive.Pen, new Technique.Stamp(100, 1), 3.5, 1, HealingCourse.Daily(1, 1, 1)));
        Assert.Throws<KeyNotFoundException>(() => Tabled.Patients()["charm"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prior("x", "", 2, "mm", Law.Lognormal, 0.9, 1, 3, Level.Person, "", []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prior("x", "", 2, "mm", Law.Normal, double.NaN, 1, 3, Level.Person, "", []));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Prior("x", "", 9, "mm", Law.Fixed, 0, 1, 3, Level.Person, "", []));
        Assert.Contains("x: the value must be from 1 to 3 mm", error.Message, StringComparison.Ordinal);
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (x, y) = (a.Average(), b.Average());
        return a.Zip(b, (p, q) => (p - x) * (q - y)).Sum() / Math.Sqrt(a.Sum(p => (p - x) * (p - x)) * b.Sum(q => (q - y) * (q - y)));
    }
}
