using System.CommandLine;
using Stipple.Records;
using Stipple.Records.SignIn;
using Stipple.Web.Operate;

namespace Stipple.Cli;

/// <summary><c>stipple account reset</c>: the way back for somebody who lost password or second proof.</summary>
internal static class AccountCommands
{
    public static Command Command()
    {
        var data = Storage.DataOption();
        return new Command("account", "Let somebody in again who lost everything.") { data, Reset(data) };
    }

    private static Command Reset(Option<DirectoryInfo?> data)
    {
        var email = new Argument<string>("EMAIL") { Description = "The e-mail address that they sign in with." };
        var command = new Command("reset", "Print the path of a link by which an account chooses a new password and a new second proof. It works once, for a day; everything from before ends when it is used.") { email };
        command.SetAction(parsed => Storage.WithRecords(parsed.GetValue(data), async (records, _) =>
        {
            var address = parsed.GetRequiredValue(email);
            var path = await records.Reset(address) ?? throw new RefusedException($"Nobody signs in with {address} here.");
            await Terminal.Out.WriteLineAsync(path);
            return ExitCode.Done;
        }));
        return command;
    }
}
