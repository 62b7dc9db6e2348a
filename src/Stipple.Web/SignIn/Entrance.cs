using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>Checks who somebody is, step by step, and opens their session.</summary>
internal sealed class Entrance(UserManager<Account> accounts, AccountStore store, IPasswordHasher<Account> hasher, IPasskeyHandler<Account> passkeys, Sessions sessions, Visits visits, TimeProvider clock)
{
    public const string ByCode = "password and code";
    public const string ByRecoveryCode = "password and recovery code";
    public const string ByPasskey = "passkey";

    private const int RecoveryCodes = 10;
    private const int LongestBrowser = 200;

    // Somebody who does not exist takes as long as somebody who does.
    private static readonly Lazy<string> nobody = new(() => new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = SignInServices.PasswordIterations })).HashPassword(new Account(), Secret.New()));

    public UserManager<Account> Accounts => accounts;

    /// <summary>
    /// Checks e-mail address and password; every wrong one counts towards the lock. A right one does not wipe out wrong codes:
    /// else whoever knows the password could guess codes for ever.
    /// </summary>
    public async Task<Account?> Password(string email, string password)
    {
        if (await accounts.FindByEmailAsync(email) is not { } account)
        {
            hasher.VerifyHashedPassword(new Account(), nobody.Value, password);
            return null;
        }

        var counted = await Count(account);
        if (!await accounts.CheckPasswordAsync(account, password) || !counted) return null;
        await Settle(account, TakeBack);
        return account;
    }

    /// <summary>Checks a code of the authenticator, or one of the recovery codes; each counts once.</summary>
    /// <returns>How they were known; null when the code is wrong or was used before.</returns>
    public async Task<string?> Code(Account account, string code, CancellationToken cancel)
    {
        if (!await Count(account)) return null;
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        var digits = plain.Length == 6 && plain.All(char.IsAsciiDigit);
        var right = digits
            ? await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, plain) && await sessions.TakeCode(account.Id, plain, cancel)
            : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, plain)).Succeeded;
        if (!right) return null;
        await Settle(account, it => (it.AccessFailedCount, it.LockoutEnd) = (0, null));
        return digits ? ByCode : ByRecoveryCode;
    }

    /// <summary>The key for an authenticator app. It counts for nothing until a code made with it is right.</summary>
    public async Task<string> OfferApp(Session session) =>
        session.AppKey ?? await sessions.Offer(session, accounts.GenerateNewAuthenticatorKey(), CancellationToken.None) ?? "";

    /// <summary>Takes the offered key in place of the one before, if the code is made with it.</summary>
    public async Task<bool> AddApp(Session session, Account account, string code, CancellationToken cancel)
    {
        if (session.AppKey is not { } offered) return false;
        var before = await store.GetAuthenticatorKeyAsync(account, cancel);
        await store.SetAuthenticatorKeyAsync(account, offered, cancel);
        var right = await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code) && await sessions.TakeCode(account.Id, code, cancel);
        if (right) await accounts.SetTwoFactorEnabledAsync(account, true); // keeps the key with it
        else if (before is not null) await store.SetAuthenticatorKeyAsync(account, before, cancel);
        return right;
    }

    /// <summary>What the browser needs to make a passkey; what the server needs to check it is remembered in the session.</summary>
    public async Task<string> BeginPasskey(HttpContext http, Session session, Account account)
    {
        var options = await passkeys.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString("D"), Name = account.Email!, DisplayName = account.Email! }, http);
        await sessions.Remember(session, options.AttestationState, http.RequestAborted);
        return options.CreationOptionsJson;
    }

    /// <summary>Adds the passkey that the browser made; false when it does not fit what was asked.</summary>
    public async Task<bool> AddPasskey(HttpContext http, Session session, Account account, string credential)
    {
        if (await sessions.TakeCeremony(session, http.RequestAborted) is not { } state || !IsJson(credential)) return false;
        var made = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state });
        return made.Succeeded && made.UserEntity.Id == account.Id.ToString("D") && (await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded;
    }

    /// <summary>What the browser needs to show a passkey.</summary>
    public async Task<(string Options, string? State)> AskPasskey(HttpContext http, Account? account)
    {
        var options = await passkeys.MakeRequestOptionsAsync(account, http);
        return (options.RequestOptionsJson, options.AssertionState);
    }

    /// <summary>The account whose passkey the browser showed; null when it does not fit what was asked.</summary>
    public async Task<Account?> ShowPasskey(HttpContext http, Session session, string credential)
    {
        if (await sessions.TakeCeremony(session, http.RequestAborted) is not { } state || !IsJson(credential)) return null;
        var shown = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!shown.Succeeded || await accounts.IsLockedOutAsync(shown.User)) return null;
        await accounts.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey); // its counter has moved
        return shown.User;
    }

    /// <summary>New recovery codes; the old ones open nothing any more.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodes(Account account) => [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];

    public async Task<bool> HasSecondFactor(Account account) => account.TwoFactorEnabled || (await accounts.GetPasskeysAsync(account)).Count > 0;

    /// <summary>Opens a session in place of the one before it, gives the browser its secret, and returns it.</summary>
    public async Task<string> Open(HttpContext http, Guid account, Stage stage, string method)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        var browser = new string([.. agent.Where(letter => !char.IsControl(letter)).Take(LongestBrowser)]);
        var secret = await sessions.Begin(account, stage, method, browser, http.Request.Cookies[Visits.Cookie], http.RequestAborted);
        visits.Forget();
        http.Response.Cookies.Append(Visits.Cookie, secret, Cookie());
        return secret;
    }

    public async Task Close(HttpContext http, Session session)
    {
        await sessions.End(session.Account, session.Id, CancellationToken.None);
        visits.Forget();
        http.Response.Cookies.Delete(Visits.Cookie, Cookie());
    }

    private static CookieOptions Cookie() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };

    /// <summary>
    /// Counts a try as wrong before it is looked at, so that many at once get no more tries than one after the other.
    /// </summary>
    /// <returns>False when the account is locked: whatever was tried is not taken.</returns>
    private async Task<bool> Count(Account account)
    {
        while (!await accounts.IsLockedOutAsync(account))
        {
            if (Written(await accounts.AccessFailedAsync(account))) return true;
            await store.Context.Entry(account).ReloadAsync();
        }

        return false;
    }

    /// <summary>The last try was right and does not count; the wrong ones before it do.</summary>
    private void TakeBack(Account account)
    {
        if (account.LockoutEnd > clock.GetUtcNow()) (account.LockoutEnd, account.AccessFailedCount) = (null, accounts.Options.Lockout.MaxFailedAccessAttempts - 1);
        else account.AccessFailedCount = Math.Max(account.AccessFailedCount - 1, 0);
    }

    private async Task Settle(Account account, Action<Account> change)
    {
        change(account);
        while (!Written(await accounts.UpdateAsync(account)))
        {
            await store.Context.Entry(account).ReloadAsync();
            change(account);
        }
    }

    /// <summary>False when another try was written meanwhile: read again, and once more.</summary>
    private static bool Written(IdentityResult result) => result.Succeeded
        || (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? false : throw new InvalidOperationException($"The account could not be written: {result}"));

    private static bool IsJson(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return read.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
