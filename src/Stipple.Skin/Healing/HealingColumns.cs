using Stipple.Skin.Numerics;

namespace Stipple.Skin.Healing;

/// <summary>The healing parameters of many persons, a column for each parameter: what the loop over patients reads.</summary>
public sealed class HealingColumns
{
    private static readonly (double Low, double High)[] bounds =
    [
        (0.01, 12), (0.01, 12), (0.01, 12), (0.01, 12), (0.05, 20), (0, 5), (0, 5), (0.5, 100), (0.05, 10), (0, 1),
        (0, 2), (0, 2), (0.05, 20), (0, 0.5), (0, 0.1), (0, 0.1), (0, 2), (0, 1), (0, 0.5), (0, 0.1), (0, 0.5),
    ];

    private readonly double[] values;
    private readonly double[] injuries;

    /// <param name="persons">1 to 10,000,000.</param>
    /// <param name="sessions">1 to 100.</param>
    public HealingColumns(int persons, int sessions)
    {
        Persons = Bounds.Check(persons, 1, 10_000_000, "persons");
        Sessions = Bounds.Check(sessions, 1, 100, "sessions");
        Padded = (persons + Widest - 1) / Widest * Widest;
        values = new double[bounds.Length * Padded];
        injuries = new double[sessions * Padded];
        // Lanes beyond the last person reckon with the least of everything.
        for (var p = 0; p < bounds.Length; p++) values.AsSpan(p * Padded, Padded).Fill(bounds[p].Low);
    }

    /// <summary>The most persons that are reckoned with at once.</summary>
    internal const int Widest = 8;

    public int Persons { get; }

    public int Sessions { get; }

    /// <summary>Persons, rounded up to whole lanes.</summary>
    internal int Padded { get; }

    /// <summary>One parameter of one person.</summary>
    public double Of(HealingParameter parameter, int person) => values[(int)parameter * Padded + Checked(person)];

    /// <inheritdoc cref="Of"/>
    /// <exception cref="ArgumentOutOfRangeException">Outside the bounds that <see cref="HealingParameter"/> states.</exception>
    public void Set(HealingParameter parameter, int person, double value) =>
        values[(int)parameter * Padded + Checked(person)] = Bounds.Check(value, bounds[(int)parameter].Low, bounds[(int)parameter].High, "", parameter.ToString());

    /// <summary>How much a session injures a person: 0 not at all, 1 the most there is.</summary>
    public double Injury(int session, int person) => injuries[Session(session) * Padded + Checked(person)];

    /// <inheritdoc cref="Injury"/>
    /// <param name="session">From 0.</param>
    /// <param name="person">From 0.</param>
    /// <param name="injury">0 to 1.</param>
    public void SetInjury(int session, int person, double injury) =>
        injuries[Session(session) * Padded + Checked(person)] = Bounds.Check(injury, 0, 1, "");

    /// <summary>Where the parameters of a person begin; the next parameter stands <see cref="Padded"/> further.</summary>
    internal ref double From(int person) => ref values[person];

    internal ref double InjuryFrom(int session, int person) => ref injuries[session * Padded + person];

    private int Session(int session) => (uint)session < (uint)Sessions ? session : throw new ArgumentOutOfRangeException(nameof(session), session, $"There are {Sessions} sessions.");

    private int Checked(int person) => (uint)person < (uint)Persons ? person : throw new ArgumentOutOfRangeException(nameof(person), person, $"There are {Persons} persons.");
}
