using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>One's own way in: sessions, password, second proofs, recovery codes; and the clinic that one works in now.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        app.MapPage("/account", (HttpContext http, Visit visit, Entrance entrance, Sessions sessions) => Page(http, visit, entrance, sessions, null)).For(Door.SignedIn);
        app.MapForm("/account/sessions/{id:guid}/end", EndSession).For(Door.SignedIn, Audit.Credentials);
        app.MapForm("/account/sessions/end-others", EndOthers).For(Door.SignedIn, Audit.Credentials);
        app.MapForm("/account/password", ChangePassword).For(Door.SignedIn, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/account/recovery", NewCodes).For(Door.SignedIn, Audit.Proofs).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/account/passkeys/remove", RemovePasskey).For(Door.SignedIn, Audit.Proofs).RequireRateLimiting(SignInServices.RateLimit);

        app.MapPage("/clinics", async (HttpContext http, Visit visit, Visits visits) => Pages.Render<ClinicsPage>(new { Places = await visits.PlacesOf(visit.Session!.Account, http.RequestAborted) })).For(Door.SignedIn);
        app.MapForm("/clinics", Choose).For(Door.SignedIn, Audit.Credentials);
    }

    private static async Task<IResult> Page(HttpContext http, Visit visit, Entrance entrance, Sessions sessions, Submission? form)
    {
        if (await AccountOf(visit, entrance) is not { } account) return Desk.SeeOther("/sign-in"); // nobody of the demo clinic has one
        return Pages.Render<AccountPage>(
            new
            {
                account.Email,
                Current = visit.Session,
                Sessions = await sessions.Of(account.Id, http.RequestAborted),
                Passkeys = await entrance.Accounts.GetPasskeysAsync(account),
                HasApp = account.TwoFactorEnabled,
                Codes = await entrance.Accounts.CountRecoveryCodesAsync(account),
                Form = form,
            },
            form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Account?> AccountOf(Visit visit, Entrance entrance) => entrance.Accounts.FindByIdAsync($"{visit.Session!.Account:D}");

    private static async Task<IResult> EndSession(Guid id, HttpContext http, Visit visit, Sessions sessions, Visits visits)
    {
        await sessions.End(visit.Session!.Account, id, http.RequestAborted);
        visits.Forget();
        return Desk.SeeOther(id == visit.Session.Id ? "/sign-in" : "/account");
    }

    private static async Task<IResult> EndOthers(HttpContext http, Visit visit, Sessions sessions, Visits visits)
    {
        await sessions.EndOthers(visit.Session!.Account, visit.Session.Id, http.RequestAborted);
        visits.Forget();
        return Desk.SeeOther("/account");
    }

    private static async Task<IResult> ChangePassword(HttpContext http, Visit visit, Submission form, Entrance entrance, Sessions sessions, Visits visits)
    {
        if (await AccountOf(visit, entrance) is not { } account) return Results.NotFound();
        var current = form.SecretText("password", "your password now");
        var next = form.SecretText("password-new", "a new password");
        if (form.IsGood && next != form.Raw("password-again")) form.Add("password-again", "The two new passwords are not the same");
        if (form.IsGood && await entrance.Password(account.Email!, current) is null) form.Add("password", "The password now is not right, or there were too many tries");
        if (form.IsGood && !(await entrance.Accounts.ChangePasswordAsync(account, current, next)).Succeeded) form.Add("password-new", $"A password has at least {SignInServices.ShortestPassword} characters, and not a few that repeat");
        if (!form.IsGood) return await Page(http, visit, entrance, sessions, form);

        // Whoever knew the old one is out.
        await sessions.EndOthers(account.Id, visit.Session!.Id, http.RequestAborted);
        visits.Forget();
        return Desk.SeeOther("/account");
    }

    private static async Task<IResult> NewCodes(Visit visit, Entrance entrance) => await AccountOf(visit, entrance) is { } account
        ? Pages.Render<RecoveryCodesPage>(new { Codes = await entrance.NewRecoveryCodes(account), To = "/account" })
        : Results.NotFound();

    private static async Task<IResult> RemovePasskey(HttpContext http, Visit visit, Submission form, Entrance entrance, Sessions sessions)
    {
        if (await AccountOf(visit, entrance) is not { } account) return Results.NotFound();
        var passkeys = await entrance.Accounts.GetPasskeysAsync(account);
        var named = passkeys.FirstOrDefault(passkey => Convert.ToHexStringLower(passkey.CredentialId) == form.Raw("passkey"));
        if (named is null) form.Add("passkey", "There is no such passkey");
        else if (passkeys.Count == 1 && !account.TwoFactorEnabled) form.Add("passkey", "This is your only second proof. Add an authenticator app or another passkey first");
        if (!form.IsGood) return await Page(http, visit, entrance, sessions, form);
        await entrance.Accounts.RemovePasskeyAsync(account, named!.CredentialId);
        return Desk.SeeOther("/account");
    }

    private static async Task<IResult> Choose(HttpContext http, Visit visit, Submission form, Sessions sessions, Visits visits)
    {
        var places = await visits.PlacesOf(visit.Session!.Account, http.RequestAborted);
        if (places.FirstOrDefault(place => place.Clinic.ToString() == form.Raw("clinic")) is not { } chosen) return Results.NotFound();
        await sessions.Choose(visit.Session, chosen.Clinic.Value, http.RequestAborted);
        visits.Forget();
        return Desk.SeeOther(Landing.Home);
    }
}
