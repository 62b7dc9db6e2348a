using System.Globalization;

namespace Stipple.Bench;

/// <summary>One figure that must stay under its target, measured several times.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Samples">Every measurement.</param>
/// <param name="AtMost">The target from above; null for a peer, which is shown beside ours and has none.</param>
internal sealed record Bar(string Name, string Unit, IReadOnlyList<double> Samples, double? AtMost)
{
    /// <summary>A target from below; null for none.</summary>
    public double? AtLeast { get; init; }

    public double Median => Sorted[Samples.Count / 2];

    public bool IsShort => Median > AtMost || Median < AtLeast;

    private double[] Sorted => [.. Samples.Order()];

    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Median:0.##} {Unit} (n={Samples.Count}, {Sorted[0]:0.##} to {Sorted[^1]:0.##}) | {Target} | {((AtMost ?? AtLeast) is null ? "-" : IsShort ? "short" : "ok")} |");

    private string Target => string.Create(
        CultureInfo.InvariantCulture,
        $"{(AtMost is { } most ? $"at most {most:0.##} {Unit}" : AtLeast is { } least ? $"at least {least:0.##} {Unit}" : "shown")}");
}
