using CsCheck;
using Stipple.Outcome;

namespace Stipple.Tests;

/// <summary>What lies between two grades.</summary>
public sealed class Comparisons
{
    private static readonly Scales Shipped = Scales.Of(Scene.Shipped);
    private static readonly Scale[] WithBaseline = [.. Shipped.All.Where(scale => !scale.ComparesItself)];
    private static readonly DateOnly Before = new(2026, 1, 10);
    private static readonly DateOnly After = new(2026, 7, 10);

    [Fact]
    public void On_a_scale_where_lower_is_better_a_fall_is_better()
    {
        var change = Compare("goodman-baron-qualitative", 3, 2);
        Assert.Equal((1, Direction.Better, 181), (change.Grades, change.Direction, change.Days));
        Assert.Equal(Direction.Worse, Compare("goodman-baron-qualitative", 2, 3).Direction);
        Assert.Equal(Direction.Same, Compare("goodman-baron-qualitative", 2, 2).Direction);
    }

    [Fact]
    public void On_a_scale_where_higher_is_better_a_rise_is_better() =>
        Assert.Equal(Direction.Better, Comparing.Between(Shipped.Find("glogau")! with { LowerIsBetter = false }, new Score("glogau", 1, Before), new Score("glogau", 2, After)).Direction);

    [Fact]
    public void A_change_below_the_least_that_counts_cannot_be_told()
    {
        var scale = Shipped.Find("pain-0-10")! with { LeastChange = 2 };
        Assert.Equal(Direction.CannotTell, Comparing.Between(scale, new Score(scale.Id, 5, Before), new Score(scale.Id, 4, After)).Direction);
        Assert.Equal(Direction.Better, Comparing.Between(scale, new Score(scale.Id, 5, Before), new Score(scale.Id, 3, After)).Direction);
    }

    [Theory]
    [InlineData(3, Direction.Better)]
    [InlineData(4, Direction.Same)]
    [InlineData(5, Direction.Worse)]
    public void A_scale_that_compares_by_itself_has_no_baseline(int grade, Direction expected)
    {
        var scale = Shipped.Find("gais")!;
        Assert.Equal(expected, Comparing.Between(scale, null, new Score("gais", grade, After)).Direction);
        Assert.Throws<ArgumentException>(() => Comparing.Between(scale, new Score("gais", 3, Before), new Score("gais", 3, After)));
    }

    [Fact]
    public void Every_pair_of_grades_of_every_scale_compares_and_the_other_way_round_is_the_opposite() =>
        Gen.Int[0, WithBaseline.Length - 1].Select(i => WithBaseline[i]).SelectMany(scale => Gen.Int[0, scale.Grades.Length - 1].Select(Gen.Int[0, scale.Grades.Length - 1], (a, b) => (scale, scale.Grades[a].Value, scale.Grades[b].Value))).Sample((scale, one, other) =>
        {
            var there = Comparing.Between(scale, new Score(scale.Id, one, Before), new Score(scale.Id, other, After));
            var back = Comparing.Between(scale, new Score(scale.Id, other, Before), new Score(scale.Id, one, After));
            Assert.Equal(there.Grades, -back.Grades);
        });

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Compare("goodman-baron-qualitative", 3, 9));
        Assert.Throws<ArgumentException>(() => Comparing.Between(Shipped.Find("glogau")!, null, new Score("glogau", 1, After)));
        Assert.Throws<ArgumentException>(() => Comparing.Between(Shipped.Find("glogau")!, new Score("gais", 1, Before), new Score("glogau", 1, After)));
        Assert.Throws<ArgumentException>(() => Comparing.Between(Shipped.Find("glogau")!, new Score("glogau", 1, After), new Score("glogau", 1, Before)));
    }

    [Theory]
    [InlineData("grades", "1|2")]
    [InlineData("grades", "1|3|2|4|5")]
    [InlineData("grades", "1|2|3|4|many")]
    [InlineData("no_change", "9")]
    [InlineData("concerns", "glow")]
    public void A_scale_that_does_not_add_up_stops_the_program(string column, string cell) =>
        Assert.Throws<EvidenceException>(() => Tables.Shipped.With("scales.tsv", "gais", column, cell).ReadRules());

    private static Change Compare(string scale, int before, int after) => Comparing.Between(Shipped.Find(scale)!, new Score(scale, before, Before), new Score(scale, after, After));
}
