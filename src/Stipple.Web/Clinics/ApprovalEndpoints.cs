using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Evidence;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Web.Access;

namespace Stipple.Web.Clinics;

/// <summary>What the clinic decides on: everybody sees it, a medical director approves a version and sets the policy.</summary>
internal static class ApprovalEndpoints
{
    public const string Path = "/clinic/evidence";

    private static readonly Dictionary<string, string?> none = [];

    public static void MapApproval(this WebApplication app)
    {
        app.MapPage(Path, (Visit visit, ClinicEvidence evidence, Desk desk, People people, HttpContext http) => Show(visit, evidence, desk, people, http, null)).ForMembers(Audit.List);
        app.MapForm($"{Path}/approve", Approve).ForMembers(Audit.Sign, Role.MedicalDirector);
        app.MapForm($"{Path}/policy", SetPolicy).ForMembers(Audit.Write, Role.MedicalDirector);
    }

    private static async Task<IResult> Show(Visit visit, ClinicEvidence evidence, Desk desk, People people, HttpContext http, Submission? form)
    {
        var place = visit.Place!;
        if (await ClinicRecord.Read(desk.Ledger, place.Clinic, http.RequestAborted) is not { } record) return Results.NotFound();
        var inForce = await evidence.InForce(place.Clinic, record, http.RequestAborted);
        var approver = inForce is EvidenceInForce.Approved approved ? (await people.All(place.Clinic, http.RequestAborted)).FirstOrDefault(person => person.Id == approved.Approval.Person)?.Name : null;
        var shown = place.Is(Role.MedicalDirector) && inForce.Policy is { } now && ClinicPolicy.TryRead(evidence.Installed, record.Policy, out var then, out _)
            ? await Rescreens.Within(desk, place, now, then, http.RequestAborted)
            : null;
        var before = record.InForce is { } approval ? (await evidence.Load(place.Clinic, approval.Version, http.RequestAborted))?.Library : null;
        return Pages.Render<EvidencePage>(
            new
            {
                Record = record,
                InForce = inForce,
                Approver = approver ?? "a person who is not known here",
                evidence.Installed,
                Difference = Difference.Between(before, evidence.Installed.Library),
                MayDecide = place.Is(Role.MedicalDirector),
                Rescreen = shown,
                Form = form,
            },
            form is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Approve(Visit visit, Submission form, ClinicEvidence evidence, Desk desk, People people, HttpContext http)
    {
        var place = visit.Place!;
        var meaning = form.Paragraph("meaning", "what your signature says", ClinicEvidence.LongestMeaning);
        if (form.Raw("read") != "yes") form.Add("read", "Say that you have read it");
        if (!form.IsGood) return await Show(visit, evidence, desk, people, http, form);
        var approval = new EvidenceApproved(form.Raw("version"), form.Raw("replaces") is { Length: > 0 } replaces ? replaces : null, place.Person!.Value, meaning, visit.Session!.Method);
        return await Write(visit, form, await evidence.ToApprove(place.Clinic, approval, none, form.Version, http.RequestAborted), "meaning", evidence, desk, people, http);
    }

    private static async Task<IResult> SetPolicy(Visit visit, Submission form, ClinicEvidence evidence, Desk desk, People people, HttpContext http)
    {
        var choice = new PolicySet(form.Raw("switch"), form.Raw("value") is { Length: > 0 } value ? value : null, visit.Place!.Person!.Value);
        var change = await evidence.ToSetPolicy(visit.Place.Clinic, choice, form.Version, http.RequestAborted);
        if (change is EvidenceChange.Ready && form.Raw("look") == "yes") return Desk.SeeOther(RescreenEndpoints.PathTo(choice.Switch, choice.Value));
        return await Write(visit, form, change, PolicySwitches.Anchor(choice.Switch), evidence, desk, people, http);
    }

    /// <summary>Writes the change. What was refused is only refused when it was not written before: the same form sent twice gets its first answer.</summary>
    private static async Task<IResult> Write(Visit visit, Submission form, EvidenceChange change, string field, ClinicEvidence evidence, Desk desk, People people, HttpContext http)
    {
        if (change is EvidenceChange.Ready ready) return await desk.Write(visit.Place!, form, Path, [.. ready.Facts]);
        if (await desk.Before(visit.Place!, form) is { } before) return before;
        form.Add(field, ((EvidenceChange.Refused)change).Reason);
        return await Show(visit, evidence, desk, people, http, form);
    }
}
