using System.Collections.Immutable;
using CsCheck;
using Stipple.Aftercare;

namespace Stipple.Tests;

/// <summary>How soon somebody has to look at what a patient reports.</summary>
public sealed class TriageRows
{
    private static readonly Rules Rules = Scene.Shipped;
    private static readonly ImmutableArray<SignRow> Rows = CareTexts.Of(Rules).Rows;

    [Fact]
    public void Every_row_counts_in_its_first_hour_and_no_longer_in_the_hour_in_which_it_ends()
    {
        foreach (var row in Rows)
        {
            Assert.Equal(row, Sort([row.Sign], [], row.From).Rows.Single());
            if (row.To is { } end) Assert.NotEqual(row, Sort([row.Sign], [], end).Rows.Single());
        }
    }

    [Theory]
    [InlineData("redness-stays", 71, Urgency.Expected)]
    [InlineData("redness-stays", 72, Urgency.TwoDays)]
    [InlineData("bleeding", 23, Urgency.Expected)]
    [InlineData("bleeding", 24, Urgency.Today)]
    [InlineData("breathing", 0, Urgency.Emergency)]
    [InlineData("breathing", 5000, Urgency.Emergency)]
    public void A_sign_is_as_urgent_as_its_hour_says(string sign, int hours, Urgency expected) => Assert.Equal(expected, Sort([sign], [], hours).Urgency);

    [Fact]
    public void The_most_urgent_sign_decides_and_stands_first() => Gen.Shuffle(Rows.Select(row => row.Sign).Distinct().ToArray()).Select(Gen.Int[1, 24], Gen.Int[0, 2000]).Sample((signs, many, hours) =>
    {
        var advice = Sort([.. signs.Take(many)], [], hours);
        Assert.Equal(advice.Rows.Max(row => row.Urgency), advice.Urgency);
        Assert.Equal(advice.Rows.Select(row => row.Urgency).OrderDescending(), advice.Rows.Select(row => row.Urgency));
        Assert.Equal(many, advice.Rows.Length);
    });

    [Fact]
    public void One_sign_more_never_makes_it_less_urgent() => Gen.Shuffle(Rows.Select(row => row.Sign).Distinct().ToArray()).Select(Gen.Int[0, 23], Gen.Int[0, 2000]).Sample((signs, many, hours) =>
        Assert.True(Sort([.. signs.Take(many + 1)], [], hours).Urgency >= Sort([.. signs.Take(many)], [], hours).Urgency));

    [Fact]
    public void A_sign_that_the_patient_is_not_sure_about_counts_and_is_never_only_expected()
    {
        Assert.Equal(Urgency.Emergency, Sort([], ["eye"], 10).Urgency);
        Assert.Equal(Urgency.Week, Sort([], ["dryness"], 10).Urgency);
        Assert.Equal(Urgency.Expected, Sort(["dryness"], [], 10).Urgency);
    }

    [Fact]
    public void Nothing_reported_is_expected_and_due_by_nobody()
    {
        Assert.Equal(Urgency.Expected, Sort([], [], 10).Urgency);
        Assert.Null(Triage.DueBy(Urgency.Expected, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void The_more_urgent_the_sooner_it_is_due()
    {
        var due = Enum.GetValues<Urgency>().Where(urgency => urgency != Urgency.Expected).Select(urgency => Triage.DueBy(urgency, DateTimeOffset.UnixEpoch)).ToArray();
        Assert.Equal(due.OrderDescending(), due);
        Assert.Equal(due.Length, due.Distinct().Count());
    }

    [Fact]
    public void A_sign_that_no_row_knows_is_refused() => Assert.Throws<ArgumentException>(() => Sort(["glow"], [], 1));

    [Fact]
    public void A_check_in_before_its_session_is_refused() => Assert.Throws<ArgumentException>(() => Sort([], [], -1));

    [Theory]
    [InlineData("from_hours", "71")]
    [InlineData("from_hours", "73")]
    [InlineData("to_hours", "96")]
    [InlineData("asks", "The redness is not fading at all")]
    public void A_gap_an_overlap_an_early_end_or_other_words_in_the_rows_of_a_sign_stop_the_program(string column, string cell) =>
        Assert.Throws<EvidenceException>(() => Tables.Shipped.With("triage.tsv", "redness-stays/late", column, cell).ReadRules());

    private static Advice Sort(ImmutableArray<string> signs, ImmutableArray<string> unsure, int hours) => Triage.Sort(new CheckIn(signs, unsure, hours), Rules);
}
