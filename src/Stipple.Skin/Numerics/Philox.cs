namespace Stipple.Skin.Numerics;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon et al. 2011): the same key and counter always give the same four words,
/// so what a patient is dealt does not depend on who was dealt before, or on which thread.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    /// <summary>Four words of 32 random bits for a counter of four words under a key of two.</summary>
    public static (uint A, uint B, uint C, uint D) Block((uint A, uint B, uint C, uint D) counter, (uint A, uint B) key)
    {
        var (a, b, c, d) = counter;
        var (low, high) = key;
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = ((ulong)0xD2511F53 * a, (ulong)0xCD9E8D57 * c);
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ low, (uint)second, (uint)(first >> 32) ^ d ^ high, (uint)first);
            low += 0x9E3779B9;
            high += 0xBB67AE85;
        }

        return (a, b, c, d);
    }
}

/// <summary>The random numbers of one stream of one run, in their order. Streams do not overlap: patient, field or loop each has its own.</summary>
/// <param name="seed">The run.</param>
/// <param name="stream">The patient, or whatever has numbers of its own.</param>
internal sealed class RandomNumbers(ulong seed, ulong stream)
{
    private ulong block;
    private (uint A, uint B, uint C, uint D) words;
    private bool half;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        half = !half;
        if (!half) return (ulong)words.C << 32 | words.D;
        words = Philox.Block(((uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32)), ((uint)seed, (uint)(seed >> 32)));
        block++;
        return (ulong)words.A << 32 | words.B;
    }

    /// <summary>Uniform between 0 and 1, never either, in steps of 2^-52.</summary>
    public double NextUniform() => ((NextBits() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double NextNormal() => Normal.Quantile(NextUniform());

    /// <summary>A count by Poisson's law: arrivals in a unit of time with exponential gaps, so it takes as long as the count is high.</summary>
    /// <param name="mean">0 to 10^7.</param>
    public int NextPoisson(double mean)
    {
        Bounds.Check(mean, 0, 1e7, "");
        var count = 0;
        for (var at = Gap(); at < mean; at += Gap()) count++;
        return count;

        double Gap() => -Math.Log(NextUniform());
    }
}
