using System.Text;

namespace Stipple.System.Tests.Faults;

/// <summary>What a program asks of its disk; the numbers are those of shim.c.</summary>
public enum CallKind
{
    Write,
    Sync,
    Truncate,
    Rename,
    Remove,
    Close,

    /// <summary>It says something on its standard output; noted before it leaves.</summary>
    Said,
}

/// <summary>One call, as the shim saw it.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Handle">Its file descriptor; -1 when there is none.</param>
/// <param name="Error">The errno that was answered; 0 when it was done.</param>
/// <param name="Offset">Where it wrote, or the new length.</param>
/// <param name="Length">How much it wrote or said.</param>
/// <param name="Path">The file; of a rename the old name, a line feed, and the new one.</param>
/// <param name="Data">What was written or said, as far as the log holds it.</param>
internal sealed record Call(CallKind Kind, int Handle, int Error, long Offset, int Length, string Path, byte[] Data)
{
    public string Text => Encoding.UTF8.GetString(Data);

    /// <summary>The calls of a log in the order in which they took effect. Where the program was killed the last one may be cut off.</summary>
    public static IReadOnlyList<Call> ReadAll(string log)
    {
        using var file = File.OpenRead(log);
        using var reader = new BinaryReader(file);
        var calls = new List<Call>();
        try
        {
            while (file.Position < file.Length)
            {
                var (kind, handle, error, length, path, data) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
                var offset = reader.ReadInt64();
                var call = new Call((CallKind)kind, handle, error, offset, length, Encoding.UTF8.GetString(reader.ReadBytes(path)), reader.ReadBytes(data));
                if (call.Data.Length < data) break;
                calls.Add(call);
            }
        }
        catch (EndOfStreamException)
        {
            // The end that was cut off.
        }

        return calls;
    }
}
