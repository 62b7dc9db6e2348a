using System.Globalization;
using System.Text;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Runs of the unit cell for made-up cases (references.tsv), some of them repeated, and the closed form held against all of them.</summary>
public sealed class ReferenceSolves
{
    private const int Cases = 10_000, Repeated = 100;

    private static readonly double[][] Kept = [.. PublishedRows.Of("references.tsv").Select(row => ReferenceCase.Hours.Select(hour => row.Number($"h{hour}")).ToArray())];

    /// <summary>Makes the table anew; not run with the tests: -explicit only.</summary>
    [Fact(Explicit = true)]
    public void They_are_made_anew()
    {
        var solved = new double[Cases][];
        Parallel.For(0, Cases, number => solved[number] = new ReferenceCase(number).Solved());
        var text = new StringBuilder($"{string.Join('\t', ReferenceCase.Hours.Select(hour => $"h{hour}"))}\n");
        foreach (var shares in solved) text.Append(CultureInfo.InvariantCulture, $"{string.Join('\t', shares.Select(share => share.ToString("E3", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(Repository.At("tests/Stipple.Skin.Tests/Convergence/references.tsv"), text.ToString());
    }

    [Fact]
    public void A_hundred_of_them_come_out_again()
    {
        Assert.Equal(Cases, Kept.Length);
        Parallel.For(0, Repeated, i =>
        {
            var number = i * (Cases / Repeated);
            foreach (var (again, kept) in new ReferenceCase(number).Solved().Zip(Kept[number])) Assert.Equal(1, again / kept, tolerance: 2e-3);
        });
    }

    /// <summary>A finer mesh and shorter steps move them by less than the closed form is asked to be off.</summary>
    [Fact]
    public void A_finer_run_moves_them_little()
    {
        var moved = new List<double>();
        for (var number = 0; number < 10; number++) moved.AddRange(new ReferenceCase(number).Solved(24, 40).Zip(Kept[number]).Select(pair => Math.Abs(pair.First / pair.Second - 1)));
        moved.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", moved.Select(one => one.ToString("G2", CultureInfo.InvariantCulture))));
        Assert.True(moved[moved.Count / 2] < 0.005 && moved[^1] < 0.1);
    }

    /// <summary>
    /// Told as it is: the project asks for 2 in 100 in the middle and 10 in 100 at worst, and the closed form is far from it over so wide a range. It has no lag of the horny layer, in which lipophilic compounds
    /// wait for hours (the worst ones); and its patency is a share of channels that conduct in whole, where the unit cell narrows each of them, so that the tissue below slows it less.
    /// </summary>
    [Theory]
    [InlineData(1, 0.73, 6.7, 1900)]
    [InlineData(4, 0.45, 3.4, 490)]
    [InlineData(24, 0.21, 2.1, 110)]
    public void The_closed_form_is_as_far_off_as_is_told(double hours, double median, double nineInTen, double worst)
    {
        var at = Array.IndexOf(ReferenceCase.Hours, hours);
        double[] errors = [.. Kept.Select((kept, number) => Math.Exp(Math.Abs(Math.Log(new ReferenceCase(number).Closed()[at] / kept[at]))) - 1).Order()];
        var said = string.Create(CultureInfo.InvariantCulture, $"{hours} h: median {errors[errors.Length / 2]:G3}, nine in ten {errors[errors.Length * 9 / 10]:G3}, worst {errors[^1]:G3}");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(errors[errors.Length / 2] <= median && errors[errors.Length * 9 / 10] <= nineInTen && errors[^1] <= worst, said);
    }
}
