using Stipple.Evidence;

namespace Stipple.Assess;

/// <summary>A name that is not asked of the patient: of the plan, of the practitioner (`by.`) or of the clinic's policy.</summary>
/// <param name="Ordinal">Place among the terms.</param>
/// <param name="Name">Full name, such as <c>plan.depth</c>.</param>
/// <param name="Domain">The values it takes.</param>
/// <param name="Default">Value of a policy that the clinic has not changed; unknown for everything else.</param>
/// <param name="Says">What it means.</param>
public sealed record CaseTerm(int Ordinal, string Name, AnswerDomain Domain, Fact Default, string Says)
{
    internal Slot Slot => new(true, Ordinal);

    public bool IsPolicy => Name.StartsWith("policy.", StringComparison.Ordinal);

    public bool Equals(CaseTerm? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal static CaseTerm From(TableRow row, int ordinal, Library library)
    {
        var name = row["name"];
        if (!name.StartsWith("plan.", StringComparison.Ordinal) && !name.StartsWith("by.", StringComparison.Ordinal) && !name.StartsWith("policy.", StringComparison.Ordinal))
            throw row.Wrong("name", "a name that begins with plan., by. or policy.");
        var domain = AnswerDomain.From(row, row["type"], [], library.Sites);
        if (row["type"] == "concern") domain = domain.Choosing(library[Shapes.Concerns]);
        var term = new CaseTerm(ordinal, name, domain, Fact.Unknown, row["says"]);
        if (!term.IsPolicy)
        {
            return row["default"].Length == 0 ? term : throw row.Wrong("default", "nothing: only a policy has a default");
        }

        if (row["default"].Length == 0 || !domain.TryRead([row["default"]], out var value) || !value.Known)
            throw row.Wrong("default", $"the default of this policy: {domain.Allowed}");
        if (domain.Type == QuestionType.Number && row["sources"].Length == 0) throw row.Wrong("sources", $"a source for the number {row["default"]}");
        return term with { Default = value };
    }
}
