using Stipple.Treat;
using static Stipple.Tests.Chair;

namespace Stipple.Tests;

/// <summary>A plan is begun on the decision that was signed, or on a milder one.</summary>
public sealed class SameDecisions
{
    private const string Fires = "pregnant = yes";

    [Fact]
    public void The_same_answers_are_the_same_decision()
    {
        Assert.True(Treating.IsSameDecision(Decided(Wanted), Decided(Wanted)));
        Assert.True(Treating.IsSameDecision(Decided(Wanted, Fires), Decided(Wanted, Fires)));
        Assert.NotEmpty(Decided(Wanted, Fires).Fired);
    }

    [Fact]
    public void A_row_that_fires_since_is_another_decision_and_one_that_fires_no_longer_is_not()
    {
        Assert.False(Treating.IsSameDecision(Decided(Wanted), Decided(Wanted, Fires)));
        Assert.True(Treating.IsSameDecision(Decided(Wanted, Fires), Decided(Wanted)));
    }

    [Fact]
    public void A_row_that_fires_at_one_more_site_is_another_decision()
    {
        var one = Wanted with { Zones = [Wanted.Zones[0]] };
        Assert.False(Treating.IsSameDecision(Decided(one, Fires), Decided(Wanted, Fires)));
        Assert.True(Treating.IsSameDecision(Decided(Wanted, Fires), Decided(one, Fires)));
    }
}
