using System.Data.Common;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Records;

namespace Stipple.Cli;

/// <summary>The three answers of the tool to its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int BadInput = 2;

    /// <summary>Runs a command; an input that cannot be read and a refusal become one line on standard error and their exit code.</summary>
    public static int From(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (EvidenceException bad)
        {
            return Say(BadInput, bad.Message);
        }
        catch (InputException bad)
        {
            return Say(BadInput, bad.Message);
        }
        catch (RefusedException refused)
        {
            return Say(Refused, refused.Message);
        }
        catch (Exception failed) when (failed is NotKeptException or IOException or UnauthorizedAccessException or DbException)
        {
            return Say(Refused, failed.Message);
        }
        catch (OperationCanceledException)
        {
            return Say(Refused, "Interrupted.");
        }
    }

    private static int Say(int code, string message)
    {
        Console.Error.WriteLine($"stipple: {message}");
        return code;
    }
}

/// <summary>Something given to the tool that it cannot read. The message says which file, what stood there and what was expected.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    public static InputException In(string file, CaseException bad) => new($"{file}, {bad.Message}");
}
