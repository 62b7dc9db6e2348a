using System.Collections.Immutable;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.Web.Aftercare;

/// <summary>Reads the form of a check-in, whoever fills it in.</summary>
internal static class SignForm
{
    public const string Field = "sign";
    public const string Unsure = "unsure";
    public const string None = "none";

    /// <summary>What was reported; null with problems in the form when it is no answer.</summary>
    public static CheckInAnswered? Read(Submission form, Rules rules, SessionRecord session, DateTimeOffset now, Guid? link, PersonId? person)
    {
        var known = CareTexts.Of(rules).Signs.ToDictionary(sign => sign.Sign, sign => sign.Sign, StringComparer.Ordinal);
        var chosen = form.Several(Field, "what you have, or “None of these”", new Dictionary<string, string>(known, StringComparer.Ordinal) { [None] = None });
        var unsure = form.Several(Unsure, "signs of the list", known, required: false);
        if (chosen.Contains(None) && (chosen.Length > 1 || unsure.Length > 0)) form.Add(Field, "Choose what you have, or “None of these”, but not both");
        var says = form.Raw("says").Trim().Length > 0 ? form.Paragraph("says", "what you want to say", 2000) : "";
        if (!form.IsGood) return null;
        var signs = chosen.Remove(None);
        var hours = Math.Max(0, (int)Math.Floor((now - (session.EndedAt ?? session.At)).TotalHours));
        var advice = Triage.Sort(new CheckIn(signs, [.. unsure.Except(signs)], hours), rules);
        return new CheckInAnswered(
            Guid.CreateVersion7(now), session.Id, signs, [.. unsure.Except(signs)], says, hours, advice.Urgency, [.. advice.Rows.Select(row => row.Id)], rules.Version.Hash,
            Triage.DueBy(advice.Urgency, now) ?? (says.Length > 0 ? now.AddDays(2) : null), link, person);
    }
}
