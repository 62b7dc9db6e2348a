using System.Net.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Terms;
using Stipple.Web.Access;
using Stipple.Web.SignIn;

namespace Stipple.Web.Clinics;

/// <summary>Who works here, as what, with which licences and competences. Owners change it; everybody sees who is who.</summary>
internal static class PeopleEndpoints
{
    /// <summary>What a licence may make somebody. A scar clinic is a place, and no licence.</summary>
    public static readonly string[] LicenceCredentials = [Credential.Practitioner, Credential.Prescriber, Credential.Dermatology, Credential.Haematology];

    public static void MapPeople(this WebApplication app)
    {
        app.MapPage("/clinic/people", (Visit visit, People people, HttpContext http) => List(visit, people, http, null)).ForMembers(Audit.None);
        app.MapForm("/clinic/people", Invite).ForMembers(Audit.Write, Role.Owner);
        app.MapPage("/clinic/people/{person:guid}", (Guid person, Visit visit, Desk desk, People people, HttpContext http) => Show(person, visit, desk, people, http, null)).ForReaders("person");
        app.MapForm("/clinic/people/{person:guid}/roles", SetRoles).ForMembers(Audit.Write, Role.Owner);
        app.MapForm("/clinic/people/{person:guid}/invite", InviteAgain).ForMembers(Audit.Write, Role.Owner);
        app.MapForm("/clinic/people/{person:guid}/leave", Leave).ForMembers(Audit.Write, Role.Owner);
        app.MapForm("/clinic/people/{person:guid}/licences", AddLicence).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm("/clinic/people/{person:guid}/licences/{licence:guid}/end", EndLicence).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm("/clinic/people/{person:guid}/competences", AddCompetence).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm("/clinic/people/{person:guid}/competences/{competence:guid}/end", EndCompetence).ForMembers(Audit.Write, Role.Owner, Role.MedicalDirector);
    }

    private static string PathOf(PersonId person) => $"/clinic/people/{person}";

    private static async Task<IResult> List(Visit visit, People people, HttpContext http, Submission? form) => Pages.Render<PeoplePage>(
        new { visit.Place, People = await people.All(visit.Place!.Clinic, http.RequestAborted), Form = form }, Status(form));

