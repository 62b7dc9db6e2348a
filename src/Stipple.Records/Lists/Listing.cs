using System.Collections.Immutable;
using Stipple.Records.Bodies;

namespace Stipple.Records.Lists;

/// <summary>
/// All lists, and what a fact does to them. A new list is a declaration here, and a case where its facts are told apart.
/// </summary>
internal static class Listing
{
    /// <summary>To be raised when a fact does something else to a list than it did, so that every list is made anew.</summary>
    public const int Version = 3;

    public static readonly ImmutableArray<ListTable> Tables = 
    [
        PeopleLists.People, PeopleLists.Licences, PeopleLists.Tokens,
        PatientLists.Patients, PatientLists.Words, PatientLists.Links, PatientLists.LinkVisits, PatientLists.CheckIns, PatientLists.Devices, PatientLists.Cartridges,
    ];

    /// <summary>What the fact changes in the lists. The kind of its stream and its own decide first, so that others are not even parsed.</summary>
    /// <exception cref="RefusedException">The fact is of a kind that concerns a list, and its bytes are not of that kind's shape.</exception>
    public static void Apply(Fact fact, IRows rows)
    {
        var (kind, id) = Streams.Split(fact.Stream);
        switch (kind)
        {
            case "person":
                PeopleLists.ApplyToPerson(fact, id, rows);
                break;
            case "patient":
                PatientLists.ApplyToPatient(fact, id, rows);
                break;
            case "device":
                PatientLists.ApplyToDevice(fact, id, rows);
                break;
            case "token":
                PeopleLists.ApplyToToken(fact, id, rows);
                break;
        }
    }

    /// <summary>Refuses an append that would not fit the lists, before anything of it is written.</summary>
    /// <exception cref="RefusedException">A body is not of its kind's shape, or holds what a list cannot keep.</exception>
    public static void Try(Append append)
    {
        var rows = new TriedRows();
        foreach (var fact in append.Facts) Apply(new Fact(0, fact.Stream, 0, fact.Kind, fact.Body, 0, default, append.By, default, default), rows);
    }
}
