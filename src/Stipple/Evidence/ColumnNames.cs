namespace Stipple.Evidence;

/// <summary>The columns of the tables as a clinician calls them.</summary>
public static class ColumnNames
{
    public static string InWords(string column) => column switch
    {
        "when" => "Fires when",
        "says" => "Says to practitioners",
        "tells" => "Says to the public",
        "plain" => "In plain words",
        "resolve" => "What settles it",
        "resolves_by" => "Settled by",
        "until" => "Not before",
        "defer_days" => "Days to wait",
        "defer_from" => "Counted from",
        "override_by" => "Who may override",
        "persons" => "Persons for an override",
        "urgency" => "How urgent",
        "disagree" => "Where sources disagree",
        "row" => "Rule",
        "role" => "Decides or asks",
        "near" => "Neighbours",
        "us_label" => "US label",
        "stale_days" => "Counts for days",
        "unknown_options" => "Answers that mean not known",
        "asks" => "Question",
        "why" => "Why we ask",
        "min" => "At least",
        "max" => "At most",
        "alone" => "Does needling alone treat it",
        "read" => "How much was read",
        _ => char.ToUpperInvariant(column[0]) + column[1..].Replace('_', ' '),
    };
}
