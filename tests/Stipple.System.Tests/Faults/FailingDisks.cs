using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>A SQLite ledger on a disk that does not write, flush or cut when it is asked to, at each of its calls in turn.</summary>
public sealed class FailingDisks(Shim shim) : IClassFixture<Shim>
{
    private const int Always = int.MaxValue;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CallKind.Write, 1, Fault.InputOutputError, 1)]
    [InlineData(CallKind.Write, Always, Fault.NoSpace, 1)]
    [InlineData(CallKind.Sync, 1, Fault.InputOutputError, 1)]
    [InlineData(CallKind.Sync, 2, Fault.InputOutputError, 7)]
    [InlineData(CallKind.Sync, Always, Fault.InputOutputError, 7)]
    public async Task Nothing_acknowledged_is_lost_whichever_of_a_hundred_calls_fails(CallKind kind, int times, int error, int step) =>
        await Sweep(Enumerable.Range(0, 100 / step).Select(n => 1 + (n * step)), kind, times, error, bytes: 3_000);

    /// <summary>Bodies so large that the log is carried over after some 25 rounds: only then the file itself is written and flushed.</summary>
    [Theory]
    [InlineData(CallKind.Write, 1, Fault.NoSpace, 100)]
    [InlineData(CallKind.Write, Always, Fault.NoSpace, 100)]
    [InlineData(CallKind.Sync, 1, Fault.InputOutputError, 1)]
    [InlineData(CallKind.Sync, Always, Fault.InputOutputError, 1)]
    public async Task Nothing_acknowledged_is_lost_when_the_log_cannot_be_carried_over(CallKind kind, int times, int error, int step) =>
        await Sweep(Enumerable.Range(0, 4).Select(n => 1 + (n * step)), kind, times, error, bytes: 60_000, on: ".ledger");

    [Theory, InlineData(CallKind.Truncate, 4), InlineData(CallKind.Rename, 1), InlineData(CallKind.Remove, 1)]
    public async Task Nothing_acknowledged_is_lost_when_a_file_can_be_neither_cut_nor_renamed_nor_removed(CallKind kind, int calls)
    {
        await Sweep(Enumerable.Range(1, calls), kind, 1, Fault.InputOutputError, bytes: 60_000);
        await Sweep(Enumerable.Range(1, calls), kind, Always, Fault.InputOutputError, bytes: 60_000);
    }

    private async Task Sweep(IEnumerable<int> calls, CallKind kind, int times, int error, int bytes, string on = "")
    {
        Assert.SkipWhen(Shim.Missing is not null, Shim.Missing ?? "");
        using var child = shim.Start(null, "fail");
        try
        {
            foreach (var nth in calls)
            {
                var fault = new Fault(kind, nth, times, error, Rounds: 150, bytes) { On = on };
                var run = new FaultRun(fault, Path.Combine(shim.Folder, $"{kind}-{nth}-{times}-{error}"), ClinicId.New(TimeProvider.System), withData: false);
                await run.Do(child, hold: false, Cancel);
                Assert.True(run.Failed > 0, $"{fault}: there was no such call.");
                await run.Check(Cancel);
                if (error == Fault.NoSpace) Assert.All(run.Refusals, told => Assert.Contains("disk is full. Free space, then try again: nothing was lost", told, StringComparison.Ordinal));

                // All that is done to the disk passes the shim.
                Assert.All(new[] { CallKind.Write, CallKind.Sync, CallKind.Truncate, CallKind.Rename, CallKind.Remove }, each => Assert.NotEqual(0, run.Count(each)));

                // A disk that failed once: whoever was told so asked again, and was served.
                if (times == 1) Assert.Equal(run.Asked.Order(StringComparer.Ordinal), run.Kept.Order(StringComparer.Ordinal));
                Directory.Delete(run.Place, recursive: true);
            }
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }
}
