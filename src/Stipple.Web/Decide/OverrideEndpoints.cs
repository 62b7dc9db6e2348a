using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Decide;

/// <summary>Somebody entitled takes upon themselves that it goes on although a rule fired. Each signs for themselves, and for what stands today alone.</summary>
internal static class OverrideEndpoints
{
    private const int ShortestReason = 20;

    /// <summary>What somebody may be who says that it goes on.</summary>
    public static ImmutableArray<string> Credentials { get; } =
        [Credential.Practitioner, Credential.Prescriber, Credential.Dermatology, Credential.Haematology, Credential.ScarClinic];

    public static void MapOverrides(this WebApplication app) =>
        app.MapForm($"{DecisionEndpoints.Route}/overrides", Sign).ForMembers(Audit.Sign, Role.Practitioner, Role.MedicalDirector);

    private static async Task<IResult> Sign(Guid patient, Visit visit, Submission form, Charts charts, Desk desk, People people, HttpContext http)
    {
        if (await charts.Open(visit, patient, http.RequestAborted) is not { } chart) return Results.NotFound();
        if (chart.Review is not { } review) return DecisionEndpoints.NotReady(chart, "Decision", form);
        if (await desk.Before(chart.Place, form) is { } before) return before;
        var reason = form.Paragraph("reason", "why it goes on", 2000);
        if (reason.Length is > 0 and < ShortestReason || (reason.Length > 0 && !reason.Contains(' ', StringComparison.Ordinal)))
            form.Add("reason", "Say why in at least a sentence: somebody will read it who was not there");
        var me = (await PersonRecord.Read(desk.Ledger, chart.Place.Clinic, chart.Place.Person!.Value, http.RequestAborted))!.Person;
        var (credential, outside) = ReadWho(form, me, chart.Today, new Voices(chart.Record, await people.All(chart.Place.Clinic, http.RequestAborted)));
        var made = new Override(form.Raw("rule"), credential ?? "", reason, me.Id, outside, chart.Today);
        if (FaultOf(made, review) is { } fault) form.Add(fault.Field, fault.Says);
        if (!form.IsGood) return await DecisionEndpoints.Show(chart, desk, people, form, http.RequestAborted);
        var body = new RowOverridden(made.Rule, made.Credential, made.Reason, made.By, made.Outside, made.On, visit.Session!.Method);
        return await desk.Write(chart.Place, form, $"{chart.Path}/decision", Body.About(Streams.Of(chart.Record.Id), body, form.Version));
    }

    /// <summary>What keeps an override from counting; null when nothing does.</summary>
    private static (string Field, string Says)? FaultOf(Override made, Review review)
    {
        if (review is not Review.Open open || open.Standing.FirstOrDefault(stands => stands.Reason.Rule.Id == made.Rule) is not { } standing)
            return ("as", "This rule does not stand against planning: there is nothing to override. A missing answer is never overridden; it is given");
        var rule = standing.Reason.Rule;
        if (standing.PersonsMissing is null) return ("as", "Nobody may override this rule");
        if (made.Credential.Length > 0 && !Credential.Covers(made.Credential, rule.OverrideBy)) return ("as", $"This rule needs {Credential.InWords(rule.OverrideBy)}");
        if (standing.Overrides.Any(earlier => earlier.Who == made.Who)) return ("as", $"{made.Outside ?? "You"} signed already: the next has to be another person");
        return null;
    }

    private static (string? Credential, string? Outside) ReadWho(Submission form, Person me, DateOnly today, Voices voices)
    {
        if (form.Raw("as") is not "outside" and var own)
        {
            if (me.CredentialsOn(today).Contains(own)) return (own, null);
            form.Add("as", own.Length == 0 ? "Say whose decision it is" : "None of your licences that hold today says so");
            return (null, null);
        }

        var name = form.Text("outside", "who outside said so", 200);
        if (name.Length > 0 && voices.IsOfClinic(name)) form.Add("outside", $"{name} works here, and signs themselves");
        if (!Credentials.Contains(form.Raw("credential"))) form.Add("credential", "Choose what they are");
        return (form.Raw("credential"), name);
    }
}
