using System.Globalization;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>How many atoms of each kind a molecule has; read from a formula such as C8H10N4O2.</summary>
public sealed record Atoms
{
    private const string Allowed = "a formula of C, H, N, O, F, Cl, Br, I, S, each at most once, such as C8H10N4O2";

    public int Carbon { get; private init; }

    public int Hydrogen { get; private init; }

    public int Nitrogen { get; private init; }

    public int Oxygen { get; private init; }

    public int Fluorine { get; private init; }

    public int Chlorine { get; private init; }

    public int Bromine { get; private init; }

    public int Iodine { get; private init; }

    public int Sulfur { get; private init; }

    /// <summary>Rings and double bonds together; a triple bond counts twice. From the valences: C - (H + halogens - N)/2 + 1.</summary>
    public double Unsaturation => Carbon + 1 + (Nitrogen - Hydrogen - Fluorine - Chlorine - Bromine - Iodine) / 2.0;

    /// <summary>Molar mass in g/mol with the abridged standard atomic weights.</summary>
    public double MolarMass => 12.011 * Carbon + 1.008 * Hydrogen + 14.007 * Nitrogen + 15.999 * Oxygen + 18.998 * Fluorine
        + 35.45 * Chlorine + 79.904 * Bromine + 126.904 * Iodine + 32.06 * Sulfur;

    /// <summary>
    /// Molar volume at the boiling point by Schroeder's rule in cm3/mol: 7 for each C, H, N, O and each double bond, 14 for a triple
    /// bond, 10.5 F, 24.5 Cl, 31.5 Br, 38.5 I, 21 S, less 7 for each ring.
    /// </summary>
    /// <param name="rings">Rings of the structure, 0 to 20 and not more than <see cref="Unsaturation"/>.</param>
    public double MolarVolume(int rings)
    {
        Bounds.Check(rings, 0, Math.Min(20, Unsaturation), "rings", nameof(rings));
        return 7 * (Carbon + Hydrogen + Nitrogen + Oxygen) + 10.5 * Fluorine + 24.5 * Chlorine + 31.5 * Bromine + 38.5 * Iodine + 21 * Sulfur
            + 7 * (Unsaturation - rings) - 7 * rings;
    }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">It is not one, or names another element.</exception>
    public static Atoms Parse(string formula)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < formula.Length;)
        {
            var symbol = at + 1 < formula.Length && char.IsAsciiLetterLower(formula[at + 1]) ? formula[at..(at + 2)] : formula[at..(at + 1)];
            at += symbol.Length;
            var digits = at;
            while (at < formula.Length && char.IsAsciiDigit(formula[at])) at++;
            var count = at == digits ? 1 : int.TryParse(formula.AsSpan(digits, at - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (count is 0 or > 10_000 || !counts.TryAdd(symbol, count)) throw Refused(formula);
        }

        var atoms = new Atoms
        {
            Carbon = Take("C"), Hydrogen = Take("H"), Nitrogen = Take("N"), Oxygen = Take("O"), Fluorine = Take("F"),
            Chlorine = Take("Cl"), Bromine = Take("Br"), Iodine = Take("I"), Sulfur = Take("S"),
        };
        return counts.Count == 0 && formula.Length > 0 ? atoms : throw Refused(formula);

        int Take(string symbol) => counts.Remove(symbol, out var count) ? count : 0;
    }

    private static FormatException Refused(string formula) => new($"formula: found \"{formula}\", expected {Allowed}");
}