    private static async Task<IResult> Show(Guid person, Visit visit, Desk desk, People people, HttpContext http, Submission? form)
    {
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, new PersonId(person), http.RequestAborted) is not { } record) return Results.NotFound();
        var devices = await http.RequestServices.GetRequiredService<DeviceNames>().Of(visit.Place.Clinic, http.RequestAborted);
        return Pages.Render<PersonPage>(
            new { visit.Place, Record = record, People = await people.All(visit.Place.Clinic, http.RequestAborted), Devices = devices, desk.Today, Form = form }, Status(form));
    }

    private static int Status(Submission? form) => form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static async Task<IResult> Invite(Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var name = form.Text("name", "a name", 200);
        var email = form.Text("email", "an e-mail address", 254);
        var roles = form.Several("roles", "at least one role", RoleWords.ByWord);
        if (form.IsGood && !MailAddress.TryCreate(email, out _)) form.Add("email", $"The e-mail address must look like name@example.org; “{email}” does not");
        if (!form.IsGood) return await List(visit, people, http, form);
        return await Send(visit, form, desk, people, http, PersonId.New(desk.Clock), new PersonInvited(name, email, roles, "", default), 0);
    }

    private static async Task<IResult> InviteAgain(Guid person, Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is not { } record) return Results.NotFound();
        if (record.Person.Membership == Membership.Member) return Desk.SeeOther(PathOf(id));
        return await Send(visit, form, desk, people, http, id, record.Invitation with { Roles = record.Person.Roles }, form.Version);
    }

    /// <summary>Writes the invitation and shows its link, once: only its hash is kept.</summary>
    private static async Task<IResult> Send(Visit visit, Submission form, Desk desk, People people, HttpContext http, PersonId id, PersonInvited invited, int expected)
    {
        var place = visit.Place!;
        var secret = form.SecretFor(visit.Session!);
        var until = desk.Clock.GetUtcNow() + Invitations.Lasts;
        var invitation = invited with { LinkHash = Secret.Hash(secret), Until = until };
        var result = await desk.Write(place, form, PathOf(id), Body.About(Streams.Of(id), invitation, expected));
        // Sent again it is the first invitation that counts; from another session the secret would be another and opens nothing.
        if (!Desk.IsDone(result) || await people.OfLink(place.Clinic, Secret.Hash(secret), http.RequestAborted) is not { } kept) return result;
        var link = $"{http.Request.Scheme}://{http.Request.Host}{Invitations.PathOf(place.Clinic, secret)}";
        return Pages.Render<InvitedPage>(new { Person = kept.Id, kept.Name, kept.Email, Until = kept.LinkUntil!.Value, Link = link });
    }

    private static async Task<IResult> SetRoles(Guid person, Visit visit, Submission form, Desk desk, People people, Visits visits, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is not { } record) return Results.NotFound();
        var roles = form.Several("roles", "at least one role", RoleWords.ByWord);
        if (!form.IsGood) return await Show(person, visit, desk, people, http, form);
        var provided = roles.Contains(Role.Owner) ? null : MaySpare(record.Person);
        var result = await desk.Write(
            visit.Place, form, PathOf(id), provided, () => OnlyOwner("roles", record.Person, visit, form, desk, people, http), Body.About(Streams.Of(id), new RolesSet(roles), form.Version));
        visits.Forget();
        return result;
    }

    /// <summary>A clinic keeps an owner, also when two owners remove each other at the same moment: so this is looked at when it is written.</summary>
    private static Condition? MaySpare(Person person) => person.Is(Role.Owner) ? People.AnotherOwner(than: person.Id) : null;

    private static Task<IResult> OnlyOwner(string field, Person person, Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        form.Add(field, $"{person.Name} is the only owner: make somebody else owner first");
        return Show(person.Id.Value, visit, desk, people, http, form);
    }

    private static async Task<IResult> Leave(Guid person, Visit visit, Submission form, Desk desk, People people, Visits visits, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is not { } record) return Results.NotFound();
        var reason = form.Text("reason", "a reason", 500);
        if (!form.IsGood) return await Show(person, visit, desk, people, http, form);
        var result = await desk.Write(
            visit.Place, form, PathOf(id), MaySpare(record.Person), () => OnlyOwner("reason", record.Person, visit, form, desk, people, http), Body.About(Streams.Of(id), new PersonLeft(reason), form.Version));
        visits.Forget();
        return result;
    }

    private static async Task<IResult> AddLicence(Guid person, Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is null) return Results.NotFound();
        var jurisdiction = form.Text("jurisdiction", "the jurisdiction", 40);
        var number = form.Text("number", "the number", 80);
        var scope = form.Text("scope", "the scope", 200);
        var from = form.Day("from", "the first day");
        var until = form.Day("until", "the last day");
        var limit = form.Number("depth-limit", "the depth limit", 0.01, NeedleDepth.MaximumMillimetres, required: false);
        var credential = form.Raw("credential") is { Length: > 0 } word ? word : null;
        if (credential is not null && !LicenceCredentials.Contains(credential)) form.Add("credential", "Choose what the licence makes them");
        if (from > until) form.Add("until", "The last day is before the first");
        if (!form.IsGood) return await Show(person, visit, desk, people, http, form);
        var licence = new Licence(Guid.CreateVersion7(desk.Clock.GetUtcNow()), jurisdiction, number, from!.Value, until!.Value, scope, limit is { } depth ? NeedleDepth.FromMillimetres(depth) : null, Credential: credential);
        return await desk.Write(visit.Place, form, PathOf(id), Body.About(Streams.Of(id), new LicenceAdded(licence)));
    }

    private static Task<IResult> EndLicence(Guid person, Guid licence, Visit visit, Submission form, Desk desk, People people, HttpContext http) =>
        End(person, held => held.Licences.Any(it => it.Id == licence), reason => new LicenceEnded(licence, desk.Today, reason), visit, form, desk, people, http);

    private static async Task<IResult> AddCompetence(Guid person, Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is null) return Results.NotFound();
        var device = form.Text("device", "the device", 120);
        var from = form.Number("depth-from", "the shallowest depth", 0.01, NeedleDepth.MaximumMillimetres);
        var to = form.Number("depth-to", "the deepest depth", 0.01, NeedleDepth.MaximumMillimetres);
        var training = form.Text("training", "the training", 200);
        var trained = form.Day("trained", "the day of the training");
        var until = form.Day("renew", "the last day", required: false);
        var supervisor = form.Raw("supervisor") is { Length: > 0 } named ? await Known(named) : null;
        if (from > to) form.Add("depth-to", "The deepest depth is less than the shallowest");
        if (until < trained) form.Add("renew", "The last day is before the training");
        if (!form.IsGood) return await Show(person, visit, desk, people, http, form);
        var competence = new Competence(
            Guid.CreateVersion7(desk.Clock.GetUtcNow()), device, NeedleDepth.FromMillimetres(from!.Value), NeedleDepth.FromMillimetres(to!.Value), training, trained!.Value, until, supervisor);
        return await desk.Write(visit.Place, form, PathOf(id), Body.About(Streams.Of(id), new CompetenceAdded(competence)));

        async Task<PersonId?> Known(string text)
        {
            if (PersonId.TryParse(text, out var other) && other != id && await PersonRecord.Read(desk.Ledger, visit.Place.Clinic, other, http.RequestAborted) is not null) return other;
            form.Add("supervisor", "Choose somebody else of this clinic");
            return null;
        }
    }

    private static Task<IResult> EndCompetence(Guid person, Guid competence, Visit visit, Submission form, Desk desk, People people, HttpContext http) =>
        End(person, held => held.Competences.Any(it => it.Id == competence), reason => new CompetenceEnded(competence, desk.Today, reason), visit, form, desk, people, http);

    /// <summary>Ends what somebody holds, for a reason.</summary>
    private static async Task<IResult> End(Guid person, Func<Person, bool> holds, Func<string, IBody> ended, Visit visit, Submission form, Desk desk, People people, HttpContext http)
    {
        var id = new PersonId(person);
        if (await PersonRecord.Read(desk.Ledger, visit.Place!.Clinic, id, http.RequestAborted) is not { } record || !holds(record.Person)) return Results.NotFound();
        var reason = form.Text("reason", "a reason", 500);
        if (!form.IsGood) return await Show(person, visit, desk, people, http, form);
        return await desk.Write(visit.Place, form, PathOf(id), Body.About(Streams.Of(id), ended(reason)));
    }
}
