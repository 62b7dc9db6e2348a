using System.Diagnostics;
using System.Globalization;
using Stipple.Evidence;
using Stipple.Skin;
using Stipple.Skin.Cohort;
using Stipple.Skin.Puncture;

namespace Stipple.Bench;

/// <summary>
/// A whole forecast for 10,000 virtual patients at the engine's door: punctures, channels, permeation in closed form, healing over twelve months, each of 40 times, all intervals, and where
/// the width comes from. By the clock on the wall, on all cores.
/// </summary>
internal static class SkinForecasts
{
    private const int Rounds = 15, Patients = 10_000;

    public static IReadOnlyList<Bar> Measure()
    {
        var tables = SkinTables.Shipped(Library.Shipped());
        var model = new SkinModel(tables.Parameters);
        var treatment = new Treatment { Technique = new Technique.Pen(12, 100, 60, 50), NeedleMm = 0.5, Sessions = 4, Topical = new Topical(tables.Compounds["niacinamide"].In(6), 40, 100) };
        var skin = new TreatedSkin { Site = tables.Sites["cheek"], Dermis = Dermis.OfWomen, AgeYears = 45, Lightness = 60 };
        var (taken, told) = (new List<double>(), new List<double>());
        for (var round = -3; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var prediction = model.Predict(treatment, skin, 1, Patients, Environment.ProcessorCount);
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Math.Max(0, round + 1)}/{Rounds} rounds"));
            if (round < 0) continue; // these warm
            taken.Add(clock.Elapsed.TotalMilliseconds);
            told.Add(prediction.Forecasts.Sum(forecast => forecast.Times.Length));
        }

        Console.Error.WriteLine();
        return
        [
            new Bar($"forecast for {Patients} virtual patients with its intervals, {Environment.ProcessorCount} cores", "ms", taken, 250),
            new Bar("intervals that it tells (8 outputs at 40 times are 320)", "intervals", told, null),
        ];
    }
}
