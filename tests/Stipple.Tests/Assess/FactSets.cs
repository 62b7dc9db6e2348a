namespace Stipple.Tests;

/// <summary>What is kept in nine bytes is what was given.</summary>
public sealed class FactSets
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void Gives_back_every_fact_of_every_question_and_term() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var facts = new FactSet(Rules);
        var slots = Rules.Questions.Select(question => (question.Slot, question.Domain)).Concat(Rules.Terms.Select(term => (term.Slot, term.Domain)));
        var given = slots.Select(one => (one.Slot, Fact: random.Next(5) == 0 ? Fact.Unknown : RandomCases.FactOf(one.Domain, Rules, random, 0.7))).ToArray();
        foreach (var (slot, fact) in given) facts.Set(slot, fact);
        Assert.All(given, one => Assert.Equal(one.Fact, facts[one.Slot]));
        var copy = facts.Copy();
        foreach (var (slot, _) in given) facts.Set(slot, Fact.Unknown);
        Assert.All(given, one => Assert.Equal(Fact.Unknown, facts[one.Slot]));
        Assert.All(given, one => Assert.Equal(one.Fact, copy[one.Slot]));
    }, iter: 300);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(double.Epsilon)]
    public void Keeps_a_number_to_its_last_bit(double number)
    {
        var facts = new FactSet(Rules);
        facts.Set(new Slot(true, 0), Fact.Of(number));
        Assert.Equal(Fact.Of(number), facts[new Slot(true, 0)]);
    }

    [Fact]
    public void Keeps_days_from_the_first_to_the_last_there_is()
    {
        var facts = new FactSet(Rules);
        var all = Fact.Of(ApproximateDate.Between(DateOnly.MinValue, DateOnly.MaxValue));
        facts.Set(new Slot(false, 0), all);
        Assert.Equal(all, facts[new Slot(false, 0)]);
    }

    [Theory]
    [InlineData(0UL, 1.5, 2)]
    [InlineData(0UL, 1, 1e10)]
    [InlineData(2UL, 1, 1)]
    public void Refuses_what_it_cannot_keep(ulong bits, double low, double high) =>
        Assert.Throws<InvalidOperationException>(() => new FactSet(Rules).Set(new Slot(false, 0), new Fact(true, bits, low, high)));
}
