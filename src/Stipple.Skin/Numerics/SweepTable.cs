using System.Numerics;

namespace Stipple.Skin.Numerics;

/// <summary>
/// The elimination of many tridiagonal systems (1 - s L) u = v, done once: along line k, forward r = m v + a r before, backward u = r + c u after. Lines go
/// by the width of a vector; groups whose coefficients are alike share one table, so that they stay near the core.
/// </summary>
internal sealed class SweepTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of each group of lines, which table it uses.</summary>
    public required int[] TableOf { get; init; }

    /// <summary>m, a and c, one after the other, for each step along the line: 3 vectors a step.</summary>
    public required T[][] Tables { get; init; }

    /// <summary>Factors all lines.</summary>
    /// <param name="lines">Lines that exist; groups are filled up with lines that do nothing.</param>
    /// <param name="groups">Of lines.</param>
    /// <param name="length">Steps along a line, after which only nothing-doing steps come up to <paramref name="paddedLength"/>.</param>
    /// <param name="paddedLength">Steps in a table.</param>
    /// <param name="coefficients">Of a line and a step: s times the coefficient to the step before, to the step after, and to nothing.</param>
    public static SweepTable<T> Of(int lines, int groups, int length, int paddedLength, Func<int, int, (double Before, double After, double Lost)> coefficients)
    {
        var width = Vector<T>.Count;
        var tables = new List<T[]>();
        var tableOf = new int[groups];
        for (var group = 0; group < groups; group++)
        {
            var table = new T[paddedLength * 3 * width];
            for (var lane = 0; lane < width; lane++) FillLane(table, lane, group * width + lane);
            var known = tables.FindIndex(other => other.AsSpan().SequenceEqual(table));
            if (known < 0) tables.Add(table);
            tableOf[group] = known < 0 ? tables.Count - 1 : known;
        }

        return new() { TableOf = tableOf, Tables = [.. tables] };

        void FillLane(T[] table, int lane, int line)
        {
            var before = 0.0;
            for (var step = 0; step < paddedLength; step++)
            {
                var (toBefore, toAfter, lost) = line < lines && step < length ? coefficients(line, step) : (0, 0, 0);
                var pivot = 1 / (1 + toBefore + toAfter + lost - toBefore * before);
                before = toAfter * pivot;
                var at = step * 3 * width + lane;
                (table[at], table[at + width], table[at + 2 * width]) = (T.CreateChecked(pivot), T.CreateChecked(toBefore * pivot), T.CreateChecked(before));
            }
        }
    }
}
