namespace Stipple.Records;

/// <summary>Where a patient stands on the way, as the list of patients says it: whose turn it is.</summary>
public static class Stages
{
    /// <summary>The clinic sends the questions.</summary>
    public const string Registered = "registered";

    /// <summary>The patient answers.</summary>
    public const string Asked = "asked";

    /// <summary>A practitioner decides.</summary>
    public const string Answered = "answered";

    /// <summary>A practitioner signs the plan, or goes on with it.</summary>
    public const string Drafted = "drafted";

    /// <summary>The patient reads the consent.</summary>
    public const string Planned = "planned";

    /// <summary>The clinic answers: the patient asked something about the consent, or said no.</summary>
    public const string Questioned = "questioned";

    /// <summary>A session may be held.</summary>
    public const string Consented = "consented";

    /// <summary>A session is under way.</summary>
    public const string InSession = "in-session";

    /// <summary>All sessions were held: aftercare, then the score.</summary>
    public const string Treated = "treated";
}
