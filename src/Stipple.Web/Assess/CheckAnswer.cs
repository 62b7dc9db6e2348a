using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Web.Assess;

/// <summary>What a reader entered on one question page: the words, and if they are no answer, what to do.</summary>
/// <param name="Words">Chosen values as they came, to show them again.</param>
/// <param name="Day">Day of a date as typed.</param>
/// <param name="Month">Month of a date as chosen.</param>
/// <param name="Year">Year of a date as typed.</param>
/// <param name="Error">What to do, in one sentence; null when it is an answer.</param>
public sealed record CheckAnswer(IReadOnlyList<string> Words, string Day, string Month, string Year, string? Error)
{
    public const string Field = "v";
    public const string None = "none";
    public const string Unknown = "unknown";
    public const string About = "about";

    private const int OldestYear = 1900;

    public static CheckAnswer Empty { get; } = new([], "", "", "", null);

    /// <summary>The entry that shows a stored answer again.</summary>
    public static CheckAnswer Of(Question question, Fact fact)
    {
        var words = question.Domain.ToWords(fact);
        if (!fact.Known || question.Domain.Type is not QuestionType.Date) return Empty with { Words = words is [] ? [None] : words };
        if (words is ["never"]) return Empty with { Words = words };
        var parts = words[0].Split('-', '/');
        return new CheckAnswer([About], parts.ElementAtOrDefault(2) ?? "", parts.ElementAtOrDefault(1) ?? "", parts[0], null);
    }

    /// <summary>The entry that shows kept words again, also a choice that counts as not known.</summary>
    public static CheckAnswer Of(Question question, IReadOnlyList<string> words) =>
        question.Domain.TryRead(words, out var fact) ? question.Domain.Type is QuestionType.Choice ? Empty with { Words = words } : Of(question, fact) : Empty;

    /// <summary>The words to keep of an entry that is an answer: as they were chosen, so that "I could be" is not "I don't know".</summary>
    public IReadOnlyList<string> ToWords(Question question, Fact fact) =>
        question.Domain.Type is QuestionType.Choice && Words is [var chosen] ? [chosen] : question.Domain.ToWords(fact);

    /// <summary>Kept words as people read them.</summary>
    public static string InWords(Question question, IReadOnlyList<string> words)
    {
        if (question.Domain.Type is QuestionType.Choice && words is [var chosen] && question.Domain.Options.IndexOf(chosen) is >= 0 and var i) return question.Domain.Labels[i];
        if (!question.Domain.TryRead(words, out var fact)) return string.Join(", ", words);
        return fact is { Known: true, Bits: 0 } && question.Domain.Type is QuestionType.Choices or QuestionType.Zones ? NoneLabel(question) : Sentence.Begin(question.Domain.InWords(fact));
    }

    /// <summary>Whether nothing was chosen and nothing typed.</summary>
    public bool IsEmpty => Words.Count == 0 && Year.Length + Month.Length + Day.Length == 0;

    /// <summary>Reads the entry; when it is an answer, gives its fact.</summary>
    /// <param name="form">The form as it came.</param>
    /// <param name="question">The question.</param>
    /// <param name="today">Dates lie not after it.</param>
    /// <param name="fact">The answer; not known where it is none.</param>
    /// <param name="field">Name of the fields, where a page asks several questions.</param>
    public static CheckAnswer Read(IFormCollection form, Question question, DateOnly today, out Fact fact, string field = Field)
    {
        fact = Fact.Unknown;
        var entry = new CheckAnswer(
            [.. form[field].OfType<string>()], form[field + ".day"].ToString().Trim(), form[field + ".month"].ToString().Trim(), form[field + ".year"].ToString().Trim(), null);
        if (entry.Words is [Unknown]) return entry;
        return entry with { Error = question.Domain.Type is QuestionType.Date ? entry.ReadDate(question, today, out fact) : entry.ReadWords(question, out fact) };
    }

    private string? ReadWords(Question question, out Fact fact)
    {
        var several = question.Domain.Type is QuestionType.Choices or QuestionType.Zones;
        var elsewhere = question.Domain.Type is QuestionType.Zones; // "somewhere else" may stand beside places of the list
        IReadOnlyList<string> words = several && Words is [None] ? [] : elsewhere ? [.. Words.Where(word => word != None)] : Words;
        fact = Fact.Unknown;
        if ((Words.Count > 0 || !several) && question.Domain.TryRead(words, out fact)) return null;
        return question.Domain.Type switch
        {
            QuestionType.YesNo => "Choose yes, no or “I don’t know”",
            QuestionType.Number => string.Create(CultureInfo.InvariantCulture, $"Enter a number from {question.Domain.Minimum} to {question.Domain.Maximum}, or choose “I don’t know”"),
            QuestionType.Choices or QuestionType.Zones when Words.Count > 1 && Words.Any(word => word is None or Unknown) =>
                $"Choose what applies, or “{(Words.Contains(None, StringComparer.Ordinal) ? NoneLabel(question) : "I don’t know")}”, but not both",
            QuestionType.Choices or QuestionType.Zones => $"Choose what applies, “{NoneLabel(question)}” or “I don’t know”",
            _ => "Choose one of the answers or “I don’t know”",
        };
    }

    public static string NoneLabel(Question question) => question.Domain.Type is QuestionType.Zones ? "Somewhere else" : "None of these";

    private string? ReadDate(Question question, DateOnly today, out Fact fact)
    {
        fact = Fact.Unknown;
        var typed = Year.Length + Month.Length + Day.Length > 0;
        if (Words is ["never"]) return typed ? "Choose “Never” or enter a date, but not both" : question.Domain.TryRead(Words, out fact) ? null : "";
        if (!typed) return Words is [About] ? "Enter at least the year" : "Enter about when it was, or choose “Never” or “I don’t know”";
        if (Words.Count > 0 && Words is not [About]) return "Enter a date or choose one of the other answers, but not both";
        if (Year.Length == 0) return "Enter the year; the month and the day can stay empty";
        if (Day.Length > 0 && Month.Length == 0) return "Choose the month too, or leave the day empty";
        var text = string.Join('-', new[] { Year, Month.PadLeft(2, '0'), Day.PadLeft(2, '0') }.Take(Month.Length == 0 ? 1 : Day.Length == 0 ? 2 : 3));
        if (!ApproximateDate.TryParse(text, out var date) || date.Earliest.Year < OldestYear) return $"Enter a date that exists, with a year from {OldestYear} on";
        if (date.Earliest > today) return "Enter a date that is not in the future";
        fact = Fact.Of(ApproximateDate.Between(date.Earliest, date.Latest > today ? today : date.Latest));
        return null;
    }
}
