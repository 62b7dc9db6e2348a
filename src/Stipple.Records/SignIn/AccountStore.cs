using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Stipple.Records.SignIn;

/// <summary>Accounts in the sign-in tables. Recovery codes are kept as hashes: the framework would keep them as they are.</summary>
public sealed class AccountStore(SignInContext context, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, SignInContext, Guid>(context, describer)
{
    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hashed(user, code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hashed(user, code), cancellationToken);

    private static string Hashed(Account user, string code) => Secret.Hash($"{user.Id:D} {code.Trim().ToUpperInvariant()}");
}
