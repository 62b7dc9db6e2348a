namespace Stipple.Tests;

/// <summary>What the tables say to people, read for what must never be said.</summary>
public sealed class ApprovedTexts
{
    private static readonly (string File, string Column)[] ToLayReaders =
    [
        ("rules.tsv", "tells"), ("public.tsv", "tells"), ("concerns.tsv", "tells"), ("entries.tsv", "plain"), ("sites.tsv", "plain"), ("concerns.tsv", "plain"),
        ("questions.tsv", "section"), ("questions.tsv", "topic"), ("questions.tsv", "asks"), ("questions.tsv", "hint"), ("questions.tsv", "why"), ("questions.tsv", "labels"),
        ("courses.tsv", "tells"), ("topicals.tsv", "plain"), ("anaesthetics.tsv", "plain"), ("paragraphs.tsv", "heading"), ("paragraphs.tsv", "tells"),
        ("aftercare.tsv", "title"), ("aftercare.tsv", "expect"), ("aftercare.tsv", "do"), ("triage.tsv", "asks"), ("triage.tsv", "tells"),
        ("conflicts.tsv", "says"),
    ];

    [Fact]
    public void Nobody_is_told_to_leave_off_a_medicine()
    {
        var columns = Shapes.All.Where(shape => shape != Shapes.Sources).SelectMany(shape => shape.Columns.OfType<Column.Text>().Select(column => (shape.File, column.Name)));
        foreach (var (file, column) in columns)
        foreach (var text in Tables.Shipped.Column(file, column))
            Assert.True(TextScanner.TellsToLeaveOffAMedicine(text) is null, $"{file}, {column}: {text}");
    }

    [Fact]
    public void Lay_readers_are_neither_reassured_nor_promised_anything()
    {
        foreach (var (file, column) in ToLayReaders)
        foreach (var text in Tables.Shipped.Column(file, column))
            Assert.True(TextScanner.Reassures(text) is null, $"{file}, {column}: {TextScanner.Reassures(text)} in: {text}");
    }

    [Fact]
    public void Every_text_column_for_lay_readers_is_read() =>
        Assert.All(ToLayReaders, column => Assert.NotEmpty(Tables.Shipped.Column(column.File, column.Column)));

    [Theory]
    [InlineData("Please stop taking aspirin before you come.")]
    [InlineData("Pause your blood thinner for two days.")]
    [InlineData("You may come off warfarin.")]
    [InlineData("Stop aspirin.")]
    [InlineData("Skip one dose of your tablet on the day.")]
    [InlineData("Reduce the dose of heparin.")]
    [InlineData("Do not take ibuprofen for a week.")]
    [InlineData("Warfarin should be stopped five days before.")]
    [InlineData("The anticoagulant must be interrupted.")]
    [InlineData("Discontinue apixaban 48 hours before needling.")]
    [InlineData("Hold clopidogrel for 7 days.")]
    [InlineData("Ask them to withhold their prescribed medicine.")]
    [InlineData("Leave out your morning pills.")]
    [InlineData("Bring your list. Then stop the prescribed cream.")]
    [InlineData("Avoid anti-inflammatories.")]
    [InlineData("No isotretinoin for six months.")]
    public void The_scanner_catches(string text) => Assert.NotNull(TextScanner.TellsToLeaveOffAMedicine(text));

    [Theory]
    [InlineData("Only the prescriber changes a medicine.")]
    [InlineData("Keep taking prescribed medicines; only the prescriber changes them.")]
    [InlineData("Never stop a blood thinner for a cosmetic treatment.")]
    [InlineData("Do not stop aspirin.")]
    [InlineData("The bleeding stopped after a minute.")]
    [InlineData("Do you take aspirin?")]
    [InlineData("Needling beyond 1.5 mm bleeds more on warfarin.")]
    public void The_scanner_allows(string text) => Assert.Null(TextScanner.TellsToLeaveOffAMedicine(text));

    [Theory]
    [InlineData("This is safe.", "safe")]
    [InlineData("You are a good candidate.", "good candidate")]
    [InlineData("Results are guaranteed", "guaranteed")]
    [InlineData("Just call us!", "!")]
    [InlineData("It is Simply done.", "Simply")]
    [InlineData("It was proven.", "proven")]
    public void The_scanner_catches_reassurance(string text, string word) => Assert.Equal(word, TextScanner.Reassures(text));

    [Theory]
    [InlineData("Report it to the safety office.")]
    [InlineData("Ask whether it is cleared for this use.")]
    public void The_scanner_allows_plain_words(string text) => Assert.Null(TextScanner.Reassures(text));
}
