using Stipple.Skin.Healing;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>
/// H01 of docs/model/published.md: the wave in excisional wounds (healing time 1, as the rates were fitted) against normalised consensus curves over 28 days, as
/// collected by the skibidy project (Apache-2.0) from the sources it names; digitised there, not by us. They are what the rates were
/// fitted to, so this is calibration: root mean square at most 0.10. The closure of wounds has no counterpart in punctures.
/// </summary>
public sealed class ConsensusCurves
{
    private static readonly double[] days = [0, 0.5, 1, 2, 3, 4, 5, 7, 10, 14, 21, 28];

    [Fact]
    public void Inflammation() => Holds(HealingOutput.Inflammation, days, [0, 0.7, 0.95, 1, 0.85, 0.7, 0.55, 0.35, 0.18, 0.08, 0.03, 0.02]);

    [Fact]
    public void Myofibroblasts() => Holds(
        HealingOutput.Myofibroblasts, [0, 2, 4, 6, 8, 10, 12, 15, 18, 20, 24, 28], [0, 0, 0.05, 0.3, 0.65, 0.9, 1, 0.95, 0.7, 0.5, 0.25, 0.1]);

    /// <summary>Their number is not an output of its own: inflammation with the macrophages hurried away is neutrophils alone.</summary>
    [Fact]
    public void Neutrophils() => Holds(HealingOutput.Inflammation, days, [0, 0.5, 1, 0.95, 0.6, 0.3, 0.1, 0.01, 0, 0, 0, 0], person => person.Set(HealingParameter.MacrophageRate, 0, 12));

    /// <summary>And macrophages are what comes after the neutrophils, which a chain without them cannot show: N + M less N.</summary>
    [Fact]
    public void Macrophages()
    {
        var both = Curve(HealingOutput.Inflammation, days, _ => { });
        var neutrophils = Wave(1.28, 0.53);
        Assert.InRange(Error([.. both.Select((value, i) => value - neutrophils[i])], [0, 0.05, 0.4, 0.8, 1, 0.95, 0.85, 0.55, 0.28, 0.1, 0.03, 0], 3), 0, 0.1);

        static double[] Wave(double signal, double leaving) => [.. days.Select(day => signal / (signal - leaving) * (Math.Exp(-leaving * day) - Math.Exp(-signal * day)))];
    }

    /// <summary>All new collagen, as a share of that after 28 days.</summary>
    [Fact]
    public void Collagen()
    {
        double[] at = [0, 3, 5, 7, 10, 14, 18, 21, 24, 28], expected = [0, 0, 0.02, 0.08, 0.18, 0.35, 0.55, 0.72, 0.88, 1];
        var three = Curve(HealingOutput.CollagenThree, at, Alone);
        var first = Curve(HealingOutput.CollagenOne, at, Alone);
        Assert.InRange(Error([.. three.Zip(first, (a, b) => a + b)], expected, 28), 0, 0.1);

        static void Alone(HealingColumns person) => person.Set(HealingParameter.CollagenRoom, 0, 20);
    }

    private static void Holds(HealingOutput output, double[] at, double[] expected, Action<HealingColumns>? change = null) =>
        Assert.InRange(Error(Curve(output, at, change ?? (_ => { })), expected, null), 0, 0.1);

    /// <summary>Root mean square, with the curve over its value at a day, or else over its peak.</summary>
    private static double Error(double[] curve, double[] expected, double? day)
    {
        var whole = day is null || day < 28 ? curve.Max() : curve[^1];
        var error = Math.Sqrt(curve.Zip(expected, (value, right) => value / whole - right).Average(difference => difference * difference));
        TestContext.Current.TestOutputHelper?.WriteLine($"{error:f3}");
        return error;
    }

    private static double[] Curve(HealingOutput output, double[] at, Action<HealingColumns> change)
    {
        var person = Persons.Median(1);
        person.Set(HealingParameter.SignalRate, 0, 1.28);
        person.Set(HealingParameter.NeutrophilRate, 0, 0.53);
        person.Set(HealingParameter.MacrophageRate, 0, 0.336);
        person.Set(HealingParameter.FibroblastRate, 0, 0.293);
        change(person);
        var course = new HealingCourse([0], [.. at]);
        var curves = new HealingCurves(person, course);
        HealingModel.Run(person, course, curves);
        return [.. Enumerable.Range(0, at.Length).Select(look => curves.Of(output, look)[0])];
    }
}
