using System.Collections.Immutable;
using Stipple.Skin.Healing;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;

namespace Stipple.Skin.Cohort;

/// <summary>What drives the needles, as far as it decides how deep they get.</summary>
public enum NeedleDrive
{
    Roller,
    Pen,
    Stamp,
}

/// <summary>What is done, for the healing part of a prediction.</summary>
/// <param name="Drive">What drives the needles.</param>
/// <param name="Technique">How many punctures there are.</param>
/// <param name="SetMm">Length that is set, 0.05 to 3 mm.</param>
/// <param name="PiercedShare">Share of the needles that pierce, 0 to 1.</param>
/// <param name="Course">When, and when to look.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
public sealed record Needling(NeedleDrive Drive, Technique Technique, double SetMm, double PiercedShare, HealingCourse Course)
{
    public double SetMm { get; } = Bounds.Check(SetMm, 0.05, 3, "mm", "length that is set");

    public double PiercedShare { get; } = Bounds.Check(PiercedShare, 0, 1, "", "share that pierces");
}

/// <summary>How virtual patients heal.</summary>
public static class HealingCohort
{
    /// <summary>The chances whose quantiles are told: the middle, and the ends of the inner half and of nine in ten.</summary>
    public static readonly ImmutableArray<double> Chances = [0.05, 0.25, 0.5, 0.75, 0.95];

    private const int Part = 512;
    private const double HoursPerDay = 24, DaysPerYear = 365.25, YoungAge = 25;

