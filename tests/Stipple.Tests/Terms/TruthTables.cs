namespace Stipple.Tests;

/// <summary>Kleene's strong logic, as printed in Introduction to Metamathematics (1952), paragraph 64.</summary>
public sealed class TruthTables
{
    private static readonly Truth[] Values = [Truth.Yes, Truth.Unknown, Truth.No];

    [Theory]
    [InlineData(Truth.Yes, Truth.Yes, Truth.Yes, Truth.Yes)]
    [InlineData(Truth.Yes, Truth.Unknown, Truth.Unknown, Truth.Yes)]
    [InlineData(Truth.Yes, Truth.No, Truth.No, Truth.Yes)]
    [InlineData(Truth.Unknown, Truth.Yes, Truth.Unknown, Truth.Yes)]
    [InlineData(Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown)]
    [InlineData(Truth.Unknown, Truth.No, Truth.No, Truth.Unknown)]
    [InlineData(Truth.No, Truth.Yes, Truth.No, Truth.Yes)]
    [InlineData(Truth.No, Truth.Unknown, Truth.No, Truth.Unknown)]
    [InlineData(Truth.No, Truth.No, Truth.No, Truth.No)]
    public void And_and_or_are_as_in_the_book(Truth a, Truth b, Truth and, Truth or)
    {
        Assert.Equal(and, a.And(b));
        Assert.Equal(or, a.Or(b));
    }

    [Theory]
    [InlineData(Truth.Yes, Truth.No, true)]
    [InlineData(Truth.Unknown, Truth.Unknown, false)]
    [InlineData(Truth.No, Truth.Yes, true)]
    public void Not_turns_what_is_settled_and_leaves_the_unknown(Truth a, Truth not, bool settled)
    {
        Assert.Equal(not, a.Not());
        Assert.Equal(settled, a.IsSettled);
    }

    [Fact]
    public void What_nobody_said_is_unknown() => Assert.Equal(Truth.Unknown, default);

    [Fact]
    public void A_bool_is_settled() => Assert.Equal([Truth.Yes, Truth.No], [true.ToTruth(), false.ToTruth()]);

    [Fact]
    public void De_morgan_commutation_association_and_distribution_hold()
    {
        foreach (var a in Values)
        {
            Assert.Equal(a, a.Not().Not());
            foreach (var b in Values)
            {
                Assert.Equal(a.And(b).Not(), a.Not().Or(b.Not()));
                Assert.Equal(a.Or(b).Not(), a.Not().And(b.Not()));
                Assert.Equal(a.And(b), b.And(a));
                Assert.Equal(a.Or(b), b.Or(a));
                foreach (var c in Values)
                {
                    Assert.Equal(a.And(b).And(c), a.And(b.And(c)));
                    Assert.Equal(a.Or(b).Or(c), a.Or(b.Or(c)));
                    Assert.Equal(a.And(b.Or(c)), a.And(b).Or(a.And(c)));
                }
            }
        }
    }

    [Fact]
    public void Learning_more_never_changes_what_was_settled()
    {
        foreach (var a in Values)
        foreach (var b in Values)
        foreach (var more in Values.Where(more => IsAtMost(a, more)))
        foreach (var other in Values.Where(other => IsAtMost(b, other)))
        {
            Assert.True(IsAtMost(a.And(b), more.And(other)));
            Assert.True(IsAtMost(a.Or(b), more.Or(other)));
            Assert.True(IsAtMost(a.Not(), more.Not()));
        }
    }

    /// <summary>The information order: unknown lies below yes and no.</summary>
    private static bool IsAtMost(Truth a, Truth b) => a is Truth.Unknown || a == b;
}
