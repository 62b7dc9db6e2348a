using System.CommandLine;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;
using Stipple.Web.SignIn;

namespace Stipple.Cli;

/// <summary><c>stipple clinic found|list</c>: the clinics of this installation, each with a chain of its own.</summary>
internal static class ClinicCommands
{
    private const int LongestName = 200;

    public static Command Command()
    {
        var data = Storage.DataOption();
        return new Command("clinic", $"Found a clinic, or list those that there are. {Storage.PostgresHint}") { data, Found(data), List(data) };
    }

    private static Command Found(Option<DirectoryInfo?> data)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the clinic." };
        var by = new Option<string>("--by") { Description = "Who founds it.", HelpName = "PERSON", Required = true };
        var command = new Command("found", "Begin the ledger of a clinic. Prints its id, and the path of a link by which its first person enters, as owner and medical director: it works once, for seven days.") { name, by };
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            var called = Named(parsed.GetRequiredValue(name), "NAME");
            var clinic = ClinicId.New(TimeProvider.System);
            var link = FounderLink.New(clinic, TimeProvider.System);
            var outcome = await ledger.Found(clinic, new Append(Named(parsed.GetRequiredValue(by), "--by"), [Body.About(Streams.Of(clinic), new ClinicFounded(called), expectedVersion: 0), link.Fact]), cancel);
            if (outcome is not Appended.Done) throw new RefusedException($"The clinic {clinic} was not founded. Try again.");
            await Terminal.Out.WriteLineAsync(clinic.ToString());
            await Terminal.Out.WriteLineAsync(link.Path);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command List(Option<DirectoryInfo?> data)
    {
        var command = new Command("list", "Print id and name of every clinic.");
        command.SetAction(parsed => Storage.With(parsed.GetValue(data), async (ledger, cancel) =>
        {
            foreach (var clinic in await ledger.Clinics(cancel))
            {
                if (await ClinicRecord.Read(ledger, clinic, cancel) is { } record) await Terminal.Out.WriteLineAsync($"{clinic}  {record.Name}");
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static string Named(string text, string option) => text.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl)
        ? name
        : throw new InputException($"{option}: found \"{text}\", expected 1 to {LongestName} characters");
}
