using System.Collections.Immutable;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>A condition of the skin, the body or the circumstances that the rules speak of, such as keloid.</summary>
/// <param name="Id">Id of the entry.</param>
/// <param name="Name">Clinical name.</param>
/// <param name="Plain">The patient's words, as they follow "about".</param>
/// <param name="Disagree">Where the sources disagree; may be empty.</param>
/// <param name="Sources">Who carries the entry, or disagrees about it.</param>
public sealed record Entry(string Id, string Name, string Plain, string Disagree, ImmutableArray<Source> Sources);

/// <summary>A deferral counted from a date: not before so many days after it.</summary>
/// <param name="Days">Number of days, or the policy that sets it.</param>
/// <param name="From">The date question it is counted from.</param>
public sealed record Deferral(Limit Days, Question From);

/// <summary>A code of another system that goes with a row.</summary>
/// <param name="System">icd-10-cm, rxnorm or atc.</param>
/// <param name="Decides">False: the code only makes us ask, because it says too little (no body site, two conditions in one code).</param>
/// <param name="Checked">verified, corroborated or memory.</param>
public sealed record RowCode(string System, string Code, string Display, bool Decides, string Checked);

/// <summary>One row of rules.tsv: one condition with one grade.</summary>
public sealed record Rule
{
    public required int Ordinal { get; init; }

    public required string Id { get; init; }

    public required Entry Entry { get; init; }

    public required Grade Grade { get; init; }

    public required Component AppliesTo { get; init; }

    public required Criterion When { get; init; }

    /// <summary>The condition as it is written in the table.</summary>
    public required string WhenText { get; init; }

    /// <summary>Everything that <see cref="When"/> names.</summary>
    public required ImmutableArray<Slot> RestsOn { get; init; }

    /// <summary>Ordinals of the rows that take the place of this one when their own condition is a settled yes.</summary>
    public ImmutableArray<int> ReplacedBy { get; internal set; } = [];

    /// <summary>The event that ends it, as it follows "not before"; empty when it lasts.</summary>
    public required string Until { get; init; }

    public required Deferral? Deferral { get; init; }

    public required string ResolvesBy { get; init; }

    /// <summary>Credential that may override, or "none".</summary>
    public required string OverrideBy { get; init; }

    /// <summary>How many persons an override takes; 0 when nobody may.</summary>
    public required int Persons { get; init; }

    /// <summary>soon, today or emergency for a red flag; else empty.</summary>
    public required string Urgency { get; init; }

    /// <summary>To the practitioner: why it matters.</summary>
    public required string Says { get; init; }

    /// <summary>To a lay reader: why to raise it and what to ask. A variant without a text of its own has that of its entry's first row.</summary>
    public required string Tells { get; init; }

    public required string Resolve { get; init; }

    public required string Strength { get; init; }

    public required string Basis { get; init; }

    public required ImmutableArray<Source> Sources { get; init; }

    public required string Notes { get; init; }

    public required ImmutableArray<RowCode> Codes { get; init; }

    /// <summary>An absolute that an event ends reads as "not now", never as a refusal of the person.</summary>
    public bool IsTemporary => Until.Length > 0 || Deferral is not null;

    public bool Equals(Rule? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
