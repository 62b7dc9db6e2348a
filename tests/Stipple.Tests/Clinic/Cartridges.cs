using Stipple.Clinic;

namespace Stipple.Tests;

/// <summary>What is read off the code on a cartridge's pouch.</summary>
public sealed class Cartridges
{
    private const char Group = '\u001d';

    [Theory]
    [InlineData("(01)04012345678901(17)271231(10)B2307(21)00817")]
    [InlineData("(17)271231(21)00817(10)B2307(01)04012345678901")]
    [InlineData("0104012345678901172712311" + "0B2307\u001d2100817")]
    [InlineData("]d20104012345678901172712311" + "0B2307\u001d2100817")]
    [InlineData("  (01)04012345678901(11)250101(17)271231(10)B2307(21)00817 ")]
    public void All_four_parts_are_read_with_parentheses_or_separators_in_any_order(string text)
    {
        Assert.True(Cartridge.TryReadUdi(text, out var udi));
        Assert.Equal(("04012345678901", new DateOnly(2027, 12, 31), "B2307", "00817"), udi);
    }

    [Theory]
    [InlineData("(17)270200", 2027, 2, 28)]
    [InlineData("(17)280200", 2028, 2, 29)]
    [InlineData("(17)280229", 2028, 2, 29)]
    public void Day_00_is_the_last_of_the_month(string text, int year, int month, int day)
    {
        Assert.True(Cartridge.TryReadUdi(text, out var udi));
        Assert.Equal(new DateOnly(year, month, day), udi.Expires);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B2307")]
    [InlineData("(01)0401234567890")]
    [InlineData("(17)271331")]
    [InlineData("(17)270229")]
    [InlineData("(17)27123x")]
    [InlineData("(10)")]
    [InlineData("(10)B2307(10)B2308")]
    [InlineData("(99)12")]
    [InlineData("(10B2307")]
    [InlineData("(10)123456789012345678901")]
    public void What_is_no_such_code_is_not_read(string text) => Assert.False(Cartridge.TryReadUdi(text, out _));

    [Fact]
    public void Nothing_that_can_be_typed_makes_it_fail()
    {
        var random = new Random(2307);
        string[] parts = ["(", ")", "01", "10", "17", "21", "11", "]", "]d2", "0", "271231", "04012345678901", "B", "ä", " ", $"{Group}", "٣", "\ud83d"];
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            if (Cartridge.TryReadUdi(text, out var udi)) Assert.NotEqual(default, udi);
        }
    }

    [Fact]
    public void The_same_cartridge_is_the_same_however_it_is_typed()
    {
        var cartridge = new Cartridge("B2307", "s-17", new DateOnly(2027, 12, 31));
        Assert.Equal(cartridge.OnceKey, (cartridge with { Lot = "b2307", Serial = "S-17" }).OnceKey);
        Assert.NotEqual(cartridge.OnceKey, (cartridge with { Serial = "S-18" }).OnceKey);
        Assert.True(cartridge.MayBeUsedOn(cartridge.Expires));
        Assert.False(cartridge.MayBeUsedOn(cartridge.Expires.AddDays(1)));
    }
}
