using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Consent;
using Stipple.Evidence;
using Stipple.Plan;

namespace Stipple.Outcome;

/// <summary>The tables of the whole pathway together.</summary>
public static class PathwayTables
{
    /// <summary>Reads every table that goes with the rules, so that a bad row is told at the start and not to the first patient whom it concerns.</summary>
    /// <returns>The same rules.</returns>
    /// <exception cref="EvidenceException">A row of plan, consent, aftercare or outcome is not what its table allows.</exception>
    public static Rules Checked(Rules rules)
    {
        _ = TreatmentLimits.Of(rules);
        _ = ConsentTexts.Of(rules);
        _ = CareTexts.Of(rules);
        _ = Scales.Of(rules);
        return rules;
    }
}
