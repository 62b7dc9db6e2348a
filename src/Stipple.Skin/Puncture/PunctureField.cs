using System.Collections.Immutable;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Puncture;

/// <summary>
/// Where punctures fall on a square of skin that is joined at its edges, as dealt by a seed: for pictures, and to test the closed
/// forms. Millimetres throughout.
/// </summary>
public sealed class PunctureField
{
    private PunctureField(ImmutableArray<(double X, double Y)> points, double sideMm) => (Points, SideMm) = (points, sideMm);

    public ImmutableArray<(double X, double Y)> Points { get; }

    /// <summary>Side of the square.</summary>
    public double SideMm { get; }

    /// <summary>Punctures per square centimetre.</summary>
    public double PerCm2 => Points.Length * 100 / (SideMm * SideMm);

    /// <summary>These points on a square of this side.</summary>
    public static PunctureField Of(IEnumerable<(double X, double Y)> points, double sideMm) => new([.. points], Side(sideMm));

    /// <summary>Independent punctures: their number by Poisson's law, each anywhere.</summary>
    /// <param name="perCm2">Punctures per square centimetre, 0 to 100,000.</param>
    /// <param name="sideMm">Side of the square, 0.1 to 100 mm.</param>
    /// <param name="seed">The same seed gives the same field.</param>
    public static PunctureField Independent(double perCm2, double sideMm, ulong seed)
    {
        var random = new RandomNumbers(seed, 1);
        var count = random.NextPoisson(Bounds.Check(perCm2, 0, 1e5, "punctures/cm2") / 100 * Side(sideMm) * sideMm);
        var points = ImmutableArray.CreateBuilder<(double, double)>(count);
        while (points.Count < count) points.Add((random.NextUniform() * sideMm, random.NextUniform() * sideMm));
        return new(points.MoveToImmutable(), sideMm);
    }

    /// <summary>A square lattice, shifted by chance. The side is rounded to a whole number of its steps.</summary>
    /// <inheritdoc cref="Independent" path="/param"/>
    public static PunctureField Lattice(double perCm2, double sideMm, ulong seed)
    {
        var step = 10 / Math.Sqrt(Bounds.Check(perCm2, 1e-2, 1e5, "punctures/cm2"));
        var perRow = Math.Max(1, (int)Math.Round(Side(sideMm) / step));
        var random = new RandomNumbers(seed, 2);
        var (x, y) = (random.NextUniform() * step, random.NextUniform() * step);
        return new([.. Enumerable.Range(0, perRow * perRow).Select(i => (i % perRow * step + x, i / perRow * step + y))], perRow * step);
    }

    /// <summary>Clusters.</summary>
    /// <param name="clusters">How the punctures lie together; a cluster has to fit twice into the square.</param>
    /// <param name="sideMm">Side of the square, 0.1 to 100 mm.</param>
    /// <param name="seed">The same seed gives the same field.</param>
    public static PunctureField Clustered(Clusters clusters, double sideMm, ulong seed)
    {
        Bounds.Check(clusters.RadiusMm, 0, Side(sideMm) / 4, "mm, a quarter of the side of the field");
        var random = new RandomNumbers(seed, 3);
        var points = ImmutableArray.CreateBuilder<(double, double)>();
        for (var parents = random.NextPoisson(clusters.ParentsPerCm2 / 100 * sideMm * sideMm); parents > 0; parents--)
        {
            var (x, y) = (random.NextUniform() * sideMm, random.NextUniform() * sideMm);
            for (var left = random.NextPoisson(clusters.Each); left > 0; left--)
            {
                var distance = clusters.RadiusMm * Math.Sqrt(random.NextUniform());
                var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextUniform());
                points.Add((Within(x + distance * cosine), Within(y + distance * sine)));
            }
        }

        return new(points.ToImmutable(), sideMm);

        double Within(double at) => at - Math.Floor(at / sideMm) * sideMm;
    }

    /// <summary>Distance between two points on the joined square.</summary>
    public double Distance((double X, double Y) a, (double X, double Y) b)
    {
        var (x, y) = (Across(a.X - b.X), Across(a.Y - b.Y));
        return Math.Sqrt(x * x + y * y);

        double Across(double difference) => Math.Abs(difference) is var d && d > SideMm / 2 ? SideMm - d : d;
    }

    /// <summary>Share of probes dropped anywhere that lie in a mouth.</summary>
    /// <param name="mouthRadiusMm">Radius of one mouth, above 0 to a quarter of the side.</param>
    /// <param name="probes">How many probes, 1 to 10^8.</param>
    /// <param name="seed">The same seed gives the same probes.</param>
    public double ShareCovered(double mouthRadiusMm, int probes, ulong seed)
    {
        Bounds.Check(mouthRadiusMm, 1e-6, SideMm / 4, "mm, a quarter of the side of the field");
        Bounds.Check(probes, 1, 100_000_000, "probes");
        var cells = new Cells(this, mouthRadiusMm);
        var random = new RandomNumbers(seed, 4);
        var inside = 0;
        for (var i = 0; i < probes; i++)
        {
            if (cells.AnyWithin((random.NextUniform() * SideMm, random.NextUniform() * SideMm), mouthRadiusMm)) inside++;
        }

        return (double)inside / probes;
    }

    /// <summary>Counts of the punctures in squares that tile the field.</summary>
    /// <param name="perSide">Squares along a side, 1 to 1000.</param>
    public int[] Counts(int perSide)
    {
        var counts = new int[Bounds.Check(perSide, 1, 1000, "squares") * perSide];
        foreach (var (x, y) in Points) counts[Square(y) * perSide + Square(x)]++;
        return counts;

        int Square(double at) => (int)(at / SideMm * perSide) % perSide;
    }

    private static double Side(double sideMm) => Bounds.Check(sideMm, 0.1, 100, "mm");

    /// <summary>The punctures by the square they lie in, so that only the nine around a probe are looked at.</summary>
    private sealed class Cells
    {
        private readonly PunctureField field;
        private readonly int perSide;
        private readonly ILookup<int, (double X, double Y)> byCell;

        public Cells(PunctureField field, double reachMm)
        {
            this.field = field;
            perSide = Math.Clamp((int)(field.SideMm / reachMm), 1, 500);
            byCell = field.Points.ToLookup(point => CellOf(Along(point.X), Along(point.Y)));
        }

        public bool AnyWithin((double X, double Y) probe, double distanceMm)
        {
            var (column, row) = (Along(probe.X), Along(probe.Y));
            for (var i = -1; i <= 1; i++)
            {
                for (var j = -1; j <= 1; j++)
                {
                    foreach (var point in byCell[CellOf((column + i + perSide) % perSide, (row + j + perSide) % perSide)])
                    {
                        if (field.Distance(probe, point) < distanceMm) return true;
                    }
                }
            }

            return false;
        }

        private int Along(double at) => (int)(at / field.SideMm * perSide) % perSide;

        private int CellOf(int column, int row) => row * perSide + column;
    }
}
