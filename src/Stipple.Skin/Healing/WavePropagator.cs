using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Healing;

/// <summary>
/// What the linear part of the model does in one step, exactly: the exponential of its matrix. The wave of injury is a chain of
/// first-order steps, so the matrix is lower triangular; equal rates are nothing special to it.
/// </summary>
internal static class WavePropagator
{
    public const int S = 0, N = 1, M = 2, G = 3, P = 4, F = 5, Red = 6, Precursors = 7;

    /// <summary>Cells of the lower triangle, row by row.</summary>
    public const int Cells = Size * (Size + 1) / 2;

    /// <summary>States, in the order of the constants above.</summary>
    public const int Size = 8;

    private const int Terms = 7;

    public static int Cell(int row, int column) => row * (row + 1) / 2 + column;

    /// <summary>Fills the lower triangle of exp(L days).</summary>
    /// <param name="decays">How fast each state is lost, by day.</param>
    /// <param name="redOfN">Redness by neutrophils, by day.</param>
    /// <param name="redOfS">Redness by the signal, by day.</param>
    /// <param name="made">Precursors by myofibroblasts, by day.</param>
    /// <param name="days">Length of the step.</param>
    /// <param name="exponential">Takes <see cref="Cells"/> numbers.</param>
    public static void Exponential<T>(ReadOnlySpan<T> decays, T redOfN, T redOfS, T made, double days, Span<T> exponential)
        where T : unmanaged, ILanes<T>
    {
        // Halved until the fastest rate within its bounds makes a sixteenth, where seven terms leave 1e-12; doubled as often.
        var halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(days * 192)));
        var h = T.Of(Math.ScaleB(days, -halvings));
        Span<T> term = stackalloc T[Cells];
        Span<T> next = stackalloc T[Cells];
        term.Clear();
        exponential.Clear();
        for (var i = 0; i < Size; i++) term[Cell(i, i)] = exponential[Cell(i, i)] = T.Of(1);
        for (var k = 1; k <= Terms; k++)
        {
            var part = h * T.Of(1.0 / k);
            for (var row = 0; row < Size; row++)
            {
                var loss = default(T) - part * decays[row];
                var (own, end) = (Cell(row, 0), Cell(row, row));
                for (var cell = own; cell <= end; cell++) next[cell] = loss * term[cell];
            }

            for (var row = N; row <= F; row++) Feed(term, row - 1, part * decays[row - 1], next, row);
            Feed(term, N, part * redOfN, next, Red);
            Feed(term, S, part * redOfS, next, Red);
            Feed(term, F, part * made, next, Precursors);
            for (var cell = 0; cell < Cells; cell++)
            {
                term[cell] = next[cell];
                exponential[cell] += next[cell];
            }
        }

        for (; halvings > 0; halvings--)
        {
            Square(ref MemoryMarshal.GetReference(exponential), ref MemoryMarshal.GetReference(next));
            next.CopyTo(exponential);
        }
    }

    /// <summary>What one state gives to another.</summary>
    private static void Feed<T>(Span<T> term, int from, T rate, Span<T> next, int to)
        where T : unmanaged, ILanes<T>
    {
        var (first, target) = (Cell(from, 0), Cell(to, 0));
        for (var column = 0; column <= from; column++) next[target + column] = T.MultiplyAdd(rate, term[first + column], next[target + column]);
    }

    /// <summary>Both hold <see cref="Cells"/> numbers: the indexes below stay within them.</summary>
    private static void Square<T>(ref T a, ref T square)
        where T : unmanaged, ILanes<T>
    {
        var own = 0;
        for (var row = 0; row < Size; own += ++row)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = default(T);
                var below = Cell(column, column);
                for (var k = column; k <= row; below += ++k) sum = T.MultiplyAdd(Unsafe.Add(ref a, own + k), Unsafe.Add(ref a, below), sum);
                Unsafe.Add(ref square, own + column) = sum;
            }
        }
    }
}
