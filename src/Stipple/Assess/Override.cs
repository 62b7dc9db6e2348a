using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Somebody entitled to it wants to go on although a row fired, and says why.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Credential">As what: a word of <see cref="Clinic.Credential"/>.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="By">Who of the clinic recorded it.</param>
/// <param name="Outside">Who outside the clinic said so, in a letter or on the telephone; null when it is the recorder's own decision.</param>
/// <param name="On">The day.</param>
public sealed record Override(string Rule, string Credential, string Reason, PersonId By, string? Outside, DateOnly On)
{
    /// <summary>Whose decision it is: two entries of the same person count once.</summary>
    public string Who => Outside is null ? By.ToString() : Outside.Trim().ToUpperInvariant();
}
