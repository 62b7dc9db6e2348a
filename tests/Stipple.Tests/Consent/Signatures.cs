using Stipple.Consent;

namespace Stipple.Tests;

/// <summary>A typed name, and strokes drawn on glass.</summary>
public sealed class Signatures
{
    [Theory]
    [InlineData("Ann Example", true)]
    [InlineData("  ann   EXAMPLE ", true)]
    [InlineData("AnnExample", true)]
    [InlineData("Änn Exámple", true)]
    [InlineData("Ann Exampl", false)]
    [InlineData("Example Ann", false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    public void A_name_is_the_same_without_regard_to_case_accents_and_spaces(string typed, bool same) => Assert.Equal(same, SignedName.Is(typed, "Ann Example"));

    [Theory]
    [InlineData("Zoë O'Brien-Šimić", "ZOE O’BRIEN SIMIC", true)]
    [InlineData("李小龍", "李小龍", true)]
    [InlineData("李小龍", "李小", false)]
    [InlineData("--", "--", false)]
    public void Names_of_every_script_and_marks_between_letters_are_compared_by_their_letters(string name, string typed, bool same) => Assert.Equal(same, SignedName.Is(typed, name));

    [Theory]
    [InlineData("M0 0", true)]
    [InlineData("M0 0L9 9L599 199M3 4L5 6", true)]
    [InlineData("", false)]
    [InlineData("L0 0", false)]
    [InlineData("M0 0\n", false)]
    [InlineData("M0 0C1 1 2 2 3 3", false)]
    [InlineData("M0 0L9999 0", false)]
    [InlineData("M-1 0", false)]
    [InlineData("M0 0\"/><script>", false)]
    [InlineData("M٣ 0", false)]
    public void Strokes_are_M_and_L_and_whole_numbers(string path, bool strokes) => Assert.Equal(strokes, DrawnSignature.IsPath(path));

    [Fact]
    public void A_drawing_has_at_most_20_000_characters()
    {
        var path = "M0 0" + string.Concat(Enumerable.Repeat("L10 10", 3332));
        Assert.Equal(DrawnSignature.Longest - 4, path.Length);
        Assert.True(DrawnSignature.IsPath(path));
        Assert.False(DrawnSignature.IsPath(path + "L10 10"));
    }
}
