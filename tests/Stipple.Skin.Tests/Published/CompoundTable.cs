using Stipple.Skin.Permeation;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>evidence/skin/compounds.tsv, read plainly: every row is one number or word with its unit, on what it rests, and its source.</summary>
public sealed class CompoundTable
{
    private static readonly IReadOnlyList<PublishedRows> Rows = PublishedRows.Read(File.ReadAllText(Repository.At("evidence/skin/compounds.tsv")));

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["name"] = "", ["formula"] = "atoms", ["rings"] = "count", ["log_kow"] = "log10", ["pka_acid"] = "pKa", ["pka_base"] = "pKa", ["water_solubility"] = "mg/cm3",
        ["binding"] = "class", ["molar_mass"] = "g/mol", ["enters_stratum_corneum"] = "yes or no", ["dermis_diffusivity_least"] = "um2/s", ["dermis_diffusivity_most"] = "um2/s",
        ["epidermis_diffusivity_least"] = "um2/s", ["epidermis_diffusivity_most"] = "um2/s",
    };

    [Fact]
    public void Every_row_has_a_known_quantity_its_unit_and_a_source_of_the_table_of_sources()
    {
        var sources = PublishedRows.Read(File.ReadAllText(Repository.At("evidence/sources.tsv"))).Select(row => row["id"]).ToHashSet();
        foreach (var row in Rows)
        {
            Assert.True(Units.TryGetValue(row["quantity"], out var unit) && unit == row["unit"], $"{row["compound"]}/{row["quantity"]}: unit {row["unit"]}");
            Assert.All(row["sources"].Split(' '), id => Assert.Contains(id, sources));
            Assert.Equal(row["sources"] == "MEMORY", row["basis"] == "memory");
            Assert.Equal(row["sources"] == "INFERENCE", row["basis"] == "inference");
            Assert.Contains(row["basis"], (string[])["memory", "dataset", "abstract", "inference"]);
        }

        Assert.Equal(Rows.Count, Rows.DistinctBy(row => (row["compound"], row["quantity"])).Count());
    }

    [Fact]
    public void At_least_forty_compounds_are_there_and_each_has_a_name() =>
        Assert.True(Rows.Where(row => row["quantity"] == "name").DistinctBy(row => row["compound"]).Count() is >= 40 and var named && named == Rows.DistinctBy(row => row["compound"]).Count());

    /// <summary>Whatever has a formula and a log Kow is a compound that the door lets in, and what comes out is a permeability.</summary>
    [Fact]
    public void Every_compound_with_a_log_Kow_goes_through_the_equations()
    {
        var known = 0;
        foreach (var compound in Rows.GroupBy(row => row["compound"]))
        {
            string? Value(string quantity) => compound.SingleOrDefault(row => row["quantity"] == quantity)?["value"];
            if (Value("log_kow") is null) continue;
            var number = compound.ToDictionary(row => row["quantity"]);
            var atoms = Atoms.Parse(Value("formula")!);
            var one = new Compound
            {
                Name = Value("name")!, MolarMass = atoms.MolarMass, LogKow = number["log_kow"].Number("value"), MolarVolume = atoms.MolarVolume((int)number["rings"].Number("value")),
                Binding = Value("binding") switch { null => Binding.NeutralOrBase, "acid-albumin" => Binding.AcidBoundByAlbumin, "acid-other" => Binding.OtherAcidOrZwitterion, var other => throw new FormatException(other) },
                NonIonisedInTissue = number.TryGetValue("pka_acid", out var acid) ? Ionisation.OfAcid(acid.Number("value")) : number.TryGetValue("pka_base", out var basic) ? Ionisation.OfBase(basic.Number("value")) : 1,
            };
            Assert.InRange(IntactSkin.Permeability(one, Hydration.Full, new LayersBelow()), 1e-10, 1e-3);
            known++;
        }

        Assert.True(known >= 35, $"{known}");
    }

    /// <summary>What the figures beforehand were reckoned with (docs/model/published.md) is what stands in the table.</summary>
    [Fact]
    public void The_table_and_the_figures_beforehand_have_one_log_Kow_for_one_compound()
    {
        foreach (var row in PublishedRows.Of("dancik.tsv"))
        {
            var id = row["compound"] switch { "5-ALA" => "aminolevulinic-acid", "GHK" => "ghk", "ascorbic acid (neutral)" => "ascorbic-acid", var name => name.Replace(' ', '-') };
            Assert.Equal(row.Number("log_kow"), Rows.Single(mine => mine["compound"] == id && mine["quantity"] == "log_kow").Number("value"), tolerance: 1e-9);
            var atoms = Atoms.Parse(Rows.Single(mine => mine["compound"] == id && mine["quantity"] == "formula")["value"]);
            Assert.Equal(row.Number("molar_mass"), atoms.MolarMass, tolerance: 0.03);
        }
    }
}
