using Stipple.Terms;

namespace Stipple.Records;

/// <summary>A request as it was kept: the hash of what it asked, and its answer.</summary>
public sealed record RepliedRequest(byte[] BodyHash, byte[] Reply);

/// <summary>Short questions to a ledger.</summary>
public static class LedgerReading
{
    /// <summary>How many facts a clinic has.</summary>
    public static async Task<long> Length(this ILedger ledger, ClinicId clinic, CancellationToken cancel) =>
        (await ledger.Query<long>(clinic, "SELECT COALESCE(MAX(sequence), 0) FROM facts", null, cancel))[0];

    /// <summary>Whether anything is known about a stream.</summary>
    public static async Task<bool> Has(this ILedger ledger, ClinicId clinic, string stream, CancellationToken cancel) =>
        (await ledger.Query<int>(clinic, "SELECT 1 FROM facts WHERE stream = @stream AND version = 1", new { stream }, cancel)).Count > 0;

    /// <summary>What a request asked and how it was answered; null when it never came.</summary>
    public static async Task<RepliedRequest?> FindRequest(this ILedger ledger, ClinicId clinic, string key, CancellationToken cancel) =>
        await ledger.Query<RepliedRequest>(clinic, "SELECT body_hash AS bodyHash, reply FROM requests WHERE key = @key", new { key }, cancel) is [var found] ? found : null;
}
