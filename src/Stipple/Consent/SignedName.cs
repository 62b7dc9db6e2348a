using System.Text;
using Stipple.Terms;

namespace Stipple.Consent;

/// <summary>A name that somebody typed in the place of a signature.</summary>
public static class SignedName
{
    /// <summary>
    /// Whether what was typed is this name. Capitals, accents, blanks and marks between letters do not count: a telephone writes
    /// them as it likes.
    /// </summary>
    public static bool Is(string typed, string name) => Plain(typed) is { Length: > 0 } plain && plain == Plain(name);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!Letters.IsAccent(letter) && (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))) plain.Append(char.ToUpperInvariant(Letters.Base(letter)));
        }

        return plain.ToString();
    }
}
