using System.Numerics;

namespace Stipple.Skin.Numerics;

/// <summary>
/// Solves a symmetric positive definite system whose entries all lie within a band beside the diagonal, without pivoting and without allocating.
/// </summary>
internal sealed class BandedCholesky
{
    private readonly double[] rows;
    private readonly int width;

    /// <summary>Room for a system.</summary>
    /// <param name="unknowns">At least 1.</param>
    /// <param name="band">How far from the diagonal an entry may stand, 0 to 4000.</param>
    public BandedCholesky(int unknowns, int band)
    {
        Unknowns = (int)Bounds.Check(unknowns, 1, 10_000_000, "unknowns", nameof(unknowns));
        Band = (int)Bounds.Check(band, 0, 4000, "places", nameof(band));
        width = Band + 1;
        rows = new double[Unknowns * width];
    }

    public int Unknowns { get; }

    public int Band { get; }

    /// <summary>Entries of one row from the first place of the band to the diagonal, which is last. To be filled for every row before <see cref="Factor"/>.</summary>
    public Span<double> Row(int row) => rows.AsSpan(row * width, width);

    /// <summary>Turns the matrix into its factor, in place.</summary>
    /// <param name="count">How many of the unknowns take part: the leading ones.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public void Factor(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var row = Row(i);
            for (var j = Math.Max(0, i - Band); j <= i; j++)
            {
                // Both rows share the places from the later of their beginnings to before j.
                var shared = Math.Min(j - Math.Max(0, i - Band), Band);
                var left = row.Slice(Band - (i - j) - shared, shared);
                var sum = row[Band - (i - j)] - Dot(left, Row(j).Slice(Band - shared, shared));
                if (j < i) row[Band - (i - j)] = sum / Row(j)[Band];
                else row[Band] = sum > 0 ? Math.Sqrt(sum) : throw new ArithmeticException($"Row {i} makes the matrix not positive definite.");
            }
        }
    }

    /// <summary>Solves with the factor; the right side becomes the solution.</summary>
    /// <param name="right">As many as took part in the factor.</param>
    public void Solve(Span<double> right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            var shared = Math.Min(i, Band);
            right[i] = (right[i] - Dot(Row(i).Slice(Band - shared, shared), right.Slice(i - shared, shared))) / Row(i)[Band];
        }

        for (var i = right.Length - 1; i >= 0; i--)
        {
            var row = Row(i);
            var value = right[i] /= row[Band];
            for (int shared = Math.Min(i, Band), k = 0; k < shared; k++) right[i - shared + k] -= row[Band - shared + k] * value;
        }
    }

    private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var sums = Vector<double>.Zero;
        var at = 0;
        for (; at <= one.Length - Vector<double>.Count; at += Vector<double>.Count) sums += new Vector<double>(one[at..]) * new Vector<double>(other[at..]);
        var sum = Vector.Sum(sums);
        for (; at < one.Length; at++) sum += one[at] * other[at];
        return sum;
    }
}
