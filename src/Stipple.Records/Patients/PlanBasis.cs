using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>
/// What a signed plan rests on, decided again: the rules of its version, the clinic's policy and the patient's answers as they
/// were when it was signed.
/// </summary>
/// <param name="Plan">The plan.</param>
/// <param name="Device">Its device, as it is now.</param>
/// <param name="Candidacy">The decision, made again.</param>
public sealed record PlanBasis(SignedPlan Plan, Device Device, Candidacy Candidacy)
{
    public Case Case => Candidacy.Findings.Case;

    public Rules Rules => Case.Rules;

    /// <summary>Reads what a plan of this record rests on.</summary>
    /// <exception cref="RefusedException">Something of it is not there, or cannot be read by this version.</exception>
    public static async Task<PlanBasis> Read(ILedger ledger, ClinicEvidence evidence, ClinicId clinic, PatientRecord record, Guid plan, CancellationToken cancel)
    {
        var signed = record.PlanOf(plan) ?? throw new RefusedException($"There is no plan {plan:D}.");
        var before = record.BeforePlan(plan);
        var sequence = record.Entries.First(entry => entry.Version > before.Version && entry.Hash == signed.Hash).Sequence;
        var rules = await evidence.Load(clinic, signed.Evidence, cancel) ?? throw new RefusedException($"The tables of version {signed.Evidence} are not in the ledger.");
        var house = await ClinicRecord.ReadBefore(ledger, clinic, sequence, cancel) ?? throw new RefusedException($"There is no clinic {clinic}.");
        if (!ClinicPolicy.TryRead(rules, house.Policy, out var policy, out _)) throw new RefusedException("The policy of then does not fit the tables of then.");
        var device = (await DeviceRecord.Read(ledger, clinic, signed.Request.Device, cancel))?.Device ?? throw new RefusedException($"There is no device {signed.Request.Device:D}.");
        if (TreatmentLimits.Of(rules).Device(device.Model) is not { } model || !Planning.IsKnown(rules, signed.Request)) throw new RefusedException("The tables of then do not know everything in the plan.");
        return new PlanBasis(signed, device, Screening.Decide(Planning.CaseOf(policy, signed.Request, model, before.Answers(rules), signed.On)));
    }
}
