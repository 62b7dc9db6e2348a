using System.Collections.Immutable;
using Stipple.Records.Patients;

namespace Stipple.Web.Patients;

/// <summary>Where a patient stands on the way, as every page about them shows it.</summary>
public static class PathwayStep
{
    public static readonly ImmutableArray<string> Names = ["Assess", "Plan", "Consent", "Treat", "Aftercare", "Outcome"];

    /// <summary>Index of the step that is being done now.</summary>
    public static int Of(PatientRecord record)
    {
        if (record.Draft is not null) return 1;
        if (record.Plan is not { } plan) return 0;
        if (record.OpenSession is not null) return 3;
        var held = record.Sessions.Count(session => session.Begun.Plan == plan.Id);
        if (held >= plan.Request.Sessions) return record.All<Records.Bodies.ScoreGiven>().Any(score => !score.Body.Baseline && score.Body.On >= record.Sessions[^1].Begun.On) ? 5 : 4;
        return record.Consent is { Withdrawn: null } consent && consent.PlanHash == plan.Hash ? 3 : 2;
    }

    /// <summary>What the step that is being done now says beside its name; empty when nothing.</summary>
    public static string NoteOf(PatientRecord record) => record.Plan is { } plan && Of(record) == 3
        ? $"{record.Sessions.Count(session => session.Begun.Plan == plan.Id && session.Ended is not null)} of {plan.Request.Sessions} sessions"
        : "";
}
