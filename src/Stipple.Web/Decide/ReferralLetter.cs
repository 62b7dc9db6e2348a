using System.Text;
using Stipple.Assess;
using Stipple.Terms;
using Stipple.Web.Look;
using Stipple.Web.Patients;

namespace Stipple.Web.Decide;

/// <summary>The first words of a letter, from what is in the record. Whoever sends it reads and changes it.</summary>
internal static class ReferralLetter
{
    /// <summary>What a letter can ask about: every reason that more than a precaution comes of.</summary>
    public static IEnumerable<Reason> Reasons(Findings findings) => findings.Fired.Where(reason => reason.Rule.Grade > Grade.Caution);

    public static string Draft(Chart chart, Voices voices)
    {
        var findings = chart.Review!.Candidacy.Findings;
        var identity = chart.Record.Identity;
        var letter = new StringBuilder();
        letter.Append($"{chart.Place.ClinicName}, {Days.InWords(chart.Today)}\n\n");
        letter.Append($"{identity.Name}, born {Days.InWords(identity.Born)}, our number {identity.Number}\n\n");
        letter.Append("Dear colleague,\n\n");
        letter.Append($"microneedling is considered here at these places: {DecisionWords.List([.. findings.Case.Sites.Select(Place)])}. Before anything is planned we ask for your view.\n");
        foreach (var reason in Reasons(findings))
        {
            letter.Append($"\n{reason.Rule.Entry.Name}. {reason.Rule.Says}\n");
            foreach (var answered in reason.Answered) letter.Append($"- {Web.Assess.Sentence.Begin(answered.Question.Topic)}: {voices.Said(answered.Question)}.\n");
            letter.Append($"What would settle it here: {reason.Rule.Resolve}\n");
        }

        letter.Append("\nDo you agree to the treatment, and under which conditions? Please say so in writing, with your name and your specialty. Prescribed medicines stay as they are; only whoever prescribed them changes them.\n\n");
        letter.Append($"With kind regards,\n{chart.Place.Name}\n");
        return letter.ToString();
    }

    private static string Place(PlannedSite planned) => planned.Depth is { } depth ? $"{planned.Site.Plain} ({depth})" : planned.Site.Plain;
}
