namespace Stipple.Skin.Numerics;

/// <summary>Quantiles of a sample, in time that grows with its size alone: what is between two of them is never sorted.</summary>
internal static class Quantiles
{
    /// <summary>Quantiles by linear interpolation between the two nearest of the ordered values (Hyndman and Fan's seventh).</summary>
    /// <param name="values">One or more numbers; their order is changed.</param>
    /// <param name="chances">From 0 to 1, rising.</param>
    /// <param name="quantiles">Takes as many numbers as there are chances.</param>
    /// <exception cref="ArgumentException">No values, one that is no number, or chances that do not rise within 0 to 1.</exception>
    public static void Of(Span<double> values, ReadOnlySpan<double> chances, Span<double> quantiles)
    {
        if (values.Length == 0) throw new ArgumentException("There is no quantile of nothing.", nameof(values));
        if (values.ContainsNaN()) throw new ArgumentException("A value is no number.", nameof(values));
        if (chances.Length == 0) return;
        for (var i = 0; i < chances.Length; i++)
        {
            if (!(chances[i] >= (i == 0 ? 0 : chances[i - 1]) && chances[i] <= 1)) throw new ArgumentException($"Chances rise from 0 to 1; {chances[i]} does not.", nameof(chances));
        }

        Part(values, 0, chances, quantiles, values.Length - 1);
    }

    private static bool ContainsNaN(this Span<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value)) return true;
        }

        return false;
    }

    /// <summary>Finds the middle one of the chances, then those below it among the values below, and those above it among those above.</summary>
    private static void Part(Span<double> values, int from, ReadOnlySpan<double> chances, Span<double> quantiles, int last)
    {
        if (chances.Length == 0) return;
        var middle = chances.Length / 2;
        var position = chances[middle] * last;
        var below = Math.Min((int)position, last);
        Select(values, below - from);
        var at = values[below - from];
        var end = below - from + 1;
        var next = at;
        if (end < values.Length)
        {
            var least = end;
            for (var i = end + 1; i < values.Length; i++)
            {
                if (values[i] < values[least]) least = i;
            }

            (values[end], values[least]) = (next = values[least], values[end]);
            end++;
        }

        quantiles[middle] = at + (position - below) * (next - at);
        Part(values[..end], from, chances[..middle], quantiles[..middle], last);
        Part(values[(below - from)..], below, chances[(middle + 1)..], quantiles[(middle + 1)..], last);
    }

    /// <summary>Puts the k-th smallest in its place, smaller ones before it and greater ones behind (Floyd and Rivest's sampling keeps the parts short).</summary>
    private static void Select(Span<double> values, int k)
    {
        var (left, right) = (0, values.Length - 1);
        while (right > left)
        {
            if (right - left > 600)
            {
                var n = right - left + 1.0;
                var z = Math.Log(n);
                var s = 0.5 * Math.Exp(2 * z / 3);
                var sd = 0.5 * Math.Sqrt(z * s * (n - s) / n) * Math.Sign(k - left + 1 - n / 2);
                var low = Math.Max(left, (int)(k - (k - left + 1) * s / n + sd));
                var high = Math.Min(right, (int)(k + (right - k) * s / n + sd));
                Select(values[low..(high + 1)], k - low);
            }

            var pivot = values[k];
            var (i, j) = (left, right);
            (values[left], values[k]) = (pivot, values[left]);
            if (values[right] > pivot) (values[left], values[right]) = (values[right], values[left]);
            while (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
            }

            if (values[left] == pivot) (values[left], values[j]) = (values[j], values[left]);
            else
            {
                j++;
                (values[right], values[j]) = (values[j], values[right]);
            }

            if (j <= k) left = j + 1;
            if (k <= j) right = j - 1;
        }
    }
}
