using Stipple.Skin.Cohort;
using Stipple.Skin.Numerics;
using Stipple.Skin.Permeation;
using Stipple.Skin.Puncture;

namespace Stipple.Skin.Tests;

/// <summary>
/// One published measurement through needled skin, and what the engine foretells of it by the same code as of a patient. A number in a paper is the mean of
/// several pieces of skin, so persons are averaged while what the model may be wrong by is shared. What the paper does not tell (punctures, amount of vehicle)
/// is spread evenly on a logarithmic scale over the range in the table.
/// </summary>
internal sealed class NeedledRow
{
    private const int Draws = 800, Pieces = 4, Unknowns = 5;
    private static readonly SiteSkin Abdomen = new("abdomen", 14, 60, 1.9, 2.1);

    private readonly PublishedRows row;
    private readonly double[] foretold = new double[Draws * Unknowns];
    private readonly double[] intact = new double[Draws * Unknowns];

    public NeedledRow(PublishedRows row, Func<ulong, VirtualPatients>? patients = null)
    {
        this.row = row;
        for (var unknown = 0; unknown < Unknowns; unknown++) Foretell((patients ?? Tabled.Patients)((ulong)(2026 + unknown)), unknown);
        Array.Sort(foretold);
        Array.Sort(intact);
    }

    public string Id => row["id"];

    public bool IsCalibration => row["use"] == "calibration";

    /// <summary>An amount in mg/cm2 rather than a ratio with needles over without.</summary>
    public bool IsAmount => row["least_mg_cm3"].Length > 0;

    /// <summary>One range for several compounds and times: it bounds, and is no point to score.</summary>
    public bool IsRange => Least < Most;

    public double Least => row.Number("least");

    public double Most => row.Number("most");

    public double Middle => Math.Sqrt(Least * Most);

    /// <summary>What skin without needles lets through, in the middle, mg/cm2.</summary>
    public double Intact => intact[intact.Length / 2];

    public double Quantile(double chance) => foretold[(int)(chance * (foretold.Length - 1))];

    public bool IsInside => Quantile(0.05) <= Least && Most <= Quantile(0.95);

    /// <summary>Width of nine in ten on the decadic logarithm, and twenty times what the measurement lies outside (Gneiting and Raftery 2007). Less is better.</summary>
    public double Score => IntervalScore(Math.Log10(Quantile(0.05)), Math.Log10(Quantile(0.95)), Math.Log10(Middle));

    public static double IntervalScore(double low, double high, double found) => high - low + 20 * (Math.Max(0, low - found) + Math.Max(0, found - high));

    public static IReadOnlyList<NeedledRow> All(Func<ulong, VirtualPatients>? patients = null, Func<PublishedRows, bool>? which = null) =>
        [.. PublishedRows.Of("microneedles.tsv").Where(row => which?.Invoke(row) ?? true).Select(row => new NeedledRow(row, patients))];

    public override string ToString() => $"{Id} {row["use"]}: published {Least:G4}{(IsRange ? $" to {Most:G4}" : "")}, foretold {Quantile(0.5):G3} ({Quantile(0.05):G3} to {Quantile(0.95):G3}), score {Score:F2}";

    private void Foretell(VirtualPatients patients, int unknown)
    {
        // One unknown goes up evenly, the other in another order.
        var (perCm2, mgPerCm3) = (Between("least_per_cm2", "most_per_cm2", unknown), IsAmount ? Between("least_mg_cm3", "most_mg_cm3", 2 * unknown % Unknowns) : 10);
        var treatment = new Treatment
        {
            Technique = row["device"] == "roller" ? new Technique.Roller(192, 20, 20, Math.Max(1, (int)Math.Round(perCm2 / new Technique.Roller(192, 20, 20, 1).PerCm2))) : new Technique.Stamp(perCm2, 1),
            NeedleMm = row.Number("needle_mm"), OccludedHours = 72, Topical = new Topical(Compound(), mgPerCm3, 5000),
        };
        var (needled, without) = (new double[Draws], new double[Draws]);
        for (var piece = 0; piece < Pieces; piece++)
        {
            var pieces = PatientPunctures.Of(patients.OtherPersons((ulong)(100 * unknown + piece)), treatment, new TreatedSkin { Site = Abdomen, AgeYears = 45 }, 1, 1, Draws, [row.Number("hours")], 2);
            for (var i = 0; i < Draws; i++) (needled[i], without[i]) = (needled[i] + pieces.Needled[0][i] / Pieces, without[i] + pieces.Intact[0][i] / Pieces);
        }

        var gain = new double[Draws];
        patients.OtherPersons(0).Draw("cell-gain", 0, gain);
        for (var i = 0; i < Draws; i++) (foretold[unknown * Draws + i], intact[unknown * Draws + i]) = (gain[i] * (IsAmount ? needled[i] : needled[i] / without[i]), without[i]);
    }

    private double Between(string least, string most, int at) => row.Number(least) * Math.Pow(row.Number(most) / row.Number(least), (at + 0.5) / Unknowns);

    private Compound Compound() => new()
    {
        Name = row["compound"], MolarMass = row.Number("molar_mass"), LogKow = row.Number("log_kow"), MolarVolume = row.Number("molar_volume"),
        NonIonisedInTissue = row.Number("share_in_tissue"), NonIonisedInVehicle = row.Number("share_in_vehicle"),
        Binding = row["binding"] switch { "neutral" => Binding.NeutralOrBase, "albumin" => Binding.AcidBoundByAlbumin, "other" => Binding.OtherAcidOrZwitterion, var other => throw new FormatException(other) },
    };
}
