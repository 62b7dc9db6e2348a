using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>Links by which an account begins again: one at a time, for a day, used once. Only their hash is kept.</summary>
internal sealed class ResetLinks(UserManager<Account> accounts, Sessions sessions, Visits visits, TimeProvider clock)
{
    private const string Provider = "stipple";
    private const string Name = "reset";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>Makes a link for an account and returns its path; null when there is no such account. A link made before ends.</summary>
    public async Task<string?> Make(string email)
    {
        if (await accounts.FindByEmailAsync(email) is not { } account) return null;
        var secret = Secret.New();
        var until = (clock.GetUtcNow() + Lasts).ToUnixTimeSeconds();
        await accounts.SetAuthenticationTokenAsync(account, Provider, Name, string.Create(CultureInfo.InvariantCulture, $"{until} {Secret.Hash(secret)}"));
        return $"/reset/{account.Id:D}.{secret}";
    }

    /// <summary>The account that a link belongs to; null when it is unknown, used or over.</summary>
    public async Task<Account?> Find(string link)
    {
        if (link.Split('.') is not [var id, { Length: > 0 } secret] || !Guid.TryParseExact(id, "D", out _)) return null;
        if (await accounts.FindByIdAsync(id) is not { } account) return null;
        if (await accounts.GetAuthenticationTokenAsync(account, Provider, Name) is not { } kept || kept.Split(' ') is not [var until, var hash]) return null;
        var right = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(Secret.Hash(secret)));
        return right && clock.GetUtcNow().ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture) ? account : null;
    }

    /// <summary>Sets the password, takes every other proof away and ends every session; false when the password is not good enough.</summary>
    public async Task<bool> Use(Account account, string password)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(accounts, account, password)).Succeeded) return false;
        }

        await accounts.RemoveAuthenticationTokenAsync(account, Provider, Name);
        await accounts.RemovePasswordAsync(account);
        await accounts.AddPasswordAsync(account, password);
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await accounts.ResetAuthenticatorKeyAsync(account);
        await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
        foreach (var passkey in await accounts.GetPasskeysAsync(account)) await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        await accounts.SetLockoutEndDateAsync(account, null);
        await accounts.ResetAccessFailedCountAsync(account);
        await sessions.EndOthers(account.Id, null, CancellationToken.None);
        visits.Forget();
        return true;
    }
}
