using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stipple.Assess;

/// <summary>Words by their UTF-8 bytes: a word of a text is found without making a string of it.</summary>
internal sealed class WordTable
{
    /// <summary>Up to so many bytes both ends of a word are all of it.</summary>
    private const int AllInEnds = 16;

    private readonly byte[][] words;
    private readonly Ends[] ends;
    private readonly int[] places;

    /// <param name="words">Of a word that stands in it twice, the first counts.</param>
    public WordTable(IEnumerable<string> words)
    {
        this.words = [.. words.Select(Encoding.UTF8.GetBytes)];
        ends = [.. this.words.Select(word => Ends.Of(word))];
        places = new int[BitOperations.RoundUpToPowerOf2((uint)this.words.Length * 4 + 1)];
        for (var i = 0; i < this.words.Length; i++)
        {
            if (Find(this.words[i]) < 0) places[FreeFor(ends[i])] = i + 1;
        }
    }

    /// <summary>The place of a word in the list; -1 when it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> word)
    {
        var sought = Ends.Of(word);
        for (var at = Slot(sought); places[at] != 0; at = (at + 1) & (places.Length - 1))
        {
            var place = places[at] - 1;
            if (ends[place] == sought && (word.Length <= AllInEnds || word.SequenceEqual(words[place]))) return place;
        }

        return -1;
    }

    private int FreeFor(Ends word)
    {
        var at = Slot(word);
        while (places[at] != 0) at = (at + 1) & (places.Length - 1);
        return at;
    }

    private int Slot(Ends word)
    {
        var mixed = (word.Head * 0x9E3779B97F4A7C15 ^ word.Tail) * 0xC2B2AE3D27D4EB4F + (ulong)word.Length * 0x165667B19E3779F9;
        return (int)(mixed >> 40) & (places.Length - 1);
    }

    /// <summary>How long a word is, and its first and last bytes: eight each where it has them, and of a shorter one all.</summary>
    private readonly record struct Ends(int Length, ulong Head, ulong Tail)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Ends Of(ReadOnlySpan<byte> word) => word.Length switch
        {
            >= 8 => new(word.Length, BinaryPrimitives.ReadUInt64LittleEndian(word), BinaryPrimitives.ReadUInt64LittleEndian(word[^8..])),
            >= 4 => new(word.Length, BinaryPrimitives.ReadUInt32LittleEndian(word), BinaryPrimitives.ReadUInt32LittleEndian(word[^4..])),
            > 0 => new(word.Length, word[0], word[^1] | (ulong)word[word.Length / 2] << 8),
            _ => default,
        };
    }
}
