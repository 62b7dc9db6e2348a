using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>One question of the interview: a row of questions.tsv.</summary>
public sealed record Question
{
    /// <summary>The question whose answer ages are reckoned from.</summary>
    public const string Born = "born";

    public required int Ordinal { get; init; }

    internal Slot Slot => new(false, Ordinal);

    public required string Id { get; init; }

    public required string Section { get; init; }

    /// <summary>What it is about, as it follows "You are not sure about".</summary>
    public required string Topic { get; init; }

    public required string Asks { get; init; }

    public required string Hint { get; init; }

    public required string Why { get; init; }

    public required AnswerDomain Domain { get; init; }

    /// <summary>patient, practitioner or record: who is asked.</summary>
    public required string AskedOf { get; init; }

    public bool IsForPatients => AskedOf == "patient";

    /// <summary>True when the answer belongs to one plan and not to the person.</summary>
    public required bool PerPlan { get; init; }

    /// <summary>Days after which the answer no longer counts; null when it keeps.</summary>
    public required int? StaleDays { get; init; }

    public required bool Sensitive { get; init; }

    public bool Equals(Question? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal static Question From(TableRow row, int ordinal, SiteList sites) => new()
    {
        Ordinal = ordinal,
        Id = row["id"],
        Section = row["section"],
        Topic = row["topic"],
        Asks = row["asks"],
        Hint = row["hint"],
        Why = row["why"],
        Domain = AnswerDomain.From(row, row["type"], row.List("unknown_options"), sites),
        AskedOf = row["asked_of"],
        PerPlan = row["per"] == "plan",
        StaleDays = row.Whole("stale_days"),
        Sensitive = row["sensitive"] == "yes",
    };
}
