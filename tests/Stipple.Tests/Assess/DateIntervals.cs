namespace Stipple.Tests;

/// <summary>Interval arithmetic against counting: every day on which the event may have been is tried.</summary>
public sealed class DateIntervals
{
    private static readonly string[] Signs = ["<", "<=", ">", ">=", "=", "!="];

    [Fact]
    public void Days_since_agree_with_trying_every_day() =>
        Gen.Select(Gen.Int[-60, 400], Gen.Int[0, 90], Gen.OneOf(Signs), Gen.Int[0, 400], Gen.Int[0, 60]).Sample((ago, length, sign, limit, ahead) =>
        {
            var latest = Scene.Day.AddDays(-ago);
            var planned = Scene.Day.AddDays(ahead);
            var date = ApproximateDate.Between(latest.AddDays(-length), latest);
            var expected = Every(date, day => Holds(planned.DayNumber - day.DayNumber, sign, limit));
            Assert.Equal(expected, Truth($"days since healed {sign} {limit}", "healed", date, planned));
        }, iter: 10_000);

    [Fact]
    public void Ages_agree_with_trying_every_day() =>
        Gen.Select(Gen.Int[0, 100 * 365], Gen.Int[0, 500], Gen.OneOf(Signs), Gen.Int[0, 100], Gen.Int[0, 400]).Sample((ago, length, sign, limit, ahead) =>
        {
            var latest = Scene.Day.AddDays(-ago);
            var planned = Scene.Day.AddDays(ahead);
            var date = ApproximateDate.Between(latest.AddDays(-length), latest);
            var expected = Every(date, day => Holds(Birthdays(day, planned), sign, limit));
            Assert.Equal(expected, Truth($"age {sign} {limit}", "born", date, planned));
        }, iter: 1_000);

    /// <summary>Whoever was born on 29 February completes a year on 1 March of a common year: the later day, so nobody is treated a day too young.</summary>
    [Theory]
    [InlineData("2008-02-29", "2026-02-28", Stipple.Terms.Truth.Yes)]
    [InlineData("2008-02-29", "2026-03-01", Stipple.Terms.Truth.No)]
    [InlineData("2008-02-28", "2026-02-28", Stipple.Terms.Truth.No)]
    [InlineData("2010-02-28", "2028-02-28", Stipple.Terms.Truth.No)]
    [InlineData("2010-03-01", "2028-02-29", Stipple.Terms.Truth.Yes)]
    [InlineData("2008-02-28/2008-02-29", "2026-02-28", Stipple.Terms.Truth.Unknown)]
    public void A_birthday_on_29_february(string born, string planned, Truth under18)
    {
        Assert.True(ApproximateDate.TryParse(born, out var date));
        Assert.Equal(under18, Truth("age < 18", "born", date, DateOnly.Parse(planned, System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Years that have been completed, counted by walking from birthday to birthday.</summary>
    private static int Birthdays(DateOnly born, DateOnly planned)
    {
        var years = 0;
        while (Birthday(born, born.Year + years + 1) <= planned) years++;
        return planned < born ? Before(born, planned) : years;
    }

    private static int Before(DateOnly born, DateOnly planned)
    {
        var years = 0;
        while (Birthday(born, born.Year + years) > planned) years--;
        return years;
    }

    private static DateOnly Birthday(DateOnly born, int year) =>
        born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, born.Month, born.Day);

    private static bool Holds(int value, string sign, int limit) => sign switch
    {
        "<" => value < limit,
        "<=" => value <= limit,
        ">" => value > limit,
        ">=" => value >= limit,
        "=" => value == limit,
        _ => value != limit,
    };

    private static Truth Every(ApproximateDate date, Func<DateOnly, bool> holds)
    {
        var (yes, no) = (false, false);
        for (var day = date.Earliest; day <= date.Latest; day = day.AddDays(1))
        {
            if (holds(day)) yes = true;
            else no = true;
        }

        return yes && no ? Stipple.Terms.Truth.Unknown : yes ? Stipple.Terms.Truth.Yes : Stipple.Terms.Truth.No;
    }

    private static Truth Truth(string when, string question, ApproximateDate date, DateOnly planned)
    {
        var sites = Scene.Of(Scene.Small, "nose", "").Sites;
        var answers = Scene.Of(Scene.Small, "nose", "").Answers.Add(question, new Answer(Fact.Of(date), "patient", Scene.Day));
        return Criteria.Parse(Scene.Small, when).Evaluate(new Case(ClinicPolicy.Defaults(Scene.Small), Scene.Day, planned, sites, Scene.Of(Scene.Small, "nose", "").Terms, answers).At(0));
    }
}
