using System.Diagnostics;
using System.Text;

namespace Stipple.System.Tests.Tool;

/// <summary>One run of the built tool as a process of its own, from its arguments to its exit code.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    public static Task<ToolRun> Of(params string[] arguments) => With(arguments);

    public static async Task<ToolRun> With(string[] arguments, string? input = null, string? folder = null, params (string Name, string Value)[] variables)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var cancel = patience.Token;
        using var process = Process.Start(StartInfo(arguments, folder, variables))!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            try
            {
                if (input is not null) await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancel);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The tool had read enough and ended.
            }

            await process.WaitForExitAsync(cancel);
            return new ToolRun(process.ExitCode, await output.WaitAsync(cancel), await error.WaitAsync(cancel));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts the tool with nothing of the surroundings' settings.</summary>
    public static ProcessStartInfo StartInfo(string[] arguments, string? folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Repository.Tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STIPPLE_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return start;
    }

    /// <summary>It worked, and said nothing on standard error.</summary>
    public ToolRun Done()
    {
        Assert.True(ExitCode == 0 && Error.Length == 0, $"Exit code {ExitCode}\n{Error}{Out}");
        return this;
    }

    /// <summary>It did not work: this exit code, nothing on standard output, and one line for people.</summary>
    public string Refusal(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}\n{Error}{Out}");
        Assert.Equal("", Out);
        Assert.StartsWith("stipple: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return Error;
    }
}
