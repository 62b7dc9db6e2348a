using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Plan;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;

namespace Stipple.Web.Aftercare;

/// <summary>The sheet that a patient takes home after one session, from the tables that its plan was signed on.</summary>
/// <param name="Session">The session.</param>
/// <param name="Case">The case of its plan.</param>
/// <param name="Windows">What to expect and to do, in order of time.</param>
/// <param name="Alarms">The signs for which somebody is called at once or on the same day.</param>
public sealed record Sheet(SessionRecord Session, Case Case, ImmutableArray<Window> Windows, ImmutableArray<SignRow> Alarms)
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of its words, in hexadecimal digits: what the record says was given.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { windows = Windows.Select(window => new { window.Title, window.Expect, window.Do }), alarms = Alarms.Select(alarm => new { alarm.Asks, alarm.Tells }) }, Canonical))));

    /// <summary>The sheet of a session: on the answers that its plan was signed on, so that what is said later changes no sheet that was given.</summary>
    /// <param name="record">The patient.</param>
    /// <param name="session">One of the patient's sessions.</param>
    /// <param name="plan">The plan of that session.</param>
    /// <param name="rules">The tables that the plan was signed on.</param>
    /// <param name="model">The model of the plan's device, in those tables.</param>
    public static Sheet Of(PatientRecord record, SessionRecord session, SignedPlan plan, Rules rules, DeviceModel model)
    {
        // No text of a sheet rests on a switch of the clinic's policy.
        var @case = Planning.CaseOf(ClinicPolicy.Defaults(rules), plan.Request, model, record.BeforePlan(plan.Id).Answers(rules), plan.On);
        return new(
            session, @case, Instructions.For(@case),
            [.. CareTexts.Of(rules).Rows.Where(row => row.Urgency >= Urgency.Today).DistinctBy(row => row.Sign).OrderByDescending(row => row.Urgency)]);
    }
}

/// <summary>Makes sheets, and finds the tables that a session goes with.</summary>
internal sealed class Sheets(ClinicEvidence evidence, Desk desk)
{
    /// <summary>The sheet of a session; null when there is no such session.</summary>
    public async Task<Sheet?> Of(Place place, PatientRecord record, Guid session, CancellationToken cancel)
    {
        if (record.Sessions.FirstOrDefault(known => known.Id == session) is not { } found || record.PlanOf(found.Begun.Plan) is not { } plan) return null;
        if (await evidence.Load(place.Clinic, plan.Evidence, cancel) is not { } rules) return null;
        if (await DeviceRecord.Read(desk.Ledger, place.Clinic, plan.Request.Device, cancel) is not { } device || TreatmentLimits.Of(rules).Device(device.Device.Model) is not { } model) return null;
        return Sheet.Of(record, found, plan, rules, model);
    }
}
