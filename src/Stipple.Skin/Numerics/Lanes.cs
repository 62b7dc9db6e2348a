using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stipple.Skin.Numerics;

/// <summary>
/// Numbers of several patients that are reckoned with at once. A loop written over lanes is one definition for every width, and as
/// all of them round alike, product and sum together once, each width gives the same bits.
/// </summary>
internal interface ILanes<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>How many numbers.</summary>
    static abstract int Count { get; }

    static abstract T Of(double value);

    static abstract T Load(ref double from);

    static abstract void Store(T value, ref double to);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);
}

/// <summary>One number: the definition the wider ones are tested against.</summary>
internal readonly struct OneLane(double value) : ILanes<OneLane>
{
    private readonly double value = value;

    public static int Count => 1;

    public static OneLane Of(double value) => new(value);

    public static OneLane Load(ref double from) => new(from);

    public static void Store(OneLane value, ref double to) => to = value.value;

    public static OneLane operator +(OneLane a, OneLane b) => new(a.value + b.value);

    public static OneLane operator -(OneLane a, OneLane b) => new(a.value - b.value);

    public static OneLane operator *(OneLane a, OneLane b) => new(a.value * b.value);

    public static OneLane operator /(OneLane a, OneLane b) => new(a.value / b.value);

    public static OneLane MultiplyAdd(OneLane a, OneLane b, OneLane c) => new(Math.FusedMultiplyAdd(a.value, b.value, c.value));
}

/// <summary>Four numbers: AVX2.</summary>
internal readonly struct FourLanes(Vector256<double> value) : ILanes<FourLanes>
{
    private readonly Vector256<double> value = value;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ref double from) => new(Vector256.LoadUnsafe(ref from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourLanes value, ref double to) => value.value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator +(FourLanes a, FourLanes b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes a, FourLanes b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator *(FourLanes a, FourLanes b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator /(FourLanes a, FourLanes b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes MultiplyAdd(FourLanes a, FourLanes b, FourLanes c) => new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));
}

/// <summary>Eight numbers: AVX-512.</summary>
internal readonly struct EightLanes(Vector512<double> value) : ILanes<EightLanes>
{
    private readonly Vector512<double> value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(ref double from) => new(Vector512.LoadUnsafe(ref from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(EightLanes value, ref double to) => value.value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes MultiplyAdd(EightLanes a, EightLanes b, EightLanes c) => new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));
}
