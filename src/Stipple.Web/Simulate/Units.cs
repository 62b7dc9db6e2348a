using System.Globalization;

namespace Stipple.Web.Simulate;

/// <summary>Numbers of forecasts as people read them: three digits, and no more than is known.</summary>
internal static class Units
{
    public static string Number(double value) =>
        value == 0 ? "0" : Math.Abs(value) < 0.0005 ? "under 0.001"
        : Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture);

    public static string Range(double low, double high) => Number(low) is var from && Number(high) is var to && from == to ? to : $"{from} to {to}";

    public static string Time(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Shown(string unit) => unit switch { "share" => "shares of 1", "chance" => "1 is certain", _ => unit.Replace("cm2", "cm²", StringComparison.Ordinal).Replace("cm3", "cm³", StringComparison.Ordinal) };
}
