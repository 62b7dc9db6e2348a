using Stipple.Aftercare;

namespace Stipple.Tests;

/// <summary>What a patient takes home.</summary>
public sealed class Sheets
{
    private const string Face = "cheek-left at 0.5; anaesthetic = none";
    private const string Numbed = "cheek-left at 0.5; anaesthetic = licensed-cream";

    [Fact]
    public void The_windows_come_in_the_order_of_time_and_leave_no_hour_out()
    {
        var windows = Instructions.For(Scene.Filled(Scene.Shipped, Face, ""));
        Assert.Equal(windows.Select(window => window.From).Order(), windows.Select(window => window.From));
        Assert.All(Enumerable.Range(0, 2000), hour => Assert.Contains(windows, window => window.From <= hour && !(hour >= window.To)));
    }

    [Fact]
    public void A_window_with_a_condition_is_left_out_only_where_the_condition_is_a_settled_no()
    {
        Assert.DoesNotContain(Instructions.For(Scene.Filled(Scene.Shipped, Face, "")), window => window.Id == "numb-skin");
        Assert.Contains(Instructions.For(Scene.Filled(Scene.Shipped, Numbed, "")), window => window.Id == "numb-skin");
        Assert.DoesNotContain(Instructions.For(Scene.Filled(Scene.Shipped, Face, "hsv-history = no")), window => window.Id == "cold-sore-watch");
        Assert.Contains(Instructions.For(Scene.Of(Scene.Shipped, Face, "")), window => window.Id == "cold-sore-watch");
    }
}
