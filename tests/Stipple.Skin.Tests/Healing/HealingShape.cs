using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Stipple.Skin.Healing;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>What has to hold of the model whatever the numbers: order, exactness, additivity, limits, the same bits everywhere.</summary>
public sealed class HealingShape
{
    private static readonly HealingCourse year = HealingCourse.Daily(4, 28, 365);

    /// <summary>A strong responder, whose collagen nearly fills its room: steps of 1, a half and a quarter of a day.</summary>
    [Fact]
    public void Collagen_is_of_fourth_order_in_the_step()
    {
        var person = Persons.Median(0.9);
        person.Set(HealingParameter.CollagenThreeYield, 0, 0.8);
        person.Set(HealingParameter.CollagenRoom, 0, 0.5);
        person.Set(HealingParameter.Conversion, 0, 0.2);
        var exact = Collagen(64);
        var orders = new[] { 1, 2 }.Select(perDay => Math.Log2(Math.Abs(Collagen(perDay) - exact) / Math.Abs(Collagen(2 * perDay) - exact)));
        Assert.All(orders, order => Assert.InRange(order, 3.7, 5));

        double Collagen(int perDay)
        {
            var course = new HealingCourse([0], [.. Enumerable.Range(0, 12 * perDay + 1).Select(i => i / (double)perDay)]);
            var curves = new HealingCurves(person, course);
            HealingModel.Run(person, course, curves);
            return curves.Of(HealingOutput.CollagenThree, 12 * perDay)[0];
        }
    }

    /// <summary>Equal rates, where a sum of exponentials divides by nothing: the chain is then Erlang's, t^k e^(-rt) r^k / k!.</summary>
    [Fact]
    public void Equal_rates_are_exact()
    {
        var person = Persons.Median(1);
        foreach (var rate in new[] { HealingParameter.SignalRate, HealingParameter.NeutrophilRate, HealingParameter.MacrophageRate, HealingParameter.FibroblastRate }) person.Set(rate, 0, 0.29);
        var curves = Run(person, HealingCourse.Daily(1, 1, 60));
        for (var day = 0; day <= 60; day++)
        {
            var t = 0.29 * day;
            Assert.Equal(Math.Exp(-t) * (t + t * t / 2), curves.Of(HealingOutput.Inflammation, day)[0], tolerance: 1e-12);
            Assert.Equal(Math.Exp(-t) * Math.Pow(t, 5) / 120, curves.Of(HealingOutput.Myofibroblasts, day)[0], tolerance: 1e-12);
        }
    }

    /// <summary>Rates that differ in the last digits give what equal ones give.</summary>
    [Fact]
    public void Nearly_equal_rates_are_no_worse()
    {
        var (equal, nearly) = (Persons.Median(1), Persons.Median(1));
        equal.Set(HealingParameter.MacrophageRate, 0, equal.Of(HealingParameter.FibroblastRate, 0));
        nearly.Set(HealingParameter.MacrophageRate, 0, nearly.Of(HealingParameter.FibroblastRate, 0) * (1 + 1e-13));
        Assert.Equal(Run(equal, HealingCourse.Daily(1, 1, 20)).Of(HealingOutput.Myofibroblasts, 12)[0], Run(nearly, HealingCourse.Daily(1, 1, 20)).Of(HealingOutput.Myofibroblasts, 12)[0], tolerance: 1e-12);
    }

    [Fact]
    public void Sessions_add_up_in_the_wave_and_in_redness() =>
        Gen.Select(Gen.Double[0.05, 0.5], Gen.Double[0.05, 0.5], Gen.Double[1, 40]).Sample((one, other, days) =>
        {
            var looks = new HealingCourse([0, days], [days, days + 1, days + 5, days + 30]);
            var (both, first, second) = (Run(Persons.Median(one, other), looks), Run(Persons.Median(one, 0), looks), Run(Persons.Median(0, other), looks));
            foreach (var output in new[] { HealingOutput.Erythema, HealingOutput.BarrierLoss, HealingOutput.Inflammation, HealingOutput.Myofibroblasts, HealingOutput.ElastinPrecursors })
            {
                for (var look = 0; look < 4; look++) Assert.Equal(first.Of(output, look)[0] + second.Of(output, look)[0], both.Of(output, look)[0], tolerance: 1e-12);
            }
        }, iter: 50);

