using System.Runtime.Intrinsics;

namespace Stipple.Assess;

/// <summary>Eight matrices of 64 by 64 bits, one in each lane of 64 vectors.</summary>
internal static class BitMatrix
{
    /// <summary>Turns rows into columns in all eight: halves change places, then quarters, down to single bits (Warren, Hacker's Delight, 7-3).</summary>
    public static void Transpose(Span<Vector512<ulong>> rows)
    {
        var low = 0x0000_0000_FFFF_FFFFUL;
        for (var size = 32; size > 0; size >>= 1, low ^= low << size)
        {
            var mask = Vector512.Create(low);
            for (var row = 0; row < 64; row = (row + size + 1) & ~size)
            {
                var (upper, lower) = (rows[row], rows[row + size]);
                var changed = ((upper >> size) ^ lower) & mask;
                rows[row] = upper ^ (changed << size);
                rows[row + size] = lower ^ changed;
            }
        }
    }
}
