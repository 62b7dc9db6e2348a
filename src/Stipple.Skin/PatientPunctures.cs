using Stipple.Skin.Channel;
using Stipple.Skin.Cohort;
using Stipple.Skin.Numerics;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;

namespace Stipple.Skin;

/// <summary>What needles do to each of many patients on the first day, and what passes through it: an array for each hour, a number for each patient.</summary>
internal sealed class PatientPunctures
{
    /// <summary>From this age on channels close later.</summary>
    public const double OldAge = 70;

    /// <summary>The site on which closing was measured.</summary>
    public const string MeasuredSite = "forearm";

    private const double UsualMm = 0.5;
    private const int Part = 256;
    private const double MmPerUm = 1e-3, CmPerUm = 1e-4, CmPerMm = 0.1, FewestPerCm2 = 1e-3;

    private readonly VirtualPatients patients;
    private readonly Treatment treatment;
    private readonly TreatedSkin skin;
    private readonly ulong seed;
    private readonly double[] hours;
    private readonly double piercedPerCm2;
    private readonly double needleSpread;
    private readonly (double Dry, double Wet) throughLipids;
    private readonly TissueTransport tissue;

    private PatientPunctures(VirtualPatients patients, Treatment treatment, TreatedSkin skin, double piercedShare, ulong seed, int count, double[] hours)
    {
        (this.patients, this.treatment, this.skin, this.seed, this.hours) = (patients, treatment, skin, seed, hours);
        piercedPerCm2 = treatment.Technique.PerCm2 * piercedShare;
        needleSpread = patients["needle-spread"].Value;
        (DepthMm, Coverage, PointsPerCm2, BleedingChance) = (new double[count], new double[count], new double[count], new double[count]);
        (OpenShare, Needled, Intact, Enhancement) = (Rows(), Rows(), Rows(), Rows());
        if (treatment.Topical is not { Compound: var compound }) return;
        throughLipids = (IntactSkin.Barrier(compound, Hydration.Partial) - IntactSkin.PolarPath, IntactSkin.Barrier(compound, Hydration.Full) - IntactSkin.PolarPath);

        // What comes through a pore meets tissue as water meets water: all of it, and not only the share without a charge.
        var everyForm = ViableTissue.Of(compound);
        tissue = everyForm with { Partition = everyForm.Partition * compound.NonIonisedInTissue };

        double[][] Rows() => [.. hours.Select(_ => new double[count])];
    }

    /// <summary>Mean over the needles.</summary>
    public double[] DepthMm { get; }

    /// <summary>Share of the surface.</summary>
    public double[] Coverage { get; }

    public double[] PointsPerCm2 { get; }

    /// <summary>Of one point or more in a square centimetre.</summary>
    public double[] BleedingChance { get; }

    /// <summary>What is left of the permeable area of the channels.</summary>
    public double[][] OpenShare { get; }

    /// <summary>Under the barrier of needled skin, mg/cm2; nothing without a topical.</summary>
    public double[][] Needled { get; }

    /// <summary>The same through skin that nobody has needled.</summary>
    public double[][] Intact { get; }

    /// <summary>One over the other; 1 before anything has passed.</summary>
    public double[][] Enhancement { get; }

    /// <summary>Reckons patients by their number, so that no count of threads changes a bit.</summary>
    public static PatientPunctures Of(VirtualPatients patients, Treatment treatment, TreatedSkin skin, double piercedShare, ulong seed, int count, double[] hours, int threads)
    {
        var made = new PatientPunctures(patients, treatment, skin, piercedShare, seed, count, hours);
        Parallel.For(0, (count + Part - 1) / Part, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => made.Reckon(part * Part, Math.Min(Part, count - part * Part)));
        return made;
    }

