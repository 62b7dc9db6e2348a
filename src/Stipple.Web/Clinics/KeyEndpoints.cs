using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Web.Access;
using Stipple.Web.SignIn;

namespace Stipple.Web.Clinics;

/// <summary>Keys for other programs: each for one clinic, with roles, an end, and shown once.</summary>
internal static class KeyEndpoints
{
    private const int LongestDays = 366;

    public static void MapKeys(this WebApplication app)
    {
        app.MapPage("/clinic/keys", (Visit visit, People people, HttpContext http) => List(visit, people, http, null)).ForMembers(Audit.None, Role.Owner);
        app.MapForm("/clinic/keys", Issue).ForMembers(Audit.Sign, Role.Owner);
        app.MapForm("/clinic/keys/{key:guid}/revoke", Revoke).ForMembers(Audit.Write, Role.Owner);
    }

    private static async Task<IResult> List(Visit visit, People people, HttpContext http, Submission? form) => Pages.Render<KeysPage>(
        new { Keys = await people.Tokens(visit.Place!.Clinic, http.RequestAborted), Form = form }, form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Issue(Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var name = form.Text("name", "what the program is called", 120);
        var roles = form.Several("roles", "at least one role", RoleWords.ByWord);
        var days = form.Number("days", "the days", 1, LongestDays);
        if (!form.IsGood) return await List(visit, people, http, form);
        var id = Guid.CreateVersion7(desk.Clock.GetUtcNow());
        var secret = form.SecretFor(visit.Session!);
        var until = desk.Clock.GetUtcNow() + TimeSpan.FromDays((int)days!.Value);
        var result = await desk.Write(visit.Place!, form, "/clinic/keys", Body.About(Streams.Token(id), new TokenIssued(name, Secret.Hash(secret), roles, until), 0));
        // Sent again from another session the secret would be another: what opens nothing is not shown.
        return Desk.IsDone(result) && await people.OfToken(visit.Place!.Clinic, Secret.Hash(secret), http.RequestAborted) is not null ? Pages.Render<KeyMadePage>(new { Name = name, Key = $"{Visits.TokenPrefix}{visit.Place!.Clinic}_{secret}" }) : result;
    }

    private static async Task<IResult> Revoke(Guid key, Visit visit, Submission form, Desk desk, People people, Visits visits, HttpContext http)
    {
        if (!(await people.Tokens(visit.Place!.Clinic, http.RequestAborted)).Any(known => known.Id == key)) return Results.NotFound();
        var result = await desk.Write(visit.Place, form, "/clinic/keys", Body.About(Streams.Token(key), new TokenRevoked("by hand")));
        visits.Forget();
        return result;
    }
}
