using Stipple.Clinic;
using Stipple.Web.Access;

namespace Stipple.Web.Treat;

/// <summary>The cartridge of a form: scanned as one text, or typed.</summary>
internal static class CartridgeFields
{
    private const int Longest = 40;

    /// <summary>What the form says; null when something is missing, with a problem at its field. A scan counts before what was typed.</summary>
    public static Cartridge? Read(Submission form)
    {
        (string? Identifier, DateOnly? Expires, string? Lot, string? Serial) udi = default;
        var scanned = form.Raw("udi").Trim();
        if (scanned.Length > 200 || (scanned.Length > 0 && !Cartridge.TryReadUdi(scanned, out udi)))
        {
            form.Add("udi", "The code could not be read: (01), (17), (10) and (21) with their values were expected. Scan it again, or type lot, serial number and expiry below");
            return null;
        }

        var lot = udi.Lot ?? form.Text("lot", "the lot", Longest);
        var serial = udi.Serial ?? form.Text("serial", "the serial number", Longest);
        var expires = udi.Expires ?? form.Day("expires", "the day of expiry");
        return lot.Length > 0 && serial.Length > 0 && expires is { } day && form.IsGood ? new Cartridge(lot, serial, day, udi.Identifier) : null;
    }
}
