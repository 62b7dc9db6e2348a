using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Web.Assess;

/// <summary>
/// Everything a reader has said on /check. It travels in the fields of the form and nowhere else: no address, no cookie, no
/// store holds it. What a field says that the tables do not allow is dropped, and so asked again.
/// </summary>
/// <param name="Regions">Regions of the body that the reader thinks of; empty with <paramref name="RegionsAnswered"/> means "I don't know", which stands for all of them.</param>
/// <param name="RegionsAnswered">Whether the first question was answered.</param>
/// <param name="Answers">Answers by question id, in the order in which they were given.</param>
public sealed record CheckState(ImmutableArray<string> Regions, bool RegionsAnswered, ImmutableArray<(Question Question, Fact Fact)> Answers)
{
    public const string RegionsField = "regions";
    public const string AnswerPrefix = "a.";

    public static CheckState Empty { get; } = new([], false, []);

    public static CheckState Read(IFormCollection form, Rules rules)
    {
        var regions = Words(form[RegionsField]);
        var known = regions.Where(region => rules.Sites.Regions.Contains(region, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var answers = ImmutableArray.CreateBuilder<(Question, Fact)>();
        foreach (var (name, value) in form)
        {
            if (!name.StartsWith(AnswerPrefix, StringComparison.Ordinal)) continue;
            if (rules.FindQuestion(name[AnswerPrefix.Length..]) is { IsForPatients: true } question && question.Domain.TryRead(Words(value), out var fact))
                answers.Add((question, fact));
        }

        return new CheckState(known, known.Length > 0 || regions is ["unknown"], answers.ToImmutable());
    }

    public Fact? AnswerTo(Question question)
    {
        foreach (var (answered, fact) in Answers)
        {
            if (answered == question) return fact;
        }

        return null;
    }

    /// <summary>An answer given again stays at its place in the order.</summary>
    public CheckState With(Question question, Fact fact) => AnswerTo(question) is null
        ? this with { Answers = Answers.Add((question, fact)) }
        : this with { Answers = [.. Answers.Select(answer => answer.Question == question ? (question, fact) : answer)] };

    /// <summary>The same without some answers, which are asked again where they still matter.</summary>
    public CheckState Without(IEnumerable<Question> questions) => this with { Answers = [.. Answers.Where(answer => !questions.Contains(answer.Question))] };

    public CheckState WithRegions(IEnumerable<string> regions) => this with { Regions = [.. regions], RegionsAnswered = true };

    /// <summary>The hidden fields that carry the state to the next page.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        if (RegionsAnswered) yield return (RegionsField, Regions.Length == 0 ? "unknown" : string.Join(' ', Regions));
        foreach (var (question, fact) in Answers) yield return (AnswerPrefix + question.Id, string.Join(' ', question.Domain.ToWords(fact)));
    }

    /// <summary>The case that these answers make today. The plan is open: nobody has planned anything yet.</summary>
    public Case ToCase(Rules rules, DateOnly today)
    {
        var sites = rules.Sites.All.Where(site => Regions.Length == 0 || Regions.Contains(site.Region));
        return new Case(
            ClinicPolicy.Defaults(rules), // nobody's patient yet, so nobody's policy
            today,
            today,
            [.. sites.Select(site => new PlannedSite(site, null))],
            ImmutableDictionary<string, Fact>.Empty,
            Answers.ToImmutableDictionary(answer => answer.Question.Id, answer => new Answer(answer.Fact, "patient", today), StringComparer.Ordinal));
    }

    private static string[] Words(StringValues value) => value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