    private void Reckon(int first, int some)
    {
        var efficiency = Drawn(EfficiencyOf(treatment.Technique));
        var (mouths, loops) = (Drawn("mouth-radius"), Drawn("loop-depth"));
        var scatter = treatment.Technique is Technique.Roller ? Drawn("roller-scatter") : [];
        var (density, diameterMm, spacingMm) = (patients["loop-density"].Value, patients["loop-diameter"].Value * MmPerUm, patients["loop-spacing"].Value * MmPerUm);
        for (var i = 0; i < some; i++)
        {
            var reached = new ReachedDepth(treatment.NeedleMm, efficiency[i], needleSpread);
            var bed = new CapillaryBed(density, diameterMm, loops[i] * MmPerUm, spacingMm);
            DepthMm[first + i] = reached.MeanMm;
            Coverage[first + i] = Covered(mouths[i] * MmPerUm, scatter.Length > 0 ? scatter[i] : 0);
            PointsPerCm2[first + i] = bed.PointsPerCm2(piercedPerCm2, reached, mouths[i] * MmPerUm);
            BleedingChance[first + i] = CapillaryBed.AnyChance(PointsPerCm2[first + i], 1);
        }

        var closing = Closed(first, some);
        for (var hour = 0; hour < hours.Length; hour++)
        {
            for (var i = 0; i < some; i++) OpenShare[hour][first + i] = closing[i].OpenShare(hours[hour]);
        }

        if (treatment.Topical is { } topical) Absorb(topical, closing, mouths, first, some);

        double[] Drawn(string name) => Draw(name, first, some);
    }

    /// <summary>The parameter that says how much of the length that was set is reached.</summary>
    public static string EfficiencyOf(Technique technique) => technique switch { Technique.Roller => "efficiency-roller", Technique.Pen => "efficiency-pen", _ => "efficiency-stamp" };

    /// <summary>The half-life of the middle patient, of whom the lightness that was not measured lies in the middle too.</summary>
    public static double HalfLifeHours(Func<string, double> middle, TreatedSkin skin, double depthMm, string clock) => middle(clock)
        * (skin.Lightness is { } lightness ? SkinTone.Factor(lightness, middle("closure-dark")) : Math.Sqrt(middle("closure-dark")))
        * (skin.AgeYears >= OldAge ? middle("closure-old") : 1) * Math.Pow(depthMm / UsualMm, middle("closure-length"));

    /// <summary>Half-lives while covered and after: by site, age, measured lightness and the length of the channels.</summary>
    private Closing[] Closed(int first, int some)
    {
        var open = Draw("closure-open", first, some);
        var occluded = treatment.OccludedHours > 0 ? Draw("closure-occluded", first, some) : open;
        var old = skin.AgeYears >= OldAge ? Draw("closure-old", first, some) : null;
        var (dark, length) = (Draw("closure-dark", first, some), Draw("closure-length", first, some));
        var elsewhere = skin.Site.Id == MeasuredSite ? null : Draw("closure-site", first, some);
        var closing = new Closing[some];
        for (var i = 0; i < some; i++)
        {
            var tone = skin.Lightness is { } lightness
                ? SkinTone.Factor(lightness, dark[i])
                : Math.Pow(dark[i], new RandomNumbers(~seed, (uint)(first + i)).NextUniform());
            var factor = tone * (old?[i] ?? 1) * (elsewhere?[i] ?? 1) * Math.Pow(DepthMm[first + i] / UsualMm, length[i]);
            closing[i] = new(treatment.OccludedHours, occluded[i] * factor, open[i] * factor);
        }

        return closing;
    }

    private double Covered(double mouthMm, double scatterMm) => treatment.Technique switch
    {
        Technique.Roller roller => CoveredByRoller(roller.Clusters(scatterMm), mouthMm),
        Technique.Stamp stamp => Puncture.Coverage.OfStamps(piercedPerCm2, stamp.Stamps, mouthMm),
        _ => Puncture.Coverage.OfIndependent(piercedPerCm2, mouthMm),
    };

    private double CoveredByRoller(Clusters all, double mouthMm) =>
        Puncture.Coverage.OfClustered(new(all.ParentsPerCm2, all.Each * piercedPerCm2 / treatment.Technique.PerCm2, all.RadiusMm), mouthMm);

