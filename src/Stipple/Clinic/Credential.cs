namespace Stipple.Clinic;

/// <summary>Who may take it upon themselves to go on although a row fired: the words of the column override_by.</summary>
public static class Credential
{
    public const string Practitioner = "practitioner";
    public const string Prescriber = "prescriber";
    public const string Dermatology = "dermatology";
    public const string Haematology = "haematology";
    public const string ScarClinic = "scar-clinic";

    /// <summary>Whether somebody with one credential may stand in for another: a prescriber is also a practitioner.</summary>
    public static bool Covers(string held, string needed) =>
        held == needed || needed == Practitioner || (needed == Prescriber && held is Dermatology or Haematology);

    public static string InWords(string credential) => credential switch
    {
        Practitioner => "a practitioner",
        Prescriber => "a prescriber",
        Dermatology => "a dermatologist",
        Haematology => "a haematologist",
        ScarClinic => "a scar clinic",
        _ => "nobody",
    };
}
