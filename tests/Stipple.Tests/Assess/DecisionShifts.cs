namespace Stipple.Tests;

/// <summary>Two decisions on one person, compared.</summary>
public sealed class DecisionShifts
{
    private static readonly Rules Shipped = Rules.Shipped();

    [Fact]
    public void Are_none_between_a_decision_and_itself() =>
        RandomCases.Of(Shipped).Sample(one => Assert.True(DecisionShift.Between(Of(one), Of(one)).IsNone), iter: 200);

    [Fact]
    public void Turn_round_with_the_two_decisions() => WithOther((one, other) =>
    {
        var (there, back) = (DecisionShift.Between(one, other), DecisionShift.Between(other, one));
        Assert.Equal(there.IsNone, back.IsNone);
        Assert.Equal((there.Before, there.After), (back.After, back.Before));
        Assert.Equal(
            there.Rows.Select(row => (row.Rule.Id, row.Before, row.After)).Order(), back.Rows.Select(row => (row.Rule.Id, Before: row.After, After: row.Before)).Order());
        if (there.Before != there.After || there.StoodBefore != there.StandsAfter) Assert.NotEqual(there.Direction, back.Direction);
    });

    [Fact]
    public void Name_every_row_that_fires_in_one_of_them_alone() => WithOther((one, other) =>
    {
        var (then, now) = (Fired(one), Fired(other));
        var shift = DecisionShift.Between(one, other);
        Assert.Equal(now.Except(then).Order(), shift.Rows.Where(row => row is { After: RowState.Fires, Before: not RowState.Fires }).Select(row => row.Rule.Id).Order());
        Assert.Equal(then.Except(now).Order(), shift.Rows.Where(row => row is { Before: RowState.Fires, After: not RowState.Fires }).Select(row => row.Rule.Id).Order());
    });

    [Fact]
    public void Are_none_only_where_no_verdict_and_no_day_differs() => WithOther((one, other) =>
    {
        var (then, now) = (one.Candidacy.Findings, other.Candidacy.Findings);
        if (!DecisionShift.Between(one, other).IsNone) return;
        Assert.Equal(then.Overall, now.Overall);
        Assert.Equal(then.Sites.Select(site => site.Verdict), now.Sites.Select(site => site.Verdict));
        Assert.Equal(then.Components, now.Components);
        Assert.Equal(then.NotBefore, now.NotBefore);
    });

    [Fact]
    public void Say_why_wherever_a_decision_differs()
    {
        var differing = 0;
        WithOther((one, other) =>
        {
            var shift = DecisionShift.Between(one, other);
            if (shift.Before == shift.After) return;
            Assert.NotEmpty(shift.Rows);
            Interlocked.Increment(ref differing);
        });
        Assert.True(differing > 20, $"Only {differing} decisions differed.");
    }

    [Theory]
    [InlineData(10, 14, 30, ShiftDirection.Stricter)]
    [InlineData(10, 30, 14, ShiftDirection.Milder)]
    [InlineData(20, 14, 30, ShiftDirection.Stricter)]
    [InlineData(20, 30, 14, ShiftDirection.Milder)]
    public void Follow_a_policy_of_days_also_where_only_the_day_moves(int healed, int days, int then, ShiftDirection direction)
    {
        var shift = DecisionShift.Between(Settle(days), Settle(then));
        Assert.Equal(direction, shift.Direction);
        var row = Assert.Single(shift.Rows);
        Assert.Equal("herpes-simplex-active/recently-healed", row.Rule.Id);
        if (healed == 10) Assert.Equal((Scene.Day.AddDays(days - healed), Scene.Day.AddDays(then - healed)), (row.NotBefore!.Value, row.NotBeforeThen!.Value));

        Review Settle(int settle)
        {
            var term = Shipped.FindTerm("policy.hsv-settle-days")!;
            var filled = Scene.Filled(Shipped, "cheek-left at 1.0; device = pen", $"hsv-history = yes; hsv-frequency = 1-2; hsv-healed = {Scene.Day.AddDays(-healed):yyyy-MM-dd}");
            return Of(Scene.With(filled, policy: filled.Policy.With(term, Fact.Of(settle))));
        }
    }

    /// <summary>Random cases, each with the same plan under another policy; half of them with the answers of somebody else, so that much differs.</summary>
    private static void WithOther(Action<Review, Review> check) => RandomCases.WithRandom(Shipped).Sample(
        made =>
        {
            var (one, random) = made;
            var policy = Shipped.Switches.Aggregate(one.Policy, (policy, term) => random.Next(2) == 0 ? policy : policy.With(term, Known(term, random)));
            check(Of(one), Of(new Case(policy, one.AsOf, one.PlannedOn, one.Sites, one.Terms, random.Next(2) == 0 ? one.Answers : RandomCases.One(Shipped, random).Answers)));
        },
        iter: 1500);

    private static Fact Known(CaseTerm term, Random random) =>
        term.Domain.Type is QuestionType.Number ? Fact.Of(random.Next(2) == 0 ? term.Domain.Minimum : term.Domain.Maximum) : Fact.OfBits(1UL << random.Next(term.Domain.Options.Length));

    private static Review Of(Case one) => Reviewing.Of(Screening.Decide(one), []);

    private static string[] Fired(Review review) => [.. review.Candidacy.Findings.Fired.Select(reason => reason.Rule.Id)];
}
