using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using SkiaSharp;
using Stipple.Skin;
using Stipple.Skin.Puncture;

namespace Stipple.Web.Simulate;

/// <summary>One picture of a prediction.</summary>
public sealed class SkinPicture
{
    private const int Width = 880, Height = 560;

    private readonly Plot plot;
    private readonly int width;

    internal SkinPicture(string name, Plot plot, bool isSquare = false) => (Name, this.plot, width) = (name, plot, isSquare ? Height : Width);

    /// <summary>Words with hyphens, fit for a file.</summary>
    public string Name { get; }

    public string Svg => plot.GetSvgXml(width, Height);

    public byte[] Png => plot.GetImageBytes(width, Height, ImageFormat.Png);
}

/// <summary>
/// A prediction as pictures: the middle patient as a line, half of patients and nine in ten as bands that grow lighter, so that they can be told apart
/// without colour.
/// </summary>
public static class SkinPictures
{
    private const double FieldMm = 5, DaysPerMonth = 365.25 / 12, DeepUm = 950, Least = 1e-6;

    private static readonly string[] faces = ["Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];
    private static readonly Color ink = Color.FromHex("#1B2430"), line = Color.FromHex("#E0DACF"), clay = Color.FromHex("#A2441D");
    private static readonly Color half = Color.FromHex("#8DB3BC"), most = Color.FromHex("#D9E7EA");

    /// <summary>The first face without serifs that this machine has, as on the pages; null leaves the choice to the drawing.</summary>
    private static readonly string? face = faces.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains);

    /// <summary>One of the puncture field, one of each forecast over time but the enhancement, which spans powers of ten, and one of the depth.</summary>
    /// <param name="prediction">What is foreseen.</param>
    /// <param name="profile">The middle patient in depth; null without a topical.</param>
    /// <param name="technique">How it was needled.</param>
    /// <param name="seed">The same seed gives the same field.</param>
    public static ImmutableArray<SkinPicture> Of(Prediction prediction, DepthProfile? profile, Technique technique, ulong seed)
    {
        var overTime = prediction.Forecasts.Where(forecast => forecast.Times.Length > 1 && forecast.Name is not ("absorbed-intact" or "enhancement")).Select(forecast => OverTime(prediction, forecast));
        return profile is null ? [Punctures(prediction, technique, seed), .. overTime] : [Punctures(prediction, technique, seed), .. overTime, InDepth(profile)];
    }

    private static SkinPicture Punctures(Prediction prediction, Technique technique, ulong seed)
    {
        double Middle(string name) => prediction.Parameters.Single(prior => prior.Name == name).Value;
        var (mouthMm, perCm2) = (Middle("mouth-radius") / 1000, prediction.PerCm2 * prediction.PiercedShare);
        var fields = technique switch
        {
            Technique.Roller roller => [PunctureField.Clustered(Pierced(roller.Clusters(Middle("roller-scatter")), prediction.PiercedShare), FieldMm, seed)],
            Technique.Stamp stamp => [.. Enumerable.Range(0, stamp.Stamps).Select(press => PunctureField.Lattice(perCm2 / stamp.Stamps, FieldMm, seed + (ulong)press))],
            _ => (PunctureField[])[PunctureField.Independent(perCm2, FieldMm, seed)],
        };
        var plot = Framed($"{perCm2:F0} channels on a square centimetre, as they may fall", "mm", "mm");
        foreach (var (x, y) in fields.SelectMany(field => field.Points))
        {
            var mouth = plot.Add.Circle(x, y, mouthMm);
            (mouth.FillColor, mouth.LineWidth) = (ink, 0);
        }

        plot.Axes.SetLimits(0, FieldMm, 0, FieldMm);
        plot.Axes.SquareUnits();
        plot.Grid.IsVisible = false;
        return new("puncture-field", plot, isSquare: true);
    }

