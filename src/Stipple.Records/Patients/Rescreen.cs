using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>What becomes of one patient under other rules or another policy.</summary>
/// <param name="Patient">Who.</param>
/// <param name="Number">The clinic's number of the record.</param>
/// <param name="Name">Full name.</param>
/// <param name="Wanted">What was decided on.</param>
/// <param name="Before">The decision as it is now; null where it cannot be decided.</param>
/// <param name="After">The decision by the other; null where it cannot be decided.</param>
/// <param name="Strangers">What the rules do not know where it cannot be decided, in words.</param>
/// <param name="Shift">What is decided otherwise; null where one of the two cannot be decided.</param>
public sealed record Rescreened(
    PatientId Patient, string Number, string Name, Wanted Wanted, Decision? Before, Decision? After, ImmutableArray<string> Strangers, DecisionShift? Shift)
{
    /// <summary>False only where it can be decided by neither: then nothing changes, and yet nobody may take it for settled.</summary>
    public bool Changes => Before is not null || After is not null;

    /// <summary>Not to be decided any more is the strictest of all.</summary>
    public ShiftDirection Direction => Shift?.Direction ?? (Before is null && After is null ? ShiftDirection.Level : After is null ? ShiftDirection.Stricter : ShiftDirection.Milder);
}

/// <summary>What a patient was decided on.</summary>
public enum Wanted
{
    /// <summary>What the patient wants; there is no plan yet.</summary>
    Wish,

    /// <summary>A plan that is being made.</summary>
    Draft,

    /// <summary>A plan that is signed.</summary>
    Plan,
}

/// <summary>How many patients go from one decision to another.</summary>
/// <param name="Before">As it is now; null where it cannot be decided.</param>
/// <param name="After">By the other; null where it cannot be decided.</param>
/// <param name="Patients">How many.</param>
public sealed record DecisionCount(Decision? Before, Decision? After, int Patients);

/// <summary>Who of a clinic's open patients is decided otherwise under other rules or another policy.</summary>
/// <param name="Before">What the clinic decides on now.</param>
/// <param name="After">The other rules, with the choices that would go with them.</param>
/// <param name="On">The day of both decisions.</param>
/// <param name="UnderWay">How many patients there are whose treatment is not over.</param>
/// <param name="Looked">How many of them were looked at.</param>
/// <param name="Open">How many of those have a wish, a draft or a signed plan, and so a decision.</param>
/// <param name="Patients">Whoever changes or cannot be decided, the strictest change first.</param>
/// <param name="Behind">The place to go on behind; null when everybody was looked at.</param>
public sealed record Rescreen(
    ClinicPolicy Before, ClinicPolicy After, DateOnly On, long UnderWay, long Looked, long Open, ImmutableArray<Rescreened> Patients, string? Behind)
{
    /// <summary>How many change.</summary>
    public int Changed => Patients.Count(patient => patient.Changes);

    /// <summary>From what to what, in the order of <see cref="Patients"/>. The same on both sides: a place, a component or the reasons alone.</summary>
    public IEnumerable<DecisionCount> Counts =>
        Patients.GroupBy(patient => (patient.Before, patient.After)).Select(group => new DecisionCount(group.Key.Before, group.Key.After, group.Count()));

    /// <summary>The strictest change first: what cannot be decided any more, then the stricter decisions, then other reasons, then the milder.</summary>
    internal static ImmutableArray<Rescreened> Sorted(IEnumerable<Rescreened> patients) =>
    [
        .. patients.OrderByDescending(patient => patient.Changes)
            .ThenByDescending(patient => patient.Direction)
            .ThenByDescending(patient => Strictness(patient.After))
            .ThenBy(patient => Strictness(patient.Before))
            .ThenBy(patient => patient.Number, StringComparer.Ordinal)
            .ThenBy(patient => patient.Patient.Value),
    ];

    private static int Strictness(Decision? decision) => decision is { } word ? DecisionShift.Strictness(word) : int.MaxValue;
}
