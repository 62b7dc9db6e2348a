using System.Security.Cryptography;
using System.Text;
using Stipple.Records;
using Stipple.Records.SignIn;

namespace Stipple.Web.SignIn;

/// <summary>
/// The link by which the first owner enters: made anew at each start while there is no clinic, printed to whoever started the
/// program, kept nowhere, of no use once a clinic is founded. So no default password exists anywhere.
/// </summary>
internal sealed class FoundingLink(ILedger ledger)
{
    /// <summary>What stands in place of a clinic in the link.</summary>
    public const string Prefix = "first.";

    private readonly string secret = Secret.New();
    private int taken;

    public string Path => $"/invitation/{Prefix}{secret}";

    public async Task<bool> Opens(string link, CancellationToken cancel) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(link), Encoding.UTF8.GetBytes(Prefix + secret)) && (await ledger.Clinics(cancel)).Count == 0;

    /// <summary>Takes the link for founding; false when another request has it.</summary>
    public bool Take() => Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Gives it back after founding failed.</summary>
    public void GiveBack() => taken = 0;
}
