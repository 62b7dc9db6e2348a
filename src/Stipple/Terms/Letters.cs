using System.Globalization;

namespace Stipple.Terms;

/// <summary>Letters without their accents, so that a name is found however it is typed.</summary>
public static class Letters
{
    // The base letters of U+00C0 to U+024F and of U+1E00 to U+1EFF, as Unicode decomposes them; a dot where it does not. Written
    // out because the runtime decomposes nothing without the data of a culture, and this program runs without any.
    private const char FirstLatin = '\u00c0';
    private const char FirstAdditional = '\u1e00';

    private const string Latin =
        "AAAAAA.CEEEEIIII.NOOOOO..UUUUY..aaaaaa.ceeeeiiii.nooooo..uuuuy.yAaAaAaCcCcCcCcDd..EeEeEeEeEeGgGgGgGgHh..IiIiIiIiI...JjKk.LlLlLl." +
        "...NnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTt..UuUuUuUuUuUuWwYyYZzZzZz.................................Oo.............Uu..............." +
        ".............AaIiOoUuUuUuUuUu.AaAaÆæ..GgKkOoOoƷʒj...Gg..NnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh......AaEeOoOoOoOoYy............" +
        "................";

    private const string Additional =
        "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv" +
        "WwWwWwWwWwXxXxYyZzZzZzhtwy.ſ....AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......";

    /// <summary>The letter without its accent; the letter itself where it has none.</summary>
    public static char Base(char letter) => letter switch
    {
        >= FirstLatin when letter - FirstLatin < Latin.Length => Latin[letter - FirstLatin] is not '.' and var plain ? plain : letter,
        >= FirstAdditional when letter - FirstAdditional < Additional.Length => Additional[letter - FirstAdditional] is not '.' and var plain ? plain : letter,
        _ => letter,
    };

    /// <summary>Whether it is an accent that stands as a character of its own.</summary>
    public static bool IsAccent(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;
}
