using System.Collections.Immutable;
using System.Globalization;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Outcome;
using Stipple.Plan;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Web.Assess;
using Stipple.Web.Look;

namespace Stipple.Web.Patients;

/// <summary>What an entry of a record says, for people.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Says">The particulars, a sentence or some; may be empty.</param>
/// <param name="Care">Whether it needed somebody's care.</param>
public sealed record EntryText(string Title, string Says, bool Care = false);

/// <summary>Puts every kind of fact of a patient into words.</summary>
/// <param name="record">The patient.</param>
/// <param name="rules">The tables that name places, questions and products; null where nothing is in force, and then their ids stand.</param>
internal sealed class EntryWords(PatientRecord record, Rules? rules)
{
    public EntryText Of(IBody body) => body switch
    {
        PatientRegistered { Identity: var identity } => new("Registered", $"{identity.Name}, born {Days.InWords(identity.Born)}, number {identity.Number}."),
        PatientAmended { Identity: var identity } amended => new("Who they are was put right", $"{identity.Name}, born {Days.InWords(identity.Born)}, number {identity.Number}. Why: {amended.Reason}"),
        LinkSent sent => new($"Link made: {StageWords.Of(sent.Purpose)}", $"It works until {Days.InWords(sent.Until)}."),
        LinkOpened => new("Link opened", "With the date of birth of the record."),
        LinkMissed => new("A link was tried with another date of birth", "", Care: true),
        LinkRevoked revoked => new("Link taken back", revoked.Reason),
        WishStated wish => new("What is wanted", $"{(wish.Concern is { } concern ? Concern(concern) : "Concern not known")}: {(wish.Sites.Length > 0 ? Sites(wish.Sites) : "places not known")}. Said by the {wish.Source}."),
        QuestionAnswered answered => new(Topic(answered.Question), $"{Answer(answered)} (by the {answered.Source}, {Days.InWords(answered.On)})"),
        IntakeFinished => new("The patient sent the answers", ""),
        RowOverridden own => new($"{Rule(own.Rule)}: taken on", $"As {Stipple.Clinic.Credential.InWords(own.Credential)}{(own.Outside is { } who ? $", by {who}" : "")}. {own.Reason}", Care: true),
        ReferralSent sent => new($"Letter to {sent.To}", $"About {string.Join(", ", sent.Rules.Select(Rule))}."),
        ReferralAnswered reply => new($"Reply of {reply.From}", $"{Agreement(reply.Agrees)} {reply.Says}"),
        NoteWritten note => new("Note", note.Text),
        EntryAmended amended => new($"Entry {amended.Entry} put right", amended.Says),
        _ => OfTreatment(body),
    };

    public string Site(string id) => rules?.Sites.Find(id)?.Name ?? id;

    public string Sites(IEnumerable<string> ids) => string.Join(", ", ids.Select(Site));

    public string Concern(string id) => rules?.Library[Shapes.Concerns].Rows.FirstOrDefault(row => row["id"] == id)?["name"] ?? id;

    /// <summary>A request in one sentence: where, how deep, how often.</summary>
    public string Plan(PlanRequest request) =>
        $"{Concern(request.Concern)}. {string.Join("; ", request.Zones.Select(zone => $"{Site(zone.Site)} {Mm(zone.Depth)}, {zone.Passes} {(zone.Passes == 1 ? "pass" : "passes")}"))}. "
        + $"{request.Sessions} {(request.Sessions == 1 ? "session" : $"sessions, {request.Weeks} weeks apart")}, the first on {Days.InWords(request.First)}.{(request.Reason.Length > 0 ? $" Reason: {request.Reason}" : "")}";

