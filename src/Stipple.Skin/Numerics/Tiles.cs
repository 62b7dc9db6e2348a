using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Stipple.Skin.Numerics;

/// <summary>Turns rows into columns, a square of numbers at a time.</summary>
internal static class Tiles
{
    /// <summary>target[column * targetStride + row] = source[row * sourceStride + column] for rows and columns below size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(ref T source, int sourceStride, ref T target, int targetStride, int size)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported && size % 8 == 0)
        {
            for (var row = 0; row < size; row += 8)
            {
                for (var column = 0; column < size; column += 4)
                {
                    EightRows(ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, row * sourceStride + column)), sourceStride,
                        ref Unsafe.As<T, float>(ref Unsafe.Add(ref target, column * targetStride + row)), targetStride);
                }
            }
        }
        else if (typeof(T) == typeof(double) && Avx.IsSupported && size % 4 == 0)
        {
            for (var row = 0; row < size; row += 4)
            {
                for (var column = 0; column < size; column += 2)
                {
                    FourRows(ref Unsafe.As<T, double>(ref Unsafe.Add(ref source, row * sourceStride + column)), sourceStride,
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

    /// <summary>Eight rows of four: halves of rows 4 apart are joined while they are loaded, which leaves a shuffle for each eight numbers twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightRows(ref float source, int stride, ref float target, int targetStride)
    {
        var (a, b, c, d) = (Pair(ref source, 0), Pair(ref source, 1), Pair(ref source, 2), Pair(ref source, 3));
        var (low, high) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackHigh(a, b).AsDouble());
        var (lowToo, highToo) = (Avx.UnpackLow(c, d).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        Avx.UnpackLow(low, lowToo).AsSingle().StoreUnsafe(ref target);
        Avx.UnpackHigh(low, lowToo).AsSingle().StoreUnsafe(ref target, (nuint)targetStride);
        Avx.UnpackLow(high, highToo).AsSingle().StoreUnsafe(ref target, (nuint)(2 * targetStride));
        Avx.UnpackHigh(high, highToo).AsSingle().StoreUnsafe(ref target, (nuint)(3 * targetStride));

        Vector256<float> Pair(ref float from, int row) => Vector256.Create(
            Vector128.LoadUnsafe(ref from, (nuint)(row * stride)), Vector128.LoadUnsafe(ref from, (nuint)((row + 4) * stride)));
    }

    /// <summary>Four rows of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(ref double source, int stride, ref double target, int targetStride)
    {
        var (a, b) = (Pair(ref source, 0), Pair(ref source, 1));
        Avx.UnpackLow(a, b).StoreUnsafe(ref target);
        Avx.UnpackHigh(a, b).StoreUnsafe(ref target, (nuint)targetStride);

        Vector256<double> Pair(ref double from, int row) => Vector256.Create(
            Vector128.LoadUnsafe(ref from, (nuint)(row * stride)), Vector128.LoadUnsafe(ref from, (nuint)((row + 2) * stride)));
    }
}
