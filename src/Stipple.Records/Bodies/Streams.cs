using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>What facts happen to.</summary>
public static class Streams
{
    /// <summary>The clinic itself: its name, the evidence in force, its policy.</summary>
    public static string Of(ClinicId clinic) => $"clinic/{clinic}";

    /// <summary>The tables of one evidence version.</summary>
    public static string Evidence(string version) => $"evidence/{version}";

    /// <summary>Somebody who works there.</summary>
    public static string Of(PersonId person) => $"person/{person}";

    /// <summary>A patient, with everything that happens to them.</summary>
    public static string Of(PatientId patient) => $"patient/{patient}";

    /// <summary>The picture of one photograph: apart from its patient, so that reading a record does not read its pictures.</summary>
    public static string Photo(Guid photo) => $"photo/{photo:D}";

    /// <summary>A device of the clinic.</summary>
    public static string Device(Guid device) => $"device/{device:D}";

    /// <summary>A key for another program.</summary>
    public static string Token(Guid token) => $"token/{token:D}";

    /// <summary>What kind of thing a stream is of, and the id of that thing.</summary>
    public static (string Kind, string Id) Split(string stream) =>
        stream.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? (stream[..slash], stream[(slash + 1)..]) : (stream, "");

    /// <summary>Who looked at what. Apart from what they looked at, so that reading never overtakes writing.</summary>
    public static string Reads(string stream) => $"read/{stream}";
}
