using System.Globalization;

namespace Stipple.Bench;

/// <summary>One figure that must stay under its target, measured several times.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Samples">Every measurement.</param>
/// <param name="AtMost">The target; null for a peer, which is shown beside ours and has none.</param>
internal sealed record Bar(string Name, string Unit, IReadOnlyList<double> Samples, double? AtMost)
{
    public double Median => Sorted[Samples.Count / 2];

    public bool IsShort => AtMost is { } target && Median > target;

    private double[] Sorted => [.. Samples.Order()];

    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Median:0.##} {Unit} (n={Samples.Count}, {Sorted[0]:0.##} to {Sorted[^1]:0.##}) | {(AtMost is { } target ? $"at most {target:0.##} {Unit}" : "peer")} | {(AtMost is null ? "-" : IsShort ? "short" : "ok")} |");
}
