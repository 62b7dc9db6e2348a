using System.Diagnostics;
using System.Threading.Channels;
using Stipple.Records.Lists;

namespace Stipple.Records;

/// <summary>
/// The one writer of a clinic's chain in this process. Requests queue; it writes what is waiting in one transaction, commits,
/// and answers each after the commit is on disk. Many requests share one flush, and none waits behind a lock.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int LongestQueue = 4096;
    private const int LargestBatch = 512;

    // The writer waits for more to share a flush for at most this part of the time that a flush takes.
    private const int PatienceShare = 4;

    private readonly IChain chain;
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly Task loop;

    public Writer(IChain chain)
    {
        this.chain = chain;
        loop = Task.Run(Run);
    }

    /// <exception cref="ArgumentException">The append holds what cannot be kept; nothing was queued.</exception>
    /// <exception cref="NotKeptException">The disk or the database failed.</exception>
    /// <exception cref="RefusedException">A body is not of its kind's shape.</exception>
    public async Task<Appended> Write(Append append, CancellationToken cancel)
    {
        AppendForm.Require(append);
        Listing.Try(append);
        var work = new Writing(append, new TaskCompletionSource<Appended>(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(work, cancel);
        return await work.Answer.Task; // once queued it is written, whoever still listens
    }

    /// <summary>Does something with the chain between two commits, while nothing is appended.</summary>
    public async Task Alone(Func<IChain, ValueTask> task, CancellationToken cancel)
    {
        var work = new Pause(task, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(work, cancel);
        await work.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await chain.DisposeAsync();
    }

    private async Task Run()
    {
        var batch = new List<Writing>(LargestBatch);
        var (active, took) = (1, TimeSpan.Zero);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            var begun = Stopwatch.GetTimestamp();
            var pause = Gather(batch);

            // Those who were answered just now are about to ask again. Without a moment's patience they miss this flush, and
            // half of them always wait for the other half.
            while (pause is null && batch.Count < active && Stopwatch.GetElapsedTime(begun) < took / PatienceShare)
            {
                await Task.Yield();
                pause = Gather(batch);
            }

            if (batch.Count > 0)
            {
                begun = Stopwatch.GetTimestamp();
                await Commit(batch);
                (active, took) = (Math.Min(LargestBatch, batch.Count + queue.Reader.Count), Stopwatch.GetElapsedTime(begun));
                chain.Tidy();
            }

            if (pause is not null) await Do(pause);
        }
    }

    /// <summary>Takes what is waiting, up to a pause.</summary>
    private Pause? Gather(List<Writing> batch)
    {
        while (batch.Count < LargestBatch && queue.Reader.TryRead(out var work))
        {
            if (work is Pause pause) return pause;
            batch.Add((Writing)work);
        }

        return null;
    }

    private async Task Commit(List<Writing> batch)
    {
        try
        {
            var outcomes = await chain.Commit([.. batch.Select(work => work.Append)]);
            for (var i = 0; i < outcomes.Length; i++) batch[i].Answer.SetResult(outcomes[i]);
        }
        catch (Exception failed)
        {
            // Whatever went wrong, these were not acknowledged, and the writer goes on with the next.
            var told = NotKeptException.Of(failed);
            foreach (var work in batch) work.Answer.SetException(told);
        }
    }

    private async Task Do(Pause pause)
    {
        try
        {
            await pause.Task(chain);
            pause.Answer.SetResult();
        }
        catch (Exception failed)
        {
            pause.Answer.SetException(failed);
        }
    }

    private abstract record Work;

    private sealed record Writing(Append Append, TaskCompletionSource<Appended> Answer) : Work;

    private sealed record Pause(Func<IChain, ValueTask> Task, TaskCompletionSource Answer) : Work;
}
