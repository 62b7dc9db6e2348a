using System.Globalization;

namespace Stipple.Skin.Numerics;

/// <summary>The door for numbers: what is outside its bounds is refused with the quantity, its value, its bounds and its unit.</summary>
public static class Bounds
{
    /// <summary>The value itself when it lies from <paramref name="least"/> to <paramref name="most"/>, both allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside, infinite or not a number.</exception>
    public static double Check(double value, double least, double most, string quantity, string unit) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(quantity, value, string.Create(CultureInfo.InvariantCulture, $"{quantity} is {value} {unit}; allowed are {least} to {most} {unit}."));
}
