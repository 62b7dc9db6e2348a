using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Entry = Stipple.Records.Patients.Entry;

namespace Stipple.Web.Patients;

/// <summary>One entry of a record, as it is shown, with the page that has all of it, where there is one, and with what was put right about it.</summary>
public sealed record ThreadLine(Entry Entry, EntryText Text, (string Path, string Label)? Page, ImmutableArray<(Entry Entry, string Says)> Amendments);

/// <summary>Something that happened: one entry, or the answers that somebody gave in one go.</summary>
public sealed record ThreadItem(string Title, string By, DateTimeOffset At, bool Care, ImmutableArray<ThreadLine> Lines)
{
    public bool IsGroup => Lines.Length > 1;
}

/// <summary>Everything that happened to a patient, newest first. The front desk sees that it happened, and only of its own work what.</summary>
internal static class RecordThread
{
    public static ImmutableArray<ThreadItem> Of(Chart chart, Rules? rules, IReadOnlyDictionary<string, string> names)
    {
        var words = new EntryWords(chart.Record, rules);
        var clinical = MaySee(chart.Place);
        var items = ImmutableArray.CreateBuilder<ThreadItem>();
        var group = new List<ThreadLine>();
        foreach (var entry in chart.Record.Entries)
        {
            if (entry.Body is EntryAmended || !(clinical || IsForFrontDesk(entry.Body))) continue;
            var text = words.Of(entry.Body);
            var line = new ThreadLine(entry, clinical || IsOfFrontDesk(entry.Body) ? text : text with { Says = "", Care = false }, PageOf(entry, clinical), [.. chart.Record.AmendmentsOf(entry.Version).Select(amended => (amended.Entry, amended.Body.Says))]);
            if (group.Count > 0 && !(IsAnswer(entry.Body) && IsAnswer(group[0].Entry.Body) && group[0].Entry.By == entry.By && group[0].Entry.At.LocalDateTime.Date == entry.At.LocalDateTime.Date)) Close();
            group.Add(line);
            if (!IsAnswer(entry.Body)) Close();
        }

        Close();
        items.Reverse();
        return items.ToImmutable();

        void Close()
        {
            if (group.Count == 0) return;
            var last = group[^1];
            var title = group.Count > 1 ? $"{group.Count} answers" : last.Text.Title;
            items.Add(new ThreadItem(title, NameOf(last.Entry.By, names), last.Entry.At, group.Any(line => line.Text.Care), [.. group]));
            group.Clear();
        }
    }

    /// <summary>Whether somebody may see what was answered, decided and done.</summary>
    public static bool MaySee(Place place) => place.Is(Role.Practitioner, Role.MedicalDirector);

    /// <summary>Names by the words with which facts name people.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Names(People people, Place place, CancellationToken cancel) =>
        (await people.All(place.Clinic, cancel)).ToDictionary(person => $"person/{person.Id}", person => person.Name, StringComparer.Ordinal);

    public static string NameOf(string by, IReadOnlyDictionary<string, string> names) =>
        names.TryGetValue(by, out var name) ? name
        : by.StartsWith("link/", StringComparison.Ordinal) ? "the patient, by a link"
        : by.StartsWith("token/", StringComparison.Ordinal) ? "another program"
        : by;

    /// <summary>The page below the patient's own that has the whole of an entry; the front desk reads what a patient reads.</summary>
    private static (string Path, string Label)? PageOf(Entry entry, bool clinical) => entry.Body switch
    {
        SessionEnded ended => ($"aftercare/{ended.Session}", "Aftercare sheet"),
        ConsentSigned => ($"consent/{entry.Version}", "What was signed"),
        _ when !clinical => null,
        ReferralSent sent => ($"decision/referrals/{sent.Referral}", "The letter"),
        PlanSigned signed => ($"plan/{signed.Plan}", "The plan"),
        SessionBegun begun => ($"session/{begun.Session}", "The session"),
        CheckInAnswered or CheckInTaken => ("check-ins", "The check-ins"),
        ScoreGiven or PhotoTaken => ("outcome", "The outcome"),
        _ => null,
    };

    private static bool IsAnswer(IBody body) => body is QuestionAnswered or WishStated;

    /// <summary>What the front desk works with, and the turns of the way.</summary>
    private static bool IsForFrontDesk(IBody body) => IsOfFrontDesk(body) || body is PlanSigned or PlanEnded or ConsentSigned or ConsentWithdrawn or SessionBegun or SessionEnded;

    private static bool IsOfFrontDesk(IBody body) => body is PatientRegistered or PatientAmended or LinkSent or LinkOpened or LinkMissed or LinkRevoked or IntakeFinished;
}
