using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Evidence;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;
using Stipple.Web.Assess;
using Stipple.Web.Patients;
using Fact = Stipple.Assess.Fact;

namespace Stipple.Web.Decide;

/// <summary>The practitioner answers a question, or says what the patient wants. What was answered before stays in the record.</summary>
internal static class AskEndpoints
{
    public static void MapAsking(this WebApplication app)
    {
        app.MapPage($"{DecisionEndpoints.Route}/ask/{{question}}", Ask).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{DecisionEndpoints.Route}/ask/{{question}}", TakeAnswer).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
        app.MapPage($"{DecisionEndpoints.Route}/wish", AskWish).ForReaders("patient", Role.Practitioner, Role.MedicalDirector);
        app.MapForm($"{DecisionEndpoints.Route}/wish", TakeWish).ForMembers(Audit.Write, Role.Practitioner, Role.MedicalDirector);
    }

    private static async Task<IResult> Ask(Guid patient, string question, Visit visit, Charts charts, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.InForce.Policy is not { Rules: var rules }) return DecisionEndpoints.NotReady(chart, "Answer a question", null);
        if (rules.FindQuestion(question) is not { } asked) return Results.NotFound();
        var last = chart.Record.AnswerTo(asked.Id);
        var entry = last is null ? CheckAnswer.Empty : CheckAnswer.Of(asked, last.Words);
        return await Show(chart, asked, entry, people, null, http.RequestAborted);
    }

    private static async Task<IResult> TakeAnswer(Guid patient, string question, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.InForce.Policy is not { Rules: var rules }) return DecisionEndpoints.NotReady(chart, "Answer a question", form);
        if (rules.FindQuestion(question) is not { } asked) return Results.NotFound();
        var on = DayOf(form, chart);
        var source = SourceOf(form);
        var entry = CheckAnswer.Read(form.Fields, asked, chart.Today, out var fact);
        if (entry.Error is { } error) form.Add("first", error);
        if (!form.IsGood) return await Show(chart, asked, entry, people, form, http.RequestAborted);
        var answer = new Answer(fact, source, on!.Value);
        var against = OtherAnswer.To(chart.Record.WishCase(chart.InForce.Policy!, chart.Today).With(asked, answer), asked, _ => true);
        if (against is not null && (form.Raw("go") != OtherAnswer.Keep || against.TakenBack.Length == 0))
        {
            form.Add("first", against.Says);
            return await Show(chart, asked, entry with { Error = against.Says }, people, form, http.RequestAborted, against);
        }

        var answered = new QuestionAnswered(asked.Id, [.. entry.ToWords(asked, fact)], answer.Source, answer.At, chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision",
        [
            .. (against?.TakenBack ?? []).Select(other => Body.About(Streams.Of(chart.Record.Id), answered with { Question = other.Id, Words = [CheckAnswer.Unknown] })),
            Body.About(Streams.Of(chart.Record.Id), answered),
        ]);
    }

    /// <summary>The day of an answer; null with a problem when it is none, or cannot be.</summary>
    public static DateOnly? DayOf(Submission form, Chart chart)
    {
        var on = form.Day("on", "the day of the answer");
        if (on > chart.Today) form.Add("on", "The day of the answer is still to come");
        if (on < chart.Record.Identity.Born) form.Add("on", "The day of the answer is before the patient was born");
        return on;
    }

    /// <summary>Where an answer is from; notes a problem when it is not said.</summary>
    public static string SourceOf(Submission form)
    {
        if (form.Raw("source") is not ("patient" or "practitioner" or "record")) form.Add("source", "Say where the answer is from");
        return form.Raw("source");
    }

    private static async Task<IResult> Show(Chart chart, Question question, CheckAnswer entry, People people, Submission? form, CancellationToken cancel, OtherAnswer? against = null) => Pages.Render<AskPage>(
        new
        {
            Chart = chart,
            Question = question,
            Entry = entry,
            chart.InForce.Policy!.Rules.Sites,
            Voices = new Voices(chart.Record, await people.All(chart.Place.Clinic, cancel)),
            Form = form,
            Against = against,
        },
        DecisionEndpoints.Status(form));

    private static async Task<IResult> AskWish(Guid patient, Visit visit, Charts charts, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        return chart.InForce.Policy is null ? DecisionEndpoints.NotReady(chart, "What is wanted", null) : Pages.Render<WishPage>(new { Chart = chart });
    }

    private static async Task<IResult> TakeWish(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.InForce.Policy is not { Rules: var rules }) return DecisionEndpoints.NotReady(chart, "What is wanted", form);
        var concern = form.Raw("concern");
        if (concern != CheckAnswer.Unknown && !rules.Library[Shapes.Concerns].Rows.Any(row => row["id"] == concern)) form.Add("concern", "Choose a concern, or “I don’t know”");
        var words = form.Fields["sites"].OfType<string>().ToImmutableArray();
        if (words.Length == 0) form.Add("sites", "Choose at least one place, or “I don’t know”");
        else if (words.Length > 1 && words.Contains(CheckAnswer.Unknown)) form.Add("sites", "Choose places, or “I don’t know”, but not both");
        else if (!words.All(word => word == CheckAnswer.Unknown || rules.Sites.Find(word) is not null)) form.Add("sites", "Choose among the places of the list");
        if (!form.IsGood) return Pages.Render<WishPage>(new { Chart = chart, Form = form }, StatusCodes.Status422UnprocessableEntity);
        var wish = new WishStated(concern == CheckAnswer.Unknown ? null : concern, words is [CheckAnswer.Unknown] ? [] : [.. words.Distinct(StringComparer.Ordinal)], "practitioner", chart.Place.Person!.Value);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision", Body.About(Streams.Of(chart.Record.Id), wish));
    }
}
