using System.Globalization;

namespace Stipple.Tests;

public sealed class ApproximateDates
{
    [Theory]
    [InlineData("2026-05-14", "2026-05-14", "2026-05-14")]
    [InlineData("2026-05", "2026-05-01", "2026-05-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2025-10/2026-02", "2025-10-01", "2026-02-28")]
    [InlineData("2026-05/2026", "2026-05-01", "2026-12-31")]
    [InlineData("2024-02-29/2024-03-01", "2024-02-29", "2024-03-01")]
    public void Is_the_days_on_which_it_may_have_been(string text, string earliest, string latest)
    {
        Assert.True(ApproximateDate.TryParse(text, out var date));
        Assert.Equal(Day(earliest), date.Earliest);
        Assert.Equal(Day(latest), date.Latest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-04-31")]
    [InlineData("2026-5-1")]
    [InlineData("26")]
    [InlineData("14.05.2026")]
    [InlineData(" 2026")]
    [InlineData("2026 ")]
    [InlineData("2026-05-14T00:00")]
    [InlineData("2026/2025")]
    [InlineData("2026-05-14/2026-05-13")]
    [InlineData("2024/2025/2026")]
    [InlineData("2026/")]
    [InlineData("/2026")]
    [InlineData("never")]
    [InlineData("0000")]
    [InlineData("２０２６")]
    [InlineData("2026-05-14/2026-05-15/")]
    public void Is_refused_when_it_is_no_date(string? text) => Assert.False(ApproximateDate.TryParse(text, out _));

    [Theory]
    [InlineData("2026-01-01/2026-12-31", "2026")]
    [InlineData("2026-05-01/2026-05-31", "2026-05")]
    [InlineData("2026-05-14/2026-05-14", "2026-05-14")]
    [InlineData("2026-05-14/2026-05-31", "2026-05-14/2026-05-31")]
    [InlineData("2025/2026", "2025-01-01/2026-12-31")]
    public void Is_written_in_the_shortest_form_that_says_the_same(string text, string written)
    {
        Assert.True(ApproximateDate.TryParse(text, out var date));
        Assert.Equal(written, date.ToString());
    }

    [Fact]
    public void Comes_back_as_it_was_written() => Gen.Select(Gen.Int[0, DateOnly.MaxValue.DayNumber], Gen.Int[0, 1500]).Sample((start, length) =>
    {
        var earliest = DateOnly.FromDayNumber(start);
        var latest = DateOnly.FromDayNumber(Math.Min(start + length, DateOnly.MaxValue.DayNumber));
        var date = ApproximateDate.Between(earliest, latest);
        Assert.True(ApproximateDate.TryParse(date.ToString(), out var back));
        Assert.Equal((earliest, latest), (back.Earliest, back.Latest));
    }, iter: 5_000);

    [Fact]
    public void Does_not_run_backwards() =>
        Assert.Throws<ArgumentException>(() => ApproximateDate.Between(Day("2026-05-14"), Day("2026-05-13")));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
