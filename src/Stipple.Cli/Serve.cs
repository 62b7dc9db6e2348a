using System.CommandLine;
using System.Globalization;
using Stipple.Web;

namespace Stipple.Cli;

/// <summary><c>stipple serve</c>: the pages, on one address, until it is told to end.</summary>
internal static class Serve
{
    private const int DefaultPort = 5080;

    public static Command Command()
    {
        var port = new Option<int?>("--port") { Description = $"Port on 127.0.0.1; else STIPPLE_PORT, else {DefaultPort}.", HelpName = "PORT" };
        var data = Storage.DataOption();
        var evidence = Tables.Option();
        var address = new Option<string?>("--public") { Description = "Address that people type when a proxy on this machine stands before it, such as https://stipple.example.org; else STIPPLE_PUBLIC.", HelpName = "URL" };
        var demo = new Option<bool>("--demo") { Description = "Serve a clinic of made-up people to look around in. Keeps to a data folder of its own, ./data-demo." };
        var command = new Command("serve", $"Serve the pages. {Storage.PostgresHint}") { port, data, evidence, address, demo };
        command.SetAction(parsed => ExitCode.From(() =>
        {
            var options = new ServeOptions(Port(parsed.GetValue(port)), Storage.DataPath(parsed.GetValue(data), parsed.GetValue(demo)), Tables.Read(parsed.GetValue(evidence)))
            {
                Postgres = Storage.Postgres,
                PublicAddress = Public(parsed.GetValue(address)),
                Demo = parsed.GetValue(demo),
                Operator = Terminal.Run,
                PhotoProcess = [.. Self(), PhotoCommand.Name],
            };
            if (options is { Demo: true, PublicAddress: not null }) throw new InputException("--demo: found --public beside it, expected one of the two: anybody may enter the demo");
            Web.Program.Run(options, Console.Out, Storage.Listed).GetAwaiter().GetResult();
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>How this program is started: by itself, or by the runtime with its file.</summary>
    private static IEnumerable<string> Self()
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Environment.GetCommandLineArgs()[0]] : [process];
    }

    private static Uri? Public(string? option)
    {
        var text = option ?? Environment.GetEnvironmentVariable("STIPPLE_PUBLIC");
        if (string.IsNullOrEmpty(text)) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address is { PathAndQuery: "/", UserInfo: "" }
            ? address
            : throw new InputException($"--public: found \"{text}\", expected an address without a path, such as https://stipple.example.org");
    }

    private static int Port(int? option)
    {
        var text = Environment.GetEnvironmentVariable("STIPPLE_PORT");
        var port = option
            ?? (string.IsNullOrEmpty(text) ? DefaultPort
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw new InputException($"STIPPLE_PORT: found \"{text}\", expected a port from 0 to 65535"));
        return port is >= 0 and <= 65535 ? port : throw new InputException($"--port: found {port}, expected a port from 0 (any free one) to 65535");
    }
}
