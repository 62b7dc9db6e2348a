using System.Diagnostics;
using System.Text;
using Stipple.Records;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>A full disk: nothing more is written, everything is still read, and when there is space again the same process goes on.</summary>
public sealed class FullDisks(Shim shim) : IClassFixture<Shim>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writing_stops_with_what_to_do_reading_goes_on_and_space_is_all_that_it_takes()
    {
        Assert.SkipWhen(Shim.Missing is not null, Shim.Missing ?? "");
        using var child = shim.Start(null, "fail");
        try
        {
            for (var nth = 100; nth <= 1_000; nth += 100)
            {
                var run = new FaultRun(new Fault(CallKind.Write, nth, int.MaxValue, Fault.NoSpace, Rounds: 100, Bytes: 3_000), Path.Combine(shim.Folder, $"full-{nth}"), ClinicId.New(TimeProvider.System), withData: false);
                await run.Do(child, hold: false, Cancel);
                await run.Check(Cancel);
                Assert.NotEmpty(run.Refusals);
                Assert.All(run.Refusals, told => Assert.Contains("Free space, then try again: nothing was lost", told, StringComparison.Ordinal));
                Assert.Equal(run.Kept.Count - 1, run.Read); // all but the last one, which came after
            }
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }

    [Fact]
    public async Task A_small_file_system_that_is_really_full_is_no_different()
    {
        using var disk = SmallDisk.Mount();
        Assert.SkipWhen(disk is null, "Only root may mount a small file system to fill");
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[600_000], Cancel);
        using var folder = DataFolder.Open(Path.Combine(disk.Path, "data"));
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        var clinic = ClinicId.New(TimeProvider.System);
        await ledger.Found(clinic, Founded.First(clinic), Cancel);
        var kept = 0; // beside the founding
        var full = await Assert.ThrowsAsync<NotKeptException>(async () =>
        {
            for (; kept < 1_000; kept++) await Append();
        });
        Assert.InRange(kept, 5, 100);
        for (var again = 0; again < 5; again++)
        {
            Assert.Contains("Free space, then try again: nothing was lost", full.Message, StringComparison.Ordinal);
            Assert.Equal(kept + 1, await ledger.Read(clinic, 0, Cancel).CountAsync(Cancel));
            full = await Assert.ThrowsAsync<NotKeptException>(Append);
        }

        File.Delete(ballast);
        await Append();
        Assert.Equal(kept + 2, await ledger.Read(clinic, 0, Cancel).CountAsync(Cancel));
        Assert.Null((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null)).Fault);

        async Task Append()
        {
            var large = Encoding.UTF8.GetBytes(new string('_', 50_000));
            Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [new NewFact("patient/1", "noted", large)]), Cancel));
        }
    }

    private sealed class SmallDisk : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("stipple-small-").FullName;

        /// <summary>Two megabytes; null where one may not mount.</summary>
        public static SmallDisk? Mount()
        {
            var disk = new SmallDisk();
            if (OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.Path)) return disk;
            Directory.Delete(disk.Path);
            return null;
        }

        public void Dispose()
        {
            Run("umount", Path);
            Directory.Delete(Path);
        }

        private static bool Run(string file, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
