using System.Text.RegularExpressions;

namespace Stipple.Consent;

/// <summary>A signature drawn on glass: strokes as the path of an SVG drawing.</summary>
public static partial class DrawnSignature
{
    /// <summary>The longest path that is kept, in characters.</summary>
    public const int Longest = 20_000;

    /// <summary>Width and height of what is drawn on.</summary>
    public const int Width = 600;

    public const int Height = 200;

    /// <summary>Whether it is strokes and nothing else: M, L and whole numbers. It stands in pages, so nothing else may be in it.</summary>
    public static bool IsPath(string path) => path.Length <= Longest && Strokes().IsMatch(path);

    [GeneratedRegex(@"\A(M[0-9]{1,3} [0-9]{1,3}(L[0-9]{1,3} [0-9]{1,3})*)+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Strokes();
}
