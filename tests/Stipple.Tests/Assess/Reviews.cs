using System.Collections.Immutable;
using Stipple.Clinic;

namespace Stipple.Tests;

/// <summary>What a decision leaves to be done, and what an override lifts of it.</summary>
public sealed class Reviews
{
    private const string Keloid = "keloid = yes; keloid-cause = operation; keloid-zones = chest";
    private const string Prone = "keloid = yes; keloid-number = several; keloid-cause = operation; keloid-zones = chest";

    private static readonly PersonId Ada = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly PersonId Ben = new(new Guid(2, 0, 0, new byte[8]));

    [Fact]
    public void Are_settled_where_nothing_stands()
    {
        Assert.IsType<Review.Settled>(Plans.Review(Plans.Cheek));
        var cautious = Assert.IsType<Review.Settled>(Plans.Review(Plans.Cheek, "keloid-family = yes"));
        Assert.Contains(cautious.Candidacy.Findings.Fired, reason => reason.Rule.Id == "keloid-history/family");
    }

    [Fact]
    public void Are_open_while_a_row_stands_and_say_how_many_persons_it_takes()
    {
        var standing = Assert.Single(Assert.IsType<Review.Open>(Plans.Review(Plans.Cheek, Keloid)).Standing);
        Assert.Equal(("keloid-history", 1), (standing.Reason.Rule.Id, standing.PersonsMissing!.Value));
    }

    [Theory]
    [InlineData(Credential.Dermatology, true)]
    [InlineData(Credential.Prescriber, false)]
    [InlineData(Credential.Practitioner, false)]
    public void Are_settled_by_whom_the_row_names(string credential, bool settles)
    {
        var review = Plans.Review(Plans.Cheek, Keloid, overrides: By(Ada, "keloid-history", credential));
        Assert.Equal(settles, review is Review.Settled { Overrides.Length: 1 });
    }

    [Fact]
    public void Are_not_settled_by_an_override_of_another_row() =>
        Assert.IsType<Review.Open>(Plans.Review(Plans.Cheek, Keloid, overrides: By(Ada, "keloid-history/prone", Credential.Dermatology)));

    [Fact]
    public void Of_an_absolute_take_two_persons_and_one_of_them_twice_is_one()
    {
        Assert.Equal(2, Missing(Plans.Review(Plans.Cheek, Prone)));
        Assert.Equal(1, Missing(Plans.Review(Plans.Cheek, Prone, overrides: Prone1(Ada))));
        Assert.Equal(1, Missing(Plans.Review(Plans.Cheek, Prone, overrides: [Prone1(Ada), Prone1(Ada) with { Reason = "once more" }])));
        Assert.Null(Missing(Plans.Review(Plans.Cheek, Prone, overrides: [.. Others(Prone), Prone1(Ada), Prone1(Ben)])));
    }

    [Fact]
    public void Count_a_letter_as_the_word_of_who_wrote_it()
    {
        var letter = Prone1(Ada) with { Outside = "Dr Quint" };
        Assert.Equal(1, Missing(Plans.Review(Plans.Cheek, Prone, overrides: letter)));
        Assert.Equal(1, Missing(Plans.Review(Plans.Cheek, Prone, overrides: [letter, Prone1(Ben) with { Outside = " dr quint " }]))); // the same person, recorded by somebody else
        Assert.Null(Missing(Plans.Review(Plans.Cheek, Prone, overrides: [.. Others(Prone), letter, Prone1(Ada) with { Outside = "Dr Roth" }])));
    }

    [Fact]
    public void Never_are_settled_where_nobody_may_override()
    {
        var open = Assert.IsType<Review.Open>(Plans.Review(Plans.Cheek, "pregnant = yes", overrides: [By(Ada, "pregnancy", Credential.Dermatology), By(Ben, "pregnancy", Credential.Prescriber)]));
        Assert.Null(Assert.Single(open.Standing).PersonsMissing);
    }

    [Fact]
    public void Never_are_settled_while_an_answer_is_missing()
    {
        var filled = Plans.Review(Plans.Cheek, Keloid).Candidacy.Findings.Case;
        var without = Scene.With(filled, answers: filled.Answers.Remove("hsv-history"));
        var open = Assert.IsType<Review.Open>(Reviewing.Of(Screening.Decide(without), [By(Ada, "keloid-history", Credential.Dermatology)]));
        Assert.Empty(open.Standing); // nothing is left to override, and it is open all the same
        Assert.IsType<Review.Settled>(Reviewing.Of(Screening.Decide(filled), [By(Ada, "keloid-history", Credential.Dermatology)]));
    }

    [Fact]
    public void Of_an_absolute_that_was_overridden_still_want_the_milder_questions_answered()
    {
        var filled = Plans.Review(Plans.Cheek, Prone).Candidacy.Findings.Case;
        var without = Screening.Decide(Scene.With(filled, answers: filled.Answers.Remove("hsv-history")));
        Assert.Equal(Decision.DoNotTreat, without.Decision); // the word is settled although a question is open
        ImmutableArray<Override> all = [.. Others(Prone), Prone1(Ada), Prone1(Ben)];
        Assert.IsType<Review.Open>(Reviewing.Of(without, all));
        Assert.IsType<Review.Settled>(Reviewing.Of(Screening.Decide(filled), all));
    }

    private static int? Missing(Review review) =>
        (review as Review.Open)?.Standing.Single(standing => standing.Reason.Rule.Id == "keloid-history/prone").PersonsMissing;

    /// <summary>Overrides of the milder rows that fire beside the absolute one.</summary>
    private static Override[] Others(string answers) =>
        [.. Plans.Review(Plans.Cheek, answers).Candidacy.Findings.Fired.Where(reason => reason.Rule.Grade is Grade.Relative or Grade.Defer).Select(reason => By(Ada, reason.Rule.Id, Credential.Dermatology))];

    private static Override Prone1(PersonId by) => By(by, "keloid-history/prone", Credential.Dermatology);

    private static Override By(PersonId by, string rule, string credential) => new(rule, credential, "The scars are thirty years old and flat.", by, null, Plans.Day);
}
