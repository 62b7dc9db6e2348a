namespace Stipple.Clinic;

/// <summary>A needling device of the clinic.</summary>
/// <param name="Id">Names it within the clinic.</param>
/// <param name="Model">Its row of devices.tsv.</param>
/// <param name="Name">What the clinic calls it, such as <c>Pen 2</c>.</param>
/// <param name="Serial">The maker's serial number.</param>
/// <param name="CheckedUntil">Last day before it has to be serviced or calibrated; null when the maker names none.</param>
/// <param name="Retired">The day it was taken out of use; null while it is used.</param>
public sealed record Device(Guid Id, string Model, string Name, string Serial, DateOnly? CheckedUntil, DateOnly? Retired = null)
{
    /// <summary>Whether it may be used on a day.</summary>
    public bool MayBeUsedOn(DateOnly day) => !(Retired <= day) && !(day > CheckedUntil);
}
