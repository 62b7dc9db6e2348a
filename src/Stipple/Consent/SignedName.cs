using System.Globalization;
using System.Text;

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
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))) plain.Append(char.ToUpperInvariant(letter));
        }

        return plain.ToString();
    }
}
