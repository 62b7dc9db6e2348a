using System.Net.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.Web.SignIn;

/// <summary>
/// A link that works once: it makes an account where there is none, and its owner a member. The account is credentials, the
/// membership a fact; each is written by a request of its own.
/// </summary>
internal static class InvitationEndpoints
{
    private const int LongestName = 200;

    public static void MapInvitation(this WebApplication app)
    {
        app.MapPage("/invitation/{link}", Show).For(Door.Open);
        app.MapForm("/invitation/{link}", MakeAccount).For(Door.Open, Audit.Credentials).RequireRateLimiting(SignInServices.RateLimit);
        app.MapPage("/invitation/{link}/join", AskToJoin).For(Door.SignedIn);
        app.MapForm("/invitation/{link}/join", Join).For(Door.SignedIn, Audit.Write).RequireRateLimiting(SignInServices.RateLimit);
    }

    private static async Task<IResult> Show(string link, Invitations invitations, HttpContext http)
    {
        if (await invitations.Find(link, http.RequestAborted) is not { } invitation) return Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound);
        return Visit.Of(http) is { Session.Stage: Stage.Full } ? Desk.SeeOther($"/invitation/{link}/join") : Pages.Render<InvitationPage>(new { Invitation = invitation });
    }

    private static async Task<IResult> MakeAccount(string link, HttpContext http, Submission form, Invitations invitations, Entrance entrance, TimeProvider clock)
    {
        if (await invitations.Find(link, http.RequestAborted) is not { } invitation) return Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound);
        var email = invitation.Email ?? form.Text("email", "your e-mail address", 254);
        var password = form.SecretText("password", "a password");
        if (form.IsGood && !MailAddress.TryCreate(email, out _)) form.Add("email", $"The e-mail address must look like name@example.org; “{email}” does not");
        if (form.IsGood && password != form.Raw("password-again")) form.Add("password-again", "The two passwords are not the same");
        if (form.IsGood && password.Contains(email.Split('@')[0], StringComparison.OrdinalIgnoreCase)) form.Add("password", "The password contains the e-mail address: choose another");
        if (!form.IsGood) return Again();
        var account = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = email, Email = email };
        var made = await entrance.Accounts.CreateAsync(account, password);
        foreach (var problem in made.Errors.DistinctBy(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal) ? "Duplicate" : error.Code)) form.Add(problem.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email", Say(problem));
        if (!form.IsGood) return Again();
        await entrance.Open(http, account.Id, Stage.Enrol, "password");
        return Desk.SeeOther($"/enrol?to={Uri.EscapeDataString($"/invitation/{link}/join")}");

        IResult Again() => Pages.Render<InvitationPage>(new { Invitation = invitation, Form = form }, StatusCodes.Status422UnprocessableEntity);
    }

    private static string Say(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => $"A password has at least {SignInServices.ShortestPassword} characters: several words are easy to remember",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => "The password repeats a few characters: use more different ones",
        _ => "There is an account with this e-mail address already. Sign in with it, and open this link again",
    };

    private static async Task<IResult> AskToJoin(string link, Visit visit, HttpContext http, Invitations invitations, People people) =>
        await invitations.Find(link, http.RequestAborted) is not { } invitation ? Results.NotFound()
        : await AlreadyHere(invitation, visit, people, http) ?? Pages.Render<JoinPage>(new { Invitation = invitation });

    /// <summary>One account is one person of a clinic: whoever works there already is told so, and the link stays as it is.</summary>
    private static async Task<IResult?> AlreadyHere(Invitation invitation, Visit visit, People people, HttpContext http) =>
        invitation.Clinic is { } clinic && await people.OfAccount(clinic, visit.Session!.Account, http.RequestAborted) is { } member
            ? Pages.Render<AlreadyHerePage>(new { Invitation = invitation, Member = member }, StatusCodes.Status409Conflict)
            : null;

    private static async Task<IResult> Join(string link, Visit visit, HttpContext http, Submission form, Invitations invitations, Entrance entrance, Visits visits, FoundingLink founding, People people, ILedger ledger, TimeProvider clock)
    {
        if (await invitations.Find(link, http.RequestAborted) is not { } invitation) return Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound);
        if (await entrance.Accounts.FindByIdAsync($"{visit.Session!.Account:D}") is not { } account) return Results.NotFound();
        var called = invitation.Clinic is null ? form.Text("clinic", "the name of the clinic", LongestName) : "";
        var name = invitation.Name ?? form.Text("name", "your name", LongestName);
        if (!form.IsGood) return Pages.Render<JoinPage>(new { Invitation = invitation, Form = form }, StatusCodes.Status422UnprocessableEntity);
        if (invitation.Clinic is { } clinic)
        {
            var outcome = await ledger.Append(clinic, Joining(invitation, name, account, clock), CancellationToken.None);
            visits.Forget();
            return outcome switch
            {
                Appended.Done => Desk.SeeOther("/clinics"),
                Appended.Overtaken => Desk.SeeOther($"/invitation/{link}/join"), // something about them changed: whether the link still counts is looked up again
                Appended.Unmet when await AlreadyHere(invitation, visit, people, http) is { } told => told,
                _ => Pages.Render<NoInvitationPage>(status: StatusCodes.Status404NotFound),
            };
        }

        if (!founding.Take()) return Desk.SeeOther("/clinics"); // the other press of the button founds it
        try
        {
            await Founding.Found(ledger, new ClinicFounded(called), Founding.Somebody(name, account.Email!, Founding.First, clock), account.Id, clock, CancellationToken.None);
        }
        catch
        {
            founding.GiveBack();
            throw;
        }

        visits.Forget();
        return Desk.SeeOther("/clinics");
    }

    /// <summary>Who was invited becomes a member; where nobody works, whoever comes becomes the first.</summary>
    private static Append Joining(Invitation invitation, string name, Account account, TimeProvider clock)
    {
        var append = invitation.Person is { } person
            ? new Append($"person/{person}", [Body.About(Streams.Of(person), new PersonJoined(account.Id), invitation.Version)]) { Provided = People.NobodyWith(account.Id) }
            : Founding.Enter(Founding.Somebody(name, account.Email!, Founding.First, clock), account.Id, clock);
        return append with { Once = [invitation.OnceKey] };
    }
}
