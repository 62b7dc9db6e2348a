namespace Stipple.Treat;

/// <summary>Why a session may not start.</summary>
public enum HardStopKind
{
    /// <summary>The two identifiers do not say that this is the right person.</summary>
    WrongPatient,

    /// <summary>No medical director has approved the evidence tables.</summary>
    EvidenceNotApproved,

    /// <summary>No plan is signed, or it was ended.</summary>
    PlanMissing,

    /// <summary>Every session of the plan was held.</summary>
    PlanFinished,

    /// <summary>Answers are too old, and have to be asked again.</summary>
    AnswersStale,

    /// <summary>Answers came after the plan was signed, and change the decision that it rests on.</summary>
    DecisionOlderThanAnswers,

    /// <summary>Decided today, the patient may not be treated so.</summary>
    DecisionStands,

    /// <summary>The plan is outside of a limit that holds today.</summary>
    OutsideLimits,

    /// <summary>No consent is signed.</summary>
    ConsentMissing,

    /// <summary>The consent was withdrawn.</summary>
    ConsentWithdrawn,

    /// <summary>The consent is to another plan, or to an earlier one.</summary>
    ConsentOlderThanPlan,

    /// <summary>Who treats is no practitioner, or no licence holds.</summary>
    LicenceExpired,

    /// <summary>No licence that holds covers the depth.</summary>
    LicenceTooShallow,

    /// <summary>No training for this device at this depth holds.</summary>
    CompetenceMissing,

    /// <summary>The device is unknown, retired, or its check is overdue.</summary>
    DeviceNotReady,

    /// <summary>The cartridge is past its date.</summary>
    CartridgeExpired,

    /// <summary>The cartridge was used before.</summary>
    CartridgeUsed,

    /// <summary>Too few weeks since the last session.</summary>
    IntervalNotOver,

    /// <summary>A session of this patient is under way.</summary>
    SessionOpen,
}

/// <summary>A reason why a session may not start, with what would lift it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Says">What is wrong, with what and when.</param>
/// <param name="Lifts">What lifts it, and who can.</param>
public sealed record HardStop(HardStopKind Kind, string Says, string Lifts);
