using Stipple.Assess;

namespace Stipple.Cli;

/// <summary>Some whole lines of an input.</summary>
/// <param name="Number">Place among the blocks, from 0.</param>
/// <param name="FirstLine">Number of its first line, from 1.</param>
/// <param name="Length">How many bytes it has.</param>
internal readonly record struct LineBlock(long Number, long FirstLine, int Length);

/// <summary>
/// Reads an input as blocks of whole lines, each into a buffer that its reader brings. Of a line that is longer than a line may
/// be, just so much is kept that this shows.
/// </summary>
internal sealed class LineBlocks(Stream input)
{
    /// <summary>How long a buffer has to be: some hundred cases, and a line that is too long.</summary>
    public const int Size = 2 * CaseLines.LongestLine;

    private readonly byte[] rest = new byte[Size];
    private int restLength;
    private long line = 1;

    /// <summary>How many blocks were read.</summary>
    public long Count { get; private set; }

    /// <summary>The next block; null at the end of the input. One caller at a time.</summary>
    public LineBlock? Next(Span<byte> buffer)
    {
        rest.AsSpan(0, restLength).CopyTo(buffer);
        var length = restLength + input.ReadAtLeast(buffer[restLength..], Size - restLength, throwOnEndOfStream: false);
        restLength = 0;
        if (length == 0) return null;
        if (length == Size) length = buffer.LastIndexOf((byte)'\n') is >= 0 and var end ? KeepAfter(buffer, end + 1) : CutShort(buffer);
        var block = new LineBlock(Count++, line, length);
        line += buffer[..length].Count((byte)'\n');
        return block;
    }

    private int KeepAfter(Span<byte> buffer, int end)
    {
        buffer[end..].CopyTo(rest);
        restLength = buffer.Length - end;
        return end;
    }

    /// <summary>Reads on to the end of a line that fills the whole buffer.</summary>
    private int CutShort(Span<byte> buffer)
    {
        const int Kept = CaseLines.LongestLine + 1;
        while (true)
        {
            var room = buffer[Kept..];
            var read = input.Read(room);
            var end = room[..read].IndexOf((byte)'\n');
            if (end < 0 && read > 0) continue;
            if (end >= 0)
            {
                room[(end + 1)..read].CopyTo(rest);
                restLength = read - end - 1;
            }

            buffer[Kept] = (byte)'\n';
            return Kept + 1;
        }
    }
}
