using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Stipple.Records.SignIn;

/// <summary>Accounts in the sign-in tables. Recovery codes are kept as hashes: the framework would keep them as they are.</summary>
public sealed class AccountStore(SignInContext context, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, SignInContext, Guid>(context, describer)
{
    // Where the framework keeps them, and how it parts them; it does not say so in public.
    private const string Provider = "[AspNetUserStore]";
    private const string Codes = "RecoveryCodes";
    private const char Between = ';';

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hashed(user, code)), cancellationToken);

    /// <summary>Takes one of the codes. The others are kept as they lie there, not hashed a second time.</summary>
    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var kept = (await GetTokenAsync(user, Provider, Codes, cancellationToken) ?? "").Split(Between);
        var hash = Hashed(user, code);
        if (!kept.Contains(hash, StringComparer.Ordinal)) return false;
        await SetTokenAsync(user, Provider, Codes, string.Join(Between, kept.Where(other => other != hash)), cancellationToken);
        return true;
    }

    private static string Hashed(Account user, string code) => Secret.Hash($"{user.Id:D} {code.Trim().ToUpperInvariant()}");
}
