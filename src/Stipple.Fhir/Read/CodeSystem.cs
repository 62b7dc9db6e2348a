namespace Stipple.Fhir.Read;

/// <summary>The canonical addresses, in FHIR, of the code systems that codes.tsv uses.</summary>
public static class CodeSystem
{
    /// <param name="name">Name in codes.tsv: icd-10-cm, rxnorm or atc.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such system.</exception>
    public static string AddressOf(string name) => name switch
    {
        "icd-10-cm" => "http://hl7.org/fhir/sid/icd-10-cm",
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "atc" => "http://www.whocc.no/atc",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a code system of codes.tsv."),
    };
}
