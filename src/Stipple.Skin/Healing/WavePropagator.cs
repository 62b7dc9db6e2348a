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

    private const int Terms = 12;

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
        // Halved until the fastest rate within its bounds makes about a third, where twelve terms leave 1e-12; doubled as often.
        var halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(days * 48)));
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
                var loss = decays[row];
                for (var column = 0; column <= row; column++) next[Cell(row, column)] = loss * term[Cell(row, column)];
            }

            for (var cell = 0; cell < Cells; cell++) next[cell] = default(T) - next[cell];
            for (var row = N; row <= F; row++) Feed(term, row - 1, decays[row - 1], next, row);
            Feed(term, N, redOfN, next, Red);
            Feed(term, S, redOfS, next, Red);
            Feed(term, F, made, next, Precursors);
            for (var cell = 0; cell < Cells; cell++)
            {
                term[cell] = part * next[cell];
                exponential[cell] += term[cell];
            }
        }

        for (; halvings > 0; halvings--)
        {
            Square(exponential, next);
            next.CopyTo(exponential);
        }
    }

    /// <summary>What one state gives to another.</summary>
    private static void Feed<T>(Span<T> term, int from, T rate, Span<T> next, int to)
        where T : unmanaged, ILanes<T>
    {
        for (var column = 0; column <= from; column++) next[Cell(to, column)] = T.MultiplyAdd(rate, term[Cell(from, column)], next[Cell(to, column)]);
    }

    private static void Square<T>(ReadOnlySpan<T> a, Span<T> square)
        where T : unmanaged, ILanes<T>
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = default(T);
                for (var k = column; k <= row; k++) sum = T.MultiplyAdd(a[Cell(row, k)], a[Cell(k, column)], sum);
                square[Cell(row, column)] = sum;
            }
        }
    }
}
