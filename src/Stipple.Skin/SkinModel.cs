using System.Collections.Immutable;
using Stipple.Skin.Cohort;
using Stipple.Skin.Healing;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;

namespace Stipple.Skin;

/// <summary>
/// The engine's door: what may become of a treatment, for virtual patients as the priors say they may be. The same seed gives the same bits, whatever the
/// number of threads. It foresees averages of people who are like this one in what was measured; it diagnoses nothing and decides nothing.
/// </summary>
public sealed class SkinModel
{
    /// <summary>Patients that a prediction is of unless asked otherwise.</summary>
    public const int UsualPatients = 2000;

    private const int PatientsOfSplit = 1024, DaysOfCourse = 364;
    private const double HoursPerDay = 24, EarlyHour = 1, MostPerCm2 = 1e5, UmPerCm = 1e4;

    private static readonly double[] hours =
    [
        0, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 42, 45, 48, 52, 56, 60, 63, 66, 69, 72,
    ];

    private static readonly double[] healingHours = [0, 0.5, 1, 2, 4, 6, 8, 12, 16, 20, 24, 30, 36, 48, 60, 72, 96, 120, 144, 168];
    private static readonly double[] courseDays = [14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105, 112, 126, 154, 182, 224, 273, 318, DaysOfCourse];
    private static readonly ImmutableArray<double> looks = [.. healingHours.Select(hour => hour / HoursPerDay), .. courseDays];

    private readonly ImmutableArray<Prior> priors;
    private readonly double correlation;

    /// <param name="priors">What is known of every parameter; those of evidence/skin/parameters.tsv.</param>
    /// <exception cref="KeyNotFoundException">The correlation between the layers of the skin is not among them.</exception>
    public SkinModel(ImmutableArray<Prior> priors)
    {
        this.priors = priors;
        correlation = Prior("thickness-correlation").Value;
    }

    /// <summary>What may become of a treatment.</summary>
    /// <param name="treatment">What is done.</param>
    /// <param name="skin">To whom, and where.</param>
    /// <param name="seed">The run.</param>
    /// <param name="count">Virtual patients, 100 to 1,000,000.</param>
    /// <param name="threads">At most so many at once, 1 to 1024; the result is the same.</param>
    /// <param name="progress">Told each part of the work as it begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">A quantity is outside its bounds: the message has its name, its bounds and their unit.</exception>
    public Prediction Predict(Treatment treatment, TreatedSkin skin, ulong seed, int count = UsualPatients, int threads = 2, IProgress<string>? progress = null)
    {
        var patients = new VirtualPatients(priors, correlation, seed);
        Check(treatment, skin, patients["mouth-radius"].High, count, threads);
        var piercedShare = treatment.PiercedShare(patients["insertion-threshold"].Value, patients["insertion-threshold-gsd"].Value);
        progress?.Report("punctures, channels and what passes through them");
        var punctures = PatientPunctures.Of(patients, treatment, skin, piercedShare, seed, count, hours, threads);
        progress?.Report("healing over twelve months");
        var curves = Heal(patients, treatment, skin, piercedShare, looks, count, threads);
        progress?.Report("middles and intervals");
        var forecasts = Told(patients, treatment, punctures, curves, threads);
        progress?.Report("where the width comes from");
        return new(count, treatment.Technique.PerCm2, piercedShare, forecasts, Spreads(patients, treatment, skin, piercedShare, seed, threads), Used(treatment, skin));
    }

    /// <summary>How much of the topical is how deep, in time, in the middle patient.</summary>
    /// <param name="treatment">What is done, with a topical.</param>
    /// <param name="skin">To whom, and where.</param>
    /// <exception cref="ArgumentException">There is no topical, or a quantity is outside its bounds.</exception>
    public DepthProfile InDepth(Treatment treatment, TreatedSkin skin)
    {
        Check(treatment, skin, Prior("mouth-radius").High, UsualPatients, 1);
        var piercedShare = treatment.PiercedShare(Prior("insertion-threshold").Value, Prior("insertion-threshold-gsd").Value);
        return DepthProfile.Of(name => Prior(name).Value, treatment, skin, treatment.Technique.PerCm2 * piercedShare);
    }

