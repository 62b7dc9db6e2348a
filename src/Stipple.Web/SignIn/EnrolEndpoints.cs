using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using QRCoder;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>The second proof: an authenticator app or a passkey. Also how one more is added, or the app is changed for another.</summary>
internal static class EnrolEndpoints
{
    public static void MapEnrol(this WebApplication app)
    {
        app.MapPage("/enrol", async (Visit visit, string? to, Entrance entrance, TimeProvider clock) => await Page(visit, entrance, clock, Landing.Of(to), null)).For(Door.Entering);
        app.MapPage("/enrol/key.svg", Picture).For(Door.Entering);
        app.MapForm("/enrol/app", App).For(Door.Entering, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/enrol/passkey-options", PasskeyOptions).For(Door.Entering, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapForm("/enrol/passkey", Passkey).For(Door.Entering, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
    }

    /// <summary>Somebody without a second proof, or somebody who has just shown theirs: nobody else adds one.</summary>
    private static async Task<Account?> MayEnrol(Visit visit, Entrance entrance, TimeProvider clock)
    {
        var session = visit.Session!;
        var fresh = session.Stage == Stage.Full && clock.GetUtcNow() - session.Confirmed <= Doorkeeper.FreshFor;
        if (!fresh && session.Stage != Stage.Enrol || await entrance.Accounts.FindByIdAsync($"{session.Account:D}") is not { } account) return null;

        // Whoever knew the password alone, and came before the owner had a second proof, adds none afterwards.
        return fresh || !await entrance.HasSecondFactor(account) ? account : null;
    }

    private static IResult Refuse(Visit visit) => Desk.SeeOther(visit.Session!.Stage == Stage.Full ? "/confirm?to=/enrol" : "/sign-in");

    private static async Task<IResult> Page(Visit visit, Entrance entrance, TimeProvider clock, string to, Submission? form)
    {
        if (await MayEnrol(visit, entrance, clock) is not { } account) return Refuse(visit);
        var key = await entrance.OfferApp(visit.Session!);
        return Pages.Render<EnrolPage>(new { To = to, Key = string.Join(' ', key.Chunk(4).Select(part => new string(part))), Form = form }, form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Picture(Visit visit, Entrance entrance, TimeProvider clock)
    {
        if (await MayEnrol(visit, entrance, clock) is not { } account) return Refuse(visit);
        var key = await entrance.OfferApp(visit.Session!);
        var address = $"otpauth://totp/Stipple:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer=Stipple";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return Results.Text(picture.GetGraphic(4), "image/svg+xml");
    }

    private static async Task<IResult> App(HttpContext http, Visit visit, Submission form, Entrance entrance, TimeProvider clock)
    {
        if (await MayEnrol(visit, entrance, clock) is not { } account) return Refuse(visit);
        var to = Landing.Of(form.Raw("to"));
        var code = form.SecretText("code", "the code that the app shows").Replace(" ", "", StringComparison.Ordinal);
        if (form.IsGood && !await entrance.AddApp(visit.Session!, account, code, http.RequestAborted))
            form.Add("code", "This code is not right. Wait for the next one, and check that the clock of the phone is right.");
        if (!form.IsGood) return await Page(visit, entrance, clock, to, form);
        return await Enrolled(http, entrance, account, Entrance.ByCode, to);
    }

    private static async Task<IResult> PasskeyOptions(HttpContext http, Visit visit, Entrance entrance, TimeProvider clock) => await MayEnrol(visit, entrance, clock) is { } account
        ? Results.Json(new { options = await entrance.BeginPasskey(http, visit.Session!, account), token = visit.Session!.FormToken })
        : Refuse(visit);

    private static async Task<IResult> Passkey(HttpContext http, Visit visit, Submission form, Entrance entrance, TimeProvider clock)
    {
        if (await MayEnrol(visit, entrance, clock) is not { } account) return Refuse(visit);
        var to = Landing.Of(form.Raw("to"));
        if (await entrance.AddPasskey(http, visit.Session!, account, form.Raw("credential"))) return await Enrolled(http, entrance, account, Entrance.ByPasskey, to);
        form.Add("code", "The passkey could not be taken. Try again, or use an app.");
        return await Page(visit, entrance, clock, to, form);
    }

    /// <summary>A first second proof brings recovery codes with it; further ones leave the codes as they are.</summary>
    private static async Task<IResult> Enrolled(HttpContext http, Entrance entrance, Account account, string method, string to)
    {
        await entrance.Open(http, account.Id, Stage.Full, method);
        if (await entrance.Accounts.CountRecoveryCodesAsync(account) > 0) return Desk.SeeOther(to);
        return Pages.Render<RecoveryCodesPage>(new { Codes = await entrance.NewRecoveryCodes(account), To = to });
    }
}
