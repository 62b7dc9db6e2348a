using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>Password, then code; or a passkey. And the proof again before something is signed.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPage("/sign-in", (HttpContext http, string? to) => Pages.Render<SignInPage>(new { To = Landing.Of(to) })).For(Door.Open);
        app.MapForm("/sign-in", Password).For(Door.Open, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapPage("/sign-in/code", (Visit visit, string? to) => visit.Session!.Stage == Stage.Full ? Desk.SeeOther(Landing.Of(to)) : Pages.Render<CodePage>(new { To = Landing.Of(to) })).For(Door.Entering);
        app.MapForm("/sign-in/code", Code).For(Door.Entering, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/sign-in/passkey-options", PasskeyOptions).For(Door.Open, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/sign-in/passkey", Passkey).For(Door.Entering, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapPage("/signed-in", () => Pages.Render<SignedInPage>()).For(Door.SignedIn);
        app.MapForm("/sign-out", SignOut).For(Door.Entering, Audit.Credentials);

        app.MapPage("/confirm", async (Visit visit, string? to, Entrance entrance) => Pages.Render<ConfirmPage>(new { To = Landing.Of(to), Email = await EmailOf(entrance, visit) })).For(Door.SignedIn);
        app.MapForm("/confirm", Confirm).For(Door.SignedIn).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/confirm/passkey-options", ConfirmOptions).For(Door.SignedIn).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/confirm/passkey", ConfirmPasskey).For(Door.SignedIn).RequireRateLimiting(SignInServices.RateLimit);
    }

    private static async Task<IResult> Password(HttpContext http, Submission form, Entrance entrance)
    {
        var to = Landing.Of(form.Raw("to"));
        var email = form.Text("email", "your e-mail address", 254);
        var password = form.SecretText("password", "your password");
        var account = form.IsGood ? await entrance.Password(email, password) : null;
        if (account is null)
        {
            if (form.IsGood) form.Add("email", "E-mail address and password do not belong together, or there were too many tries. After five wrong ones an account rests for 15 minutes.");
            return Pages.Render<SignInPage>(new { To = to, Form = form }, StatusCodes.Status422UnprocessableEntity);
        }

        var enrolled = await entrance.HasSecondFactor(account);
        await entrance.Open(http, account.Id, enrolled ? Stage.Code : Stage.Enrol, "password");
        return Desk.SeeOther(Landing.With(enrolled ? "/sign-in/code" : "/enrol", to));
    }

    private static async Task<IResult> Code(HttpContext http, Visit visit, Submission form, Entrance entrance)
    {
        var to = Landing.Of(form.Raw("to"));
        var code = form.SecretText("code", "a code");
        if (visit.Session!.Stage != Stage.Code || await entrance.Accounts.FindByIdAsync($"{visit.Session.Account:D}") is not { } account) return Desk.SeeOther(Landing.With("/sign-in", to));
        if (form.IsGood && await entrance.Code(account, code, http.RequestAborted) is { } method)
        {
            await entrance.Open(http, account.Id, Stage.Full, method);
            return Desk.SeeOther(to);
        }

        if (form.IsGood) form.Add("code", "This code is not right, has been used, or there were too many tries. An authenticator shows a new one every 30 seconds.");
        return Pages.Render<CodePage>(new { To = to, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> PasskeyOptions(HttpContext http, Entrance entrance, Sessions sessions)
    {
        var (options, state) = await entrance.AskPasskey(http, null);
        var session = (await sessions.Find(await entrance.Open(http, Guid.Empty, Stage.Passkey, ""), http.RequestAborted))!;
        await sessions.Remember(session, state, http.RequestAborted);
        return Results.Json(new { options, token = session.FormToken });
    }

    private static async Task<IResult> Passkey(HttpContext http, Visit visit, Submission form, Entrance entrance)
    {
        var to = Landing.Of(form.Raw("to"));
        if (visit.Session!.Stage == Stage.Passkey && await entrance.ShowPasskey(http, visit.Session, form.Raw("credential")) is { } account)
        {
            await entrance.Open(http, account.Id, Stage.Full, Entrance.ByPasskey);
            return Desk.SeeOther(to);
        }

        form.Add("passkey", "This passkey is not known here. Sign in with your password, or try another passkey.");
        return Pages.Render<SignInPage>(new { To = to, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SignOut(HttpContext http, Visit visit, Entrance entrance)
    {
        await entrance.Close(http, visit.Session!);
        // The pages that the back button would show are gone too, for whoever takes the tablet next.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Desk.SeeOther("/sign-in");
    }

    private static async Task<IResult> Confirm(HttpContext http, Visit visit, Submission form, Entrance entrance, Sessions sessions, Visits visits)
    {
        var to = Landing.Of(form.Raw("to"));
        var email = await EmailOf(entrance, visit);
        var password = form.SecretText("password", "your password");
        var code = form.SecretText("code", "a code");
        if (form.IsGood && await entrance.Password(email, password) is { } account && await entrance.Code(account, code, http.RequestAborted) is { } method)
        {
            await sessions.Confirm(visit.Session!, method, http.RequestAborted);
            visits.Forget();
            return Desk.SeeOther(to);
        }

        if (form.IsGood) form.Add("password", "Password and code are not right, the code has been used, or there were too many tries.");
        return Pages.Render<ConfirmPage>(new { To = to, Email = email, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ConfirmOptions(HttpContext http, Visit visit, Entrance entrance, Sessions sessions)
    {
        var (options, state) = await entrance.AskPasskey(http, await entrance.Accounts.FindByIdAsync($"{visit.Session!.Account:D}"));
        await sessions.Remember(visit.Session, state, http.RequestAborted);
        return Results.Json(new { options, token = visit.Session.FormToken });
    }

    private static async Task<IResult> ConfirmPasskey(HttpContext http, Visit visit, Submission form, Entrance entrance, Sessions sessions, Visits visits)
    {
        var to = Landing.Of(form.Raw("to"));
        if (await entrance.ShowPasskey(http, visit.Session!, form.Raw("credential")) is { } account && account.Id == visit.Session!.Account)
        {
            await sessions.Confirm(visit.Session, Entrance.ByPasskey, http.RequestAborted);
            visits.Forget();
            return Desk.SeeOther(to);
        }

        form.Add("passkey", "This passkey does not belong to the account that is signed in.");
        return Pages.Render<ConfirmPage>(new { To = to, Email = await EmailOf(entrance, visit), Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<string> EmailOf(Entrance entrance, Visit visit) => (await entrance.Accounts.FindByIdAsync($"{visit.Session!.Account:D}"))?.Email ?? "";
}
