using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Records.Bodies;
using Stipple.Web.Access;
using Stipple.Web.Assess;

namespace Stipple.Web.Intake;

/// <summary>
/// What was sent with a page. Each answer counts for itself: those that are answers and go with all others are kept, also where
/// one beside them is missing or at odds.
/// </summary>
/// <param name="Asked">The questions of the page, with what is wrong.</param>
/// <param name="Facts">What is to be kept; an answer that is kept from today already is not kept again.</param>
/// <param name="TakenBack">Questions whose answers count as not known, because the patient keeps one that they are at odds with.</param>
/// <param name="After">The case with all of it.</param>
internal sealed record PageAnswers(ImmutableArray<AskedQuestion> Asked, ImmutableArray<QuestionAnswered> Facts, ImmutableArray<Question> TakenBack, Case After)
{
    public bool IsGood => Asked.All(asked => asked.Entry.Error is null);

    /// <summary>Whether nothing is wrong but that some questions have no answer.</summary>
    public bool IsOnlyIncomplete => Asked.All(asked => asked.Entry.Error is null || asked.Entry.IsEmpty);

    public static PageAnswers Read(Submission form, QuestionPage page, Interview interview)
    {
        var today = interview.Chart.Today;
        var unknown = CheckAnswer.Empty with { Words = [CheckAnswer.Unknown] };
        var read = page.Questions.Select(question => (Question: question, Entry: CheckAnswer.Read(form.Fields, question, today, out var fact, AskedQuestion.FieldOf(question)), Fact: fact)).ToArray();
        var said = read.Where(one => one.Entry.Error is null).ToArray();
        Case With(Case so, Question question, Fact fact) => so.With(question, new Answer(fact, "patient", today));
        var all = said.Aggregate(interview.Case, (so, one) => With(so, one.Question, one.Fact));

        // "Keep my answer here, and take the other one back", which may stand on the same page.
        var held = said.FirstOrDefault(one => form.Raw("go") == $"{OtherAnswer.Keep} {one.Question.Id}").Question;
        var takenBack = held is null ? [] : Interview.Against(all, held)?.TakenBack ?? [];
        all = takenBack.Aggregate(all, (so, other) => With(so, other, Fact.Unknown));
        said = [.. takenBack.Select(other => (other, unknown, Fact.Unknown)), .. said.Where(one => !takenBack.Contains(one.Question))];

        var asked = read.Select(one =>
            takenBack.Contains(one.Question) ? new AskedQuestion(one.Question, unknown, null)
            : one.Entry.Error is null && Interview.Against(all, one.Question) is { } against ? new AskedQuestion(one.Question, one.Entry with { Error = against.Says }, against)
            : new AskedQuestion(one.Question, one.Entry, null)).ToImmutableArray();
        var good = said.Where(one => !asked.Any(asked => asked.Question == one.Question && asked.Entry.Error is not null)).ToArray();
        return new(
            asked,
            [.. good.Select(one => new QuestionAnswered(one.Question.Id, [.. one.Entry.ToWords(one.Question, one.Fact)], "patient", today)).Where(answered => !interview.IsKept(answered))],
            takenBack,
            good.Aggregate(interview.Case, (so, one) => With(so, one.Question, one.Fact)));
    }
}
