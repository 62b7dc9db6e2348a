using System.Globalization;

namespace Stipple.Terms;

/// <summary>
/// How far the needle is set to enter the skin, in millimetres: more than 0, at most 3. Three is the deepest figure that any
/// row of the treatment evidence names (burn scars); what is allowed at a site is a matter of the tables, not of this type.
/// </summary>
public readonly record struct NeedleDepth
{
    public const double MaximumMillimetres = 3;

    private NeedleDepth(double millimetres) => Millimetres = millimetres;

    public double Millimetres { get; }

    /// <exception cref="ArgumentOutOfRangeException">Not a number, not above 0, or above 3 mm.</exception>
    public static NeedleDepth FromMillimetres(double value) => IsAllowed(value)
        ? new(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A needle depth is more than 0 and at most 3 mm.");

    public static bool IsAllowed(double millimetres) => millimetres is > 0 and <= MaximumMillimetres;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Millimetres:0.##} mm");
}