    /// <summary>Follows patients through a course.</summary>
    /// <param name="patients">Who they may be.</param>
    /// <param name="needling">What is done.</param>
    /// <param name="ageYears">18 to 100.</param>
    /// <param name="count">How many of them, 1 to 1,000,000.</param>
    /// <param name="threads">At most so many at once; the result is the same.</param>
    public static HealingCurves Follow(VirtualPatients patients, Needling needling, double ageYears, int count, int threads)
    {
        Bounds.Check(ageYears, 18, 100, "years");
        Bounds.Check(count, 1, 1_000_000, "patients");
        Bounds.Check(threads, 1, 1024, "threads");
        var columns = new HealingColumns(count, needling.Course.SessionDays.Length);
        var curves = new HealingCurves(columns, needling.Course);
        Parallel.For(0, (count + Part - 1) / Part, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var (first, some) = (part * Part, Math.Min(Part, count - part * Part));
            Fill(patients, needling, ageYears, columns, first, some);
            HealingModel.Run(columns, needling.Course, curves, first, some, HealingModel.Width);
        });
        return curves;
    }

    /// <summary>What patients are dealt for this needling, before anything is followed.</summary>
    /// <inheritdoc cref="Follow" path="/param"/>
    public static HealingColumns Dealt(VirtualPatients patients, Needling needling, double ageYears, int count)
    {
        var columns = new HealingColumns(Bounds.Check(count, 1, 1_000_000, "patients"), needling.Course.SessionDays.Length);
        for (var first = 0; first < count; first += Part) Fill(patients, needling, Bounds.Check(ageYears, 18, 100, "years"), columns, first, Math.Min(Part, count - first));
        return columns;
    }

    /// <summary>The quantiles of each output at each look.</summary>
    /// <param name="curves">Of many patients.</param>
    /// <param name="threads">At most so many at once; the result is the same.</param>
    /// <returns>By output and look, as many numbers as <see cref="Chances"/>.</returns>
    public static double[][][] Bands(HealingCurves curves, int threads)
    {
        var bands = new double[HealingCurves.Outputs][][];
        for (var output = 0; output < bands.Length; output++) bands[output] = new double[curves.Looks][];
        Parallel.For(0, HealingCurves.Outputs * curves.Looks, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new double[curves.Persons], (i, _, values) =>
        {
            var (output, look) = (i / curves.Looks, i % curves.Looks);
            curves.Of((HealingOutput)output, look).CopyTo(values);
            Quantiles.Of(values, Chances.AsSpan(), bands[output][look] = new double[Chances.Length]);
            return values;
        }, _ => { });
        return bands;
    }

    /// <summary>What an instrument would read off new collagen at a look: all of it times the gain of the instrument.</summary>
    /// <param name="patients">The patients of the curves.</param>
    /// <param name="curves">Their curves.</param>
    /// <param name="look">Which look.</param>
    /// <param name="gain">Name of the prior of the gain.</param>
    public static double[] Read(VirtualPatients patients, HealingCurves curves, int look, string gain)
    {
        var (gains, read) = (new double[curves.Persons], new double[curves.Persons]);
        patients.Draw(gain, 0, gains);
        Read(curves, look, gains, read);
        return read;
    }

    /// <summary>The same with gains that were drawn.</summary>
    internal static void Read(HealingCurves curves, int look, ReadOnlySpan<double> gains, Span<double> read)
    {
        var three = curves.Of(HealingOutput.CollagenThree, look);
        var first = curves.Of(HealingOutput.CollagenOne, look);
        for (var i = 0; i < read.Length; i++) read[i] = gains[i] * (three[i] + first[i]);
    }

    private static void Fill(VirtualPatients patients, Needling needling, double ageYears, HealingColumns columns, int first, int some)
    {
        var (one, other, third) = (new double[some], new double[some], new double[some]);

        patients.Draw("healing-time", first, one);
        foreach (var (parameter, name) in new[]
        {
            (HealingParameter.SignalRate, "signal-rate"), (HealingParameter.NeutrophilRate, "neutrophil-rate"),
            (HealingParameter.MacrophageRate, "macrophage-rate"), (HealingParameter.FibroblastRate, "fibroblast-rate"),
        })
        {
            patients.Draw(name, first, other);
            for (var i = 0; i < some; i++) columns.Set(parameter, first + i, other[i] / one[i]);
        }

        Take(HealingParameter.ErythemaRate, "erythema-decay", hours => HoursPerDay / hours, one);
        Take(HealingParameter.ErythemaOfNeutrophils, "erythema-of-neutrophils", rate => rate, one);
        Take(HealingParameter.ErythemaOfSignal, "erythema-of-signal", rate => rate, one);
        Take(HealingParameter.BarrierFastRate, "closure-open", hours => Math.Log(2) * HoursPerDay / hours, one);
        Take(HealingParameter.BarrierSlowRate, "barrier-repair", hours => Math.Log(2) * HoursPerDay / hours, one);
        Take(HealingParameter.BarrierFastShare, "barrier-channel-share", share => share, one);
        Take(HealingParameter.CollagenRoom, "collagen-room", room => room, one);
        Take(HealingParameter.Conversion, "conversion", rate => rate, one);
        Take(HealingParameter.CollagenThreeLoss, "collagen-half-life", years => Math.Log(2) / (years * DaysPerYear), one);
        Take(HealingParameter.CollagenOneLoss, "collagen-half-life", years => Math.Log(2) / (years * DaysPerYear), one);
        Take(HealingParameter.PrecursorLoss, "precursor-loss", rate => rate, one);
        Take(HealingParameter.Maturation, "elastin-maturation", rate => rate, one);
        Take(HealingParameter.ElastinLoss, "elastin-half-life", years => Math.Log(2) / (years * DaysPerYear), one);
        Take(HealingParameter.Elastolysis, "elastolysis", rate => rate, one);

        // What one whole injury leaves: the response of the person at this age, times what the model may be wrong by.
        patients.Draw("collagen-gain", first, one);
        patients.Draw("collagen-gain-age", first, other);
        for (var i = 0; i < some; i++) one[i] *= Math.Max(0.1, 1 + other[i] / 100 * Math.Max(0, ageYears - YoungAge));
        patients.Draw("precursor-yield", first, other);
        for (var i = 0; i < some; i++) columns.Set(HealingParameter.PrecursorYield, first + i, Math.Min(2, one[i] * other[i]));
        patients.Draw("structure-collagen", first, other);
        for (var i = 0; i < some; i++) one[i] *= other[i];
        patients.Draw("collagen-yield", first, other);
        patients.Draw("collagen-three-share", first, third);
        for (var i = 0; i < some; i++)
        {
            var made = Math.Min(2, one[i] * other[i]);
            columns.Set(HealingParameter.CollagenThreeYield, first + i, made * third[i]);
            columns.Set(HealingParameter.CollagenOneYield, first + i, made * (1 - third[i]));
        }

        Injure(patients, needling, columns, first, one, other, third);

        void Take(HealingParameter parameter, string name, Func<double, double> turn, double[] values)
        {
            patients.Draw(name, first, values);
            for (var i = 0; i < values.Length; i++) columns.Set(parameter, first + i, turn(values[i]));
        }
    }

    /// <summary>Injury is the volume that the channels open, V / (V + Vh): it grows with density, depth and width, and has an end.</summary>
    private static void Injure(VirtualPatients patients, Needling needling, HealingColumns columns, int first, double[] efficiency, double[] radiusUm, double[] half)
    {
        patients.Draw(needling.Drive switch { NeedleDrive.Roller => "efficiency-roller", NeedleDrive.Pen => "efficiency-pen", _ => "efficiency-stamp" }, first, efficiency);
        patients.Draw("mouth-radius", first, radiusUm);
        patients.Draw("injury-half-volume", first, half);
        var pierced = needling.Technique.PerCm2 * needling.PiercedShare;
        var spread = patients["needle-spread"].Value;
        for (var i = 0; i < efficiency.Length; i++)
        {
            var volume = pierced * new ReachedDepth(needling.SetMm, efficiency[i], spread).ChannelMm3(radiusUm[i] / 1000);
            for (var session = 0; session < columns.Sessions; session++) columns.SetInjury(session, first + i, volume / (volume + half[i]));
        }
    }
}