    private EntryText OfTreatment(IBody body) => body switch
    {
        TestPatchMade patch => new("Test area made", $"{Site(patch.Site)}, {Mm(patch.Depth)}, {patch.Product}."),
        TestPatchRead read => new($"Test area read: {(read.Settled ? "as expected" : "not as expected")}", read.Says, Care: !read.Settled),
        PlanDrafted draft => new("Plan drafted", Plan(draft.Request)),
        PlanSigned signed => new("Plan signed", $"{Plan(signed.Request)} Evidence {Short(signed.Evidence)}, decision {Short(signed.Decision)}. {signed.Meaning}"),
        PlanEnded ended => new("Plan ended", ended.Reason, Care: true),
        ConsentSigned consent => new("Consent signed", $"By {consent.Name}, {(consent.Link is null ? "in the clinic" : "by a link")}. Text {Short(consent.FormHash)}, opened {Days.InWords(consent.Opened)}."),
        ConsentDeclined { Question: true } asked => new("The patient has a question before agreeing", asked.Says, Care: true),
        ConsentDeclined declined => new("The patient does not want the treatment", declined.Says, Care: true),
        ConsentWithdrawn withdrawn => new("Consent withdrawn", withdrawn.Reason, Care: true),
        SessionBegun begun => new($"Session {begun.Number} began", $"{Days.InWords(begun.On)}. {Cream(begun)}Cartridge lot {begun.Cartridge.Lot}, serial {begun.Cartridge.Serial}. Identified by {string.Join(" and ", begun.Identifiers)}. Cleaned with {begun.CleanedWith}."),
        CartridgeChanged changed => new("Cartridge changed", $"Lot {changed.Cartridge.Lot}, serial {changed.Cartridge.Serial}. {changed.Reason}"),
        ZoneTreated { Passes: 0 } zone => new($"{Site(zone.Site)}: left out", zone.Says),
        ZoneTreated zone => new($"{Site(zone.Site)}: treated", $"{Mm(zone.Depth)}, {zone.Passes} {(zone.Passes == 1 ? "pass" : "passes")}, {zone.Reached.Replace('-', ' ')}.{(zone.Says.Length > 0 ? $" {zone.Says}" : "")}"),
        SessionEnded ended => new(ended.Stopped is null ? "Session ended" : "Session stopped", EndOf(ended), Care: ended.Stopped is not null),
        AftercareGiven given => new("Aftercare sheet given", $"{Sentence.Begin(given.How.Replace('-', ' '))}."),
        CheckInAnswered answered => new($"Check-in, {answered.Hours / 24} days after the session: {StageWords.Of(answered.Urgency).Words}", CheckIn(answered), Care: answered.Due is not null),
        CheckInTaken taken => new("Check-in looked at", taken.Did),
        ScoreGiven score => new($"{(score.Baseline ? "Score before the first session" : "Score")}: {Scale(score)}", $"By the {score.Source}, {Days.InWords(score.On)}."),
        PhotoTaken photo => new($"{(photo.Baseline ? "Photograph before the first session" : "Photograph")}, {photo.View}", Days.InWords(photo.On)),
        PhotoWithdrawn photo => new("Photograph withdrawn", photo.Reason),
        _ => new(Sentence.Begin(Body.KindOf(body.GetType()).Replace('-', ' ')), ""),
    };

    private string Topic(string question) => rules?.FindQuestion(question) is { } known ? Sentence.Begin(known.Topic) : question;

    private string Answer(QuestionAnswered answered) =>
        rules?.FindQuestion(answered.Question) is { } question ? CheckAnswer.InWords(question, answered.Words) : string.Join(", ", answered.Words);

    private string Rule(string id) => rules?.All.FirstOrDefault(rule => rule.Id == id)?.Entry.Name ?? id;

    private string Scale(ScoreGiven score) =>
        rules is not null && Scales.Of(rules).Find(score.Scale) is { } scale ? $"{scale.Name}, {scale.Grade(score.Grade)?.Label ?? $"{score.Grade}"}" : $"{score.Scale}, {score.Grade}";

    private string CheckIn(CheckInAnswered answered)
    {
        string Signs(ImmutableArray<string> ids) => string.Join("; ", ids.Select(id => rules is null ? id : CareTexts.Of(rules).Signs.FirstOrDefault(sign => sign.Sign == id).Asks ?? id));
        var parts = new List<string> { answered.Signs.Length > 0 ? $"{Signs(answered.Signs)}." : "No sign." };
        if (answered.Unsure.Length > 0) parts.Add($"Not sure: {Signs(answered.Unsure)}.");
        if (answered.Says.Length > 0) parts.Add($"“{answered.Says}”");
        var taken = record.CheckIns.FirstOrDefault(checkIn => checkIn.Answered.CheckIn == answered.CheckIn)?.TakenAt;
        if (answered.Due is { } due) parts.Add(taken is { } at ? $"Looked at {Days.InWords(at)}." : $"Somebody has to have looked by {Days.InWords(due)}.");
        return string.Join(" ", parts);
    }

    private string EndOf(SessionEnded ended)
    {
        var parts = new List<string>();
        if (ended.Stopped is { } why) parts.Add($"Why: {why}.");
        parts.Add($"On the skin: {(rules is null ? ended.Topical : TreatmentLimits.Of(rules).Topical(ended.Topical)?.Name ?? ended.Topical)}{(ended.TopicalLot.Length > 0 ? $", lot {ended.TopicalLot}" : "")}.");
        parts.Add(ended.Reactions.Length > 0 ? ended.Reactions : "No reaction was noted.");
        if (ended.Next is { } next) parts.Add($"Next session from {Days.InWords(next)}.");
        if (ended.ScoreOn is { } score) parts.Add($"Score due on {Days.InWords(score)}.");
        return string.Join(" ", parts);
    }

    private static string Cream(SessionBegun begun) => begun.Grams is { } grams ? string.Create(CultureInfo.InvariantCulture, $"{grams:0.#} g of cream on {begun.Area:0} cm² for {begun.Minutes} minutes. ") : "";

    private static string Agreement(bool? agrees) => agrees switch { true => "Agrees.", false => "Does not agree.", _ => "Does not say whether they agree." };

    private static string Mm(double depth) => string.Create(CultureInfo.InvariantCulture, $"{depth:0.##} mm");

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
