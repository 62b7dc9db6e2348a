using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Evidence;
using Stipple.Outcome;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>
/// The evidence tables of the clinics: which version is in force, and the tables of every version that ever was, read back
/// from the ledger so that what was decided on them can be decided again.
/// </summary>
/// <param name="ledger">Where they are kept.</param>
/// <param name="installed">The rules that this process was started with; a version among others, and in force only where somebody approved it.</param>
public sealed class ClinicEvidence(ILedger ledger, Rules installed)
{
    public const int LongestMeaning = 2000;

    private readonly ConcurrentDictionary<(ClinicId Clinic, string Version), Rules> kept = new();

    // Clinics share what they keep alike. Alike means byte for byte: one version may have its rows in another order, and that
    // order shows in a decision.
    private readonly ConcurrentDictionary<string, Rules> shared = new(StringComparer.Ordinal);

    public Rules Installed => installed;

    /// <summary>What the clinic decides on now: ask here before anything clinical starts.</summary>
    public async Task<EvidenceInForce> InForce(ClinicId clinic, CancellationToken cancel) =>
        await ClinicRecord.Read(ledger, clinic, cancel) is { } record ? await InForce(clinic, record, cancel) : EvidenceInForce.Missing;

    /// <summary>The same, for a clinic that has been read.</summary>
    public async Task<EvidenceInForce> InForce(ClinicId clinic, ClinicRecord record, CancellationToken cancel)
    {
        var approval = record.Approvals.LastOrDefault();
        try
        {
            // A demo clinic that has kept the installed tables decides on those that it kept, so that it too can decide again.
            var rules = await Load(clinic, approval?.Version ?? installed.Version.Hash, cancel) ?? (approval is null ? installed : null);
            return rules is null
                ? EvidenceInForce.Lacking($"The version {approval!.Version} is approved, and its tables are not in the ledger. Restore the ledger, or approve a version again.")
                : EvidenceInForce.Of(record.Demo, approval, rules, record.Policy);
        }
        catch (RefusedException bad)
        {
            return EvidenceInForce.Lacking(bad.Message);
        }
    }

