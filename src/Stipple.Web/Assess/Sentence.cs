namespace Stipple.Web.Assess;

internal static class Sentence
{
    /// <summary>A phrase of the tables as the beginning of a sentence.</summary>
    public static string Begin(string phrase) => string.Concat(phrase[..1].ToUpperInvariant(), phrase.AsSpan(1));
}