    [Fact]
    public void Without_a_session_nothing_is_made_and_elastin_only_ages()
    {
        var curves = Run(Persons.Median(0), HealingCourse.Daily(1, 1, 365));
        foreach (var output in Enum.GetValues<HealingOutput>())
        {
            var expected = output == HealingOutput.MatureElastin ? Math.Exp(-2.7e-5 * 365) : 0;
            Assert.Equal(expected, curves.Of(output, 365)[0], tolerance: 1e-9);
        }
    }

    /// <summary>More injury makes more of everything but mature elastin; collagen never outgrows its room.</summary>
    [Fact]
    public void New_collagen_stays_within_its_room_and_nothing_turns_negative()
    {
        var persons = Persons.Drawn(256, 4, 5);
        var curves = Run(persons, year);
        for (var look = 0; look < year.ObservationDays.Length; look++)
        {
            for (var person = 0; person < persons.Persons; person++)
            {
                foreach (var output in Enum.GetValues<HealingOutput>()) Assert.True(curves.Of(output, look)[person] >= -1e-12);
                var room = Math.Max(persons.Of(HealingParameter.CollagenRoom, person), 2 * persons.Of(HealingParameter.CollagenOneYield, person));
                Assert.True(curves.Of(HealingOutput.CollagenThree, look)[person] + curves.Of(HealingOutput.CollagenOne, look)[person] <= room + 1e-9);
            }
        }
    }

    /// <summary>
    /// One, four and eight persons at once, and once more in a process whose runtime may use none of the machine's vectors.
    /// </summary>
    [Fact]
    public async Task All_widths_give_the_same_bits_with_and_without_vectors()
    {
        const string Told = "STIPPLE_HEALING_BITS";
        var persons = Persons.Drawn(24, 4, 9);
        var bits = new[] { 1, 4, 8 }.Select(width =>
        {
            var curves = new HealingCurves(persons, year);
            HealingModel.Run(persons, year, curves, 0, persons.Persons, width);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var output in Enum.GetValues<HealingOutput>())
            {
                for (var look = 0; look < curves.Looks; look++) hash.AppendData(MemoryMarshal.AsBytes(curves.Of(output, look)));
            }

            return Convert.ToHexString(hash.GetHashAndReset());
        }).ToArray();
        Assert.Equal(bits[0], bits[1]);
        Assert.Equal(bits[0], bits[2]);
        if (Environment.GetEnvironmentVariable(Told) is { } told)
        {
            await File.WriteAllTextAsync(told, $"{HealingModel.Width.ToString(CultureInfo.InvariantCulture)} {bits[0]}", TestContext.Current.CancellationToken);
            return;
        }

        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Stipple.Skin.Tests"), ["-noLogo", "-method", $"{typeof(HealingShape).FullName}.{nameof(All_widths_give_the_same_bits_with_and_without_vectors)}"]) { RedirectStandardOutput = true, UseShellExecute = false };
        (start.Environment[Told], start.Environment["DOTNET_EnableHWIntrinsic"]) = (file, "0");
        using (var child = Process.Start(start)!)
        {
            await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal($"1 {bits[0]}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
    }

    [Fact]
    public void The_loop_allocates_nothing()
    {
        var persons = Persons.Drawn(64, 4, 2);
        var curves = new HealingCurves(persons, year);
        HealingModel.Run(persons, year, curves);
        var before = GC.GetAllocatedBytesForCurrentThread();
        HealingModel.Run(persons, year, curves);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        var persons = Persons.Median(0.5, 0.5);
        Assert.Throws<ArgumentException>(() => HealingModel.Run(persons, year, new HealingCurves(persons, year)));
        Assert.Throws<ArgumentException>(() => HealingModel.Run(Persons.Median(1, 1, 1, 1), year, new HealingCurves(Persons.Median(1, 1, 1, 1), HealingCourse.Daily(4, 28, 10))));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => persons.Set(HealingParameter.SignalRate, 0, double.NaN));
        Assert.Contains("SignalRate must be from 0.01 to 12", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => persons.SetInjury(0, 0, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => persons.SetInjury(2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HealingCourse([0, 0], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HealingCourse([0], [double.NaN]));
        Assert.Throws<ArgumentException>(() => new HealingCourse([], [1]));
    }

    private static HealingCurves Run(HealingColumns persons, HealingCourse course)
    {
        var curves = new HealingCurves(persons, course);
        HealingModel.Run(persons, course, curves);
        return curves;
    }
}
