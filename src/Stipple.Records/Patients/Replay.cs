using System.Collections.Immutable;
using Stipple.Consent;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>A plan or a consent that does not come out as it was signed.</summary>
/// <param name="Patient">Whose.</param>
/// <param name="Plan">The plan, or the plan that was agreed to.</param>
/// <param name="Version">The fact in the patient's stream.</param>
/// <param name="Says">What is not the same.</param>
public sealed record ReplayFault(PatientId Patient, Guid Plan, int Version, string Says);

/// <summary>Everything that was signed at a clinic, decided and drafted again from the facts before it.</summary>
/// <param name="Plans">How many plans there are.</param>
/// <param name="Consents">How many consents there are.</param>
/// <param name="Faults">Those that come out otherwise.</param>
public sealed record Replay(int Plans, int Consents, ImmutableArray<ReplayFault> Faults)
{
    private const int ProgressEvery = 50_000;

    private static readonly string PlanKind = Body.KindOf(typeof(PlanSigned));

    private static readonly string ConsentKind = Body.KindOf(typeof(ConsentSigned));

    public int Agree => Plans + Consents - Faults.Length;

    /// <summary>Decides and drafts again whatever was signed.</summary>
    /// <param name="ledger">Where it is kept.</param>
    /// <param name="evidence">The tables of every version.</param>
    /// <param name="clinic">Which.</param>
    /// <param name="progress">Hears now and then how many facts were read.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Replay> Of(ILedger ledger, ClinicEvidence evidence, ClinicId clinic, IProgress<long>? progress, CancellationToken cancel)
    {
        var signers = new List<PatientId>();
        var seen = new HashSet<PatientId>();
        await foreach (var fact in ledger.Read(clinic, 0, cancel))
        {
            if (fact.Sequence % ProgressEvery == 0) progress?.Report(fact.Sequence);
            if ((fact.Kind == PlanKind || fact.Kind == ConsentKind) && PatientId.TryParse(Streams.Split(fact.Stream).Id, out var patient) && seen.Add(patient)) signers.Add(patient);
        }

        var (plans, consents) = (0, 0);
        var faults = ImmutableArray.CreateBuilder<ReplayFault>();
        foreach (var patient in signers)
        {
            var record = (await PatientRecord.Read(ledger, clinic, patient, cancel))!;
            foreach (var (entry, plan) in record.All<PlanSigned>())
            {
                plans++;
                await Check(entry, plan.Plan, async () =>
                    PatientRecord.HashOf((await PlanBasis.Read(ledger, evidence, clinic, record, plan.Plan, cancel)).Candidacy) == plan.Decision ? null : "another decision");
            }

            foreach (var (entry, consent) in record.All<ConsentSigned>())
            {
                consents++;
                await Check(entry, consent.Plan, async () =>
                {
                    var basis = await PlanBasis.Read(ledger, evidence, clinic, record, consent.Plan, cancel);
                    var (then, house) = (record.AsOf(entry.Version - 1).Identity, await ClinicRecord.ReadBefore(ledger, clinic, entry.Sequence, cancel));
                    var form = Drafting.Draft(basis.Plan, basis.Case, house!.Name, then.Name, then.Born, basis.Device.Name);
                    return form.Hash != consent.FormHash || form.Text != consent.Form ? "another text" : basis.Plan.Hash != consent.PlanHash ? "another plan" : null;
                });
            }

            async Task Check(Entry entry, Guid plan, Func<Task<string?>> differs)
            {
                string? says;
                try
                {
                    says = await differs();
                }
                catch (RefusedException bad)
                {
                    says = $"cannot be made again: {bad.Message}";
                }

                if (says is not null) faults.Add(new ReplayFault(patient, plan, entry.Version, says));
            }
        }

        return new Replay(plans, consents, faults.ToImmutable());
    }
}
