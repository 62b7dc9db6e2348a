using System.Runtime.CompilerServices;

namespace Stipple.Skin.Healing;

/// <summary>What became of many persons: each output at each look, a number for each person.</summary>
public sealed class HealingCurves
{
    /// <summary>How many things are followed.</summary>
    public const int Outputs = 8;

    private readonly double[] values;
    private readonly int padded;

    /// <summary>Room for the curves of these persons over this course.</summary>
    public HealingCurves(HealingColumns persons, HealingCourse course)
    {
        (Persons, Looks, padded) = (persons.Persons, course.ObservationDays.Length, persons.Padded);
        values = GC.AllocateUninitializedArray<double>(checked(Outputs * Looks * padded)); // every look writes each of them
    }

    public int Persons { get; }

    /// <summary>How often is looked.</summary>
    public int Looks { get; }

    /// <summary>One output at one look, of each person in their order.</summary>
    public Span<double> Of(HealingOutput output, int look) => values.AsSpan(Start(output, look), Persons);

    /// <summary>Where the first output of a person stands at a look; the next one stands <see cref="Stride"/> further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref double From(int look, int person) => ref values[look * padded + person];

    internal int Stride => Looks * padded;

    private int Start(HealingOutput output, int look) =>
        (uint)look < (uint)Looks ? ((int)output * Looks + look) * padded : throw new ArgumentOutOfRangeException(nameof(look), look, $"There are {Looks} looks.");
}
