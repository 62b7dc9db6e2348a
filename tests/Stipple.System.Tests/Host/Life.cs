using System.Net.Sockets;
using System.Runtime.Versioning;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.Host;

/// <summary>Starting, ending, and owning the data folder. For systems with Unix signals and modes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class Life : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly string data;

    public Life() => data = scratch.File("made/here");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task It_ends_at_once_with_exit_code_0_when_it_is_told_to()
    {
        await using var serving = await Serving.Start(data, Cancel);
        using var client = serving.Client();
        Assert.Equal("live\n", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Cancel));
        var (exitCode, error) = await serving.Terminate(within: TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone()
    {
        await using var serving = await Serving.Start(data, Cancel);
        Assert.Equal("127.0.0.1", serving.Address.Host);
        using var other = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await other.ConnectAsync("127.0.0.2", serving.Address.Port, Cancel));
    }

    [Fact]
    public async Task What_readers_say_is_neither_logged_nor_kept()
    {
        await using var serving = await Serving.Start(data, Cancel);
        using var client = serving.Client();
        using var form = new FormUrlEncodedContent([new("regions", "face"), new("a.keloid", "yes"), new("at", "psoriasis"), new("v", "zq7-planted"), new("go", "next")]);
        using var answer = await client.PostAsync(new Uri("/check", UriKind.Relative), form, Cancel);
        Assert.Equal(422, (int)answer.StatusCode);
        using var refused = await client.PostAsync(new Uri("/check", UriKind.Relative), new StringContent("zq7-planted"), Cancel);
        Assert.Equal(415, (int)refused.StatusCode);
        Assert.Equal((0, ""), await serving.Terminate(TimeSpan.FromSeconds(5), Cancel));
        Assert.Equal(["stipple.lock"], Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(0, new FileInfo(Path.Combine(data, "stipple.lock")).Length);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_data_folder_is_for_its_owner_alone(bool wasOpenToAll)
    {
        if (wasOpenToAll) Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var serving = await Serving.Start(data, Cancel);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_until_the_first_is_gone()
    {
        await using (await Serving.Start(data, Cancel))
        {
            var error = (await ToolRun.Of("serve", "--port", "0", "--data", data)).Refusal(1);
            Assert.Contains(data, error, StringComparison.Ordinal);
            Assert.Contains("If another Stipple is running on it, end that one", error, StringComparison.Ordinal);
            await using var elsewhere = await Serving.Start(scratch.File("other"), Cancel);
        }

        // The first was killed, not ended: the kernel gave its lock back.
        await using var next = await Serving.Start(data, Cancel);
        using var client = next.Client();
        Assert.Equal("live\n", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused()
    {
        await using var serving = await Serving.Start(data, Cancel);
        var error = (await ToolRun.Of("serve", "--port", $"{serving.Address.Port}", "--data", scratch.File("other"))).Refusal(1);
        Assert.Contains($"Port {serving.Address.Port} is taken", error, StringComparison.Ordinal);
        Assert.Contains("--port or STIPPLE_PORT", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_refused()
    {
        var file = scratch.Write("file", "");
        Assert.Contains(file, (await ToolRun.Of("serve", "--port", "0", "--data", file)).Refusal(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused()
    {
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data, "probe"), "", Cancel);
            Assert.Skip("This user may write everywhere (root), so that nothing can be refused.");
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Contains("cannot be written", (await ToolRun.Of("serve", "--port", "0", "--data", data)).Refusal(1), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Folder_and_port_may_come_from_the_surroundings_and_an_option_wins()
    {
        await using var serving = await Serving.Start(data, Cancel);
        var port = $"{serving.Address.Port}";
        var fromPort = await ToolRun.With(["serve", "--data", scratch.File("other")], variables: ("STIPPLE_PORT", port));
        Assert.Contains($"Port {port} is taken", fromPort.Refusal(1), StringComparison.Ordinal);
        var fromData = await ToolRun.With(["serve", "--port", "0"], variables: ("STIPPLE_DATA", data));
        Assert.Contains(data, fromData.Refusal(1), StringComparison.Ordinal);
        var option = await ToolRun.With(["serve", "--port", port, "--data", scratch.File("other")], variables: [("STIPPLE_PORT", "0"), ("STIPPLE_DATA", data)]);
        Assert.Contains($"Port {port} is taken", option.Refusal(1), StringComparison.Ordinal);
    }
}
