using Stipple.Terms;

namespace Stipple.Records;

/// <summary>Short questions to a ledger.</summary>
public static class LedgerReading
{
    /// <summary>How many facts a clinic has.</summary>
    public static async Task<long> Length(this ILedger ledger, ClinicId clinic, CancellationToken cancel) =>
        (await ledger.Query<long>(clinic, "SELECT COALESCE(MAX(sequence), 0) FROM facts", null, cancel))[0];

    /// <summary>Whether anything is known about a stream.</summary>
    public static async Task<bool> Has(this ILedger ledger, ClinicId clinic, string stream, CancellationToken cancel) =>
        (await ledger.Query<int>(clinic, "SELECT 1 FROM facts WHERE stream = @stream AND version = 1", new { stream }, cancel)).Count > 0;

    /// <summary>The answer that a request got; null when it never came.</summary>
    public static async Task<ReadOnlyMemory<byte>?> FindRequest(this ILedger ledger, ClinicId clinic, string key, CancellationToken cancel) =>
        await ledger.Query<byte[]>(clinic, "SELECT reply FROM requests WHERE key = @key", new { key }, cancel) is [var reply]
            ? reply
            : default(ReadOnlyMemory<byte>?); // a plain null would be an empty answer: arrays become memory by themselves
}
