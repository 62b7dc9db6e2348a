using Stipple.Terms;

namespace Stipple.Clinic;

/// <summary>A licence to practise.</summary>
/// <param name="Id">Names it within the clinic.</param>
/// <param name="Jurisdiction">Who granted it, such as <c>US-CA</c>.</param>
/// <param name="Number">Its number there.</param>
/// <param name="From">First day it holds.</param>
/// <param name="Until">Last day it holds.</param>
/// <param name="Scope">What it allows, as it stands in the licence, such as <c>registered nurse</c>.</param>
/// <param name="DepthLimit">The deepest needling that it allows; null when whoever entered it did not know, which covers no depth.</param>
/// <param name="Ended">The day it was taken back or given up; null while it was not.</param>
/// <param name="Credential">As what it lets somebody override a row of the rules: practitioner, prescriber, dermatology, haematology; null when nobody said, which is practitioner.</param>
public sealed record Licence(
    Guid Id, string Jurisdiction, string Number, DateOnly From, DateOnly Until, string Scope, NeedleDepth? DepthLimit, DateOnly? Ended = null, string? Credential = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && day <= Until && !(Ended <= day);

    /// <summary>Whether it allows this depth on this day. A limit that nobody knows allows nothing.</summary>
    public bool Covers(NeedleDepth depth, DateOnly day) => HoldsOn(day) && DepthLimit is { } limit && depth.Millimetres <= limit.Millimetres;
}
