using System.Buffers;
using Stipple.Assess;

namespace Stipple.Cli;

/// <summary>
/// Decides the cases of an input, one a line, on all cores. Each worker takes the next block of lines, decides it and waits for
/// its turn to write, so that the answers come in the order of the lines and no more than a block a worker is held.
/// </summary>
internal sealed class LineScreening(Stream input, Stream output, IProgress<long>? progress)
{
    private const long ProgressMilliseconds = 2_000;

    private readonly LineBlocks blocks = new(input);
    private readonly Lock reading = new();
    private readonly object turn = new();
    private readonly TaskCompletionSource<LineTally> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long written;
    private LineTally total;
    private bool isRead;
    private bool stopped;
    private long reported = Environment.TickCount64;

    /// <summary>Runs to the end of the input, to the first bad line if they are to stop it, or until it is cancelled. What is written then are whole lines.</summary>
    /// <param name="rules">The rules; a case may name a policy.</param>
    /// <param name="withOpen">Adds what is still open.</param>
    /// <param name="strict">Stops at the first line that is no case.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">The input cannot be read, or the output cannot be written.</exception>
    public async Task<LineTally> Run(Rules rules, bool withOpen, bool strict, CancellationToken cancel)
    {
        var compiled = CompiledRules.Of(ClinicPolicy.Defaults(rules));
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() => Work(new CaseLines(compiled, withOpen, strict))) { IsBackground = true }).ToArray();
        foreach (var worker in workers) worker.Start();
        try
        {
            return await ended.Task.WaitAsync(cancel);
        }
        finally
        {
            // Nobody may be within a line when the process ends. A worker that waits for more input is left behind.
            lock (turn)
            {
                stopped = true;
                Monitor.PulseAll(turn);
            }
        }
    }

    private void Work(CaseLines lines)
    {
        try
        {
            var buffer = new byte[LineBlocks.Size];
            var answers = new ArrayBufferWriter<byte>(LineBlocks.Size / 8);
            while (Next(buffer) is { } block)
            {
                answers.ResetWrittenCount();
                var tally = lines.Decide(buffer.AsSpan(0, block.Length), block.FirstLine, answers);
                if (!Write(block, answers.WrittenSpan, tally)) return;
            }

            lock (turn)
            {
                isRead = true;
                EndWhenWritten();
            }
        }
        catch (Exception failed)
        {
            ended.TrySetException(failed);
        }
    }

    private LineBlock? Next(byte[] buffer)
    {
        lock (reading) return blocks.Next(buffer);
    }

    /// <summary>Writes the answers to a block when those before it are written; false when nothing more is to be written.</summary>
    private bool Write(LineBlock block, ReadOnlySpan<byte> answers, LineTally tally)
    {
        lock (turn)
        {
            while (written != block.Number && !stopped) Monitor.Wait(turn);
            if (stopped) return false;
            output.Write(answers);
            written++;
            total = new LineTally(total.Decided + tally.Decided, total.Refused + tally.Refused, tally.Stopped);
            stopped = tally.Stopped is not null;
            EndWhenWritten();
            Monitor.PulseAll(turn);
            return !stopped;
        }
    }

    /// <summary>Ends the run when everything is written, and tells how far it is. Called by whoever has the turn, which the end waits for.</summary>
    private void EndWhenWritten()
    {
        var isDone = stopped || (isRead && written == blocks.Count);
        if (isDone ? !ended.TrySetResult(total) : Environment.TickCount64 - reported < ProgressMilliseconds) return;
        reported = Environment.TickCount64;
        progress?.Report(total.Decided);
    }
}
