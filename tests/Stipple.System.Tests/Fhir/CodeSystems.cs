using Stipple.Evidence;
using Stipple.Fhir.Read;

namespace Stipple.System.Tests.Fhir;

/// <summary>The code systems of codes.tsv, as FHIR names them.</summary>
public sealed class CodeSystems
{
    // From the list of the FHIR R4 terminologies page (hl7.org/fhir/R4/terminologies-systems.html); ATC as HL7 registers it.
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.Ordinal)
    {
        ["icd-10-cm"] = "http://hl7.org/fhir/sid/icd-10-cm",
        ["rxnorm"] = "http://www.nlm.nih.gov/research/umls/rxnorm",
        ["atc"] = "http://www.whocc.no/atc",
    };

    [Fact]
    public void Every_system_that_the_tables_use_or_allow_has_its_canonical_address()
    {
        var used = Cases.Rules.All.SelectMany(rule => rule.Codes).Select(code => code.System).ToHashSet(StringComparer.Ordinal);
        var allowed = Shapes.Codes.Columns.OfType<Column.Word>().Single(column => column.Name == "system").Allowed;
        Assert.NotEmpty(used);
        Assert.Subset(allowed.ToHashSet(StringComparer.Ordinal), used);
        foreach (var system in allowed) Assert.Equal(Canonical[system], CodeSystem.AddressOf(system));
    }

    [Theory]
    [InlineData("snomed")]
    [InlineData("ICD-10-CM")]
    [InlineData("")]
    public void Another_system_has_none(string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeSystem.AddressOf(name));
}
