using System.Collections.Immutable;
using Stipple.Skin.Cohort;

namespace Stipple.Skin;

/// <summary>The middle of patients, the inner half and nine in ten of them.</summary>
public readonly record struct Band(double P05, double P25, double Median, double P75, double P95)
{
    internal static Band Of(ReadOnlySpan<double> quantiles) => new(quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]);
}

/// <summary>One thing that is foreseen.</summary>
/// <param name="Name">Words with hyphens.</param>
/// <param name="Unit">Of its bands.</param>
/// <param name="Says">What it is, in a few words.</param>
/// <param name="TimeUnit">h or d after the first session; empty where it has no time.</param>
/// <param name="Times">Rising; one where it has no time.</param>
/// <param name="Bands">One for each time.</param>
public sealed record Forecast(string Name, string Unit, string Says, string TimeUnit, ImmutableArray<double> Times, ImmutableArray<Band> Bands)
{
    /// <summary>The band at one of its times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not told for this time.</exception>
    public Band this[double time] => Times.IndexOf(time) is >= 0 and var at ? Bands[at] : throw new ArgumentOutOfRangeException(nameof(time), time, $"{Name} is told at {string.Join(", ", Times)} {TimeUnit}.");
}

/// <summary>
/// Where the width of one forecast comes from: the share that each level has in its variance alone, and with all it takes part in.
/// </summary>
/// <param name="Forecast">Name of the forecast.</param>
/// <param name="At">Its time.</param>
/// <param name="Split">By person, measurement and structure.</param>
public sealed record Spread(string Forecast, double At, VarianceSplit Split);

/// <summary>What may become of a treatment, and what that was reckoned from.</summary>
/// <param name="Patients">How many virtual patients the bands are of.</param>
/// <param name="PerCm2">Punctures per cm2, before asking how many pierce.</param>
/// <param name="PiercedShare">Share of the needles that pierce, 0 to 1. How it differs from patient to patient is not known.</param>
/// <param name="Forecasts">Each by its name.</param>
/// <param name="Spreads">Where the width comes from, for the forecasts that matter most.</param>
/// <param name="Parameters">Every prior that this was reckoned from, with its sources.</param>
public sealed record Prediction(
    int Patients, double PerCm2, double PiercedShare, ImmutableArray<Forecast> Forecasts, ImmutableArray<Spread> Spreads, ImmutableArray<Prior> Parameters)
{
    /// <summary>The forecast of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Forecast this[string name] => Forecasts.FirstOrDefault(forecast => forecast.Name == name) ?? throw new KeyNotFoundException($"There is no forecast called {name}.");
}
