using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.Web.Clinics;

/// <summary>A licence as programs send it. Days are written year-month-day.</summary>
internal sealed record SentLicence(string Jurisdiction, string Number, DateOnly From, DateOnly Until, string Scope, double? DepthLimitMillimetres = null);

/// <summary>A competence as programs send it.</summary>
internal sealed record SentCompetence(string Device, double DepthFromMillimetres, double DepthToMillimetres, string Training, DateOnly Trained, DateOnly? Renew = null, Guid? Supervisor = null);

/// <summary>The people of a clinic for other programs: who is who, and new licences and competences from where they are kept.</summary>
internal static class PeopleApi
{
    private const int LongestText = 200;

    public static void MapPeopleApi(this WebApplication app)
    {
        app.MapPage("/api/people", async (Visit visit, People people, HttpContext http) => Api.Json((await people.All(visit.Place!.Clinic, http.RequestAborted)).Select(row =>
            new { id = row.Id.Value, row.Name, row.Membership, row.Roles, row.Version }))).ForPrograms(Audit.None);
        app.MapForm("/api/people/{person:guid}/licences", (Guid person, HttpContext http, Api api, TimeProvider clock) =>
            api.Post<SentLicence>(http, (sent, place) => Add(api, place, person, http, () => Licence(sent, clock), licence => new LicenceAdded(licence), licence => licence.Id))).ForPrograms(Audit.Write, Role.Owner, Role.MedicalDirector);
        app.MapForm("/api/people/{person:guid}/competences", (Guid person, HttpContext http, Api api, TimeProvider clock) =>
            api.Post<SentCompetence>(http, (sent, place) => Add(api, place, person, http, () => Competence(sent, clock), competence => new CompetenceAdded(competence), competence => competence.Id, sent.Supervisor))).ForPrograms(Audit.Write, Role.Owner, Role.MedicalDirector);
    }

    private static async Task<ApiChange> Add<T>(Api api, Place place, Guid person, HttpContext http, Func<(T? Made, string? Fault)> make, Func<T, IBody> body, Func<T, Guid> id, Guid? supervisor = null)
        where T : class
    {
        if (!await api.Ledger.Has(place.Clinic, Streams.Of(new PersonId(person)), http.RequestAborted)) return ApiChange.Refuse(Problems.NotFound());
        if (supervisor is { } who && (who == person || !await api.Ledger.Has(place.Clinic, Streams.Of(new PersonId(who)), http.RequestAborted)))
            return ApiChange.Refuse(Problems.Invalid("supervisor: expected the id of somebody else of this clinic"));
        return make() switch
        {
            ({ } made, null) => ApiChange.Write(new { id = id(made) }, Body.About(Streams.Of(new PersonId(person)), body(made))),
            (_, var fault) => ApiChange.Refuse(Problems.Invalid(fault!)),
        };
    }

    private static (Licence?, string?) Licence(SentLicence sent, TimeProvider clock) =>
        (Text("jurisdiction", sent.Jurisdiction) ?? Text("number", sent.Number) ?? Text("scope", sent.Scope) ?? Depth("depthLimitMillimetres", sent.DepthLimitMillimetres)
            ?? (sent.Until < sent.From ? $"until: found {sent.Until:O}, expected {sent.From:O} or later" : null)) is { } fault
            ? (null, fault)
            : (new Licence(Guid.CreateVersion7(clock.GetUtcNow()), sent.Jurisdiction, sent.Number, sent.From, sent.Until, sent.Scope, sent.DepthLimitMillimetres is { } limit ? NeedleDepth.FromMillimetres(limit) : null), null);

    private static (Competence?, string?) Competence(SentCompetence sent, TimeProvider clock) =>
        (Text("device", sent.Device) ?? Text("training", sent.Training) ?? Depth("depthFromMillimetres", sent.DepthFromMillimetres) ?? Depth("depthToMillimetres", sent.DepthToMillimetres)
            ?? (sent.DepthToMillimetres < sent.DepthFromMillimetres ? "depthToMillimetres: it is less than depthFromMillimetres" : null)) is { } fault
            ? (null, fault)
            : (new Competence(
                Guid.CreateVersion7(clock.GetUtcNow()), sent.Device, NeedleDepth.FromMillimetres(sent.DepthFromMillimetres), NeedleDepth.FromMillimetres(sent.DepthToMillimetres),
                sent.Training, sent.Trained, sent.Renew, sent.Supervisor is { } who ? new PersonId(who) : null), null);

    private static string? Text(string member, string text) => text.Trim().Length is > 0 and <= LongestText && !text.Any(char.IsControl)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{member}: found {text.Length} characters, expected 1 to {LongestText} that can be shown");

    private static string? Depth(string member, double? depth) => depth is not { } millimetres || NeedleDepth.IsAllowed(millimetres)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{member}: found {millimetres}, expected more than 0 and at most {NeedleDepth.MaximumMillimetres}");
}