    private void Absorb(Topical topical, Closing[] closing, double[] mouths, int first, int some)
    {
        var (patency, residual, between) = (Draw("pore-patency", first, some), Draw("kp-residual", first, some), Draw("kp-between-skins", first, some));
        var thickness = SkinLayers.Of(patients, skin.Site, skin.Dermis, skin.AgeYears, some, first);
        var (polar, available) = (Draw("polar-path", first, some), Draw("dose-available", first, some));
        for (var i = 0; i < some; i++)
        {
            var hornyUm = thickness.HornyUm[i];
            var below = new LayersBelow { EpidermisCm = thickness.EpidermisUm[i] * CmPerUm, DermisCm = thickness.DermisMm[i] * CmPerMm, IsPerfused = true }.Conductance(tissue);
            var pore = new Pore { MouthRadiusUm = mouths[i], DepthUm = Math.Clamp(DepthMm[first + i] / MmPerUm - hornyUm, 0, 3000), NeckUm = hornyUm };
            var pores = piercedPerCm2 < FewestPerCm2 ? 0 : PoreField.Conductance(piercedPerCm2, pore, tissue.DiffusivityCm2PerS, tissue.Partition, topical.Compound.WaterDiffusivity);
            var (wet, dry) = (Model(throughLipids.Wet), Model(throughLipids.Dry));
            for (var hour = 0; hour < hours.Length; hour++)
            {
                var (at, share) = (first + i, OpenShare[hour][first + i]);
                Needled[hour][at] = Entered(closing[i].Passed(wet, dry, hours[hour], share));
                Intact[hour][at] = Entered(closing[i].Passed(wet with { PoresCmPerS = 0 }, dry with { PoresCmPerS = 0 }, hours[hour], share));
                Enhancement[hour][at] = Intact[hour][at] > 0 ? Needled[hour][at] / Intact[hour][at] : 1;
            }

            double Entered(double passedCm) => available[i] * topical.DoseMgPerCm2 * -double.ExpM1(-passedCm / (available[i] * topical.VehicleCm));

            QuasiSteady Model(double lipids)
            {
                var barrier = Math.Pow(10, between[i]) * (lipids * Math.Pow(10, residual[i]) + IntactSkin.PolarPath * polar[i]);
                return new(barrier, patency[i] * (pores - Coverage[first + i] * barrier), below);
            }
        }
    }

    private double[] Draw(string name, int first, int some)
    {
        var values = new double[some];
        patients.Draw(name, first, values);
        return values;
    }
}

/// <summary>How the channels of one patient close: by one clock under a cover, by another in air.</summary>
internal readonly record struct Closing(double CoveredHours, double CoveredHalfLifeHours, double OpenHalfLifeHours)
{
    private const double SecondsPerHour = 3600;
    private static readonly double ln2 = Math.Log(2);

    /// <summary>Share of the permeable area that is left when the cover comes off.</summary>
    private double LeftByCover { get; } = CoveredHours > 0 ? Math.Exp(-ln2 * CoveredHours / CoveredHalfLifeHours) : 1;

    /// <summary>Share of the permeable area that is left.</summary>
    public double OpenShare(double hours) =>
        hours <= CoveredHours ? Math.Exp(-ln2 * hours / CoveredHalfLifeHours) : LeftByCover * Math.Exp(-ln2 * (hours - CoveredHours) / OpenHalfLifeHours);

    /// <summary>Permeability summed over the time since needling, in cm.</summary>
    /// <param name="covered">The skin under the cover.</param>
    /// <param name="open">The skin in air.</param>
    /// <param name="hours">Not negative.</param>
    /// <param name="share">What is left open by then.</param>
    public double Passed(QuasiSteady covered, QuasiSteady open, double hours, double share)
    {
        if (hours <= CoveredHours) return covered.Passed(1, share, hours * SecondsPerHour, CoveredHalfLifeHours * SecondsPerHour);
        var under = CoveredHours > 0 ? covered.Passed(1, LeftByCover, CoveredHours * SecondsPerHour, CoveredHalfLifeHours * SecondsPerHour) : 0;
        return under + open.Passed(LeftByCover, share, (hours - CoveredHours) * SecondsPerHour, OpenHalfLifeHours * SecondsPerHour);
    }
}
