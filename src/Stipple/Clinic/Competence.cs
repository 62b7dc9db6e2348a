using Stipple.Terms;

namespace Stipple.Clinic;

/// <summary>What somebody has been trained to do with a device.</summary>
/// <param name="Id">Names it within the clinic.</param>
/// <param name="Device">The device, as the clinic calls it.</param>
/// <param name="From">The shallowest depth trained for.</param>
/// <param name="To">The deepest depth trained for.</param>
/// <param name="Training">Where and how it was learnt.</param>
/// <param name="Trained">The day it was shown.</param>
/// <param name="Until">Last day before it has to be shown again; null when the training names none.</param>
/// <param name="Supervisor">Who has to be at hand; null when nobody has to.</param>
/// <param name="Ended">The day it was taken back; null while it was not.</param>
public sealed record Competence(Guid Id, string Device, NeedleDepth From, NeedleDepth To, string Training, DateOnly Trained, DateOnly? Until, PersonId? Supervisor, DateOnly? Ended = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => Trained <= day && !(day > Until) && !(Ended <= day);

    /// <summary>Whether it covers this depth with this device on this day.</summary>
    public bool Covers(string device, NeedleDepth depth, DateOnly day) =>
        HoldsOn(day) && string.Equals(Device, device, StringComparison.OrdinalIgnoreCase) && From.Millimetres <= depth.Millimetres && depth.Millimetres <= To.Millimetres;
}
