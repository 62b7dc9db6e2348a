using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>How the needles meet the skin, and so how many punctures a square centimetre gets.</summary>
public abstract record Technique
{
    private Technique() { }

    /// <summary>Punctures per square centimetre of the treated area, before asking how many needles pierce.</summary>
    public abstract double PerCm2 { get; }

    /// <summary>A drum rolled over the skin: each pass leaves needles / (pi D W), and each further pass falls near the first.</summary>
    public sealed record Roller : Technique
    {
        private readonly double perPass;

        /// <param name="needles">Needles on the drum, 1 to 10,000.</param>
        /// <param name="drumDiameterMm">Across the drum, 1 to 200 mm.</param>
        /// <param name="drumWidthMm">Along its axis, 1 to 200 mm.</param>
        /// <param name="passes">Passes over the same skin, 1 to 200.</param>
        public Roller(int needles, double drumDiameterMm, double drumWidthMm, int passes)
        {
            var drumCm2 = double.Pi * Bounds.Check(drumDiameterMm, 1, 200, "mm") * Bounds.Check(drumWidthMm, 1, 200, "mm") / 100;
            perPass = Bounds.Check(needles, 1, 10_000, "needles") / drumCm2;
            Passes = Bounds.Check(passes, 1, 200, "passes");
        }

        public int Passes { get; }

        public override double PerCm2 => perPass * Passes;

        /// <summary>The punctures of all passes as clusters around those of one.</summary>
        /// <param name="scatterMm">How far from the first puncture the later ones may fall, in millimetres.</param>
        public Clusters Clusters(double scatterMm) => new(perPass, Passes, scatterMm);
    }

    /// <summary>A cartridge that strikes while it is moved: needles x strokes a second x seconds / area.</summary>
    public sealed record Pen : Technique
    {
        /// <param name="needles">Needles of the cartridge, 1 to 200.</param>
        /// <param name="strokesHz">Strokes a second, 1 to 500.</param>
        /// <param name="seconds">Time on the area, 0.1 to 7200 s.</param>
        /// <param name="areaCm2">Area treated, 0.1 to 10,000 cm2.</param>
        public Pen(int needles, double strokesHz, double seconds, double areaCm2) =>
            PerCm2 = Bounds.Check(needles, 1, 200, "needles") * Bounds.Check(strokesHz, 1, 500, "strokes/s")
                * Bounds.Check(seconds, 0.1, 7200, "s") / Bounds.Check(areaCm2, 0.1, 10_000, "cm2");

        public override double PerCm2 { get; }
    }

    /// <summary>A plate of needles pressed on: needles per square centimetre x stamps on the same place.</summary>
    public sealed record Stamp : Technique
    {
        /// <param name="needlesPerCm2">Needles per square centimetre of the plate, 1 to 20,000.</param>
        /// <param name="stamps">Times it is pressed on the same place, 1 to 100.</param>
        public Stamp(double needlesPerCm2, int stamps) =>
            PerCm2 = Bounds.Check(needlesPerCm2, 1, 20_000, "needles/cm2") * (Stamps = Bounds.Check(stamps, 1, 100, "stamps"));

        public int Stamps { get; }

        public override double PerCm2 { get; }
    }
}
