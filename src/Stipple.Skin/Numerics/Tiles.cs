using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stipple.Skin.Numerics;

/// <summary>Turns rows into columns, a square of numbers at a time.</summary>
internal static class Tiles
{
    /// <summary>target[column * targetStride + row] = source[row * sourceStride + column] for rows and columns below size.</summary>
    /// <param name="size">A multiple of 4 where shuffles are to be used; any other works too.</param>
    public static void Transpose<T>(ref T source, int sourceStride, ref T target, int targetStride, int size)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported && size % 4 == 0)
        {
            for (var row = 0; row < size; row += 4)
            {
                for (var column = 0; column < size; column += 4)
                {
                    FourFloats(ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, row * sourceStride + column)), sourceStride,
                        ref Unsafe.As<T, float>(ref Unsafe.Add(ref target, column * targetStride + row)), targetStride);
                }
            }
        }
        else if (typeof(T) == typeof(double) && Sse2.IsSupported && size % 2 == 0)
        {
            for (var row = 0; row < size; row += 2)
            {
                for (var column = 0; column < size; column += 2)
                {
                    TwoDoubles(ref Unsafe.As<T, double>(ref Unsafe.Add(ref source, row * sourceStride + column)), sourceStride,
                        ref Unsafe.As<T, double>(ref Unsafe.Add(ref target, column * targetStride + row)), targetStride);
                }
            }
        }
        else
        {
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++) Unsafe.Add(ref target, column * targetStride + row) = Unsafe.Add(ref source, row * sourceStride + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourFloats(ref float source, int sourceStride, ref float target, int targetStride)
    {
        var a = Vector128.LoadUnsafe(ref source);
        var b = Vector128.LoadUnsafe(ref source, (nuint)sourceStride);
        var c = Vector128.LoadUnsafe(ref source, (nuint)(2 * sourceStride));
        var d = Vector128.LoadUnsafe(ref source, (nuint)(3 * sourceStride));
        var (ab, cd) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
        Sse.MoveLowToHigh(ab, cd).StoreUnsafe(ref target);
        Sse.MoveHighToLow(cd, ab).StoreUnsafe(ref target, (nuint)targetStride);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).StoreUnsafe(ref target, (nuint)(2 * targetStride));
        Sse.MoveHighToLow(cd, ab).StoreUnsafe(ref target, (nuint)(3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoDoubles(ref double source, int sourceStride, ref double target, int targetStride)
    {
        var a = Vector128.LoadUnsafe(ref source);
        var b = Vector128.LoadUnsafe(ref source, (nuint)sourceStride);
        Sse2.UnpackLow(a, b).StoreUnsafe(ref target);
        Sse2.UnpackHigh(a, b).StoreUnsafe(ref target, (nuint)targetStride);
    }
}
