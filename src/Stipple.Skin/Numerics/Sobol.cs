namespace Stipple.Skin.Numerics;

/// <summary>
/// Sobol's low-discrepancy points in up to 32 dimensions by the direction numbers of Joe and Kuo (2008), scrambled as Owen
/// proposed with the hash of Laine and Karras (Burley 2020). Any point can be asked for by its number.
/// </summary>
internal static class Sobol
{
    /// <summary>How many dimensions there are numbers for.</summary>
    public const int Dimensions = 32;

    private const int Bits = 32;

    /// <summary>Degree of the primitive polynomial, its inner coefficients, the first direction numbers: rows 2 to 32 of new-joe-kuo-6.</summary>
    private static readonly (int A, int[] M)[] joeKuo =
    [
        (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]), (1, [1, 1, 3, 3]), (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]), (4, [1, 1, 5, 5, 5]), (7, [1, 1, 7, 11, 19]), (11, [1, 1, 5, 1, 1]), (13, [1, 1, 1, 3, 11]), (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]), (13, [1, 1, 1, 15, 21, 21]), (16, [1, 3, 1, 13, 27, 49]), (19, [1, 1, 1, 15, 7, 5]), (22, [1, 3, 1, 15, 13, 25]), (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]), (4, [1, 3, 7, 13, 13, 15, 69]), (7, [1, 1, 3, 13, 7, 35, 63]), (8, [1, 3, 5, 9, 1, 25, 53]), (14, [1, 3, 1, 13, 9, 35, 107]),
        (19, [1, 3, 1, 5, 27, 61, 31]), (21, [1, 1, 5, 11, 19, 41, 61]), (28, [1, 3, 5, 3, 3, 13, 69]), (31, [1, 1, 7, 13, 1, 19, 1]), (32, [1, 3, 7, 5, 13, 19, 59]),
        (37, [1, 1, 3, 9, 25, 29, 41]), (41, [1, 3, 5, 13, 23, 1, 55]), (42, [1, 3, 7, 3, 13, 59, 17]),
    ];

    private static readonly uint[] directions = Directions();

    /// <summary>The point as it stands, in units of 2^-32: the binary digits of the number each switch one direction.</summary>
    /// <param name="index">Number of the point, from 0.</param>
    /// <param name="dimension">0 to <see cref="Dimensions"/> - 1.</param>
    public static uint Bare(uint index, int dimension)
    {
        var of = directions.AsSpan(dimension * Bits, Bits);
        var point = 0u;
        for (; index != 0; index &= index - 1) point ^= of[System.Numerics.BitOperations.TrailingZeroCount(index)];
        return point;
    }

    /// <summary>The scrambled point, between 0 and 1, neither of them.</summary>
    /// <param name="index">Number of the point, from 0.</param>
    /// <param name="dimension">0 to <see cref="Dimensions"/> - 1.</param>
    /// <param name="scramble">32 random bits of the run and dimension.</param>
    public static double Scrambled(uint index, int dimension, uint scramble) => (Nested(Bare(index, dimension), scramble) + 0.5) * (1.0 / (1UL << Bits));

    /// <summary>A permutation in which a digit is flipped by what stands before it alone: it keeps every elementary interval.</summary>
    private static uint Nested(uint x, uint scramble)
    {
        x = Reversed(x) + scramble;
        x ^= x * 0x6c50b47cu;
        x ^= x * 0xb82f1e52u;
        x ^= x * 0xc7afe638u;
        x ^= x * 0x8d22f6e6u;
        return Reversed(x);
    }

    private static uint Reversed(uint x)
    {
        x = x >> 1 & 0x55555555 | (x & 0x55555555) << 1;
        x = x >> 2 & 0x33333333 | (x & 0x33333333) << 2;
        x = x >> 4 & 0x0F0F0F0F | (x & 0x0F0F0F0F) << 4;
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(x);
    }

    private static uint[] Directions()
    {
        var all = new uint[Dimensions * Bits];
        for (var bit = 0; bit < Bits; bit++) all[bit] = 1u << (Bits - 1 - bit);
        for (var dimension = 1; dimension < Dimensions; dimension++)
        {
            var (a, m) = joeKuo[dimension - 1];
            var v = all.AsSpan(dimension * Bits, Bits);
            var degree = m.Length;
            for (var bit = 0; bit < Bits; bit++)
            {
                if (bit < degree)
                {
                    v[bit] = (uint)m[bit] << (Bits - 1 - bit);
                    continue;
                }

                v[bit] = v[bit - degree] ^ v[bit - degree] >> degree;
                for (var k = 1; k < degree; k++)
                {
                    if ((a >> (degree - 1 - k) & 1) != 0) v[bit] ^= v[bit - k];
                }
            }
        }

        return all;
    }
}
