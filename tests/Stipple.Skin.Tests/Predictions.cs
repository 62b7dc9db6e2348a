using Stipple.Skin.Cohort;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>The door of the engine, with the priors as they stand.</summary>
public sealed class Predictions
{
    private static readonly SkinModel Model = new(Tabled.Priors);
    private static readonly SiteSkin Cheek = new("cheek", 16.8, 60, 0.87, 1.14);
    private static readonly TreatedSkin Woman = new() { Site = Cheek, Dermis = Dermis.OfWomen, AgeYears = 45, Lightness = 60 };

    private static readonly Treatment Pen = new()
    {
        Technique = new Technique.Pen(12, 100, 60, 50), NeedleMm = 0.5, Sessions = 4, DaysBetween = 28, Topical = new Topical(Niacinamide(), 40, 20),
    };

    private static readonly Treatment Roller = Pen with { Technique = new Technique.Roller(192, 20, 20, 8), NewtonPerNeedle = 0.06, Topical = null };

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var (one, many, other) = (Model.Predict(Pen, Woman, 7, 700, threads: 1), Model.Predict(Pen, Woman, 7, 700, threads: 5), Model.Predict(Pen, Woman, 8, 700));
        Assert.All(one.Forecasts.Zip(many.Forecasts), pair => Assert.Equal(pair.First.Bands, pair.Second.Bands));
        Assert.All(one.Spreads.Zip(many.Spreads), pair => Assert.Equal(pair.First.Split.Alone, pair.Second.Split.Alone));
        Assert.NotEqual(one["absorbed"].Bands, other["absorbed"].Bands);
    }

    /// <summary>What is listed as used is what is needed: without any one of them there is no prediction, and without the others there is.</summary>
    [Fact]
    public void The_list_of_parameters_is_the_one_that_was_reckoned_with()
    {
        foreach (var (treatment, skin) in new[] { (Pen, Woman), (Roller with { OccludedHours = 2 }, Woman with { AgeYears = 75, Lightness = null }) })
        {
            var used = Model.Predict(treatment, skin, 1, 100).Parameters;
            Assert.InRange(used.Length, 30, Tabled.Priors.Length - 1);
            Assert.All(used, prior => Assert.NotEmpty(prior.Sources));
            Assert.Equal(used.Length, new SkinModel(used).Predict(treatment, skin, 1, 100).Parameters.Length);
            foreach (var prior in used)
                Assert.IsType<KeyNotFoundException>(Assert.ThrowsAny<Exception>(() => new SkinModel(used.Remove(prior)).Predict(treatment, skin, 1, 100)).GetBaseException());
        }
    }

    [Fact]
    public void Bands_are_in_their_order_and_nothing_comes_from_nowhere()
    {
        var told = Model.Predict(Pen, Woman, 3);
        Assert.All(told.Forecasts, forecast =>
        {
            Assert.Equal(forecast.Times.Length, forecast.Bands.Length);
            Assert.All(forecast.Bands, band => Assert.True(band.P05 <= band.P25 && band.P25 <= band.Median && band.Median <= band.P75 && band.P75 <= band.P95, forecast.Name));
        });
        Assert.All(told["absorbed"].Bands, band => Assert.InRange(band.P95, 0, Pen.Topical!.DoseMgPerCm2));
        Assert.All(told["absorbed"].Bands.Zip(told["absorbed"].Bands.Skip(1)), pair => Assert.True(pair.Second.Median >= pair.First.Median));
        Assert.All(told["enhancement"].Bands.Skip(1), band => Assert.True(band.Median > 1));
        Assert.Equal(1, told["open-channels"].Bands[0].P05);
        Assert.InRange(told["depth"].Bands[0].Median, 0.4, 0.5);
        Assert.InRange(told["collagen-read"].Bands[^1].Median, 0.02, 0.5);
        Assert.True(told["elastin-mature"].Bands[^1].Median < 1 && told["elastin-precursors"].Bands[^1].Median > 0);
    }

    /// <summary>Each level makes some of the width. Of what is absorbed the model makes most: patency was never measured in one person twice.</summary>
    [Fact]
    public void The_width_is_told_apart_by_person_instrument_and_model()
    {
        var told = Model.Predict(Pen, Woman, 3);
        var (absorbed, collagen) = (told.Spreads.Single(spread => spread.Forecast == "absorbed"), told.Spreads.Single(spread => spread.Forecast == "collagen-read"));
        Assert.InRange(absorbed.Split.Alone[(int)Level.Person], 0.02, 0.5);
        Assert.InRange(absorbed.Split.Total[(int)Level.Structure], 0.5, 1.1);
        Assert.Equal(0, absorbed.Split.Total[(int)Level.Measurement], 1e-12);
        Assert.All(Enum.GetValues<Level>(), level => Assert.InRange(collagen.Split.Total[(int)level], 0.02, 1));
    }

    /// <summary>Measurements of one compound differ more than that: whatever the vehicle, the compound, the device and the hour.</summary>
    [Fact]
    public void No_forecast_of_what_is_absorbed_is_narrower_than_a_factor_of_three()
    {
        Compound[] compounds = [Niacinamide(), new() { Name = "lidocaine", MolarMass = 234.34, LogKow = 2.44, MolarVolume = 294, NonIonisedInTissue = 0.24 }, new() { Name = "retinol", MolarMass = 286.45, LogKow = 5.68, MolarVolume = 385 }];
        foreach (var (compound, um, treatment) in from compound in compounds from um in new[] { 5.0, 100, 2000 } from treatment in new[] { Pen, Roller with { OccludedHours = 4 } } select (compound, um, treatment))
        {
            var told = Model.Predict(treatment with { Topical = new Topical(compound, 4, um) }, Woman, 3, 1000);
            foreach (var name in new[] { "absorbed", "absorbed-intact" })
                Assert.All(told[name].Bands.Skip(1), band => Assert.True(band.P95 > 3 * band.P05, $"{compound.Name} {um} {name} {band}"));
        }
    }

    /// <summary>Published enhancements lie between 1 and 30: so do the middles, of a pen as of a roller.</summary>
    [Fact]
    public void The_middle_enhancement_of_a_small_hydrophilic_compound_is_no_greater_than_was_ever_published()
    {
        foreach (var treatment in new[] { Pen, Roller with { Topical = Pen.Topical } })
            Assert.All(Model.Predict(treatment with { Topical = new Topical(Niacinamide(), 40, 100) }, Woman, 3)["enhancement"].Bands.Skip(1), band => Assert.InRange(band.Median, 1, 30));
    }

    [Fact]
    public void A_cover_an_older_and_a_darker_skin_keep_channels_open_longer_and_what_was_not_measured_lies_between()
    {
        double Open(Treatment treatment, TreatedSkin skin) => Model.Predict(treatment, skin, 3)["open-channels"][4].Median;
        var usual = Open(Roller, Woman);
        Assert.True(Open(Roller with { OccludedHours = 4 }, Woman) > 2 * usual);
        Assert.True(Open(Roller, Woman with { AgeYears = 75 }) > usual);
        var (light, unknown, dark) = (Open(Roller, Woman with { Lightness = 75 }), Open(Roller, Woman with { Lightness = null }), Open(Roller, Woman with { Lightness = 30 }));
        Assert.True(light < unknown && unknown < dark);
    }

    [Fact]
    public void The_profile_in_depth_falls_below_the_channels_and_fills_the_horny_layer()
    {
        var thick = Pen with { Topical = new Topical(Niacinamide(), 40, 500) };
        var told = Model.InDepth(thick, Woman);
        Assert.Equal([0.25, 1, 4, 8, 24], told.Hours);
        Assert.Equal(told.DepthsUm.Order(), told.DepthsUm);
        foreach (var profile in told.MgPerCm3)
        {
            Assert.Equal(told.DepthsUm.Length, profile.Length);
            var tissue = profile.Where((_, i) => told.DepthsUm[i] > 450).ToArray();
            Assert.Equal(tissue.OrderDescending(), tissue);
            Assert.All(profile, value => Assert.InRange(value, 0, 40 * 10));
        }

        double At(int hour, double depthUm) => told.MgPerCm3[hour][told.DepthsUm.IndexOf(told.DepthsUm.MinBy(depth => Math.Abs(depth - depthUm)))];
        Assert.True(At(1, 300) > At(4, 300), "channels close, and what passed is carried away");
        Assert.True(At(4, 5) > At(0, 5), "the horny layer fills");
        Assert.StartsWith("Without a topical", Assert.Throws<ArgumentException>(() => Model.InDepth(Pen with { Topical = null }, Woman)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_force_pierces_more_and_a_longer_needle_bleeds_more()
    {
        Assert.True(Model.Predict(Roller, Woman, 3).PiercedShare > Model.Predict(Roller with { NewtonPerNeedle = 0.02 }, Woman, 3).PiercedShare);
        Assert.True(Model.Predict(Pen, Woman, 3)["bleeding-points"].Bands[0].Median > Model.Predict(Pen with { NeedleMm = 0.1 }, Woman, 3)["bleeding-points"].Bands[0].Median);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_quantity_its_bounds_and_unit()
    {
        Refused("needle length must be from 0.05 to 0.947 mm, the thickness of the skin of the site (cheek).", () => Model.Predict(Pen with { NeedleMm = 1 }, Woman, 1));
        Refused("needle length must be from 0.05 to 3 mm.", () => Pen with { NeedleMm = double.NaN });
        Refused("needle length must be from 0.05 to 3 mm.", () => Pen with { NeedleMm = -1 });
        Refused("concentration of niacinamide must be from 1E-09 to 500 mg/cm3, what dissolves.", () => new Topical(Niacinamide(), 501, 20));
        Refused("L* of the skin must be from 15 to 85.", () => Woman with { Lightness = 90 });
        Refused("age must be from 18 to 100 years.", () => Woman with { AgeYears = 12 });
        Refused("days from the first to the last session must be from 0 to 364 d.", () => Model.Predict(Pen with { Sessions = 12, DaysBetween = 40 }, Woman, 1));
        Refused("needles on one plate must be from 1 to 3086.4 needles/cm2, where the widest channels touch.",
            () => Model.Predict(Pen with { Technique = new Technique.Stamp(5000, 1), NewtonPerNeedle = 0.1 }, Woman, 1));
        Assert.StartsWith("A roller and a stamp need the force", Assert.Throws<ArgumentException>(() => Model.Predict(Roller with { NewtonPerNeedle = null }, Woman, 1)).Message, StringComparison.Ordinal);

        static void Refused(string says, Func<object> what) => Assert.StartsWith(says, Assert.Throws<ArgumentOutOfRangeException>(what).Message, StringComparison.Ordinal);
    }

    private static Compound Niacinamide() => new() { Name = "niacinamide", MolarMass = 122.13, LogKow = -0.37, MolarVolume = 126, Solubility = 500 };
}
