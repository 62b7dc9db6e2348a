namespace Stipple.System.Tests.Faults;

/// <summary>
/// What would be left after a power cut, from a log of calls. Linux keeps what is written in memory until it is flushed; a flush
/// that fails forgets what it should have written, and the next one reports success without it. Readers go on seeing all
/// of it in memory: only a power cut shows the difference, and no test can cut the power.
/// </summary>
internal sealed class ModelDisk
{
    private const int Block = 4096;

    private readonly Dictionary<string, Inode> files = new(StringComparer.Ordinal);
    private readonly List<Call> inVain = [];

    /// <summary>Flushes on a handle where one had failed, though what that one should have written was not written again.</summary>
    public IReadOnlyList<Call> FlushedInVain => inVain;

    public void Apply(Call call)
    {
        switch (call.Kind)
        {
            case CallKind.Write:
                File(call.Path).Write(call);
                break;
            case CallKind.Truncate when call.Error == 0:
                File(call.Path).Cut(call.Offset);
                break;
            case CallKind.Sync when files.TryGetValue(call.Path, out var file):
                if (!file.Flush(call)) inVain.Add(call);
                break;
            case CallKind.Close when files.TryGetValue(call.Path, out var file):
                file.Lost.Remove(call.Handle);
                break;
            case CallKind.Rename when call.Error == 0 && call.Path.Split('\n') is [var from, var to]:
                if (files.Remove(from, out var moved)) files[to] = moved;
                break;
            case CallKind.Remove when call.Error == 0:
                files.Remove(call.Path);
                break;
        }
    }

    /// <summary>Whether these bytes are where a power cut does not reach them.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in files.Values)
        {
            if (file.Disk.GetBuffer().AsSpan(0, (int)file.Disk.Length).IndexOf(bytes) >= 0) return true;
        }

        return false;
    }

    /// <summary>Cuts the power: what is on disk is written into a folder.</summary>
    public void Cut(string folder)
    {
        foreach (var (path, file) in files) global::System.IO.File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), file.Disk.ToArray());
    }

    private Inode File(string path) => files.TryGetValue(path, out var file) ? file : files[path] = new Inode();

    private sealed class Inode
    {
        private readonly HashSet<long> dirty = [];
        private MemoryStream Memory { get; } = new();

        public MemoryStream Disk { get; } = new();

        /// <summary>Blocks that a failed flush of a handle forgot, and that nobody has written since.</summary>
        public Dictionary<int, HashSet<long>> Lost { get; } = [];

        public void Write(Call call)
        {
            Memory.Position = call.Offset;
            Memory.Write(call.Data);
            for (var block = call.Offset / Block; block * Block < call.Offset + call.Length; block++)
            {
                dirty.Add(block);
                foreach (var lost in Lost.Values) lost.Remove(block);
            }
        }

        public void Cut(long length)
        {
            Memory.SetLength(length);
            dirty.RemoveWhere(block => block * Block >= length);
            foreach (var lost in Lost.Values) lost.RemoveWhere(block => block * Block >= length);
        }

        /// <summary>False when the handle had lost something.</summary>
        public bool Flush(Call call)
        {
            var sound = !Lost.TryGetValue(call.Handle, out var lost) || lost.Count == 0;
            if (call.Error != 0)
            {
                Lost[call.Handle] = [.. lost ?? [], .. dirty];
            }
            else
            {
                Disk.SetLength(Memory.Length);
                foreach (var start in dirty.Select(block => block * Block).Where(start => start < Memory.Length))
                {
                    Disk.Position = start;
                    Disk.Write(Memory.GetBuffer(), (int)start, (int)Math.Min(Block, Memory.Length - start));
                }
            }

            dirty.Clear();
            return sound;
        }
    }
}
