using System.Globalization;

namespace Stipple.Clinic;

/// <summary>A sterile needle cartridge: for one patient, in one session.</summary>
/// <param name="Lot">The maker's lot.</param>
/// <param name="Serial">Its serial number within the lot, or the number that the clinic wrote on it.</param>
/// <param name="Expires">Last day on which it may be used.</param>
/// <param name="Identifier">The device identifier (GTIN) of its UDI; null when it was typed without one.</param>
public sealed record Cartridge(string Lot, string Serial, DateOnly Expires, string? Identifier = null)
{
    private const char GroupSeparator = '\u001d';

    /// <summary>What its use takes, so that it is used once.</summary>
    public string OnceKey => $"cartridge/{Lot.ToUpperInvariant()}/{Serial.ToUpperInvariant()}";

    /// <summary>Whether it is within its date.</summary>
    public bool MayBeUsedOn(DateOnly day) => day <= Expires;

    /// <summary>
    /// What a scanned or typed UDI in the form of GS1 says: (01) identifier, (17) expiry, (10) lot, (21) serial, with parentheses
    /// or with group separators, in any order. What it leaves out is null.
    /// </summary>
    /// <returns>False when it is not in that form.</returns>
    public static bool TryReadUdi(string text, out (string? Identifier, DateOnly? Expires, string? Lot, string? Serial) udi)
    {
        udi = default;
        // A keyboard wedge may send the symbology first, and FNC1 as the group separator.
        var rest = text.Trim();
        if (rest.StartsWith(']') && rest.Length > 3) rest = rest[3..];
        var written = rest.StartsWith('(');
        while ((rest = rest.TrimStart(GroupSeparator)).Length > 0)
        {
            if (written)
            {
                if (rest[0] != '(' || rest.IndexOf(')', StringComparison.Ordinal) is not 3) return false;
                rest = rest[1..3] + rest[4..];
            }

            if (rest.Length < 3) return false;
            var (name, value) = (rest[..2], rest[2..]);
            var length = name switch
            {
                "01" => 14,
                "11" or "17" => 6,
                "10" or "21" => EndOf(value, written),
                _ => 0,
            };
            if (length == 0 || length > value.Length) return false;
            var cell = value[..length];
            switch (name)
            {
                case "01" when cell.All(char.IsAsciiDigit) && udi.Identifier is null:
                    udi.Identifier = cell;
                    break;
                case "17" when udi.Expires is null && ReadDay(cell) is { } day:
                    udi.Expires = day;
                    break;
                case "11" when ReadDay(cell) is not null:
                    break;
                case "10" when length <= 20 && udi.Lot is null:
                    udi.Lot = cell;
                    break;
                case "21" when length <= 20 && udi.Serial is null:
                    udi.Serial = cell;
                    break;
                default:
                    return false;
            }

            rest = value[length..];
        }

        return udi != default;
    }

    private static int EndOf(string value, bool written) =>
        value.IndexOf(written ? '(' : GroupSeparator, StringComparison.Ordinal) is >= 0 and var end ? end : value.Length;

    /// <summary>Six digits, year month day; day 00 stands for the last of the month.</summary>
    private static DateOnly? ReadDay(string digits)
    {
        if (!digits.All(char.IsAsciiDigit)) return null;
        var (year, month, day) = (2000 + int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..4], CultureInfo.InvariantCulture), int.Parse(digits[4..], CultureInfo.InvariantCulture));
        if (month is 0 or > 12 || day > DateTime.DaysInMonth(year, month)) return null;
        return new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }
}
