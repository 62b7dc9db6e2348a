using System.CommandLine;
using Stipple.Web.Outcome;

namespace Stipple.Cli;

/// <summary><c>stipple open-photo</c>: what a server starts for each photograph, so that a picture made to break a decoder breaks this process alone.</summary>
internal static class PhotoCommand
{
    public const string Name = "open-photo";

    public static Command Command()
    {
        var command = new Command(Name, "Reads a photograph from the standard input and writes it anew; a server starts this by itself.") { Hidden = true };
        command.SetAction(_ => ExitCode.From(() =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            return PhotoDecoding.Run(input, output) ? ExitCode.Done : ExitCode.Refused;
        }));
        return command;
    }
}