    private Prior Prior(string name) => priors.FirstOrDefault(prior => prior.Name == name) ?? throw new KeyNotFoundException($"There is no parameter called {name}.");

    private static void Check(Treatment treatment, TreatedSkin skin, double widestUm, int count, int threads)
    {
        Bounds.Check(count, 100, 1_000_000, "patients", "number of virtual patients");
        Bounds.Check(threads, 1, 1024, "threads");
        Bounds.Check(treatment.NeedleMm, 0.05, Math.Round(skin.ThicknessMm, 3), $"mm, the thickness of the skin of the site ({skin.Site.Id})", "needle length");
        Bounds.Check(treatment.Technique.PerCm2, 1e-3, MostPerCm2, "punctures/cm2", "density");
        if (treatment.Technique is Technique.Stamp stamp)
            Bounds.Check(stamp.PerCm2 / stamp.Stamps, 1, Math.Round(UmPerCm * UmPerCm / (4 * widestUm * widestUm), 1), "needles/cm2, where the widest channels touch", "needles on one plate");
        if (treatment.NewtonPerNeedle is null && treatment.Technique is not Technique.Pen)
            throw new ArgumentException("A roller and a stamp need the force on each needle (0.001 to 10 N): how many needles pierce hangs on it.", nameof(treatment));
        Bounds.Check((treatment.Sessions - 1) * treatment.DaysBetween, 0, DaysOfCourse, "d", "days from the first to the last session");
    }

    private static HealingCurves Heal(VirtualPatients patients, Treatment treatment, TreatedSkin skin, double piercedShare, ImmutableArray<double> at, int count, int threads)
    {
        var drive = treatment.Technique switch { Technique.Roller => NeedleDrive.Roller, Technique.Pen => NeedleDrive.Pen, _ => NeedleDrive.Stamp };
        var course = new HealingCourse([.. Enumerable.Range(0, treatment.Sessions).Select(session => session * treatment.DaysBetween)], at);
        return HealingCohort.Follow(patients, new(drive, treatment.Technique, treatment.NeedleMm, piercedShare, course), skin.AgeYears, count, threads);
    }

