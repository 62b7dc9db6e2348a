using System.Collections.Frozen;

namespace Stipple.Web.Outcome;

/// <summary>What a photograph shows: the same views each time, so that before and after can be laid side by side.</summary>
internal static class PhotoViews
{
    public static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["front"] = "Face from the front",
        ["right"] = "Face from the patient’s right",
        ["left"] = "Face from the patient’s left",
        ["neck"] = "Neck",
        ["chest"] = "Chest",
        ["hands"] = "Hands",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
