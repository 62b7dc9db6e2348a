using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The facts of one case in one piece of memory, as bits and intervals: so that a registry is put into columns by copying. See
/// <see cref="Fact"/> for what one means, and <see cref="FactLayout"/> for where it stands.
/// </summary>
internal sealed class FactSet
{
    private readonly FactLayout layout;
    private readonly ulong[] words;

    /// <summary>Nothing is known.</summary>
    public FactSet(Rules rules) : this(rules.Facts, rules.Facts.Unknown.AsSpan())
    {
    }

    /// <summary>What these words say.</summary>
    public FactSet(FactLayout layout, ReadOnlySpan<ulong> words) => (this.layout, this.words) = (layout, words.ToArray());

    public FactLayout Layout => layout;

    public ReadOnlySpan<ulong> Words => words;

    public Fact this[Slot slot] => Read(words, layout[slot]);

    /// <exception cref="InvalidOperationException">The fact is none of its question: an option that there is not, or days that are not whole.</exception>
    public void Set(Slot slot, in Fact fact)
    {
        ref readonly var field = ref layout[slot];
        var (known, bits, low, high) = fact;
        switch (field.Shape)
        {
            case FactShape.Flag when bits <= 1 && low == 0 && high == 0:
                Put(field, known ? bits + 1 : 0);
                return;
            case FactShape.Options when (bits & ~field.Mask) == 0 && low == 0 && high == 0:
                Put(field, bits);
                Mark(field.Apart, known);
                return;
            case FactShape.Number when bits == 0 && !double.IsNaN(low) && !double.IsNaN(high):
                words[field.Word] = BitConverter.DoubleToUInt64Bits(known ? low : double.NaN);
                words[field.Word + 1] = BitConverter.DoubleToUInt64Bits(known ? high : double.NaN);
                return;
            case FactShape.Date when bits == 1 && low == 0 && high == 0:
                words[field.Word] = DayInterval.Never;
                Mark(field.Apart, true);
                return;
            case FactShape.Date when bits == 0 && low == (int)low && high == (int)high:
                words[field.Word] = known ? DayInterval.Word((int)low, (int)high) : DayInterval.Unknown;
                Mark(field.Apart, false);
                return;
            case FactShape.None when !known:
                return;
            default:
                throw new InvalidOperationException($"{fact} is no fact of this question.");
        }
    }

    public void CopyFrom(FactSet other) => other.words.CopyTo(words, 0);

    internal static Fact Read(ReadOnlySpan<ulong> words, in FactField field)
    {
        var word = words[field.Word];
        switch (field.Shape)
        {
            case FactShape.Flag:
                var flag = word >> field.Shift & 3;
                return flag == 0 ? Fact.Unknown : Fact.OfBits(flag >> 1);
            case FactShape.Options:
                return (words[field.Apart >> 6] >> field.Apart & 1) == 0 ? Fact.Unknown : Fact.OfBits(word >> field.Shift & field.Mask);
            case FactShape.Number:
                var low = BitConverter.UInt64BitsToDouble(word);
                return double.IsNaN(low) ? Fact.Unknown : new Fact(true, 0, low, BitConverter.UInt64BitsToDouble(words[field.Word + 1]));
            case FactShape.Date:
                if (word == DayInterval.Unknown) return Fact.Unknown;
                var (earliest, latest) = DayInterval.Of(word);
                return word == DayInterval.Never ? Fact.Never : new Fact(true, 0, earliest, latest);
            default:
                return Fact.Unknown;
        }
    }

    private void Put(in FactField field, ulong bits) => words[field.Word] = words[field.Word] & ~(field.Mask << field.Shift) | bits << field.Shift;

    private void Mark(int bit, bool set) => words[bit >> 6] = words[bit >> 6] & ~(1UL << bit) | (set ? 1UL << bit : 0);
}