    /// <summary>The rules of a version as the clinic keeps them; null when it never kept that version.</summary>
    /// <exception cref="RefusedException">What is kept under its name is another version, or none that this program can read.</exception>
    public async Task<Rules?> Load(ClinicId clinic, string version, CancellationToken cancel)
    {
        if (kept.TryGetValue((clinic, version), out var known)) return known;
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Evidence(version), 0, cancel))
        {
            if (Body.Read(fact) is not EvidenceKept body) continue;
            var name = Convert.ToHexStringLower(SHA256.HashData(fact.Body.Span));
            return kept.GetOrAdd((clinic, version), shared.GetOrAdd(name, _ => Read(version, body)));
        }

        return null;
    }

    /// <summary>Keeps the tables of a version; does nothing when the clinic has them.</summary>
    /// <remarks>An approval keeps its tables by itself. A demo clinic that decides on unapproved tables keeps them first.</remarks>
    /// <exception cref="NotKeptException">The disk or the database failed.</exception>
    public async Task Keep(ClinicId clinic, Library library, string by, CancellationToken cancel)
    {
        if (await Load(clinic, library.Version.Hash, cancel) is not null) return;
        await ledger.Append(clinic, new Append(by, [Kept(library, expectedVersion: 0)]), cancel); // overtaken: somebody else kept them
    }

    /// <summary>The facts of an approval: the tables, unless they are kept already, the approval, and the choices made with it.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="approval">Who approves what, in the place of what.</param>
    /// <param name="choices">Value by switch, null for back to the default; empty when the policy stays.</param>
    /// <param name="knownVersion">The version of the clinic that the person saw: an append that comes later is overtaken.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<EvidenceChange> ToApprove(ClinicId clinic, EvidenceApproved approval, IReadOnlyDictionary<string, string?> choices, int knownVersion, CancellationToken cancel)
    {
        if (approval.Meaning.Trim().Length is 0 or > LongestMeaning) return Refused($"A signature says what it means, in 1 to {LongestMeaning} characters.");
        if (await ClinicRecord.Read(ledger, clinic, cancel) is not { } record) return Refused($"There is no clinic {clinic}.");
        if (record.Version == knownVersion && record.InForce?.Version != approval.Replaces) return Refused("The version that was to be replaced is not the one in force. Read the difference again.");
        if (!await IsDirector(clinic, approval.Person, cancel)) return OnlyDirector;

        var old = await Load(clinic, approval.Version, cancel);
        if (old is null && approval.Version != installed.Version.Hash) return Refused("The tables of this version are neither kept nor installed: nobody can read what would be approved.");
        var rules = old ?? installed;
        if (!ClinicPolicy.TryRead(rules, After(record.Policy, choices), out _, out var misfits))
            return Refused($"The clinic's policy does not fit this version: {string.Join("; ", misfits)}. Choose again, or go back to the default, and then approve.");

        // The tables come without an expected version: at worst they are kept twice, and the approval is never turned down for it.
        return new EvidenceChange.Ready(
        [
            .. old is null ? [Kept(rules.Library)] : ImmutableArray<NewFact>.Empty,
            Body.About(Streams.Of(clinic), approval with { Meaning = approval.Meaning.Trim() }, knownVersion),
            .. choices.Select(choice => Body.About(Streams.Of(clinic), new PolicySet(choice.Key, choice.Value, approval.Person))),
        ]);
    }

    /// <summary>The fact of a choice. It is made under the version in force; in a demo clinic without one, under the installed.</summary>
    public async Task<EvidenceChange> ToSetPolicy(ClinicId clinic, PolicySet choice, int knownVersion, CancellationToken cancel)
    {
        if (await ClinicRecord.Read(ledger, clinic, cancel) is not { } record) return Refused($"There is no clinic {clinic}.");
        if (!await IsDirector(clinic, choice.Person, cancel)) return OnlyDirector;
        if (choice.Value is null)
        {
            // Going back to the default is always possible, also from a choice that no version leaves any more.
            if (record.Version == knownVersion && !record.Policy.ContainsKey(choice.Switch)) return Refused($"Nothing was chosen for {choice.Switch}: it has its default.");
        }
        else
        {
            var rules = record.InForce is { } approval ? await Load(clinic, approval.Version, cancel) : record.Demo ? installed : null;
            if (rules is null) return Refused(EvidenceInForce.Missing.StandsAgainst!);
            if (!ClinicPolicy.TryRead(rules, [KeyValuePair.Create(choice.Switch, choice.Value)], out _, out var misfits)) return Refused($"{misfits[0]}.");
        }

        return new EvidenceChange.Ready([Body.About(Streams.Of(clinic), choice, knownVersion)]);
    }

    private static EvidenceChange OnlyDirector { get; } = Refused("Only a medical director of this clinic approves evidence and sets its policy.");

    private static EvidenceChange.Refused Refused(string reason) => new(reason);

    private static NewFact Kept(Library library, int? expectedVersion = null) =>
        Body.About(Streams.Evidence(library.Version.Hash), new EvidenceKept(library.Version.Hash, library.Texts), expectedVersion);

    /// <summary>What a clinic would have chosen after some choices more.</summary>
    /// <param name="policy">What it chose so far.</param>
    /// <param name="choices">Value by switch, null for back to the default.</param>
    public static ImmutableSortedDictionary<string, string> After(ImmutableSortedDictionary<string, string> policy, IReadOnlyDictionary<string, string?> choices) =>
        choices.Aggregate(policy, (so, choice) => choice.Value is { } value ? so.SetItem(choice.Key, value) : so.Remove(choice.Key));

    private async Task<bool> IsDirector(ClinicId clinic, PersonId person, CancellationToken cancel) =>
        await PersonRecord.Read(ledger, clinic, person, cancel) is { } record && record.Person.Is(Role.MedicalDirector);

    private static Rules Read(string version, EvidenceKept body)
    {
        try
        {
            var rules = PathwayTables.Checked(Rules.Read(Library.Read(body.Tables)));
            return rules.Version.Hash == version ? rules : throw new RefusedException($"The tables kept as version {version} are those of {rules.Version}. Verify the ledger.");
        }
        catch (EvidenceException bad)
        {
            throw new RefusedException($"The tables kept as version {version} cannot be read: {bad.Message}. Verify the ledger, and use the version of Stipple that wrote them, or a later one.");
        }
    }
}

/// <summary>What becomes of a wish to change what a clinic decides on.</summary>
public abstract record EvidenceChange
{
    private EvidenceChange()
    {
    }

    /// <summary>May be written: facts for one append, of which one names the version of the clinic that the person saw.</summary>
    public sealed record Ready(ImmutableArray<NewFact> Facts) : EvidenceChange;

    /// <summary>Cannot be; the reason is for the person.</summary>
    public sealed record Refused(string Reason) : EvidenceChange;
}
