using System.Globalization;
using System.Runtime.CompilerServices;

namespace Stipple.Skin.Numerics;

/// <summary>Refuses a quantity at the door, with its name, its value, its bounds and their unit.</summary>
public static class Bounds
{
    /// <summary>The value, when it is a number from low to high, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Check(double value, double low, double high, string unit, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {low:R} to {high:R}{(unit.Length > 0 ? " " : "")}{unit}."));

    /// <inheritdoc cref="Check(double, double, double, string, string)"/>
    public static int Check(int value, int low, int high, string unit, [CallerArgumentExpression(nameof(value))] string name = "") =>
        (int)Check((double)value, low, high, unit, name);
}
