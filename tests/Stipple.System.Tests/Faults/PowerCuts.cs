using System.Diagnostics;
using System.Text;
using Stipple.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>What was acknowledged is where a power cut does not reach it, at the moment in which it is said and ever after.</summary>
public sealed class PowerCuts(Shim shim) : IClassFixture<Shim>
{
    private const int Always = int.MaxValue;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_leaves_before_its_fact_is_flushed()
    {
        var (said, onDisk) = await Acknowledged("late");
        Assert.InRange(said, 100, 10_000);
        Assert.Equal(said, onDisk);
    }

    [Fact]
    public async Task An_answer_before_the_flush_would_be_noticed()
    {
        var (said, onDisk) = await Acknowledged("early");
        Assert.True(onDisk < said, $"{onDisk} of {said} were on disk.");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(Always)]
    public async Task What_was_acknowledged_outlives_flushes_that_failed(int times)
    {
        Assert.SkipWhen(Shim.Missing is not null, Shim.Missing ?? "");
        using var child = shim.Start(null, "fail");
        try
        {
            // The first fourteen belong to the founding.
            for (var nth = 15; nth <= 31; nth += 4)
            {
                var run = new FaultRun(new Fault(CallKind.Sync, nth, times, Fault.InputOutputError, Rounds: 100, Bytes: 500), Path.Combine(shim.Folder, $"cut-{nth}-{times}"), ClinicId.New(TimeProvider.System), withData: true);
                await run.Do(child, hold: false, Cancel);
                Assert.True(run.Failed > 0);
                await CutAndLook(run, Call.ReadAll(run.Log), everyAnswer: true);
            }
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }

    /// <summary>
    /// The log that a killed process leaves after a failed flush is whole in memory and has holes on disk: who writes on behind it
    /// loses everything behind the first hole.
    /// </summary>
    [Fact]
    public async Task What_was_acknowledged_outlives_a_kill_after_a_flush_that_failed()
    {
        Assert.SkipWhen(Shim.Missing is not null, Shim.Missing ?? "");
        for (var nth = 17; nth <= 25; nth += 4)
        {
            var (place, clinic) = (Path.Combine(shim.Folder, $"killed-{nth}"), ClinicId.New(TimeProvider.System));
            var first = new FaultRun(new Fault(CallKind.Sync, nth, Always, Fault.InputOutputError, Rounds: 100, Bytes: 500), place, clinic, withData: true);
            await Killed(first, child => first.Do(child, until: "refused", Cancel));
            var calls = Call.ReadAll(first.Log);
            File.Delete(first.Log);
            var second = new FaultRun(new Fault(CallKind.Sync, 1, 0, 0, Rounds: 10, Bytes: 500), place, clinic, withData: true);
            await Killed(second, child => second.Do(child, hold: true, Cancel));
            Assert.Equal(second.Asked.Count, second.Kept.Count);
            await CutAndLook(second, [.. calls, .. Call.ReadAll(second.Log)], everyAnswer: false);
        }
    }

    private async Task Killed(FaultRun run, Func<Process, Task> work)
    {
        using var child = shim.Start(null, "fail");
        try
        {
            await work(child);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(Cancel);
        }

        Assert.NotEmpty(run.Kept);
    }

    /// <summary>Cuts the power after answers, and each time looks for everything that had been acknowledged by then.</summary>
    private async Task CutAndLook(FaultRun run, IReadOnlyList<Call> calls, bool everyAnswer)
    {
        var disk = new ModelDisk();
        var acknowledged = new List<string>();
        var last = calls.Count - 1 - calls.Reverse().TakeWhile(call => call.Kind != CallKind.Said).Count();
        for (var i = 0; i < calls.Count; i++)
        {
            disk.Apply(calls[i]);
            if (calls[i].Kind != CallKind.Said) continue;
            var answers = calls[i].Text.Split('\n').Where(line => line.StartsWith("kept ", StringComparison.Ordinal)).Select(line => line["kept ".Length..]).ToArray();
            acknowledged.AddRange(answers);
            if (i != last && (!everyAnswer || answers.Length == 0)) continue;
            var folder = Directory.CreateDirectory(Path.Combine(shim.Folder, "after")).FullName;
            disk.Cut(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "stipple.lock"), "", Cancel);
            await run.Holds(folder, acknowledged, Cancel);
            Directory.Delete(folder, recursive: true);
        }

        Assert.NotEmpty(acknowledged);
    }

    /// <summary>Lets the writers of the crash tests work, and counts the answers, and those whose fact was on disk by then.</summary>
    private async Task<(int Said, int OnDisk)> Acknowledged(string when)
    {
        Assert.SkipWhen(Shim.Missing is not null, Shim.Missing ?? "");
        var log = Path.Combine(shim.Folder, $"{when}.log");
        using var child = shim.Start(log, "append", Path.Combine(shim.Folder, when), ClinicId.New(TimeProvider.System).ToString(), when);
        for (var i = 0; i < 100; i++) Assert.NotNull(await child.StandardOutput.ReadLineAsync(Cancel));
        child.Kill();
        await child.WaitForExitAsync(Cancel);
        var disk = new ModelDisk();
        var (said, onDisk) = (0, 0);
        foreach (var call in Call.ReadAll(log))
        {
            disk.Apply(call);
            if (call.Kind != CallKind.Said) continue;
            said++;
            if (disk.Holds(Encoding.UTF8.GetBytes(call.Text.TrimEnd('\n')))) onDisk++;
        }

        return (said, onDisk);
    }
}
