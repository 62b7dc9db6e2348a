using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Web.Access;
using Stipple.Web.Assess;
using Stipple.Web.Patients;

namespace Stipple.Web.Decide;

/// <summary>What the practitioner looks for in everybody, answered on one page: whatever is open now and asked of a practitioner.</summary>
internal static class ExaminationEndpoints
{
    public const string Route = $"{DecisionEndpoints.Route}/examination";

    public static void MapExamination(this WebApplication app)
    {
        app.MapPage(Route, async (Guid patient, Visit visit, Charts charts, HttpContext http) =>
            await charts.Open(visit, patient, http.RequestAborted) is not { } chart ? Results.NotFound()
            : chart.Review is not { } review ? DecisionEndpoints.NotReady(chart, "Examination", null)
            : Show(chart, [.. ToAsk(review.Candidacy.Findings).Select(question => new AskedQuestion(question, CheckAnswer.Empty, null))], null))
            .ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm(Route, Take).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
    }

    /// <summary>The open questions that a practitioner is asked and that wait for no other answer, in the order of the tables.</summary>
    public static ImmutableArray<Question> ToAsk(Findings findings) =>
        [.. findings.Open.Where(open => !open.FollowsUp && open.Question.AskedOf == "practitioner").Select(open => open.Question).OrderBy(question => question.Ordinal)];

    private static async Task<IResult> Take(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (await desk.Before(chart.Place, form) is { } before) return before; // sent again: the questions are no longer open
        if (chart.InForce.Policy is not { } policy) return DecisionEndpoints.NotReady(chart, "Examination", form);
        var asked = form.Fields.Keys.Where(field => field.StartsWith("asked.", StringComparison.Ordinal)).Select(field => policy.Rules.FindQuestion(field["asked.".Length..]))
            .OfType<Question>().OrderBy(question => question.Ordinal).ToArray();
        var on = AskEndpoints.DayOf(form, chart);
        var source = AskEndpoints.SourceOf(form);
        var read = asked.Select(question => (Question: question, Entry: CheckAnswer.Read(form.Fields, question, chart.Today, out var fact, AskedQuestion.FieldOf(question)), Fact: fact)).ToArray();
        var after = read.Where(one => one.Entry.Error is null).Aggregate(
            chart.Record.WishCase(policy, chart.Today), (so, one) => so.With(one.Question, new Answer(one.Fact, source, on ?? chart.Today)));
        var shown = read.Select(one => one.Entry.Error is null && OtherAnswer.To(after, one.Question, _ => true) is { } against
            ? new AskedQuestion(one.Question, one.Entry with { Error = against.Says }, against with { TakenBack = [] })
            : new AskedQuestion(one.Question, one.Entry, null)).ToImmutableArray();
        foreach (var one in shown.Where(one => one.Entry.Error is not null)) form.Add(one.First, one.Entry.Error!);
        if (asked.Length == 0) form.Add("on", "This page was empty: nothing is open that a practitioner examines");
        if (!form.IsGood) return Show(chart, shown, form);
        var facts = read.Select((one, i) => Body.About(
            Streams.Of(chart.Record.Id), new QuestionAnswered(one.Question.Id, [.. one.Entry.ToWords(one.Question, one.Fact)], source, on!.Value, chart.Place.Person!.Value), form.Version + i));
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision", [.. facts]);
    }

    private static RazorComponentResult Show(Chart chart, ImmutableArray<AskedQuestion> questions, Submission? form) =>
        Pages.Render<ExaminationPage>(new { Chart = chart, Questions = questions, chart.InForce.Policy!.Rules.Sites, Form = form }, DecisionEndpoints.Status(form));
}
