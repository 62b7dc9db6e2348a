namespace Stipple.Tests;

/// <summary>What is kept as bits and intervals is what was given.</summary>
public sealed class FactSets
{
    private static readonly Rules Rules = Scene.Shipped;

    private static Slot Born => Rules.FindQuestion(Question.Born)!.Slot;

    [Fact]
    public void Gives_back_every_fact_of_every_question_and_term() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var facts = new FactSet(Rules);
        var slots = Rules.Questions.Select(question => (question.Slot, question.Domain)).Concat(Rules.Terms.Select(term => (term.Slot, term.Domain)));
        var given = slots.Select(one => (one.Slot, Fact: random.Next(5) == 0 ? Fact.Unknown : RandomCases.FactOf(one.Domain, Rules, random, 0.7))).ToArray();
        foreach (var (slot, fact) in given) facts.Set(slot, fact);
        Assert.All(given, one => Assert.Equal(one.Fact, facts[one.Slot]));
        var copy = new FactSet(Rules.Facts, facts.Words);
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
        var slot = Rules.PlanTerms.Depth.Slot;
        facts.Set(slot, Fact.Of(number));
        Assert.Equal(Fact.Of(number), facts[slot]);
    }

    [Fact]
    public void Keeps_days_from_the_first_to_the_last_there_is()
    {
        var facts = new FactSet(Rules);
        var all = Fact.Of(ApproximateDate.Between(DateOnly.MinValue, DateOnly.MaxValue));
        facts.Set(Born, all);
        Assert.Equal(all, facts[Born]);
    }

    [Theory]
    [InlineData("born", 0UL, 1.5, 2)]
    [InlineData("born", 0UL, 1, 1e10)]
    [InlineData("born", 2UL, 0, 0)]
    [InlineData("born", 1UL, 1, 1)]
    [InlineData("isotretinoin", 8UL, 0, 0)]
    [InlineData("isotretinoin", 0UL, 1, 1)]
    [InlineData("pregnant", 16UL, 0, 0)]
    [InlineData("keloid", 2UL, 0, 0)]
    public void Refuses_what_is_no_fact_of_the_question(string question, ulong bits, double low, double high)
    {
        var (facts, slot) = (new FactSet(Rules), Rules.FindQuestion(question)!.Slot);
        Assert.Throws<InvalidOperationException>(() => facts.Set(slot, new Fact(true, bits, low, high)));
        Assert.Equal(Fact.Unknown, facts[slot]);
    }
}
