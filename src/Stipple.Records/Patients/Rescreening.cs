using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>
/// Decides every open patient of a clinic twice, by what is in force and by other rules or another policy, and says who
/// comes out otherwise. It writes nothing, and holds no more than a few records at a time.
/// </summary>
public sealed class Rescreening(ILedger ledger)
{
    /// <summary>How many places of the list are read at once.</summary>
    private const int AtOnce = 2000;

    private const int ProgressEvery = 1000;

    private readonly PatientList patients = new(ledger);

    /// <summary>Looks at everybody whose treatment is not over, those with the next session first.</summary>
    /// <param name="clinic">Which.</param>
    /// <param name="before">What it decides on now.</param>
    /// <param name="after">The other rules, with the choices that would go with them.</param>
    /// <param name="today">Day of both decisions.</param>
    /// <param name="behind">Where an earlier one stopped; empty to begin.</param>
    /// <param name="enough">Asked after each patient whether to stop there; null looks at all.</param>
    /// <param name="progress">Hears now and then how many patients were looked at.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RefusedException">There is no such clinic, or a fact cannot be read by this version.</exception>
    public async Task<Rescreen> Of(
        ClinicId clinic, ClinicPolicy before, ClinicPolicy after, DateOnly today, string behind, Func<bool>? enough, IProgress<long>? progress, CancellationToken cancel)
    {
        var devices = new Dictionary<Guid, Device?>();
        var found = new List<Rescreened>();
        var (looked, open, place) = (0L, 0L, behind);
        while (await patients.UnderWay(clinic, place, AtOnce, cancel) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                if (await PatientRecord.Read(ledger, clinic, row.Id, cancel) is { } record && await Compare(record) is var (counts, changed))
                {
                    if (counts) open++;
                    if (changed is not null) found.Add(changed);
                }

                place = row.Place;
                if (++looked % ProgressEvery == 0) progress?.Report(looked);
                if (enough?.Invoke() == true) return await Told(place);
            }
        }

        return await Told(null);

        async Task<(bool Open, Rescreened? Changed)> Compare(PatientRecord record)
        {
            if (record.Request is not { } request) return record.Wish is null ? (false, null) : (true, OfWish(record, before, after, today));
            if (!devices.TryGetValue(request.Device, out var device)) devices[request.Device] = device = (await DeviceRecord.Read(ledger, clinic, request.Device, cancel))?.Device;
            return (true, OfPlan(record, request, device, before, after, today));
        }

        async Task<Rescreen> Told(string? next) =>
            new(before, after, today, await patients.CountUnderWay(clinic, cancel), looked, open, Rescreen.Sorted(found), next);
    }

    private static Rescreened? OfWish(PatientRecord record, ClinicPolicy before, ClinicPolicy after, DateOnly today) =>
        Of(record, Wanted.Wish, policy => record.WishStrangers(policy.Rules), policy => record.Review(policy, today), before, after);

    private static Rescreened? OfPlan(PatientRecord record, PlanRequest request, Device? device, ClinicPolicy before, ClinicPolicy after, DateOnly today) => Of(
        record,
        record.Draft is null ? Wanted.Plan : Wanted.Draft,
        policy => Planning.Strangers(policy.Rules, request, device),
        policy => record.Review(policy, request, TreatmentLimits.Of(policy.Rules).Device(device!.Model)!, today),
        before,
        after);

    /// <summary>What becomes of one patient; null where nothing differs.</summary>
    private static Rescreened? Of(
        PatientRecord record, Wanted wanted, Func<ClinicPolicy, ImmutableArray<string>> strangers, Func<ClinicPolicy, Review> review, ClinicPolicy before, ClinicPolicy after)
    {
        var (unknown, unknownThen) = (strangers(before), strangers(after));
        var (one, other) = (unknown.IsEmpty ? review(before) : null, unknownThen.IsEmpty ? review(after) : null);
        var shift = one is not null && other is not null ? DecisionShift.Between(one, other) : null;
        return shift is { IsNone: true }
            ? null
            : new Rescreened(
                record.Id, record.Identity.Number, record.Identity.Name, wanted, one?.Candidacy.Decision, other?.Candidacy.Decision, [.. unknown.Union(unknownThen, StringComparer.Ordinal)], shift);
    }
}
