using System.Collections.Immutable;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Where a question or term stands in the blocks of a cohort. What it lacks is -1.</summary>
/// <param name="Name">Id of the question, or name of the term.</param>
/// <param name="Slot">Where a case has it.</param>
/// <param name="Domain">The values it takes.</param>
/// <param name="Plane">Yes or no: the plane of no, and after it that of yes. Choices and zones: the plane that says whether it is known, and after it the options. Date: the plane of "never".</param>
/// <param name="Here">Zones: the plane that says whether they meet the planned site, and after it the one with its neighbours.</param>
/// <param name="Column">Its column of numbers, or of days.</param>
/// <param name="Years">The day of birth: its column of years.</param>
internal sealed record CohortColumn(string Name, Slot Slot, AnswerDomain Domain, int Plane, int Here = -1, int Column = -1, int Years = -1)
{
    /// <summary>The plane of the first option, or of yes.</summary>
    public int FirstOption => Plane + 1;

    public int PlaneOf(string option) => Domain.Options.IndexOf(option) is >= 0 and var i ? FirstOption + i : -1;
}

/// <summary>The columns of a cohort: every question that decides and every term of the plan, in the order of the rules.</summary>
internal sealed class CohortLayout
{
    private static readonly PerRules<CohortLayout> layouts = new(rules => new CohortLayout(rules));

    private readonly Dictionary<string, CohortColumn> byName;

    private CohortLayout(Rules rules)
    {
        Rules = rules;
        var columns = ImmutableArray.CreateBuilder<CohortColumn>();
        foreach (var question in rules.Questions.Where(question => question.Domain.Type is not QuestionType.Note)) Place(question.Id, question.Slot, question.Domain);
        // The site has planes of its own, and the region follows from it.
        foreach (var term in rules.Terms.Where(term => !term.IsPolicy && term != rules.PlanTerms.Site && term != rules.PlanTerms.Region)) Place(term.Name, term.Slot, term.Domain);
        byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        FirstSite = Planes;
        Planes += rules.Sites.All.Length;
        YesNos = Of(QuestionType.YesNo);
        Choices = Of(QuestionType.Choice, QuestionType.Choices);
        Zones = Of(QuestionType.Zones);
        Numbers = Of(QuestionType.Number);
        Dates = Of(QuestionType.Date);

        void Place(string name, Slot slot, AnswerDomain domain)
        {
            var options = domain.Options.Length;
            columns.Add(domain.Type switch
            {
                QuestionType.YesNo => new CohortColumn(name, slot, domain, Take(2)),
                QuestionType.Number => new CohortColumn(name, slot, domain, -1, Column: NumberColumns++),
                QuestionType.Date => new CohortColumn(name, slot, domain, Take(1), Column: DayColumns++, Years: name == Question.Born ? DayColumns++ : -1),
                QuestionType.Zones => new CohortColumn(name, slot, domain, Take(1 + options), Here: Take(2)),
                _ => new CohortColumn(name, slot, domain, Take(1 + options)),
            });
        }

        int Take(int planes)
        {
            Planes += planes;
            return Planes - planes;
        }

        ImmutableArray<CohortCell> Of(params QuestionType[] types) =>
            [.. columns.Where(column => types.Contains(column.Domain.Type)).Select(column => new CohortCell(column.Slot, column.Plane, column.Here, column.Column, column.Years))];
    }

    public Rules Rules { get; }

    /// <summary>How many planes a block has.</summary>
    public int Planes { get; private set; }

    /// <summary>How many columns of numbers a block has.</summary>
    public int NumberColumns { get; private set; }

    /// <summary>How many columns of days a block has.</summary>
    public int DayColumns { get; private set; }

    /// <summary>The plane of the first site.</summary>
    public int FirstSite { get; }

    // The columns by how they are filled, close together in memory.
    public ImmutableArray<CohortCell> YesNos { get; }

    public ImmutableArray<CohortCell> Choices { get; }

    public ImmutableArray<CohortCell> Zones { get; }

    public ImmutableArray<CohortCell> Numbers { get; }

    public ImmutableArray<CohortCell> Dates { get; }

    public static CohortLayout Of(Rules rules) => layouts[rules];

    /// <summary>The column of this name; null when these rules have no such question.</summary>
    public CohortColumn? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>What of a <see cref="CohortColumn"/> is needed to fill it.</summary>
internal readonly record struct CohortCell(Slot Slot, int Plane, int Here, int Column, int Years);
