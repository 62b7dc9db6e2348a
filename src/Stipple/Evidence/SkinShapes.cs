using System.Collections.Immutable;

namespace Stipple.Evidence;

/// <summary>The tables of the skin engine: `evidence/skin`. Their numbers are estimates for a forecast; no decision rests on them.</summary>
public static class SkinShapes
{
    private static readonly Column.Word basis = new("basis", ["full-text", "abstract", "code", "dataset", "trade", "inference", "memory"]);

    public static readonly TableShape Parameters = new("skin/parameters.tsv", "name",
    [
        new Column.Id("name"), new Column.Text("symbol"), new Column.Number("value"), new Column.Text("unit"),
        new Column.Word("law", ["fixed", "lognormal", "normal", "beta"]), new Column.Number("spread"), new Column.Number("low"), new Column.Number("high"),
        new Column.Word("level", ["person", "measurement", "structure"]), new Column.Id("group", Required: false),
        basis, new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Parameters of the skin engine",
        Headline = "name",
        Deciding = ["name", "value", "unit", "law", "spread", "low", "high", "level", "group"],
    };

    public static readonly TableShape Sites = new("skin/sites.tsv", "id",
    [
        new Column.Id("id"), new Column.Number("sc_um"), new Column.Number("sc_sd"), new Column.Number("ve_um"), new Column.Number("ve_sd"),
        new Column.Number("dermis_f_mm"), new Column.Number("dermis_f_sd"), new Column.Number("dermis_m_mm"), new Column.Number("dermis_m_sd"),
        basis, new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Thickness of the skin",
        Headline = "id",
        Deciding = ["id", "sc_um", "ve_um", "dermis_f_mm", "dermis_m_mm"],
    };

    public static readonly TableShape Devices = new("skin/devices.tsv", "id",
    [
        new Column.Id("id"), new Column.Text("name", Required: true), new Column.Word("drive", ["roller", "pen", "stamp"]), new Column.Number("needles", Whole: true),
        new Column.Number("drum_diameter_mm"), new Column.Number("drum_width_mm"), new Column.Number("strokes_hz"),
        basis, new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Devices of the skin engine",
        Headline = "name",
        Deciding = ["id", "drive", "needles", "drum_diameter_mm", "drum_width_mm", "strokes_hz"],
    };

    /// <summary>One property of one compound a row.</summary>
    public static readonly TableShape Compounds = new("skin/compounds.tsv", null,
    [
        new Column.Id("compound"), new Column.Word("quantity",
        [
            "name", "formula", "rings", "log_kow", "pka_acid", "pka_base", "water_solubility", "binding", "molar_mass", "enters_stratum_corneum",
            "dermis_diffusivity_least", "dermis_diffusivity_most", "epidermis_diffusivity_least", "epidermis_diffusivity_most",
        ]),
        new Column.Text("value", Required: true), new Column.Text("unit"), basis, new Column.Sources("sources", Required: true), new Column.Text("notes"),
    ])
    {
        Title = "Compounds of the skin engine",
        Headline = "compound",
        Deciding = ["compound", "quantity", "value", "unit"],
    };

    public static readonly ImmutableArray<TableShape> All = [Parameters, Sites, Devices, Compounds];
}
