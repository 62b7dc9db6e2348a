namespace Stipple.Tests;

/// <summary>Letters lose their accents, whether these are part of the letter or characters of their own.</summary>
public sealed class AccentedLetters
{
    [Theory]
    [InlineData('é', 'e')]
    [InlineData('Å', 'A')]
    [InlineData('ž', 'z')]
    [InlineData('ế', 'e')]
    [InlineData('ǎ', 'a')]
    [InlineData('ø', 'ø')]
    [InlineData('e', 'e')]
    [InlineData('李', '李')]
    public void A_letter_without_its_accent(char letter, char plain) => Assert.Equal(plain, Letters.Base(letter));

    [Fact]
    public void An_accent_of_its_own_is_one()
    {
        Assert.True(Letters.IsAccent('\u0301'));
        Assert.False(Letters.IsAccent('e'));
    }
}
