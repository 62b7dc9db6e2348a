using Stipple.Aftercare;
using Stipple.Records;
using Stipple.Records.Bodies;

namespace Stipple.Web.Patients;

/// <summary>Stages, links and urgencies in words: whose turn it is, and what they do.</summary>
internal static class StageWords
{
    /// <summary>Who has to do something, and what.</summary>
    public static (string Whose, string What) Turn(string stage) => stage switch
    {
        Stages.Registered => ("Clinic", "sends the questions"),
        Stages.Asked => ("Patient", "answers the questions"),
        Stages.Answered => ("Practitioner", "decides"),
        Stages.Drafted => ("Practitioner", "signs the plan"),
        Stages.Planned => ("Patient", "reads the consent"),
        Stages.Questioned => ("Clinic", "answers what was asked before signing"),
        Stages.Consented => ("Practitioner", "holds the session"),
        Stages.InSession => ("Practitioner", "ends the session under way"),
        Stages.Treated => ("Clinic", "looks after it, then scores it"),
        _ => ("Clinic", stage),
    };

    public static string Of(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Intake => "questions",
        LinkPurpose.Consent => "consent",
        _ => "check-in",
    };

    /// <summary>The word that a form sends for a purpose.</summary>
    public static IReadOnlyDictionary<string, LinkPurpose> PurposeByWord { get; } = new Dictionary<string, LinkPurpose>(StringComparer.Ordinal)
    {
        ["intake"] = LinkPurpose.Intake,
        ["consent"] = LinkPurpose.Consent,
        ["check-in"] = LinkPurpose.CheckIn,
    };

    /// <summary>How soon, as colour, word, weight and sign say together.</summary>
    public static (string Words, string Weight, string Sign) Of(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => ("Red, at once", "w-stop", "stop"),
        Urgency.Today => ("Red, same day", "w-stop", "stop"),
        Urgency.TwoDays => ("Amber, 48 hours", "w-care", "care"),
        Urgency.Week => ("Amber, within a week", "w-care", "care"),
        Urgency.TwoWeeks => ("Amber, within two weeks", "w-care", "care"),
        _ => ("Green, expected", "w-ok", "info"),
    };
}
