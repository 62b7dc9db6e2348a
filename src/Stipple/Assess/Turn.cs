using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>What a turn takes hold of.</summary>
internal enum TurnKind : byte
{
    Answer,

    /// <summary>A term of the plan that holds for every site.</summary>
    Term,

    /// <summary>The depth, at every site that is planned deeper.</summary>
    Shallower,

    /// <summary>The depth, at every site that is planned shallower.</summary>
    Deeper,

    /// <summary>The planned day.</summary>
    Day,

    /// <summary>The planned sites.</summary>
    Sites,
}

/// <summary>One thing and one value that it could have instead.</summary>
/// <param name="Kind">What it takes hold of.</param>
/// <param name="Name">The question or term; one value of a name counts at a time.</param>
/// <param name="Slot">Where criteria find it; of no meaning for the day and the sites.</param>
/// <param name="To">The value: the days of a day and the depth in mm as a number, the sites that are kept as bits.</param>
/// <param name="Weight">How much is changed: of values that do the same, the least is told, and those of one weight are told together.</param>
/// <param name="Wire">The value in wire words.</param>
/// <param name="InWords">The value in people's words.</param>
internal sealed record Turn(TurnKind Kind, string Name, Slot Slot, Fact To, int Weight, ImmutableArray<string> Wire, string InWords)
{
    /// <summary>The case with all of these turned. Answers that cannot be right beside them are taken back: where spots are, when there are none.</summary>
    public static Case Apply(Case @case, IReadOnlyCollection<Turn> turns)
    {
        var (day, sites, terms, answers) = (@case.PlannedOn, @case.Sites, @case.Terms, @case.Answers);
        foreach (var turn in turns)
        {
            switch (turn.Kind)
            {
                case TurnKind.Answer:
                    answers = answers.SetItem(turn.Name, new Answer(turn.To, "patient", @case.AsOf));
                    break;
                case TurnKind.Term:
                    terms = terms.SetItem(turn.Name, turn.To);
                    break;
                case TurnKind.Day:
                    day = DateOnly.FromDayNumber((int)turn.To.Low);
                    break;
                case TurnKind.Sites:
                    sites = [.. sites.Where(planned => new SiteSet(turn.To.Bits).Contains(planned.Site))];
                    break;
                default:
                    sites = [.. sites.Select(planned => planned.Depth is { } depth ? planned with { Depth = NeedleDepth.FromMillimetres(turn.At(depth.Millimetres)) } : planned)];
                    break;
            }
        }

        var turned = new Case(@case.Policy, @case.AsOf, day, sites, terms, answers);
        var contradicted = turned.Contradictions.SelectMany(conflict => conflict.Questions).Select(question => question.Id).Where(id => turns.All(turn => turn.Name != id)).ToArray();
        return contradicted.Length == 0 ? turned : new Case(@case.Policy, @case.AsOf, day, sites, terms, answers.RemoveRange(contradicted));
    }

    /// <summary>The depth where this much was planned, in mm.</summary>
    public double At(double depthMm) => Kind is TurnKind.Shallower ? Math.Min(depthMm, To.Low) : Math.Max(depthMm, To.Low);
}
