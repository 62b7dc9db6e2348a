namespace Stipple.Tests;

/// <summary>A table that is not as its shape says stops the program, with the exact cell and what is allowed there.</summary>
public sealed class TableRefusals
{
    private static readonly Tables Small = Tables.Small;

    [Fact]
    public void The_small_and_the_shipped_tables_are_read()
    {
        Assert.Equal(8, Small.ReadRules().All.Length);
        Assert.Equal(Tables.Shipped.Rows("rules.tsv").Length, Rules.Shipped().All.Length);
    }

    [Fact]
    public void An_unknown_table() => Refused(Small.WithText("moods.tsv", "id\n"), "moods.tsv", 0, "", "moods.tsv", "rules.tsv", "sites.tsv");

    [Fact]
    public void A_missing_table() => Refused(Small.Without("codes.tsv"), "codes.tsv", 0, "", "", "this table to be there");

    [Fact]
    public void An_empty_file() => Refused(Small.WithText("public.tsv", ""), "public.tsv", 1, "", "", "the header id, part, tells, sources, notes");

    [Fact]
    public void An_unknown_column() =>
        Refused(Small.WithText("public.tsv", Small.Files["public.tsv"].Replace("tells", "mood", StringComparison.Ordinal)), "public.tsv", 1, "mood", "mood", "id, part, tells, sources, notes");

    [Fact]
    public void A_missing_column() => Refused(Small.WithText("public.tsv", "id\tpart\tsources\tnotes\n"), "public.tsv", 1, "tells", "", "the column tells");

    [Fact]
    public void A_column_twice() => Refused(Small.WithText("public.tsv", "id\tpart\tpart\n"), "public.tsv", 1, "part", "part", "each column once");

    [Theory]
    [InlineData("holes\tdoes\tHoles.\tBOOK", "4 cells")]
    [InlineData("holes\tdoes\tHoles.\tBOOK\t\t", "6 cells")]
    [InlineData("", "1 cells")]
    public void A_wrong_number_of_cells(string row, string found) =>
        Refused(Small.WithRows("public.tsv", [.. Small.Rows("public.tsv"), row]), "public.tsv", 3, "", found, "5 cells");

    [Fact]
    public void An_id_twice() => Refused(Small.With("rules.tsv", "rash/wide", "id", "rash"), "rules.tsv", 3, "id", "rash", "row 2 has this one already");

