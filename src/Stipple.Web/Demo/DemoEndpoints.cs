using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Records.SignIn;
using Stipple.Web.Access;
using Stipple.Web.SignIn;

namespace Stipple.Web.Demo;

/// <summary>Enters the demo clinic as somebody of it, without a password. Only there where the program was started with --demo, which serves no real clinic.</summary>
internal static class DemoEndpoints
{
    public const string Path = "/demo";

    public static void MapDemo(this WebApplication app)
    {
        app.MapPage(Path, () => Pages.Render<DemoPage>()).For(Door.Open);
        app.MapForm(Path, Enter).For(Door.Open, Audit.Credentials);
    }

    private static async Task<IResult> Enter(HttpContext http, Submission form, Entrance entrance)
    {
        if (DemoClinic.People.FirstOrDefault(person => person.Account.ToString("D") == form.Raw("person")) is not { } chosen) return Results.NotFound();
        await entrance.Open(http, chosen.Account, Stage.Full, "demo");
        return Desk.SeeOther(Landing.Of(form.Raw("to")));
    }
}
