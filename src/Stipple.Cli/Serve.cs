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
        var command = new Command("serve", "Serve the pages.") { port, data, evidence };
        command.SetAction(parsed => ExitCode.From(() =>
        {
            var options = new ServeOptions(
                Port(parsed.GetValue(port)),
                Storage.DataPath(parsed.GetValue(data)),
                Tables.Read(parsed.GetValue(evidence)));
            Web.Program.Run(options, Console.Out);
            return ExitCode.Done;
        }));
        return command;
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
