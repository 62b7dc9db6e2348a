using Stipple.Evidence;

namespace Stipple.Assess;

/// <summary>Where a question or term stands in the blocks of a cohort.</summary>
/// <param name="Name">Id of the question, or name of the term.</param>
/// <param name="Slot">Where a case has it.</param>
/// <param name="Domain">The values it takes.</param>
/// <param name="Field">Where its bits stand.</param>
/// <param name="Column">Its column of numbers, or of days; else -1.</param>
internal sealed record CohortColumn(string Name, Slot Slot, AnswerDomain Domain, FactField Field, int Column)
{
    /// <summary>Yes or no: the plane of yes.</summary>
    public int Yes => CohortBlock.PlaneOf(Field.FirstBit + 1);

    /// <summary>Yes or no: the plane of no.</summary>
    public int No => CohortBlock.PlaneOf(Field.FirstBit);

    /// <summary>Options: the plane that says whether anything is known. Date: the plane of "never".</summary>
    public int Apart => CohortBlock.PlaneOf(Field.Apart);

    /// <summary>Zones: the plane that says whether they meet the planned site, or it and its neighbours.</summary>
    public int Here(bool orNeighbours) => CohortBlock.PlaneOf(Field.Here + (orNeighbours ? 1 : 0));

    public int Option(int option) => CohortBlock.PlaneOf(Field.FirstBit + option);

    /// <summary>The plane of an option; -1 when there is no such option.</summary>
    public int PlaneOf(string option) => Domain.Options.IndexOf(option) is >= 0 and var i ? Option(i) : -1;
}

/// <summary>The columns of a cohort: every question that decides and every term of the plan.</summary>
internal sealed class CohortLayout
{
    private static readonly PerRules<CohortLayout> layouts = new(rules => new CohortLayout(rules));

    private readonly Dictionary<string, CohortColumn> byName;

    private CohortLayout(Rules rules)
    {
        (Rules, Facts) = (rules, rules.Facts);
        var questions = rules.Questions.Where(question => question.Domain.Type is not QuestionType.Note).Select(question => ColumnOf(question.Id, question.Slot, question.Domain));
        // The site has planes of its own, and the region follows from it.
        var terms = rules.Terms.Where(term => !term.IsPolicy && term != rules.PlanTerms.Site && term != rules.PlanTerms.Region).Select(term => ColumnOf(term.Name, term.Slot, term.Domain));
        byName = questions.Concat(terms).ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    public Rules Rules { get; }

    /// <summary>How the cases have them.</summary>
    public FactLayout Facts { get; }

    /// <summary>How many columns of days a block has: behind those of the dates, one of the day of birth in years.</summary>
    public int DayColumns => Facts.Dates + 1;

    /// <summary>The column of the day of birth as <see cref="DayInterval.InYears"/>.</summary>
    public int Years => Facts.Dates;

    public static CohortLayout Of(Rules rules) => layouts[rules];

    /// <summary>The column of this name; null when these rules have no such question.</summary>
    public CohortColumn? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The plane of a planned site.</summary>
    public int Site(int ordinal) => CohortBlock.PlaneOf(Facts.Site.FirstBit + ordinal);

    private CohortColumn ColumnOf(string name, Slot slot, AnswerDomain domain)
    {
        var field = Facts[slot];
        return new CohortColumn(name, slot, domain, field, field.Shape switch
        {
            FactShape.Number => (field.Word - Facts.FirstNumber) / 2,
            FactShape.Date => field.Word - Facts.FirstDate,
            _ => -1,
        });
    }
}
