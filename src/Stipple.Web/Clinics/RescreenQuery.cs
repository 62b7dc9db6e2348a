using System.Collections.Immutable;

namespace Stipple.Web.Clinics;

/// <summary>What a medical director tries on the open patients: a version, and choices where it leaves some.</summary>
/// <param name="Version">The version that is looked at, in whole.</param>
/// <param name="Offered">The versions that can be: digits and words.</param>
/// <param name="Typed">Value by switch, as it is shown in its field.</param>
/// <param name="Choices">What differs from what is chosen now; null for back to the default.</param>
/// <param name="Problems">What of it cannot be.</param>
public sealed record RescreenQuery(
    string Version, ImmutableArray<(string Version, string Label)> Offered, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string?> Choices, ImmutableArray<(string Field, string Message)> Problems);
