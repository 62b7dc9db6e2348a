using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>A clinic as its facts tell, and how many facts that are. The tables of its evidence versions are read apart.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Demo">Whether it holds synthetic patients only.</param>
/// <param name="InForce">The last approval of an evidence version; null while none is approved.</param>
/// <param name="Policy">What the clinic chose where the tables leave a choice.</param>
/// <param name="Version">How many facts there are.</param>
public sealed record ClinicRecord(string Name, bool Demo, EvidenceApproved? InForce, ImmutableSortedDictionary<string, string> Policy, int Version)
{
    /// <summary>How patients reach the clinic; null while nobody has said.</summary>
    public ClinicReached? Reached { get; init; }

    /// <summary>Every approval, the one in force last.</summary>
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>The links by which its first person may come.</summary>
    public ImmutableArray<FounderInvited> FounderLinks { get; init; } = [];

    /// <summary>Reads a clinic; null when it has a chain and no first fact yet.</summary>
    public static Task<ClinicRecord?> Read(ILedger ledger, ClinicId clinic, CancellationToken cancel) => ReadBefore(ledger, clinic, long.MaxValue, cancel);

    /// <summary>Reads a clinic as it was before a fact: what was decided then rests on the policy of then.</summary>
    /// <param name="ledger">Where it is kept.</param>
    /// <param name="clinic">Which.</param>
    /// <param name="sequence">Place of that fact in the clinic's chain.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<ClinicRecord?> ReadBefore(ILedger ledger, ClinicId clinic, long sequence, CancellationToken cancel)
    {
        ClinicRecord? record = null;
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Of(clinic), 0, cancel))
        {
            if (fact.Sequence >= sequence) break;
            record = Body.Read(fact) switch
            {
                ClinicFounded founded => new(founded.Name, founded.Demo, null, ImmutableSortedDictionary<string, string>.Empty, 0),
                FounderInvited invited => record! with { FounderLinks = record.FounderLinks.Add(invited) },
                EvidenceApproved approved => record! with { InForce = approved, Approvals = record.Approvals.Add(new(approved.Version, approved.Person, approved.Meaning, approved.Method, fact.At)) },
                ClinicReached reached => record! with { Reached = reached },
                PolicySet { Value: { } value } set => record! with { Policy = record.Policy.SetItem(set.Switch, value) },
                PolicySet back => record! with { Policy = record.Policy.Remove(back.Switch) },
                _ => record,
            };
            if (record is not null) record = record with { Version = fact.Version };
        }

        return record;
    }
}
