using Microsoft.Extensions.Caching.Memory;
using Stipple.Records;
using Stipple.Records.Patients;
using Stipple.Terms;

namespace Stipple.Web.Patients;

/// <summary>
/// The records of patients that were opened lately. Reading one from its first fact is most of the time of a page, and on the
/// day's page there are many: of one that is kept here only what has come since is read.
/// </summary>
internal sealed class RecentRecords(ILedger ledger) : IDisposable
{
    /// <summary>Facts, of which one takes about a kilobyte of memory.</summary>
    private const long Most = 30_000;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(15);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>A patient as the ledger has them now; null when the clinic has none of this id.</summary>
    public async Task<PatientRecord?> Read(ClinicId clinic, PatientId patient, CancellationToken cancel)
    {
        var known = kept.Get<PatientRecord>((clinic, patient));
        var record = known is null ? await PatientRecord.Read(ledger, clinic, patient, cancel) : await known.ReadOn(ledger, clinic, cancel);
        if (record is not null && !ReferenceEquals(record, known))
            kept.Set((clinic, patient), record, new MemoryCacheEntryOptions { Size = record.Entries.Length, SlidingExpiration = Unused });
        return record;
    }

    public void Dispose() => kept.Dispose();
}
