using Stipple.Assess;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Web.Look;
using Fact = Stipple.Assess.Fact;

namespace Stipple.Web.Decide;

/// <summary>Who said what about a patient, and when, in words.</summary>
public sealed class Voices(PatientRecord record, IReadOnlyList<PersonRow> people)
{
    public string NameOf(PersonId person) => people.FirstOrDefault(row => row.Id == person)?.Name ?? "somebody who is not known here";

    /// <summary>Whether somebody of the clinic, now or before, is called so.</summary>
    public bool IsOfClinic(string name) => people.Any(row => string.Equals(row.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The last answer to a question with who gave it and when; that nobody asked where there is none.</summary>
    public string Said(Question question)
    {
        if (record.AnswerTo(question.Id) is not { } answered) return "not answered";
        return $"{InWords(question, answered.Words)}, {By(answered)} on {Days.InWords(answered.On)}";
    }

    /// <summary>An answer as it was given, also where it counts as not known; of a date that is not exact, what it is taken for.</summary>
    public static string InWords(Question question, IReadOnlyList<string> words)
    {
        var domain = question.Domain;
        if (!domain.TryRead(words, out var fact)) return $"“{string.Join(", ", words)}”, which these tables no longer know";
        if (!fact.Known) return words is [var chosen] && domain.Options.IndexOf(chosen) is >= 0 and var i ? $"“{domain.Labels[i]}”" : "“I don’t know”";
        var range = domain.Type is QuestionType.Date && fact.Bits == 0 && fact.Low < fact.High ? $" (taken as {Day(fact.Low)} to {Day(fact.High)})" : "";
        return $"“{domain.InWords(fact)}{range}”";
    }

    private static string Day(double number) => Days.InWords(DateOnly.FromDayNumber((int)number));

    private string By(QuestionAnswered answered) => answered.Source switch
    {
        "patient" => $"said {record.Identity.Name}{(answered.Person is { } taken ? $" to {NameOf(taken)}" : "")}",
        "record" => $"{(answered.Person is { } read ? NameOf(read) : "somebody")} took it from a record",
        _ => $"{(answered.Person is { } who ? NameOf(who) : "a practitioner")} found",
    };
}
