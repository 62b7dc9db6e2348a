using System.Collections.Immutable;
using System.Security.Cryptography;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>One fact of a patient.</summary>
/// <param name="Version">Place in the patient's stream, from 1.</param>
/// <param name="Sequence">Place in the clinic's chain.</param>
/// <param name="At">When it was written.</param>
/// <param name="By">Who wrote it, as facts name them.</param>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal digits.</param>
/// <param name="Body">What happened.</param>
public sealed record Entry(int Version, long Sequence, DateTimeOffset At, string By, string Hash, IBody Body);

/// <summary>
/// A patient as the facts tell: everything that happened, in its order. What is true now is read off it, and what was true at
/// any fact is the same record up to that fact.
/// </summary>
public sealed partial class PatientRecord
{
    private PatientRecord(PatientId id, ImmutableArray<Entry> entries) => (Id, Entries) = (id, entries);

    public PatientId Id { get; }

    /// <summary>The first is the registration.</summary>
    public ImmutableArray<Entry> Entries { get; }

    /// <summary>How many facts there are: what the next one is written against.</summary>
    public int Version => Entries[^1].Version;

    /// <summary>Reads a patient; null when the clinic has none of this id.</summary>
    public static async Task<PatientRecord?> Read(ILedger ledger, ClinicId clinic, PatientId id, CancellationToken cancel) =>
        await EntriesAfter(ledger, clinic, id, 0, cancel) is { Length: > 0 } entries ? new PatientRecord(id, entries) : null;

    /// <summary>Reads what has come since; the same record when nothing has.</summary>
    /// <remarks>A stream only grows, so what was read of it once need not be read again.</remarks>
    public async Task<PatientRecord> ReadOn(ILedger ledger, ClinicId clinic, CancellationToken cancel) =>
        await EntriesAfter(ledger, clinic, Id, Version, cancel) is { Length: > 0 } more ? new PatientRecord(Id, [.. Entries, .. more]) : this;

    private static async Task<ImmutableArray<Entry>> EntriesAfter(ILedger ledger, ClinicId clinic, PatientId id, int version, CancellationToken cancel)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Of(id), version, cancel))
        {
            if (Body.Read(fact) is { } body)
                entries.Add(new Entry(fact.Version, fact.Sequence, fact.At, fact.By, Convert.ToHexStringLower(SHA256.HashData(fact.Body.Span)), body));
        }

        return entries.ToImmutable();
    }

    /// <summary>The record as it was when it had so many facts.</summary>
    public PatientRecord AsOf(int version) => new(Id, [.. Entries.Where(entry => entry.Version <= version)]);

    /// <summary>Who the patient is.</summary>
    public Identity Identity => Entries.Select(entry => entry.Body switch
    {
        PatientRegistered registered => registered.Identity,
        PatientAmended amended => amended.Identity,
        _ => null,
    }).OfType<Identity>().Last();

    /// <summary>Completed years.</summary>
    public int AgeOn(DateOnly day) => day.Year - Identity.Born.Year - (day < Identity.Born.AddYears(day.Year - Identity.Born.Year) ? 1 : 0);

    /// <summary>Everything of one kind, with when and by whom, in its order.</summary>
    public IEnumerable<(Entry Entry, T Body)> All<T>() where T : IBody =>
        Entries.Where(entry => entry.Body is T).Select(entry => (entry, (T)entry.Body));

    /// <summary>The last of one kind; null when there is none.</summary>
    public T? Last<T>() where T : class, IBody => Entries.LastOrDefault(entry => entry.Body is T)?.Body as T;

    /// <summary>What was put right about an entry, in its order.</summary>
    public IEnumerable<(Entry Entry, EntryAmended Body)> AmendmentsOf(int version) => All<EntryAmended>().Where(amended => amended.Body.Entry == version);
}
