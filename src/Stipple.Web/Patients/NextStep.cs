using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Web.Consent;
using Stipple.Web.Look;

namespace Stipple.Web.Patients;

/// <summary>What is to be done with a patient now: one thing, for whoever looks.</summary>
/// <param name="Says">What it is and why, in a sentence or two.</param>
/// <param name="Label">What the button says; empty when there is nothing to press.</param>
/// <param name="Page">The page that it leads to, below the patient's own; null when it makes a link.</param>
/// <param name="Link">The link that it makes; null when it leads to a page.</param>
public sealed record NextStep(string Says, string Label, string? Page, LinkPurpose? Link)
{
    public static NextStep Of(Chart chart)
    {
        var clinical = RecordThread.MaySee(chart.Place);
        var record = chart.Record;
        if (record.CheckIns.Any(checkIn => checkIn is { Answered.Due: not null, Taken: null }))
            return clinical ? Go("A check-in waits for somebody to look.", "Open the check-ins", "check-ins") : Wait("A check-in waits for a practitioner to look.");
        if (WithoutSheet(chart) is { } bare) return Go($"Session {bare.Begun.Number} is over, and the aftercare sheet is not given yet.", "Give the aftercare sheet", $"aftercare/{bare.Id}");
        if (chart.InForce.StandsAgainst is { } against && clinical) return Wait($"Nothing clinical can start. {against}");
        return PathwayStep.Of(record) switch
        {
            0 => ToDecide(chart, clinical),
            1 => clinical ? Go("A plan is drafted. A practitioner looks at it and signs.", "Go on with the plan", "plan") : Wait("A practitioner goes on with the plan."),
            2 => ToConsent(chart, clinical),
            3 => ToTreat(chart, clinical),
            4 => Afterwards(chart, clinical),
            _ => clinical ? Go("The course is over and was scored.", "Look at the outcome", "outcome") : Wait("The course is over."),
        };
    }

    /// <summary>The last session, when it ended without its sheet; what is due after it, by the tables, then comes first.</summary>
    private static SessionRecord? WithoutSheet(Chart chart) =>
        chart.Record.Sessions is [.., { Ended: { } ended } last] && !((ended.Next ?? ended.ScoreOn) <= chart.Today) && chart.Record.All<AftercareGiven>().All(given => given.Body.Session != last.Id) ? last : null;

    private static NextStep ToDecide(Chart chart, bool clinical)
    {
        var record = chart.Record;
        var sent = record.Links.LastOrDefault(link => link.Sent.Purpose == LinkPurpose.Intake);
        var finished = record.All<IntakeFinished>().Any();
        if (!finished && sent is null) return new("The patient answers the questions first: at home by a link, or here with a practitioner.", "Make a link to the questions", null, LinkPurpose.Intake);
        if (!finished && sent!.IsOpen(chart.Now)) return Wait($"The patient answers the questions. Their link works until {Days.InWords(sent.Sent.Until)}.");
        if (!finished) return new("The link to the questions is over and the answers were not sent.", "Make a new link to the questions", null, LinkPurpose.Intake);
        if (!clinical) return Wait("The answers are here. A practitioner decides.");
        return chart.Review is Stipple.Assess.Review.Settled ? Go("Nothing stands against planning. A practitioner decides, and plans.", "Make the plan", "plan") : Go("The answers are here, and not everything is settled.", "Look at the decision", "decision");
    }

    /// <summary>A link that was sent after the patient asked or declined means that somebody talked to them.</summary>
    private static NextStep ToConsent(Chart chart, bool clinical)
    {
        var sent = chart.Record.Links.LastOrDefault(link => link.Sent.Purpose == LinkPurpose.Consent && link.Sent.Subject == chart.Record.Plan?.Id && link.IsOpen(chart.Now));
        if (new ConsentTurn(chart, null).Declined is { Body: var said, Entry: var entry } && !(sent?.At > entry.At))
        {
            var what = said.Question ? "The patient has a question before agreeing" : "The patient does not want the treatment";
            return new($"{what}{(clinical && said.Says.Length > 0 ? $": “{said.Says}”" : ".")} Talk to them; then they read it again.", "Make a link to the consent", null, LinkPurpose.Consent);
        }

        return sent is not null
            ? Wait($"The patient reads the consent. Their link works until {Days.InWords(sent.Sent.Until)}.")
            : new("The plan is signed. The patient reads the consent: at home by a link, or here on a tablet.", "Make a link to the consent", null, LinkPurpose.Consent);
    }

    private static NextStep ToTreat(Chart chart, bool clinical)
    {
        var record = chart.Record;
        var plan = record.Plan!;
        if (record.OpenSession is { } open) return clinical ? Go($"Session {open.Begun.Number} is under way.", "Go on with the session", "session") : Wait("A session is under way.");
        var held = record.Sessions.Where(session => session.Begun.Plan == plan.Id).ToArray();
        var due = held is [.., { Ended.Next: { } next }] ? next : plan.Request.First;
        var number = held.Length + 1;
        if (!clinical) return Wait($"Session {number} of {plan.Request.Sessions} is planned from {Days.InWords(due)}.");
        return due > chart.Today
            ? Wait($"Session {number} of {plan.Request.Sessions} is planned from {Days.InWords(due)}.")
            : Go($"Session {number} of {plan.Request.Sessions} may be held since {Days.InWords(due)}, if nothing stands against it on the day.", $"Prepare session {number}", "session");
    }

    private static NextStep Afterwards(Chart chart, bool clinical)
    {
        var record = chart.Record;
        var score = record.Sessions[^1].Ended?.ScoreOn;
        if (score <= chart.Today) return clinical ? Go($"The score is due since {Days.InWords(score.Value)}.", "Give the score", "outcome") : Wait("A practitioner scores the result.");
        var asked = record.Links.Any(link => link.Sent is { Purpose: LinkPurpose.CheckIn } && link.Sent.Subject == record.Sessions[^1].Id && link.IsOpen(chart.Now));
        var after = score is { } day ? $" The score is due on {Days.InWords(day)}." : "";
        return asked
            ? Wait($"All sessions were held. The patient can say how it goes by their link.{after}")
            : new($"All sessions were held. The patient says how it goes, by a link.{after}", "Make a link to the check-in", null, LinkPurpose.CheckIn);
    }

    private static NextStep Go(string says, string label, string page) => new(says, label, page, null);

    private static NextStep Wait(string says) => new(says, "", null, null);
}