    private static SkinPicture OverTime(Prediction prediction, Forecast forecast)
    {
        var isLong = forecast.TimeUnit == "d";
        var times = forecast.Times.Select(time => isLong ? time / DaysPerMonth : time).ToArray();
        var plot = Framed(Title(forecast), isLong ? "months after the first session" : "hours after needling", forecast.Unit);
        Fill(band => band.P05, band => band.P95, most, "nine in ten patients");
        Fill(band => band.P25, band => band.P75, half, "half of patients");
        Line(forecast, ink, LinePattern.Solid, "the middle patient");
        if (forecast.Name == "absorbed") Line(prediction["absorbed-intact"], clay, LinePattern.Dashed, "the middle patient, skin not needled");
        plot.Axes.SetLimitsX(0, times[^1]);
        plot.Axes.AutoScaleY();
        if (forecast.Name != "elastin-mature") plot.Axes.SetLimitsY(0, 1.05 * forecast.Bands.Max(band => band.P95));
        plot.ShowLegend(forecast.Name switch
        {
            "absorbed" => Alignment.LowerRight,
            "elastin-mature" => Alignment.LowerLeft,
            _ => IsFalling(forecast) ? Alignment.UpperRight : Alignment.UpperLeft,
        });
        return new(forecast.Name, plot);

        void Fill(Func<Band, double> low, Func<Band, double> high, Color color, string says)
        {
            var band = plot.Add.FillY(times, [.. forecast.Bands.Select(low)], [.. forecast.Bands.Select(high)]);
            (band.FillColor, band.LineColor, band.LineWidth, band.MarkerSize, band.LegendText) = (color, color, 0, 0, says);
        }

        void Line(Forecast of, Color color, LinePattern pattern, string says)
        {
            var drawn = plot.Add.Scatter(times, [.. of.Bands.Select(band => band.Median)], color);
            (drawn.LineWidth, drawn.LinePattern, drawn.MarkerSize, drawn.LegendText) = (2.5f, pattern, 0, says);
        }
    }

    private static SkinPicture InDepth(DepthProfile profile)
    {
        (LinePattern Pattern, float Width)[] strokes = [(LinePattern.Dotted, 2), (LinePattern.Dashed, 2), (LinePattern.DenselyDashed, 2.5f), (LinePattern.Solid, 1.5f), (LinePattern.Solid, 3.5f)];
        var plot = Framed("How deep it is, in the middle patient", "um below the surface", "mg/cm3");
        var deep = profile.DepthsUm.Select((depth, i) => (depth, i)).Where(at => at.depth <= DeepUm).ToArray();
        var highest = profile.MgPerCm3.Max(concentrations => concentrations.Max());
        foreach (var ((hour, concentrations), (pattern, width)) in profile.Hours.Zip(profile.MgPerCm3).Zip(strokes))
        {
            var drawn = plot.Add.Scatter(deep.Select(at => at.depth).ToArray(), deep.Select(at => Math.Log10(Math.Max(concentrations[at.i], highest * Least))).ToArray(), ink);
            (drawn.LineWidth, drawn.LinePattern, drawn.MarkerSize, drawn.LegendText) = (width, pattern, 0, hour < 1 ? $"{hour * 60:F0} minutes" : hour == 1 ? "1 hour" : $"{hour:F0} hours");
        }

        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = power => Math.Pow(10, power).ToString("G3", CultureInfo.InvariantCulture) };
        plot.Axes.SetLimits(0, DeepUm, Math.Log10(highest * Least), Math.Log10(2 * highest));
        plot.ShowLegend(Alignment.UpperRight);
        return new("depth-profile", plot);
    }

    private static bool IsFalling(Forecast forecast) => forecast.Bands[^1].P95 < 0.9 * forecast.Bands.Max(band => band.P95);

    private static string Title(Forecast forecast) => char.ToUpperInvariant(forecast.Says[0]) + forecast.Says[1..];

    private static Clusters Pierced(Clusters all, double share) => new(all.ParentsPerCm2, all.Each * share, all.RadiusMm);

    private static Plot Framed(string title, string across, string up)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.White;
        plot.Title(title, 17);
        plot.XLabel(across, 15);
        plot.YLabel(up, 15);
        plot.Axes.Color(ink);
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 14;
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        if (face is not null) plot.Font.Set(face);
        plot.Grid.MajorLineColor = line;
        (plot.Legend.FontSize, plot.Legend.OutlineColor, plot.Legend.ShadowColor, plot.Legend.FontColor) = (14, line, Colors.Transparent, ink);
        return plot;
    }
}
