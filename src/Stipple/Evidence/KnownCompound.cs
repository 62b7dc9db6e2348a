using System.Collections.Immutable;
using System.Globalization;
using Stipple.Skin.Permeation;

namespace Stipple.Evidence;

/// <summary>What the tables know of one compound.</summary>
public sealed class KnownCompound
{
    private readonly double? pKaOfAcid;
    private readonly double? pKaOfBase;

    private KnownCompound(string name, Compound? inTissue, double? pKaOfAcid, double? pKaOfBase, ImmutableArray<string> sources) =>
        (Name, InTissue, this.pKaOfAcid, this.pKaOfBase, Sources) = (name, inTissue, pKaOfAcid, pKaOfBase, sources);

    public string Name { get; }

    public ImmutableArray<string> Sources { get; }

    /// <summary>Whether the equations of intact skin hold for it: a small molecule of known formula and log Kow.</summary>
    public bool IsReckonedWith => InTissue is not null;

    /// <summary>Whether it takes up or gives off a proton, so that the pH of its vehicle counts.</summary>
    public bool IsIonisable => pKaOfAcid is not null || pKaOfBase is not null;

    private Compound? InTissue { get; }

    /// <summary>The compound in a vehicle of this pH; what has both an acid and a base is taken to be neutral where neither is charged.</summary>
    /// <param name="pH">0 to 14; asked for only where <see cref="IsIonisable"/>.</param>
    /// <exception cref="InvalidOperationException">The equations do not hold for it.</exception>
    public Compound In(double pH) =>
        (InTissue ?? throw new InvalidOperationException($"The equations of intact skin do not hold for {Name}.")) with { NonIonisedInVehicle = NonIonised(pKaOfAcid, pKaOfBase, pH) };

    internal static KnownCompound Of(IEnumerable<TableRow> rows)
    {
        var known = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!known.TryAdd(row["quantity"], row)) throw row.Wrong("quantity", $"each quantity of {row["compound"]} once");
        }

        var first = known.Values.First();
        if (!known.TryGetValue("name", out var name)) throw first.Wrong("compound", "a compound that has a name");
        var (acid, @base) = (Number("pka_acid"), Number("pka_base"));
        var isSmall = known.ContainsKey("formula") && known.ContainsKey("log_kow") && known.ContainsKey("rings");
        return new(name["value"], isSmall ? Small() : null, acid, @base, [.. known.Values.SelectMany(row => row.Ids("sources")).Distinct(StringComparer.Ordinal)]);

        Compound Small()
        {
            try
            {
                var atoms = Atoms.Parse(known["formula"]["value"]);
                return new()
                {
                    Name = name["value"], MolarMass = atoms.MolarMass, LogKow = Number("log_kow")!.Value, MolarVolume = atoms.MolarVolume((int)Number("rings")!.Value),
                    Binding = known.TryGetValue("binding", out var binding) ? BindingOf(binding) : Binding.NeutralOrBase,
                    NonIonisedInTissue = NonIonised(acid, @base, 7.4), Solubility = Number("water_solubility") ?? double.PositiveInfinity,
                };
            }
            catch (Exception bad) when (bad is FormatException or ArgumentException)
            {
                throw first.Wrong("compound", bad.Message);
            }
        }

        double? Number(string quantity) => !known.TryGetValue(quantity, out var row) ? null
            : double.TryParse(row["value"], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw row.Wrong("value", "a number");
    }

    private static Binding BindingOf(TableRow row) => row["value"] switch
    {
        "acid-albumin" => Binding.AcidBoundByAlbumin,
        "acid-other" => Binding.OtherAcidOrZwitterion,
        _ => throw row.Wrong("value", "acid-albumin or acid-other"),
    };

    private static double NonIonised(double? acid, double? @base, double pH) =>
        Math.Max(1e-9, (acid is { } one ? Ionisation.OfAcid(one, pH) : 1) * (@base is { } other ? Ionisation.OfBase(other, pH) : 1));
}