    [Theory]
    [InlineData("rules.tsv", "blood", "grade", "severe", "one of absolute, relative, defer, caution")]
    [InlineData("rules.tsv", "blood", "grade", "", "one of absolute, relative, defer, caution")]
    [InlineData("rules.tsv", "blood", "urgency", "never", "nothing, or one of soon, today, emergency")]
    [InlineData("rules.tsv", "blood", "applies_to", "skin", "one of procedure, topical, anaesthetic, prp, rf-device")]
    [InlineData("rules.tsv", "blood", "says", "", "a text")]
    [InlineData("rules.tsv", "blood", "sources", "", "at least one id of sources.tsv")]
    [InlineData("rules.tsv", "blood", "sources", "BOOK ELSEWHERE", "ELSEWHERE is not one")]
    [InlineData("rules.tsv", "blood", "entry", "moods", "an id of entries.tsv")]
    [InlineData("rules.tsv", "blood", "id", "other", "blood, or blood/")]
    [InlineData("rules.tsv", "blood", "id", "blood pressure", "an id of letters, digits and hyphens")]
    [InlineData("rules.tsv", "blood", "notes", " a blank in front", "without blanks or quotation marks")]
    [InlineData("rules.tsv", "blood", "notes", "a blank behind ", "without blanks or quotation marks")]
    [InlineData("rules.tsv", "blood", "notes", "\"quoted\"", "without blanks or quotation marks")]
    [InlineData("rules.tsv", "blood", "tells", "", "a text for lay readers")]
    [InlineData("rules.tsv", "blood", "override_by", "none", "0 persons exactly where override_by is none", "persons")]
    [InlineData("rules.tsv", "rash/wide", "persons", "1", "2 or 0")]
    [InlineData("rules.tsv", "rash", "until", "", "the event that ends a deferral, or defer_days")]
    [InlineData("rules.tsv", "rash", "defer_from", "healed", "a number of days or a policy", "defer_days")]
    [InlineData("rules.tsv", "rash/old", "defer_from", "", "the id of a date question")]
    [InlineData("rules.tsv", "rash/old", "defer_from", "inr", "the id of a date question")]
    [InlineData("rules.tsv", "rash/old", "defer_days", "15", "the same limit as in the column when")]
    [InlineData("rules.tsv", "rash/old", "defer_days", "-3", "a whole number of days, or a policy")]
    [InlineData("rules.tsv", "rash/old", "defer_days", "plan.depth", "a whole number of days, or a policy")]
    [InlineData("questions.tsv", "inr", "id", "age", "a name that is no word of the grammar")]
    [InlineData("questions.tsv", "inr", "min", "0,5", "a number with a point for the decimals")]
    [InlineData("questions.tsv", "inr", "min", "1e1", "a number with a point for the decimals")]
    [InlineData("questions.tsv", "inr", "max", "NaN", "a number with a point for the decimals")]
    [InlineData("questions.tsv", "inr", "max", "Infinity", "a number with a point for the decimals")]
    [InlineData("questions.tsv", "inr", "min", "", "a least and a greatest plausible value")]
    [InlineData("questions.tsv", "inr", "min", "15", "a least and a greatest plausible value")]
    [InlineData("questions.tsv", "inr", "sources", "", "a source for the number 0.5 in column min")]
    [InlineData("questions.tsv", "healed", "sources", "", "a source for the number 30 in column stale_days")]
    [InlineData("questions.tsv", "healed", "stale_days", "2.5", "a whole number")]
    [InlineData("questions.tsv", "healed", "stale_days", "-2", "a whole number")]
    [InlineData("questions.tsv", "healed", "stale_days", "99999999999", "a whole number")]
    [InlineData("questions.tsv", "rash", "type", "boolean", "one of yesno, choice, choices, number, date, zones, note")]
    [InlineData("questions.tsv", "rash", "options", "a|b", "nothing: a yesno has no options")]
    [InlineData("questions.tsv", "smoker", "options", "", "1 to 64 options")]
    [InlineData("questions.tsv", "smoker", "options", "no|no|now|past", "each option once")]
    [InlineData("questions.tsv", "smoker", "options", "no|past|now|unknown", "no option called unknown")]
    [InlineData("questions.tsv", "smoker", "labels", "No|Yes", "4 labels, one for each option")]
    [InlineData("questions.tsv", "smoker", "unknown_options", "maybe", "maybe is not one")]
    [InlineData("terms.tsv", "plan.prp", "name", "prp", "a name that begins with plan., by. or policy.")]
    [InlineData("terms.tsv", "plan.purpose", "default", "cosmetic", "nothing: only a policy has a default")]
    [InlineData("terms.tsv", "policy.inr-limit", "default", "", "the default of this policy")]
    [InlineData("terms.tsv", "policy.inr-limit", "default", "9", "a number from 2 to 5 INR")]
    [InlineData("terms.tsv", "policy.inr-limit", "default", "unknown", "the default of this policy")]
    [InlineData("terms.tsv", "policy.inr-limit", "sources", "", "a source for the number 2 in column min")]
    [InlineData("sites.tsv", "nose", "near", "cheek moon", "moon is not one")]
    [InlineData("sites.tsv", "nose", "near", "cheek hand", "hand does not name nose")]
    [InlineData("sites.tsv", "nose", "region", "belly", "one of face, neck, chest, hands")]
    [InlineData("codes.tsv", "rash", "row", "mood", "the id of a row of rules.tsv")]
    [InlineData("sources.tsv", "BOOK", "kind", "rumour", "one of label, regulator, guideline")]
    public void A_cell_that_is_not_allowed(string file, string row, string column, string value, string expected, string? blames = null)
    {
        var line = Small.LineOf(file, row);
        var tables = Small.With(file, row, column, value);
        var at = blames ?? column;
        Refused(tables, file, line, at, CellAt(tables, file, line, at), expected);
    }

    [Fact]
    public void A_number_without_a_source_in_a_policy() =>
        Refused(Small.With("terms.tsv", "policy.inr-limit", "min", "").With("terms.tsv", "policy.inr-limit", "max", ""), "terms.tsv", 12, "min", "", "a least and a greatest plausible value");

    [Fact]
    public void A_question_that_no_row_uses() =>
        Refused(Small.With("rules.tsv", "blood/smoker", "when", "smoker = now or age < 18"), "questions.tsv", 9, "id", "born-abroad", "a question that some row of rules.tsv names");

    [Fact]
    public void An_entry_without_a_row() => Refused(
        Small.WithRows("entries.tsv", [.. Small.Rows("entries.tsv"), "empty\tEmpty\tnothing\tboth\t\tBOOK"]), "entries.tsv", 5, "id", "empty", "an entry that has at least one row in rules.tsv");

    [Fact]
    public void A_term_that_the_program_needs()
    {
        var rows = Small.Rows("terms.tsv").Where(row => !row.StartsWith("plan.prp", StringComparison.Ordinal));
        Refused(Small.WithRows("terms.tsv", rows), "terms.tsv", 0, "", "", "a row plan.prp of the type yesno");
    }

    [Fact]
    public void The_message_names_file_row_column_and_both_sides()
    {
        var mistake = Assert.Throws<EvidenceException>(() => Small.With("rules.tsv", "blood", "grade", "severe").ReadRules());
        Assert.Equal("rules.tsv, row 5, column grade: found \"severe\", expected one of absolute, relative, defer, caution", mistake.Message);
    }

    internal static void Refused(Tables tables, string file, int row, string column, string found, params string[] expected)
    {
        var mistake = Assert.Throws<EvidenceException>(tables.ReadRules);
        Assert.Equal((file, row, column, found), (mistake.File, mistake.Row, mistake.Column, mistake.Found));
        foreach (var part in expected) Assert.Contains(part, mistake.Expected, StringComparison.Ordinal);
    }

    private static string CellAt(Tables tables, string file, int line, string column) =>
        tables.Column(file, column)[line - 2];
}
