using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>A session of today, with whether it could start.</summary>
/// <param name="Row">Whose.</param>
/// <param name="Does">What is planned; null for who may not see it.</param>
/// <param name="Practitioner">Who signed the plan; null for who may not see it.</param>
/// <param name="Conditions">The six conditions; empty for who may not see them.</param>
public sealed record SessionToday(PatientRow Row, string? Does, string? Practitioner, ImmutableArray<Condition> Conditions);

/// <summary>What waits for somebody today.</summary>
public sealed record Worklist(
    IReadOnlyList<CheckInRow> CheckIns, ImmutableArray<SessionToday> Sessions, IReadOnlyList<PatientRow> ToDecide, IReadOnlyList<PatientRow> ToSign,
    IReadOnlyList<PatientRow> ToAnswer, IReadOnlyList<PatientRow> Missed, IReadOnlyList<PatientRow> Scores);

/// <summary>The first page of a working day: who needs somebody now, and which sessions could start.</summary>
internal static class TodayEndpoints
{
    public const string Path = "/clinic/today";

    private const int Most = 25;

    public static void MapToday(this WebApplication app) => app.MapPage(Path, Show).ForMembers(Audit.None);

    private static async Task<IResult> Show(Visit visit, Desk desk, PatientList patients, Readiness readiness, People people, HttpContext http)
    {
        var place = visit.Place!;
        var (clinic, today, cancel) = (place.Clinic, desk.Today, http.RequestAborted);
        // A clinic without patients begins with what it still lacks.
        if (!await patients.Any(clinic, cancel)) return Desk.SeeOther("/clinic");
        var rows = await patients.SessionsOn(clinic, today, Most, cancel);
        var names = await RecordThread.Names(people, place, cancel);
        // Each session is a record that is read and decided on: on a full day most of the page's time.
        var sessions = new SessionToday[rows.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), cancel, async (i, cancel) =>
            sessions[i] = RecordThread.MaySee(place) && await readiness.Of(place, rows[i].Id, cancel) is var (chart, conditions)
                ? Session(rows[i], chart, conditions, names)
                : new SessionToday(rows[i], null, null, []));

        var list = new Worklist(
            await patients.CheckInsOpen(clinic, Most, cancel), [.. sessions], await patients.InStage(clinic, Stages.Answered, Most, cancel), await patients.InStage(clinic, Stages.Drafted, Most, cancel),
            await patients.InStage(clinic, Stages.Questioned, Most, cancel), await patients.SessionsMissed(clinic, today, Most, cancel), await patients.ScoresDue(clinic, today, Most, cancel));
        return Pages.Render<TodayPage>(new { Place = place, List = list, Today = today, Now = desk.Clock.GetUtcNow(), Most });
    }

    private static SessionToday Session(PatientRow row, Chart chart, ImmutableArray<Condition> conditions, IReadOnlyDictionary<string, string> names)
    {
        var words = new EntryWords(chart.Record, chart.InForce.Policy?.Rules);
        if (chart.Record.Plan is not { } plan) return new SessionToday(row, "no signed plan", "", conditions);
        var number = chart.Record.Sessions.Count(session => session.Begun.Plan == plan.Id && session.Ended is not null) + 1;
        var zones = string.Join(", ", plan.Request.Zones.Select(zone => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{words.Site(zone.Site)} {zone.Depth:0.##} mm")));
        return new SessionToday(row, $"{zones}, session {number} of {plan.Request.Sessions}", RecordThread.NameOf($"person/{plan.Person}", names), conditions);
    }
}
