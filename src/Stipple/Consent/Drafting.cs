using System.Collections.Immutable;
using System.Globalization;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Plan;
using Stipple.Terms;

namespace Stipple.Consent;

/// <summary>"Agreed?" Puts together what a patient has to read about a plan.</summary>
public static class Drafting
{
    /// <param name="plan">The signed plan.</param>
    /// <param name="case">The case that it was signed on: plan and answers decide which paragraphs are for this patient.</param>
    /// <param name="clinic">What the clinic is called.</param>
    /// <param name="patient">The patient's full name.</param>
    /// <param name="born">The patient's date of birth.</param>
    /// <param name="device">What the clinic's device is called.</param>
    public static ConsentForm Draft(SignedPlan plan, Case @case, string clinic, string patient, DateOnly born, string device)
    {
        var rules = @case.Rules;
        var limits = TreatmentLimits.Of(rules);
        var request = plan.Request;
        var filled = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sites"] = InWords([.. request.Zones.Select(zone => $"{rules.Sites.Find(zone.Site)!.Plain} ({zone.Depth.ToString("0.##", CultureInfo.InvariantCulture)} mm deep)")]),
            ["concern"] = rules.Library[Shapes.Concerns].Rows.First(row => row["id"] == request.Concern)["plain"],
            ["sessions"] = request.Sessions.ToString(CultureInfo.InvariantCulture),
            ["weeks"] = request.Weeks.ToString(CultureInfo.InvariantCulture),
            ["device"] = device,
            ["topical"] = limits.Topical(request.Topical)!.Plain,
            ["anaesthetic"] = limits.Anaesthetic(request.Anaesthetic)!.Plain,
            ["clinic"] = clinic,
        };
        var paragraphs = ConsentTexts.Of(rules).Paragraphs
            .Where(paragraph => Concerns(paragraph.When, @case))
            .Select(paragraph => new ConsentParagraph(paragraph.Id, paragraph.Part, paragraph.Heading, Fill(paragraph.Tells, filled), paragraph.InHundred));
        return new ConsentForm(clinic, patient, born, plan.Id, plan.Hash, rules.Version.Hash, [.. paragraphs]);
    }

    /// <summary>Whether a text is for this case: it is left out only where its condition is a settled no at every site.</summary>
    internal static bool Concerns(Criterion? when, Case @case) =>
        when is null || Enumerable.Range(0, @case.Sites.Length).Any(site => when.Evaluate(@case.At(site)) is not Truth.No);

    private static string Fill(string text, Dictionary<string, string> filled) =>
        filled.Aggregate(text, (so, place) => so.Replace($"{{{place.Key}}}", place.Value, StringComparison.Ordinal));

    private static string InWords(ImmutableArray<string> words) => words switch
    {
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        _ => "",
    };
}
