using System.Collections.Immutable;
using Stipple.Assess;

namespace Stipple.Web.Intake;

/// <summary>
/// The questions of one page. Short ones of a section stand together, as far as they are open now; what follows from an answer
/// comes on a later page. What takes thought or typing stands alone: a day, a number, places, a red flag, and a question whose
/// answers leave it open. A sensitive question stands with none that is not.
/// </summary>
public sealed record QuestionPage(ImmutableArray<Question> Questions)
{
    /// <summary>With as many choices as below, about three screens of a phone.</summary>
    public const int MostQuestions = 5;

    /// <summary>Boxes of all questions together, each with "I don't know".</summary>
    public const int MostChoices = 20;

    /// <summary>The last part of its address: the page stays the same page when it is answered and gone back to.</summary>
    public string Path => string.Join(',', Questions.Select(question => question.Id));

    private int Choices => Questions.Sum(ChoicesOf);

    /// <summary>The pages on which these questions are asked, each on the first that takes it.</summary>
    public static ImmutableArray<QuestionPage> Of(IEnumerable<Question> questions, Rules rules)
    {
        var redFlags = rules.All.Where(Interview.IsRedFlag).SelectMany(rule => rule.RestsOn).Where(slot => !slot.IsTerm).Select(slot => slot.Ordinal).ToHashSet();
        var pages = new List<QuestionPage>();
        foreach (var question in questions)
        {
            var taking = redFlags.Contains(question.Ordinal) ? -1 : pages.FindIndex(page => !redFlags.Contains(page.Questions[0].Ordinal) && page.Takes(question));
            if (taking < 0) pages.Add(new([question]));
            else pages[taking] = new(pages[taking].Questions.Add(question));
        }

        return [.. pages];
    }

    /// <summary>The page of an address; null where the questions are not for patients or do not stand together.</summary>
    public static QuestionPage? Read(string path, Rules rules)
    {
        var asked = path.Split(',').Select(rules.FindQuestion).ToArray();
        return asked.All(question => question is { IsForPatients: true }) && Of(asked.OfType<Question>(), rules) is [var page] && page.Path == path ? page : null;
    }

    private bool Takes(Question question) =>
        question.Ordinal > Questions[^1].Ordinal && question.Section == Questions[0].Section && question.Sensitive == Questions[0].Sensitive
        && IsShort(question) && Questions.All(IsShort) && Questions.Length < MostQuestions && Choices + ChoicesOf(question) <= MostChoices;

    private static bool IsShort(Question question) =>
        question.Domain is { Type: QuestionType.YesNo or QuestionType.Choice or QuestionType.Choices, UnknownOptions: 0 };

    /// <summary>The boxes of a short question.</summary>
    private static int ChoicesOf(Question question) => question.Domain.Type switch
    {
        QuestionType.YesNo => 3,
        QuestionType.Choice => question.Domain.Options.Length + 1,
        _ => question.Domain.Options.Length + 2, // "none of these" as well
    };
}
