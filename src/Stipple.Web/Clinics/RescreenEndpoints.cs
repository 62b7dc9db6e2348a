using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Evidence;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Web.Access;

namespace Stipple.Web.Clinics;

/// <summary>Every open plan against another version or policy: who changes, from what to what, and why. It changes nothing by itself.</summary>
internal static class RescreenEndpoints
{
    public const string Path = $"{ApprovalEndpoints.Path}/rescreen";

    /// <summary>How many patients the page names.</summary>
    public const int MostNamed = 150;

    private const int LongestPlace = 60;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    public static void MapRescreen(this WebApplication app) => app.MapPage(Path, Show).ForMembers(Audit.List, Role.MedicalDirector);

    /// <summary>The page with a version tried.</summary>
    public static string PathTo(EvidenceVersion version) => $"{Path}?version={version.Hash}";

    /// <summary>The page with another value of one switch tried; null for its default.</summary>
    public static string PathTo(string @switch, string? value) => $"{Path}?{Uri.EscapeDataString(@switch)}={Uri.EscapeDataString(value ?? "")}";

    private static async Task<IResult> Show(Visit visit, ClinicEvidence evidence, Desk desk, HttpContext http)
    {
        var (place, cancel) = (visit.Place!, http.RequestAborted);
        if (await ClinicRecord.Read(desk.Ledger, place.Clinic, cancel) is not { } record) return Results.NotFound();
        var inForce = await evidence.InForce(place.Clinic, record, cancel);
        if (inForce.Policy is not { } before) return Pages.Render<RescreenPage>(new { Record = record, InForce = inForce, place.Clinic });
        var query = http.Request.Query;
        var (tried, after) = await Read(place, record, before, evidence, query, cancel);
        var asked = query.ContainsKey("version") || tried.Typed.Keys.Any(query.ContainsKey);
        var behind = query["behind"].ToString() is { Length: <= LongestPlace } said && said.All(letter => char.IsAsciiHexDigit(letter) || letter is '-' or ' ') ? said : "";
        var rescreen = asked && after is not null && (tried.Choices.Count > 0 || after.Rules.Version != before.Rules.Version)
            ? await Rescreens.Of(desk, place, before, after, behind, patience, cancel)
            : null;
        if (rescreen is not null) await Rescreens.Note(desk, place, Path, rescreen, MostNamed, cancel);
        return Pages.Render<RescreenPage>(
            new { Record = record, InForce = inForce, place.Clinic, Tried = tried, Asked = asked, Part = behind.Length > 0, Rescreen = rescreen },
            tried.Problems.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What was asked for, and the policy that it comes to; null where it cannot be.</summary>
    private static async Task<(RescreenQuery Tried, ClinicPolicy? After)> Read(
        Place place, ClinicRecord record, ClinicPolicy before, ClinicEvidence evidence, IQueryCollection query, CancellationToken cancel)
    {
        var offered = Offered(record, before, evidence);
        var version = query["version"].ToString() is { Length: > 0 } named ? named : before.Rules.Version.Hash;
        var problems = ImmutableArray.CreateBuilder<(string, string)>();
        var rules = offered.All(one => one.Version != version) ? null
            : version == before.Rules.Version.Hash ? before.Rules
            : await evidence.Load(place.Clinic, version, cancel) ?? evidence.Installed;
        if (rules is null) problems.Add(("version", "This version is neither installed nor kept here: choose one of those on offer"));

        var (typed, choices) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string?>(StringComparer.Ordinal));
        foreach (var term in before.Rules.Switches)
        {
            var now = term.Domain.ToWords(before[term])[0];
            typed[term.Name] = query.TryGetValue(term.Name, out var said) ? said.ToString().Trim() : now;
            if (typed[term.Name] == now || (typed[term.Name].Length == 0 && !record.Policy.ContainsKey(term.Name))) continue;
            choices[term.Name] = typed[term.Name].Length > 0 ? typed[term.Name] : null;
        }

        ClinicPolicy? after = null;
        if (rules is not null)
        {
            var fits = ClinicPolicy.TryRead(rules, ClinicEvidence.After(record.Policy, choices), out var policy, out var misfits);
            problems.AddRange(misfits.Select(misfit => (PolicySwitches.Anchor(misfit.Switch), $"{misfit.Switch} is “{misfit.Value}”; expected {misfit.Expected}")));
            if (fits) after = policy;
        }

        return (new RescreenQuery(version, offered, typed, choices, problems.ToImmutable()), after);
    }

    private static ImmutableArray<(string Version, string Label)> Offered(ClinicRecord record, ClinicPolicy before, ClinicEvidence evidence)
    {
        var (now, installed) = (before.Rules.Version, evidence.Installed.Version);
        return
        [
            (now.Hash, $"In force: {now.Abbreviated}"),
            .. installed != now ? [(installed.Hash, $"Installed: {installed.Abbreviated}")] : ImmutableArray<(string, string)>.Empty,
            .. record.Approvals.Reverse().DistinctBy(approval => approval.Version).Where(approval => approval.Version != now.Hash && approval.Version != installed.Hash)
                .Select(approval => (approval.Version, string.Create(CultureInfo.InvariantCulture, $"Approved {approval.At:d MMMM yyyy}: {approval.Version[..now.Abbreviated.Length]}"))),
        ];
    }
}