    private static ImmutableArray<Forecast> Told(VirtualPatients patients, Treatment treatment, PatientPunctures punctures, HealingCurves curves, int threads)
    {
        var told = ImmutableArray.CreateBuilder<Forecast>();
        Once("depth", "mm", "depth that the needles reach, their mean", punctures.DepthMm);
        Once("coverage", "share", "share of the surface that the channels open", punctures.Coverage);
        Once("bleeding-points", "1/cm2", "points that bleed", punctures.PointsPerCm2);
        Once("bleeding-chance", "chance", "chance of a bleeding point in a square centimetre", punctures.BleedingChance);
        Over("open-channels", "share", "what is left of the permeable area of the channels", punctures.OpenShare);
        if (treatment.Topical is not null)
        {
            Over("absorbed", "mg/cm2", "what has passed under the barrier of needled skin", punctures.Needled);
            Over("absorbed-intact", "mg/cm2", "what has passed under the barrier of skin that was not needled", punctures.Intact);
            Over("enhancement", "times", "how many times as much passes needled skin", punctures.Enhancement);
        }

        var (first, last) = (Range(0, healingHours.Length), Range(0, looks.Length).Where(look => look == 0 || look >= healingHours.Length - 1).ToArray());
        Healed("erythema", "of the most", "redness; 1 is that at once after the greatest injury there is", HealingOutput.Erythema, first);
        Healed("barrier-loss", "of the most", "water loss above its baseline; 1 is that at once after the greatest injury there is", HealingOutput.BarrierLoss, first);
        Healed("collagen-three", "of all collagen", "new collagen III over all collagen before", HealingOutput.CollagenThree, last);
        Healed("collagen-one", "of all collagen", "new collagen I over all collagen before", HealingOutput.CollagenOne, last);
        Healed("elastin-mature", "of before", "mature elastin; 1 is what there was", HealingOutput.MatureElastin, last);
        Healed("elastin-precursors", "of before", "new precursors of elastin over the mature elastin before", HealingOutput.ElastinPrecursors, last);
        var gain = new double[curves.Persons];
        patients.Draw("oct-gain", 0, gain);
        Add("collagen-read", "of all collagen", "all new collagen, as optical coherence tomography would read it", "d", [.. last.Select(look => looks[look])],
            (i, values) => HealingCohort.Read(curves, last[i], gain, values));
        return told.ToImmutable();

        void Once(string name, string unit, string says, double[] values) => Add(name, unit, says, "", [0], (_, into) => values.CopyTo(into, 0));
        void Over(string name, string unit, string says, double[][] values) => Add(name, unit, says, "h", [.. hours], (i, into) => values[i].CopyTo(into, 0));
        void Healed(string name, string unit, string says, HealingOutput output, int[] at)
        {
            var isAcute = at.Length == healingHours.Length && at[^1] < healingHours.Length;
            Add(name, unit, says, isAcute ? "h" : "d", [.. at.Select(look => isAcute ? healingHours[look] : looks[look])], (i, into) => curves.Of(output, at[i]).CopyTo(into));
        }

        void Add(string name, string unit, string says, string timeUnit, ImmutableArray<double> times, Action<int, double[]> fill)
        {
            var bands = new Band[times.Length];
            Parallel.For(0, times.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new double[curves.Persons], (i, _, values) =>
            {
                Span<double> quantiles = stackalloc double[HealingCohort.Chances.Length];
                fill(i, values);
                Quantiles.Of(values, HealingCohort.Chances.AsSpan(), quantiles);
                bands[i] = Band.Of(quantiles);
                return values;
            }, _ => { });
            told.Add(new(name, unit, says, timeUnit, times, [.. bands]));
        }
    }

    /// <summary>The widths that matter most. What is absorbed is asked for early on, before a thin vehicle is used up in most.</summary>
    private static ImmutableArray<Spread> Spreads(VirtualPatients patients, Treatment treatment, TreatedSkin skin, double piercedShare, ulong seed, int threads)
    {
        var spreads = ImmutableArray.CreateBuilder<Spread>();
        if (treatment.Topical is not null)
        {
            spreads.Add(new("absorbed", EarlyHour, VarianceSplit.Of(patients, who =>
                PatientPunctures.Of(who, treatment, skin, piercedShare, seed, PatientsOfSplit, [EarlyHour], threads).Needled[0])));
        }

        spreads.Add(new("collagen-read", DaysOfCourse, VarianceSplit.Of(patients, who =>
            HealingCohort.Read(who, Heal(who, treatment, skin, piercedShare, [DaysOfCourse], PatientsOfSplit, threads), 0, "oct-gain"))));
        return spreads.ToImmutable();
    }

    private ImmutableArray<Prior> Used(Treatment treatment, TreatedSkin skin)
    {
        HashSet<string> unused = ["ultrasound-gain", "cell-gain"];
        if (treatment.Technique is not Technique.Roller) unused.UnionWith(["efficiency-roller", "roller-scatter"]);
        if (treatment.Technique is not Technique.Pen) unused.Add("efficiency-pen");
        if (treatment.Technique is not Technique.Stamp) unused.Add("efficiency-stamp");
        if (treatment.OccludedHours == 0) unused.Add("closure-occluded");
        if (skin.AgeYears < PatientPunctures.OldAge) unused.Add("closure-old");
        if (skin.Site.Id == PatientPunctures.MeasuredSite) unused.Add("closure-site");
        if (treatment.Topical is null) unused.UnionWith(["sc-thickness", "ve-thickness", "dermis-thickness", "dermis-age", "pore-patency", "kp-residual", "kp-between-skins", "polar-path", "dose-available"]);
        return [.. priors.Where(prior => !unused.Contains(prior.Name))];
    }

    private static int[] Range(int from, int count) => [.. Enumerable.Range(from, count)];
}
