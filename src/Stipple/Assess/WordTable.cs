using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Stipple.Assess;

/// <summary>Words by their UTF-8 bytes: a word of a text is found without making a string of it.</summary>
internal sealed class WordTable
{
    private readonly byte[][] words;
    private readonly int[] places;

    /// <param name="words">Of a word that stands in it twice, the first counts.</param>
    public WordTable(IEnumerable<string> words)
    {
        this.words = [.. words.Select(Encoding.UTF8.GetBytes)];
        places = new int[BitOperations.RoundUpToPowerOf2((uint)this.words.Length * 4 + 1)];
        for (var i = 0; i < this.words.Length; i++)
        {
            if (Find(this.words[i]) < 0) places[FreeFor(this.words[i])] = i + 1;
        }
    }

    /// <summary>The place of a word in the list; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> word)
    {
        for (var at = Slot(word); places[at] != 0; at = (at + 1) & (places.Length - 1))
        {
            if (word.SequenceEqual(words[places[at] - 1])) return places[at] - 1;
        }

        return -1;
    }

    private int FreeFor(ReadOnlySpan<byte> word)
    {
        var at = Slot(word);
        while (places[at] != 0) at = (at + 1) & (places.Length - 1);
        return at;
    }

    /// <summary>From its length and both its ends, which is enough to tell ids apart.</summary>
    private int Slot(ReadOnlySpan<byte> word)
    {
        var (head, tail) = word.Length switch
        {
            >= 8 => (BinaryPrimitives.ReadUInt64LittleEndian(word), BinaryPrimitives.ReadUInt64LittleEndian(word[^8..])),
            >= 4 => (BinaryPrimitives.ReadUInt32LittleEndian(word), BinaryPrimitives.ReadUInt32LittleEndian(word[^4..])),
            > 0 => (word[0], word[^1] | (ulong)word[word.Length / 2] << 8),
            _ => (0UL, 0UL),
        };
        var mixed = (head * 0x9E3779B97F4A7C15 ^ tail) * 0xC2B2AE3D27D4EB4F + (ulong)word.Length * 0x165667B19E3779F9;
        return (int)(mixed >> 40) & (places.Length - 1);
    }
}
