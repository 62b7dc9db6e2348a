namespace Stipple.Tests;

/// <summary>A condition that is not in the grammar, or names what is not there, stops at its cell.</summary>
public sealed class CriterionRefusals
{
    [Theory]
    [InlineData("rash and", "at character 9", "the name of a question")]
    [InlineData("and rash", "at character 1", "a question of questions.tsv")]
    [InlineData("rash rash-zones", "at character 6", "\"and\", \"or\" or the end")]
    [InlineData("(rash", "at character 6", "\")\"")]
    [InlineData("rash)", "at character 5", "\"and\", \"or\" or the end")]
    [InlineData("not", "at character 4", "the name of a question")]
    [InlineData("rash = yes", "at character 6", "\"and\", \"or\" or the end")]
    [InlineData("fever", "at character 1", "a question of questions.tsv or a name of terms.tsv")]
    [InlineData("plan.mood = blue", "at character 1", "a question of questions.tsv or a name of terms.tsv")]
    [InlineData("smoker", "at character 7", "\"=\", \"!=\", \"in\" or \"not in\"")]
    [InlineData("smoker = often", "at character 10", "one of no, past, now")]
    [InlineData("smoker = not-sure", "at character 10", "one of no, past, now")]
    [InlineData("smoker in {no, often}", "at character 16", "one of no, past, now")]
    [InlineData("smoker in {}", "at character 12", "one of no, past, now")]
    [InlineData("smoker in no", "at character 11", "\"{\"")]
    [InlineData("smoker in {no past}", "at character 15", "\",\" or \"}\"")]
    [InlineData("smoker not {no}", "at character 12", "\"in\"")]
    [InlineData("smoker > now", "at character 8", "\"=\", \"!=\", \"in\" or \"not in\"")]
    [InlineData("tablets = red", "at character 9", "\"has any {...}\"")]
    [InlineData("tablets has {red}", "at character 13", "\"any\"")]
    [InlineData("tablets has any {pink}", "at character 18", "one of red, blue, green")]
    [InlineData("inr", "at character 4", "one of = != < <= > >=")]
    [InlineData("inr > high", "at character 7", "a number or a policy")]
    [InlineData("inr > plan.depth", "at character 7", "a number or a policy")]
    [InlineData("inr > policy.moon", "at character 7", "a question of questions.tsv or a name of terms.tsv")]
    [InlineData("inr > -1", "at character 7", "a number or a policy")]
    [InlineData("inr > NaN", "at character 7", "a number or a policy")]
    [InlineData("inr > Infinity", "at character 7", "a number or a policy")]
    [InlineData("inr ~ 3", "at character 5", "one of = != < <= > >=")]
    [InlineData("here rash", "at character 6", "a question of the type zones")]
    [InlineData("near tablets", "at character 6", "a question of the type zones")]
    [InlineData("rash-zones", "at character 11", "\"here\" or \"near\"")]
    [InlineData("days since inr < 3", "at character 12", "a question of the type date")]
    [InlineData("days healed < 3", "at character 6", "\"since\"")]
    [InlineData("healed < 3", "at character 8", "\"days since\"")]
    [InlineData("count rash >= 2", "at character 7", "a question of the type choices")]
    [InlineData("count smoker >= 2", "at character 7", "a question of the type choices")]
    [InlineData("remark", "at character 7", "a note never does")]
    [InlineData("unknown rash", "at character 1", "a question of questions.tsv")]
    public void Says_where_and_what_was_expected(string when, string where, string expected) =>
        TableRefusals.Refused(Tables.Small.With("rules.tsv", "blood", "when", when), "rules.tsv", 5, "when", when, where + ":", expected);

    [Fact]
    public void Age_needs_a_date_of_birth()
    {
        var rows = Tables.Small.Rows("questions.tsv").Where(row => !row.StartsWith("born\t", StringComparison.Ordinal));
        TableRefusals.Refused(Tables.Small.WithRows("questions.tsv", rows), "rules.tsv", 7, "when", "smoker = now or age < 18 or born-abroad", "a date question with the id born");
    }

    [Theory]
    [InlineData("rash/wide", "blood")]
    [InlineData("rash/wide", "rash/wide")]
    [InlineData("rash/wide", "rash/none")]
    [InlineData("growth/cream", "growth")]
    public void A_row_replaces_only_another_of_its_entry_and_component(string row, string replaces) =>
        TableRefusals.Refused(Tables.Small.With("rules.tsv", row, "replaces", replaces), "rules.tsv", Tables.Small.LineOf("rules.tsv", row), "replaces", replaces,
            "the id of another row of the same entry that applies to the same component");

    [Fact]
    public void Rows_do_not_replace_each_other_in_a_circle()
    {
        var two = Tables.Small.With("rules.tsv", "rash", "replaces", "rash/old");
        TableRefusals.Refused(two, "rules.tsv", 4, "replaces", "rash", "a circle");
        var three = Tables.Small.With("rules.tsv", "rash", "replaces", "rash/wide").With("rules.tsv", "rash/wide", "replaces", "rash/old");
        TableRefusals.Refused(three, "rules.tsv", 4, "replaces", "rash", "a circle");
    }
}
