using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Records.Bodies;
using Stipple.Web.Access;
using Stipple.Web.Assess;
using Stipple.Web.Patients;

namespace Stipple.Web.Intake;

/// <summary>
/// The questions before a decision, answered by the patient: a few a page, each page kept as soon as it is answered, and only what
/// can still matter. It gives no verdict; what needs care today is said at once.
/// </summary>
internal static class IntakeEndpoints
{
    private const string Root = Links.Root + "/intake";

    /// <summary>Asks a page to say what has no answer.</summary>
    private const string Missing = "empty";

    private const string NoPlace = "Choose at least one place, or “I don’t know”";
    private const string NoConcern = "Choose one of the answers, or “I don’t know”";

    public static void MapIntake(this WebApplication app)
    {
        app.MapPage(Root, (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview =>
            Pages.Render<IntakeIntroPage>(new { Interview = interview }))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapPage(Root + "/next", (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview =>
            Desk.SeeOther($"{interview.Path}/{interview.Next}"))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapPage(Root + "/places", (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview => Places(interview, IsEmpty(http) && !interview.HasPlaces ? NoPlace : null))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapForm(Root + "/places", StatePlaces).ForPatient(LinkPurpose.Intake, Audit.Write);
        app.MapPage(Root + "/concern", (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview => Concern(interview, IsEmpty(http) && !interview.HasConcern ? NoConcern : null))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapForm(Root + "/concern", StateConcern).ForPatient(LinkPurpose.Intake, Audit.Write);
        app.MapPage(Root + "/care", (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview =>
            Pages.Render<IntakeCarePage>(new { Interview = interview }))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapPage(Root + "/answers", (LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview =>
            Pages.Render<IntakeAnswersPage>(new { Interview = interview }))).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapForm(Root + "/finish", Finish).ForPatient(LinkPurpose.Intake, Audit.Write);
        app.MapPage(Root + "/{questions}", (string questions, LinkVisit link, Charts charts, HttpContext http) => Open(link, charts, http, interview =>
            QuestionPage.Read(questions, interview.Rules) is { } page
                ? Questions(interview, Shown(interview, page, IsEmpty(http)))
                : Results.NotFound())).ForPatient(LinkPurpose.Intake, Audit.None);
        app.MapForm(Root + "/{questions}", Answer).ForPatient(LinkPurpose.Intake, Audit.Write);
    }

    /// <summary>Lets a page be made where the questions can be answered now; else says why they cannot.</summary>
    private static async Task<IResult> Open(LinkVisit link, Charts charts, HttpContext http, Func<Interview, IResult> page) => await Open(link, charts, http, interview => Task.FromResult(page(interview)));

    private static async Task<IResult> Open(LinkVisit link, Charts charts, HttpContext http, Func<Interview, Task<IResult>> page)
    {
        var changes = RouteList.Changes(http.Request.Method);
        // The browser's back button asks again, and shows each answer as it is kept.
        if (!changes) http.Response.Headers.CacheControl = "no-store";
        var chart = await charts.Open(link, http.RequestAborted);
        if (chart.InForce.Policy is not { } policy) return Pages.Render<IntakeNotReadyPage>(new { link.Place, Planned = false }, changes ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
        var interview = new Interview(link, chart, policy);
        return interview.IsClosed ? Pages.Render<IntakeNotReadyPage>(new { link.Place, Planned = true }, changes ? StatusCodes.Status409Conflict : StatusCodes.Status200OK) : await page(interview);
    }

    private static RazorComponentResult Places(Interview interview, string? error) => Pages.Render<IntakePlacesPage>(new { Interview = interview, Error = error }, Status(error));

    private static RazorComponentResult Concern(Interview interview, string? error) => Pages.Render<IntakeConcernPage>(new { Interview = interview, Error = error }, Status(error));

    private static RazorComponentResult Questions(Interview interview, ImmutableArray<AskedQuestion> asked) =>
        Pages.Render<IntakeQuestionPage>(new { Interview = interview, Asked = asked }, Status(asked.Select(one => one.Entry.Error).FirstOrDefault(error => error is not null)));

    /// <summary>The questions as they are shown: with the answer where that still counts, and else with nothing chosen.</summary>
    private static ImmutableArray<AskedQuestion> Shown(Interview interview, QuestionPage page, bool missing)
    {
        var open = interview.ToAsk;
        return [.. page.Questions.Select(question => new AskedQuestion(
            question,
            interview.Record.AnswerTo(question.Id) is { } kept && !open.Contains(question) ? CheckAnswer.Of(question, kept.Words)
                : missing ? CheckAnswer.Read(FormCollection.Empty, question, interview.Chart.Today, out _)
                : CheckAnswer.Empty,
            null))];
    }

    private static int Status(string? error) => error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static Task<IResult> StatePlaces(LinkVisit link, Submission form, Charts charts, Desk desk, HttpContext http) => Open(link, charts, http, async interview =>
    {
        var words = form.Fields[CheckAnswer.Field].OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var known = words.Where(word => interview.Rules.Sites.Find(word) is not null).ToImmutableArray();
        var error = words is [CheckAnswer.Unknown] || (known.Length > 0 && known.Length == words.Length) ? null
            : words.Length == 0 ? NoPlace
            : "Choose places, or “I don’t know”, but not both";
        if (IsBack(form) && error is not null) return Desk.SeeOther(interview.Path);
        if (words.Length == 0) return Empty(interview, Interview.Places);
        if (error is not null) return Places(interview, error);
        return await desk.Write(link.Place, form, IsBack(form) ? interview.Path : $"{interview.Path}/next", About(interview, new WishStated(interview.Record.Wish?.Concern, known, "patient")));
    });

    private static Task<IResult> StateConcern(LinkVisit link, Submission form, Charts charts, Desk desk, HttpContext http) => Open(link, charts, http, async interview =>
    {
        var word = form.Raw(CheckAnswer.Field);
        var known = interview.Rules.Library[Shapes.Concerns].Rows.Any(row => row["id"] == word);
        var error = known || word == CheckAnswer.Unknown ? null : NoConcern;
        if (IsBack(form) && error is not null) return Desk.SeeOther($"{interview.Path}/{Interview.Places}");
        if (word.Length == 0) return Empty(interview, Interview.Concern);
        if (error is not null) return Concern(interview, error);
        return await desk.Write(
            link.Place, form, $"{interview.Path}/{(IsBack(form) ? Interview.Places : "next")}", About(interview, new WishStated(known ? word : null, interview.Record.Wish?.Sites ?? [], "patient")));
    });

    private static Task<IResult> Answer(string questions, LinkVisit link, Submission form, Charts charts, Desk desk, HttpContext http) => Open(link, charts, http, async interview =>
    {
        if (QuestionPage.Read(questions, interview.Rules) is not { } page) return Results.NotFound();
        var answers = PageAnswers.Read(form, page, interview);
        var then = $"{interview.Path}/{(IsBack(form) ? interview.Before(page.Path) : answers.IsGood ? After(answers) : $"{page.Path}?{Missing}")}";
        if (answers.Facts.Length > 0)
        {
            var written = await desk.Write(link.Place, form, then, [.. answers.Facts.Select(answered => About(interview, answered))]);
            if (!Desk.IsDone(written)) return written;
        }

        return IsBack(form) || answers.IsOnlyIncomplete ? Desk.SeeOther(then) : Questions(interview with { Chart = await charts.Open(link, http.RequestAborted) }, answers.Asked);
    });

    /// <summary>Where a page leads when all of it is answered.</summary>
    private static string After(PageAnswers answers)
    {
        // A red flag is said at once, not after twenty more questions.
        if (Interview.CareNow(answers.After).Any(reason => reason.Answered.Any(answered => answers.Asked.Any(asked => asked.Question == answered.Question)))) return "care";
        // What was taken back and still matters is asked next.
        return answers.TakenBack.FirstOrDefault(other => Screening.Decide(answers.After).Findings.Open.Any(open => open.Question == other && !open.FollowsUp))?.Id ?? "next";
    }

    private static Task<IResult> Finish(LinkVisit link, Submission form, Charts charts, Desk desk, HttpContext http) => Open(link, charts, http, async interview =>
        interview.Next != Interview.Answers ? Desk.SeeOther($"{interview.Path}/next")
        : interview.IsSent ? Desk.SeeOther(interview.Path)
        : await desk.Write(link.Place, form, interview.Path, About(interview, new IntakeFinished(link.Id))));

    /// <summary>
    /// Continue was pressed with nothing chosen. Nothing typed is lost by leading to the page again, and the browser's back
    /// button then leads over pages that were asked for, and asks nobody whether a form shall be sent once more.
    /// </summary>
    private static IResult Empty(Interview interview, string page) => Desk.SeeOther($"{interview.Path}/{page}?{Missing}");

    private static bool IsEmpty(HttpContext http) => http.Request.Query.ContainsKey(Missing);

    private static bool IsBack(Submission form) => form.Raw("go") == "back";

    private static Records.NewFact About(Interview interview, IBody body) => Body.About(Streams.Of(interview.Record.Id), body);
}
