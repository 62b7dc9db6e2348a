namespace Stipple.Skin.Numerics;

/// <summary>Solves lower[i] x[i-1] + diagonal[i] x[i] + upper[i] x[i+1] = right[i] without pivoting, in place.</summary>
internal static class Tridiagonal
{
    /// <summary>
    /// Thomas's elimination. Stable where the diagonal dominates, as in every implicit diffusion step. Afterwards <paramref name="right"/> holds the
    /// solution and <paramref name="diagonal"/> is used up. lower[0] and upper[^1] are not read.
    /// </summary>
    /// <exception cref="ArgumentException">The four spans differ in length.</exception>
    public static void Solve(ReadOnlySpan<double> lower, Span<double> diagonal, ReadOnlySpan<double> upper, Span<double> right)
    {
        var count = right.Length;
        if (lower.Length != count || diagonal.Length != count || upper.Length != count) throw new ArgumentException($"{count} right sides need as many coefficients of each kind.", nameof(right));
        if (count == 0) return;
        for (var i = 1; i < count; i++)
        {
            var factor = lower[i] / diagonal[i - 1];
            diagonal[i] -= factor * upper[i - 1];
            right[i] -= factor * right[i - 1];
        }

        right[count - 1] /= diagonal[count - 1];
        for (var i = count - 2; i >= 0; i--) right[i] = (right[i] - upper[i] * right[i + 1]) / diagonal[i];
    }
}
