using CsCheck;
using Stipple.Skin.Numerics;
using Stipple.Skin.Puncture;
using Xunit;

namespace Stipple.Skin.Tests;

/// <summary>Point fields dealt by a seed against the closed forms, over 200 fields each.</summary>
public sealed class Fields
{
    private const int Dealt = 200;

    [Theory]
    [InlineData(250, 0.035)]
    [InlineData(1200, 0.035)]
    [InlineData(400, 0.2)]
    public void Independent_punctures_cover_as_reckoned(double perCm2, double mouthMm) =>
        Standard.WithinThreeErrors(Dealing(seed => PunctureField.Independent(perCm2, 10, seed).ShareCovered(mouthMm, 2000, seed)), Coverage.OfIndependent(perCm2, mouthMm), 0.01);

    [Theory]
    [InlineData(250, 0.035)]
    [InlineData(100, 0.4)]
    public void A_lattice_covers_as_reckoned(double perCm2, double mouthMm) => Standard.WithinThreeErrors(
        Dealing(seed => PunctureField.Lattice(perCm2, 10, seed) is var field ? field.ShareCovered(mouthMm, 2000, seed) : 0),
        Coverage.OfLattice(PunctureField.Lattice(perCm2, 10, 1).PerCm2, mouthMm), 0.01);

    /// <summary>Few and many punctures a cluster, mouths narrower and wider than the cluster.</summary>
    [Theory]
    [InlineData(15.3, 15, 0.3, 0.035)]
    [InlineData(15.3, 15, 0.05, 0.035)]
    [InlineData(40, 5, 0.1, 0.3)]
    [InlineData(5, 60, 1.0, 0.15)]
    public void Clusters_cover_as_reckoned(double parents, double each, double radiusMm, double mouthMm)
    {
        var clusters = new Clusters(parents, each, radiusMm);
        Standard.WithinThreeErrors(Dealing(seed => PunctureField.Clustered(clusters, 10, seed).ShareCovered(mouthMm, 2000, seed)), Coverage.OfClustered(clusters, mouthMm), 0.01);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Counts_in_squares_vary_as_reckoned(double squareMm)
    {
        var perSide = (int)(10 / squareMm);
        var clusters = new Clusters(15.3, 15, 0.3);
        Standard.WithinThreeErrors(Dealing(seed => VarianceOverMean(PunctureField.Independent(250, 10, seed), perSide, 250)), Dispersion.OfIndependent, 0.05);
        Standard.WithinThreeErrors(Dealing(seed => VarianceOverMean(PunctureField.Clustered(clusters, 10, seed), perSide, clusters.PerCm2)), Dispersion.OfClustered(clusters, squareMm), 1);
        Assert.True(Dispersion.OfClustered(clusters, squareMm) > 1);
    }

    /// <summary>A shift by chance, and squares anywhere: of 1 mm here, on steps of 10/16 mm.</summary>
    [Fact]
    public void Counts_on_a_lattice_vary_less_than_by_chance()
    {
        var counts = Dealing(seed => PunctureField.Lattice(256, 10, seed).Counts(10)[0]);
        Standard.WithinThreeErrors([.. counts.Select(count => (count - 2.56) * (count - 2.56) / 2.56)], Dispersion.OfLattice(256, 1), 0.1);
        Gen.Select(Gen.Double[50, 2000], Gen.Double[1.5, 5]).Sample((perCm2, squareMm) => Assert.True(Dispersion.OfLattice(perCm2, squareMm) < 1));
    }

    [Fact]
    public void One_puncture_a_cluster_on_average_in_wide_clusters_is_nearly_chance()
    {
        var wide = new Clusters(250, 1, 5);
        Assert.Equal(Coverage.OfIndependent(250, 0.035), Coverage.OfClustered(wide, 0.035), tolerance: 1e-5);
        Assert.Equal(1, Dispersion.OfClustered(wide, 0.5), tolerance: 0.01);
    }

    [Fact]
    public void Clusters_open_less_than_the_same_number_by_chance() =>
        Gen.Select(Gen.Double[1, 200], Gen.Double[0.5, 50], Gen.Double[0.01, 2], Gen.Double[0.005, 0.5]).Sample((parents, each, radiusMm, mouthMm) =>
        {
            var clusters = new Clusters(parents, each, radiusMm);
            var (clustered, byChance) = (Coverage.OfClustered(clusters, mouthMm), Coverage.OfIndependent(clusters.PerCm2, mouthMm));
            Assert.InRange(clustered, 0, byChance * (1 + 1e-8));
        }, iter: 200);

    /// <summary>The mean of the overlap over a cluster is the area of a mouth: to first order each puncture covers what it covers.</summary>
    [Fact]
    public void Few_clusters_of_few_punctures_hardly_overlap() =>
        Assert.Equal(1e-6 * double.Pi, Coverage.OfClustered(new Clusters(100, 1e-4, 0.3), 0.1), tolerance: 1e-9 * double.Pi * 100);

    [Fact]
    public void The_same_seed_deals_the_same_field_and_another_seed_another()
    {
        Assert.Equal(PunctureField.Independent(250, 10, 7).Points, PunctureField.Independent(250, 10, 7).Points);
        Assert.NotEqual(PunctureField.Independent(250, 10, 7).Points, PunctureField.Independent(250, 10, 8).Points);
        Assert.All(PunctureField.Clustered(new Clusters(15, 15, 1), 10, 7).Points, point => Assert.True(point is { X: >= 0 and < 10, Y: >= 0 and < 10 }));
    }

    [Fact]
    public void A_field_says_what_it_cannot_hold()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PunctureField.Independent(-1, 10, 1));
        Assert.Contains("perCm2 must be from 0 to 100000 punctures/cm2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PunctureField.Clustered(new Clusters(1, 1, 3), 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Clusters(1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dispersion.OfLattice(0, 1));
    }

    private static double[] Dealing(Func<ulong, double> value) => [.. Enumerable.Range(1, Dealt).Select(seed => value((ulong)seed))];

    /// <summary>With the mean known, so that the ratio is not biased.</summary>
    private static double VarianceOverMean(PunctureField field, int perSide, double perCm2)
    {
        var mean = perCm2 / perSide / perSide;
        return field.Counts(perSide).Average(count => (count - mean) * (count - mean)) / mean;
    }
}
