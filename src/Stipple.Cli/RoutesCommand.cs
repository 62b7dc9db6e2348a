using System.CommandLine;
using Stipple.Assess;

namespace Stipple.Cli;

/// <summary><c>stipple routes</c>: every way into the program, and who may use it.</summary>
internal static class RoutesCommand
{
    public static Command Command()
    {
        var command = new Command("routes", "Print every address that is served: method, path, who may use it, whose data it touches, what is written down. Parted by tabs.");
        command.SetAction(_ => ExitCode.From(() =>
        {
            Console.Out.WriteLine("method\tpath\tpolicy\tscope\taudit");
            foreach (var route in Web.Program.Routes(Rules.Shipped()))
                Console.Out.WriteLine($"{route.Method}\t{route.Path}\t{route.Policy}\t{route.Scope}\t{route.Audit}");
            return ExitCode.Done;
        }));
        return command;
    }
}
