using Stipple.Consent;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Web.Access;
using Stipple.Web.Patients;

namespace Stipple.Web.Consent;

/// <summary>One patient at their consent: on the clinic's tablet, or by a link.</summary>
/// <param name="Chart">The patient.</param>
/// <param name="Link">The link by which they came; null in the clinic.</param>
public sealed record ConsentTurn(Chart Chart, LinkVisit? Link)
{
    public PatientRecord Record => Chart.Record;

    /// <summary>Who the visitor is, as facts name them.</summary>
    public Place Place => Link?.Place ?? Chart.Place;

    public string Path => Link is { } link ? $"{link.Path}/consent" : $"{Chart.Path}/consent";

    /// <summary>Who signs: the patient, or who answers for them.</summary>
    public string Signer => Record.Identity.Guardian?.Name ?? Record.Identity.Name;

    /// <summary>The consent to the plan that stands, as it was signed; null when none does.</summary>
    public (Entry Entry, ConsentSigned Body)? Standing =>
        Record.Plan is { } plan && Record.Consent is { Withdrawn: null } consent && consent.Plan == plan.Id && consent.PlanHash == plan.Hash ? Record.All<ConsentSigned>().Last() : null;

    /// <summary>What was said last about this plan in the place of signing, after any signature; null when nothing was.</summary>
    public (Entry Entry, ConsentDeclined Body)? Declined =>
        Record.Plan is { } plan && Record.All<ConsentDeclined>().LastOrDefault(said => said.Body.Plan == plan.Id) is { Body: not null } last
        && !Record.All<ConsentSigned>().Any(signed => signed.Entry.Version > last.Entry.Version) ? last : null;
}
