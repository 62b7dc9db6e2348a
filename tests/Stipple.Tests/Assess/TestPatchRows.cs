namespace Stipple.Tests;

/// <summary>The list of rows that ask for a test area follows the sentences of the tables.</summary>
public sealed class TestPatchRows
{
    [Fact]
    public void Are_exactly_the_rows_whose_texts_ask_for_a_small_area_first()
    {
        var asking = Scene.Shipped.All
            .Where(rule => new[] { "test area", "test patch" }.Any(words => $"{rule.Resolve} {rule.Notes}".Contains(words, StringComparison.OrdinalIgnoreCase)))
            .Select(rule => rule.Id);
        Assert.Equal(asking, TestPatches.Rows.Select(row => row.Rule));
    }

    [Fact]
    public void Name_the_weeks_that_their_rows_name() => Assert.All(TestPatches.Rows.Where(row => row.Weeks is not null), row =>
    {
        var rule = Scene.Shipped.All.Single(rule => rule.Id == row.Rule);
        Assert.Matches($@"(after|with|for) ({row.Weeks}|{row.Weeks} to \d+)[- ]week", $"{rule.Resolve} {rule.Notes}");
        Assert.Equal(row, TestPatches.Of(rule));
    });
}
