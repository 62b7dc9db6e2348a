using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Stipple.Assess;
using Stipple.Web.Access;

namespace Stipple.Web.Assess;

/// <summary>
/// The public page: one question a page, nothing kept. Each page posts everything said so far, so that it works without
/// script and without a store, and a reload shows the same page again.
/// </summary>
internal static class CheckEndpoints
{
    private const string RegionsStep = "regions";

    private const int MostFields = 256;

    public static void MapCheck(this WebApplication app)
    {
        app.MapPage("/check", (Rules rules) => Pages.Render<CheckIntro>(new { rules.Library })).For(Door.Open);

        // No antiforgery token: there is no session to abuse and nothing to change, and a token would need a cookie.
        app.MapForm("/check", Answer).DisableAntiforgery().WithFormOptions(valueCountLimit: MostFields, valueLengthLimit: 2048, keyLengthLimit: 128).For(Door.Open);
    }

    private static RazorComponentResult Answer([FromForm] IFormCollection form, Rules rules, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().Date);
        var at = form["at"].ToString();
        var go = form["go"].ToString();
        var state = CheckState.Read(form, rules);
        var question = rules.FindQuestion(at) is { IsForPatients: true } asked ? asked : null;
        var fact = Fact.Unknown;
        var entry = question is null ? CheckAnswer.Empty : CheckAnswer.Read(form, question, today, out fact);

        var against = question is not null && entry is { Error: null } ? OtherAnswer.To(state.With(question, fact).ToCase(rules, today), question, asked => asked.IsForPatients) : null;
        if (go == OtherAnswer.Keep && against is { TakenBack.Length: > 0 }) (state, against) = (state.Without(against.TakenBack), null);

        // What was chosen on the page counts whichever button leaves it, unless it contradicts what was said before.
        if (question is not null && entry is { Error: null } && against is null) state = state.With(question, fact);
        if (go == "list") return List(state, rules, today);
        if (go == "back") return Back(state, at, rules, today);
        if (go.StartsWith("edit ", StringComparison.Ordinal)) return Ask(state, go["edit ".Length..], rules, today);
        if (at == RegionsStep)
        {
            return ReadRegions(form, rules, out var regions) is { } mistake
                ? Regions(state, rules, mistake)
                : Next(state.WithRegions(regions), rules, today);
        }

        if (question is null) return Next(state, rules, today);
        if (against is not null) return Question(state, question, entry with { Error = against.Says }, rules, against);
        if (entry.Error is not null) return Question(state, question, entry, rules);
        return NeedsCareToday(state, question, rules, today) ? List(state, rules, today) : Next(state, rules, today);
    }

    /// <summary>A red flag is said at once, not after twenty more questions.</summary>
    private static bool NeedsCareToday(CheckState state, Question question, Rules rules, DateOnly today) =>
        Screening.Decide(state.ToCase(rules, today)).Findings.Fired.Any(reason =>
            reason.Rule.Urgency is "emergency" or "today" && reason.Answered.Any(answered => answered.Question == question));

    private static RazorComponentResult Next(CheckState state, Rules rules, DateOnly today)
    {
        if (!state.RegionsAnswered) return Regions(state, rules, null);
        var open = StillToAsk(state, rules, today);
        return open.Length == 0 ? List(state, rules, today) : Question(state, open[0], CheckAnswer.Empty, rules);
    }

    private static ImmutableArray<Question> StillToAsk(CheckState state, Rules rules, DateOnly today) =>
        Screening.StillToAsk(state.ToCase(rules, today), question => question.IsForPatients);

    private static RazorComponentResult Back(CheckState state, string at, Rules rules, DateOnly today)
    {
        if (at == RegionsStep) return Pages.Render<CheckIntro>(new { rules.Library, State = state });
        var place = state.Answers.Select(answer => answer.Question.Id).ToList().IndexOf(at);
        var before = place < 0 ? state.Answers.Length - 1 : place - 1;
        return before >= 0 ? Ask(state, state.Answers[before].Question.Id, rules, today) : Regions(state, rules, null);
    }

    private static RazorComponentResult Ask(CheckState state, string id, Rules rules, DateOnly today)
    {
        if (id == RegionsStep) return Regions(state, rules, null);
        if (rules.FindQuestion(id) is not { IsForPatients: true } question) return Next(state, rules, today);
        var entry = state.AnswerTo(question) is { } fact ? CheckAnswer.Of(question, fact) : CheckAnswer.Empty;
        return Question(state, question, entry, rules);
    }

    private static RazorComponentResult Question(CheckState state, Question question, CheckAnswer entry, Rules rules, OtherAnswer? against = null) =>
        Pages.Render<CheckQuestion>(new { State = state, Question = question, Entry = entry, rules.Sites, Against = against }, Status(entry.Error));

    private static RazorComponentResult Regions(CheckState state, Rules rules, string? error) =>
        Pages.Render<CheckRegions>(new { State = state, rules.Sites, Error = error }, Status(error));

    private static RazorComponentResult List(CheckState state, Rules rules, DateOnly today) =>
        Pages.Render<CheckListPage>(new { State = state, List = CheckList.Of(Screening.Decide(state.ToCase(rules, today)).Findings), rules.Library, Today = today, More = StillToAsk(state, rules, today).Length > 0 });

    private static int Status(string? error) => error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The chosen regions, none of them for "I don't know". Returns what to do when it is no answer.</summary>
    private static string? ReadRegions(IFormCollection form, Rules rules, out string[] regions)
    {
        var words = form[CheckAnswer.Field].OfType<string>().ToArray();
        regions = words is [CheckAnswer.Unknown] ? [] : words;
        if (regions.All(word => rules.Sites.Regions.Contains(word, StringComparer.Ordinal)) && words.Length > 0) return null;
        return words.Length == 0 ? "Choose at least one part, or “I don’t know”" : "Choose parts of the body, or “I don’t know”, but not both";
    }
}
