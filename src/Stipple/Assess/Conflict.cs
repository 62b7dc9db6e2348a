using System.Collections.Immutable;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Answers that cannot all be right: a row of conflicts.tsv. They contradict each other where <see cref="When"/> is a settled yes.</summary>
public sealed record Conflict
{
    public required string Id { get; init; }

    /// <summary>About answers alone: it names no plan, no practitioner, no policy and no planned site.</summary>
    public required Criterion When { get; init; }

    /// <summary>Where each of these has no bit set, <see cref="When"/> is no yes: most cases are told by that.</summary>
    internal ImmutableArray<FactBits> Needs { get; private init; } = [];

    /// <summary>Every question that <see cref="When"/> names.</summary>
    public required ImmutableArray<Question> About { get; init; }

    /// <summary>Those whose answers count as not known until one of all is put right.</summary>
    public required ImmutableArray<Question> Questions { get; init; }

    /// <summary>What does not go together, for people.</summary>
    public required string Says { get; init; }

    /// <summary>Whether somebody who may change the answers to some questions can put it right alone; when somebody was born stands in the record.</summary>
    public bool IsFor(Func<Question, bool> mayAnswer) => About.All(question => mayAnswer(question) || question.Id == Question.Born);

    /// <summary>
    /// Whether answers contradict each other: where they do so on the day of the last of them. What was too old by then may have
    /// been true in its time; and a contradiction does not end because one of the answers grows old.
    /// </summary>
    /// <param name="said">By the ordinal of the question, also what is too old today; the same again afterwards.</param>
    /// <param name="at">The day of each answer, counted from any one day.</param>
    /// <param name="day">The day number of the decision.</param>
    internal bool IsBetween(FactSet said, int[] at, int day)
    {
        if (!Holds(said, day)) return false;
        var last = int.MinValue;
        foreach (var question in About) if (said[question.Slot].Known) last = Math.Max(last, at[question.Ordinal]);
        Span<Fact> kept = stackalloc Fact[About.Length];
        for (var i = 0; i < About.Length; i++)
        {
            kept[i] = said[About[i].Slot];
            if (last - at[About[i].Ordinal] > About[i].StaleDays) said.Set(About[i].Slot, Fact.Unknown);
        }

        var holds = Holds(said, day);
        for (var i = 0; i < About.Length; i++) said.Set(About[i].Slot, kept[i]);
        return holds;
    }

    /// <summary>Whether answers contradict each other, whenever they were given.</summary>
    internal bool Holds(FactSet said, int day)
    {
        foreach (var need in Needs)
        {
            if ((said.Words[need.Word] & need.Bits) == 0) return false;
        }

        return When.Evaluate(new Situation(said, day)) is Truth.Yes;
    }

    /// <summary>The rows of the table, and that nothing happens before birth. None for a version of the tables that came before there was such a table.</summary>
    internal static ImmutableArray<Conflict> Read(Rules rules)
    {
        var rows = rules.Library[Shapes.Conflicts].Rows;
        if (rows.Length == 0) return [];
        var born = rules.FindQuestion(Question.Born);
        return
        [
            .. rows.Select(row => From(row, rules)),
            .. rules.Questions.Where(question => born is not null && question != born && question.Domain.Type is QuestionType.Date).Select(question => BeforeBirth(question, born!)),
        ];
    }

    private static Conflict From(TableRow row, Rules rules)
    {
        var when = rules.ParseCriterion(row, "when");
        if (row["when"].Split(' ', '(').Any(word => word is "here" or "near")) throw row.Wrong("when", "a condition about answers alone, without \"here\" and \"near\"");
        var slots = new HashSet<Slot>();
        when.CollectSlots(slots);
        if (slots.FirstOrDefault(slot => slot.IsTerm) is { IsTerm: true } term) throw row.Wrong("when", $"a condition about answers alone; {rules.NameOf(term)} is none");
        var about = slots.Select(slot => rules.Questions[slot.Ordinal]).OrderBy(question => question.Ordinal).ToImmutableArray();
        var questions = row.Ids("questions").Select(id => about.FirstOrDefault(question => question.Id == id) ?? throw row.Wrong("questions", $"ids of questions that the column when names; {id} is not one"));
        return new Conflict { Id = row["id"], When = when, Needs = [.. FactBits.NeededBy(when, rules.Facts)], About = about, Questions = [.. questions.Distinct()], Says = row["says"] };
    }

    private static Conflict BeforeBirth(Question question, Question born) => new()
    {
        Id = "before-birth",
        When = new Criterion.Before(question.Slot, born.Slot),
        About = [question, born],
        Questions = [question],
        Says = "The date lies before the date of birth.",
    };
}
