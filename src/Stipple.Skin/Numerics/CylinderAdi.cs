using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stipple.Skin.Numerics;

/// <summary>
/// Diffusion around an axis on a fine grid whose conductances stay, by Peaceman and Rachford: half a step implicit in rings, half in rows. Quick maps of
/// a pore, in float or double; for edges that are graded to a point, and for pores that close, use <see cref="CylinderGrid"/>.
/// </summary>
/// <remarks>
/// With (1 - s L) u = v, what the other direction needs next, u + s L u, is 2u - v: a half step is a solution and a reflection, and no neighbour is looked at.
/// Eliminations are done once (<see cref="SweepTable{T}"/>). Rows are turned over in tiles, so that both directions run over whole vectors; the width is that of
/// <see cref="Vector{T}"/> (256 bits, or 512 where the runtime is told so). A step allocates nothing.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class CylinderAdi<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int StripVectors = 8;

    private static readonly int Width = Vector<T>.Count;

    private readonly int rings;
    private readonly int rows;
    private readonly int stride;
    private readonly int paddedRows;
    private readonly SweepTable<T> alongRings;
    private readonly SweepTable<T> alongRows;
    private readonly T[] state;
    private readonly T[] feed;
    private readonly T[] turnedBuffer;
    private readonly T[] stripBuffer;

    /// <summary>Everything begins at 0 under a source of 1.</summary>
    /// <param name="rings">1 to 4000.</param>
    /// <param name="rows">2 to 20,000.</param>
    /// <param name="capacities">Amount in a cell at u = 1, by row and then by ring; above 0.</param>
    /// <param name="outward">Conductance to the next ring; not read in the last ring.</param>
    /// <param name="downward">Conductance to the next row; in the last row into nothing.</param>
    /// <param name="source">Conductance from the source into each ring of the first row.</param>
    /// <param name="seconds">Of a whole step, above 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public CylinderAdi(int rings, int rows, double[] capacities, double[] outward, double[] downward, double[] source, double seconds)
    {
        (this.rings, this.rows) = ((int)Bounds.Check(rings, 1, 4000, "rings", nameof(rings)), (int)Bounds.Check(rows, 2, 20_000, "rows", nameof(rows)));
        var cells = rings * rows;
        if (capacities.Length != cells || outward.Length != cells || downward.Length != cells || source.Length != rings)
        {
            throw new ArgumentException($"{rings} rings and {rows} rows need {cells} coefficients of each kind and {rings} of the source.", nameof(capacities));
        }

        var half = Bounds.Check(seconds, double.Epsilon, double.MaxValue, "s", nameof(seconds)) / 2;
        stride = RoundUp(rings, Width);
        paddedRows = RoundUp(rows, 2 * Width);
        alongRings = SweepTable<T>.Of(rows, paddedRows / Width, rings, stride, (row, ring) =>
        {
            var at = row * rings + ring;
            return (ring > 0 ? half * outward[at - 1] / capacities[at] : 0, ring < rings - 1 ? half * outward[at] / capacities[at] : 0, 0);
        });
        alongRows = SweepTable<T>.Of(rings, stride / Width, rows, paddedRows, (ring, row) =>
        {
            var at = row * rings + ring;
            var (above, below) = (half * (row > 0 ? downward[at - rings] : source[ring]) / capacities[at], half * downward[at] / capacities[at]);
            return (row > 0 ? above : 0, row < rows - 1 ? below : 0, (row > 0 ? 0 : above) + (row < rows - 1 ? 0 : below));
        });
        state = new T[paddedRows * stride];
        feed = new T[stride];
        for (var ring = 0; ring < rings; ring++) state[ring] = feed[ring] = T.CreateChecked(half * source[ring] / capacities[ring]);
        turnedBuffer = new T[stride * 2 * Width];
        stripBuffer = new T[paddedRows * StripVectors * Width];
    }

    /// <summary>Bytes that a step moves to and from the field, twice read and twice written.</summary>
    public long BytesPerStep => 4L * state.Length * Unsafe.SizeOf<T>();

    /// <summary>Operations in floating point of a step: of each cell in each direction two of the elimination, one of them with a product more, and the reflection.</summary>
    public long OperationsPerStep => 2L * rings * rows * 7;

    /// <summary>Goes on by some steps and copies u out, by row and then by ring.</summary>
    /// <param name="steps">At least 1.</param>
    /// <param name="values">Room for rings times rows.</param>
    /// <exception cref="ArgumentException">There is less room.</exception>
    public void Run(int steps, Span<T> values)
    {
        Bounds.Check(steps, 1, 1e9, "steps", nameof(steps));
        if (values.Length < rings * rows) throw new ArgumentException($"{rings * rows} values need as much room.", nameof(values));
        for (var step = 0; step < steps; step++)
        {
            for (var row = 0; row < paddedRows; row += 2 * Width) SweepRings(row);
            for (var vector = 0; vector < stride / Width; vector += StripVectors) SweepRows(vector, Math.Min(StripVectors, stride / Width - vector), step == steps - 1 ? values : default);
        }
    }

    /// <summary>Of all padded rows, 2 vectors of them: turned over, eliminated along the rings, reflected and turned back.</summary>
    private void SweepRings(int row)
    {
        var pair = 2 * Width;
        ref var field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(state), row * stride);
        ref var turned = ref MemoryMarshal.GetArrayDataReference(turnedBuffer);
        ref var first = ref MemoryMarshal.GetArrayDataReference(alongRings.Tables[alongRings.TableOf[row / Width]]);
        ref var second = ref MemoryMarshal.GetArrayDataReference(alongRings.Tables[alongRings.TableOf[row / Width + 1]]);
        var (before, beforeToo) = (Vector<T>.Zero, Vector<T>.Zero);
        for (var ring = 0; ring < stride; ring += Width)
        {
            Tiles.Transpose(ref Unsafe.Add(ref field, ring), stride, ref Unsafe.Add(ref turned, ring * pair), pair, Width);
            Tiles.Transpose(ref Unsafe.Add(ref field, Width * stride + ring), stride, ref Unsafe.Add(ref turned, ring * pair + Width), pair, Width);
            for (var lane = ring; lane < ring + Width; lane++)
            {
                before = Forward(ref Unsafe.Add(ref turned, lane * pair), ref Unsafe.Add(ref first, lane * 3 * Width), before);
                beforeToo = Forward(ref Unsafe.Add(ref turned, lane * pair + Width), ref Unsafe.Add(ref second, lane * 3 * Width), beforeToo);
                before.StoreUnsafe(ref Unsafe.Add(ref turned, lane * pair));
                beforeToo.StoreUnsafe(ref Unsafe.Add(ref turned, lane * pair + Width));
            }
        }

        // Backward, a tile at a time; the tile is turned back in place of what was read, and reflected against it.
        var (after, afterToo) = (Vector<T>.Zero, Vector<T>.Zero);
        Span<T> back = stackalloc T[Width * Width];
        for (var ring = stride - Width; ring >= 0; ring -= Width)
        {
            for (var lane = ring + Width - 1; lane >= ring; lane--)
            {
                after = Backward(ref Unsafe.Add(ref turned, lane * pair), ref Unsafe.Add(ref first, lane * 3 * Width), after);
                afterToo = Backward(ref Unsafe.Add(ref turned, lane * pair + Width), ref Unsafe.Add(ref second, lane * 3 * Width), afterToo);
                after.StoreUnsafe(ref Unsafe.Add(ref turned, lane * pair));
                afterToo.StoreUnsafe(ref Unsafe.Add(ref turned, lane * pair + Width));
            }

            for (var half = 0; half < 2; half++)
            {
                ref var tile = ref MemoryMarshal.GetReference(back);
                Tiles.Transpose(ref Unsafe.Add(ref turned, ring * pair + half * Width), pair, ref tile, Width, Width);
                for (var lane = 0; lane < Width; lane++)
                {
                    ref var v = ref Unsafe.Add(ref field, (half * Width + lane) * stride + ring);
                    Reflect(Vector.LoadUnsafe(ref Unsafe.Add(ref tile, lane * Width)), ref v);
                }
            }
        }
    }

    /// <summary>Some vectors of rings side by side, down all rows and up again.</summary>
    private void SweepRows(int vector, int vectors, Span<T> values)
    {
        var pitch = vectors * Width;
        var tables = alongRows.TableOf.AsSpan(vector, vectors);
        if (vectors == StripVectors && !tables.ContainsAnyExcept(tables[0])) SweepAlikeRows(vector);
        else SweepAnyRows(vector, vectors);
        for (var row = 0; row < rows && !values.IsEmpty; row++)
        {
            stripBuffer.AsSpan(row * pitch, Math.Min(pitch, rings - vector * Width)).CopyTo(values[(row * rings + vector * Width)..]);
        }
    }

    /// <summary>A whole strip of one table: its coefficients are loaded once a row, and what comes before stays in registers.</summary>
    private void SweepAlikeRows(int vector)
    {
        const int Pitch = StripVectors;
        ref var field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(state), vector * Width);
        ref var strip = ref MemoryMarshal.GetArrayDataReference(stripBuffer);
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(feed), vector * Width);
        ref var table = ref Table(vector, 0);
        var (one, two) = (default(Quad), default(Quad));
        for (var row = 0; row < rows; row++)
        {
            ref var v = ref Unsafe.Add(ref field, row * stride);
            ref var r = ref Unsafe.Add(ref strip, row * Pitch * Width);
            var m = Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width));
            var a = Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width + Width));
            var (given, givenToo) = (Quad.At(ref v), Quad.At(ref Unsafe.Add(ref v, 4 * Width)));
            if (row == 0) (given, givenToo) = (given.Plus(Quad.At(ref source)), givenToo.Plus(Quad.At(ref Unsafe.Add(ref source, 4 * Width))));
            (one, two) = (given.Forward(m, a, one), givenToo.Forward(m, a, two));
            one.Store(ref r);
            two.Store(ref Unsafe.Add(ref r, 4 * Width));
        }

        (one, two) = (default, default);
        for (var row = rows - 1; row >= 0; row--)
        {
            ref var v = ref Unsafe.Add(ref field, row * stride);
            ref var r = ref Unsafe.Add(ref strip, row * Pitch * Width);
            var c = Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width + 2 * Width));
            (one, two) = (Quad.At(ref r).Backward(c, one), Quad.At(ref Unsafe.Add(ref r, 4 * Width)).Backward(c, two));
            one.Store(ref r);
            two.Store(ref Unsafe.Add(ref r, 4 * Width));
            one.Reflected(Quad.At(ref v)).Store(ref v);
            two.Reflected(Quad.At(ref Unsafe.Add(ref v, 4 * Width))).Store(ref Unsafe.Add(ref v, 4 * Width));
        }
    }

    /// <summary>The same where tables differ, as at the wall of a pore, or the strip is the last and narrow.</summary>
    private void SweepAnyRows(int vector, int vectors)
    {
        ref var field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(state), vector * Width);
        ref var strip = ref MemoryMarshal.GetArrayDataReference(stripBuffer);
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(feed), vector * Width);
        var pitch = vectors * Width;
        for (var k = 0; k < vectors; k++)
        {
            ref var table = ref Table(vector + k, 0);
            var u = Vector<T>.Zero;
            for (var row = 0; row < rows; row++)
            {
                var v = Vector.LoadUnsafe(ref Unsafe.Add(ref field, row * stride + k * Width));
                if (row == 0) v += Vector.LoadUnsafe(ref Unsafe.Add(ref source, k * Width));
                u = Fused(Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width + Width)), u, Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width)) * v);
                u.StoreUnsafe(ref Unsafe.Add(ref strip, row * pitch + k * Width));
            }

            u = Vector<T>.Zero;
            for (var row = rows - 1; row >= 0; row--)
            {
                ref var r = ref Unsafe.Add(ref strip, row * pitch + k * Width);
                u = Fused(Vector.LoadUnsafe(ref Unsafe.Add(ref table, row * 3 * Width + 2 * Width)), u, Vector.LoadUnsafe(ref r));
                u.StoreUnsafe(ref r);
                Reflect(u, ref Unsafe.Add(ref field, row * stride + k * Width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T Table(int group, int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(alongRows.Tables[alongRows.TableOf[group]]), row * 3 * Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Forward(ref T v, ref T table, Vector<T> before) =>
        Fused(Vector.LoadUnsafe(ref Unsafe.Add(ref table, Width)), before, Vector.LoadUnsafe(ref table) * Vector.LoadUnsafe(ref v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Backward(ref T r, ref T table, Vector<T> after) =>
        Fused(Vector.LoadUnsafe(ref Unsafe.Add(ref table, 2 * Width)), after, Vector.LoadUnsafe(ref r));

    /// <summary>a b + c, in one rounding where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Fused(Vector<T> a, Vector<T> b, Vector<T> c) => typeof(T) == typeof(float)
        ? Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reflect(Vector<T> u, ref T v) => (u + u - Vector.LoadUnsafe(ref v)).StoreUnsafe(ref v);

    /// <summary>Four vectors side by side that are treated alike.</summary>
    private readonly struct Quad(Vector<T> first, Vector<T> second, Vector<T> third, Vector<T> fourth)
    {
        private readonly Vector<T> first = first;
        private readonly Vector<T> second = second;
        private readonly Vector<T> third = third;
        private readonly Vector<T> fourth = fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Quad At(ref T at) => new(
            Vector.LoadUnsafe(ref at), Vector.LoadUnsafe(ref Unsafe.Add(ref at, Width)), Vector.LoadUnsafe(ref Unsafe.Add(ref at, 2 * Width)), Vector.LoadUnsafe(ref Unsafe.Add(ref at, 3 * Width)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad Plus(Quad other) => new(first + other.first, second + other.second, third + other.third, fourth + other.fourth);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad Forward(Vector<T> m, Vector<T> a, Quad before) => new(
            Fused(a, before.first, m * first), Fused(a, before.second, m * second), Fused(a, before.third, m * third), Fused(a, before.fourth, m * fourth));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad Backward(Vector<T> c, Quad after) => new(Fused(c, after.first, first), Fused(c, after.second, second), Fused(c, after.third, third), Fused(c, after.fourth, fourth));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad Reflected(Quad v) => new(first + first - v.first, second + second - v.second, third + third - v.third, fourth + fourth - v.fourth);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(ref T at)
        {
            first.StoreUnsafe(ref at);
            second.StoreUnsafe(ref Unsafe.Add(ref at, Width));
            third.StoreUnsafe(ref Unsafe.Add(ref at, 2 * Width));
            fourth.StoreUnsafe(ref Unsafe.Add(ref at, 3 * Width));
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
