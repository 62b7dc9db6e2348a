using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Stipple.Web.Assess;
using Stipple.Web.Patients;

namespace Stipple.Web.Intake;

/// <summary>
/// Where a patient stands in the questions. Nothing of it is kept apart: it is read off the record, so that a page can be left
/// anywhere and gone on with on another device.
/// </summary>
/// <param name="Link">The link by which they came.</param>
/// <param name="Chart">Their record.</param>
/// <param name="Policy">What the clinic decides on.</param>
public sealed record Interview(LinkVisit Link, Chart Chart, ClinicPolicy Policy)
{
    public const string Places = "places";
    public const string Concern = "concern";
    public const string Answers = "answers";

    /// <summary>The answers of one page are written in one go; nobody answers two pages within this time.</summary>
    private static readonly TimeSpan OnePage = TimeSpan.FromSeconds(1);

    public string Path => $"{Link.Path}/intake";

    public Rules Rules => Policy.Rules;

    public PatientRecord Record => Chart.Record;

    public Case Case => Record.WishCase(Policy, Chart.Today);

    /// <summary>What can still matter, in the order of the interview.</summary>
    public ImmutableArray<Question> ToAsk => StillToAsk(Case);

    /// <summary>Whether they came to the end and sent everything by this link.</summary>
    public bool IsSent => Record.All<IntakeFinished>().Any(finished => finished.Body.Link == Link.Id);

    /// <summary>Whether a plan was signed after the link was made: what it rests on is changed in the clinic then, and not from home.</summary>
    public bool IsClosed => Record.All<PlanSigned>().Any(signed => signed.Entry.Version > Record.All<LinkSent>().First(sent => sent.Body.Link == Link.Id).Entry.Version);

    /// <summary>When something was last kept by this link; null when nothing was.</summary>
    public DateTimeOffset? SavedAt => Record.Entries.LastOrDefault(entry => entry.By == Link.Place.By && entry.Body is QuestionAnswered or WishStated)?.At;

    /// <summary>The last part of the address of the next page.</summary>
    public string Next => ToCome([]).FirstOrDefault(Answers);

    public bool HasPlaces => Record.Wish is not null;

    /// <summary>Places are stated first; the second statement is about the concern, also when nobody knows one.</summary>
    public bool HasConcern => Record.Wish is { } wish && (wish.Concern is not null || Record.All<WishStated>().Skip(1).Any());

    /// <summary>What was answered so far, each question once, in the order of the first answers.</summary>
    public IEnumerable<(Question Question, ImmutableArray<string> Words)> Answered => Record.All<QuestionAnswered>()
        .Select(answered => Rules.FindQuestion(answered.Body.Question)).OfType<Question>().Where(question => question.IsForPatients).Distinct()
        .Select(question => (question, Record.AnswerTo(question.Id)!.Words));

    /// <summary>The last parts of the addresses of the pages that may follow, one with these questions apart; an answer can add some or save some.</summary>
    public IEnumerable<string> ToCome(ImmutableArray<Question> apart) =>
    [
        .. HasPlaces ? Array.Empty<string>() : [Places],
        .. HasConcern ? Array.Empty<string>() : [Concern],
        .. QuestionPage.Of(ToAsk.Except(apart), Rules).Select(page => page.Path),
    ];

    /// <summary>The page before this one, with what was answered on it together.</summary>
    public string Before(string page)
    {
        if (page == Places) return "";
        if (page == Concern) return Places;
        var first = QuestionPage.Read(page, Rules)?.Questions[0];
        var answered = Record.All<QuestionAnswered>().Select(answered => (answered.Entry.At, Question: Rules.FindQuestion(answered.Body.Question)))
            .Where(answered => answered.Question is { IsForPatients: true }).DistinctBy(answered => answered.Question).TakeWhile(answered => answered.Question != first).ToArray();
        var together = answered.Where(one => answered[^1].At - one.At < OnePage).Select(one => one.Question!);
        return answered.Length == 0 ? Concern : QuestionPage.Of(together, Rules)[^1].Path;
    }

    /// <summary>Whether the patient gave this answer today and it still stands.</summary>
    public bool IsKept(QuestionAnswered answered) =>
        Record.AnswerTo(answered.Question) is { } kept && kept.Source == answered.Source && kept.On == answered.On && kept.Words.SequenceEqual(answered.Words);

    /// <summary>Whether a row says what needs care today, whatever becomes of the needling.</summary>
    public static bool IsRedFlag(Rule rule) => rule.Urgency is "emergency" or "today";

    public static ImmutableArray<Reason> CareNow(Case @case) =>
        [.. Screening.Decide(@case).Findings.Fired.Where(reason => IsRedFlag(reason.Rule)).OrderByDescending(reason => reason.Rule.Urgency == "emergency")];

    /// <summary>What a patient's answer has against it; null when nothing has.</summary>
    public static OtherAnswer? Against(Case after, Question question) => OtherAnswer.To(after, question, asked => asked.IsForPatients);

    /// <summary>Where a patient's answer is at odds with what a practitioner entered, the practitioner asks: the patient would only say it again.</summary>
    private static ImmutableArray<Question> StillToAsk(Case @case) =>
        Screening.StillToAsk(@case, question => question.IsForPatients && @case.ContradictionsOf(question).All(conflict => conflict.IsFor(asked => asked.IsForPatients)));
}
