using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Records.SignIn;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>
/// The way back for somebody who lost password or second proof: a link that whoever runs the installation prints with
/// <c>stipple account reset</c>. No page makes one: an owner of one clinic must not open the account of a person who also works at another.
/// </summary>
internal static class ResetEndpoints
{
    public static void MapReset(this WebApplication app)
    {
        app.MapPage("/reset/{link}", async (string link, ResetLinks links) =>
            await links.Find(link) is { } account ? Pages.Render<ResetPage>(new { Link = link, account.Email }) : Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound)).For(Door.Open);
        app.MapForm("/reset/{link}", Reset).For(Door.Open, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
    }

    private static async Task<IResult> Reset(string link, HttpContext http, Submission form, ResetLinks links, Entrance entrance)
    {
        if (await links.Find(link) is not { } account) return Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound);
        var password = form.SecretText("password", "a password");
        if (form.IsGood && password != form.Raw("password-again")) form.Add("password-again", "The two passwords are not the same");
        if (form.IsGood && !await links.Use(account, password)) form.Add("password", $"A password has at least {SignInServices.ShortestPassword} characters, and not a few that repeat");
        if (!form.IsGood) return Pages.Render<ResetPage>(new { Link = link, account.Email, Form = form }, StatusCodes.Status422UnprocessableEntity);
        await entrance.Open(http, account.Id, Stage.Enrol, "reset link");
        return Desk.SeeOther("/enrol");
    }
}
