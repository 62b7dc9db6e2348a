using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Evidence;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A clinic with a medical director, in a process that was started with some tables.</summary>
internal sealed class House(ILedger ledger, ClinicId clinic, PersonId director, Rules installed)
{
    public const string Meaning = "I have read the difference and approve this version for use in this clinic.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ClinicId Clinic => clinic;

    public PersonId Director => director;

    public ClinicEvidence Evidence { get; } = new(ledger, installed);

    public static async Task<House> Founded(ILedger ledger, Rules installed, bool demo = false)
    {
        var house = new House(ledger, ClinicId.New(TimeProvider.System), PersonId.New(TimeProvider.System), installed);
        await ledger.Found(house.Clinic, new Append("x", [Body.About(Streams.Of(house.Clinic), new ClinicFounded("Lindenhof", demo), expectedVersion: 0)]), Cancel);
        await house.Enter(house.Director, [Role.MedicalDirector]);
        return house;
    }

    public async Task<PersonId> Join(params Role[] roles)
    {
        var person = PersonId.New(TimeProvider.System);
        await Enter(person, roles);
        return person;
    }

    public async Task<ClinicRecord> Record() => (await ClinicRecord.Read(ledger, clinic, Cancel))!;

    public Task<EvidenceInForce> InForce() => Evidence.InForce(clinic, Cancel);

    public async Task<double> Value(string name) => (await InForce()).Policy is { } policy ? policy[policy.Rules.FindTerm(name)!].Low : double.NaN;

    public async Task<EvidenceChange> ToApprove(Rules rules, Rules? replaces, int? seen = null, string meaning = Meaning, params (string Switch, string? Value)[] choices) =>
        await Evidence.ToApprove(
            clinic, new EvidenceApproved(rules.Version.Hash, replaces?.Version.Hash, director, meaning, "passkey"),
            choices.ToDictionary(choice => choice.Switch, choice => choice.Value, StringComparer.Ordinal), seen ?? (await Record()).Version, Cancel);

    public async Task<EvidenceChange> ToSetPolicy(string name, string? value) =>
        await Evidence.ToSetPolicy(clinic, new PolicySet(name, value, director), (await Record()).Version, Cancel);

    /// <summary>Approves in the place of whatever is in force.</summary>
    public async Task Approve(Rules rules, params (string Switch, string? Value)[] choices)
    {
        var record = await Record();
        var change = await Evidence.ToApprove(
            clinic, new EvidenceApproved(rules.Version.Hash, record.InForce?.Version, director, Meaning, "passkey"),
            choices.ToDictionary(choice => choice.Switch, choice => choice.Value, StringComparer.Ordinal), record.Version, Cancel);
        Assert.IsType<Appended.Done>(await Write(change));
    }

    public Task<Appended> Write(EvidenceChange change) => ledger.Append(clinic, new Append($"person/{director}", Assert.IsType<EvidenceChange.Ready>(change).Facts), Cancel);

    public static async Task<string> Refusal(Task<EvidenceChange> change) => Assert.IsType<EvidenceChange.Refused>(await change).Reason;

    /// <summary>The kinds of the facts about the clinic and its evidence, in their order.</summary>
    public async Task<string[]> Kinds() =>
        await ledger.Read(clinic, 0, Cancel).Where(fact => !fact.Stream.StartsWith("person/", StringComparison.Ordinal)).Select(fact => fact.Kind).ToArrayAsync(Cancel);

    private async Task Enter(PersonId person, Role[] roles) => await ledger.Append(clinic, new Append("x",
    [
        Body.About(Streams.Of(person), new PersonInvited("Ada Lind", "ada@example.org", [.. roles], new string('0', 64), TimeProvider.System.GetUtcNow())),
        Body.About(Streams.Of(person), new PersonJoined(director.Value)),
    ]), Cancel);
}

/// <summary>The shipped tables, and others made from them.</summary>
internal static class Evidence
{
    public static Rules Shipped { get; } = Rules.Shipped();

    /// <summary>The shipped tables with some cells changed.</summary>
    public static Rules With(params (string File, string Row, string Column, string Value)[] edits) => Rules.Read(Library.Read(edits.Aggregate(Shipped.Library.Texts, (texts, edit) =>
    {
        var lines = texts[edit.File].TrimEnd('\n').Split('\n');
        var row = Array.FindIndex(lines, line => line.StartsWith(edit.Row + "\t", StringComparison.Ordinal));
        var cells = lines[row].Split('\t');
        cells[Array.IndexOf(lines[0].Split('\t'), edit.Column)] = edit.Value;
        lines[row] = string.Join('\t', cells);
        return texts.SetItem(edit.File, string.Join('\n', lines) + "\n");
    })));

    /// <summary>The same version with the rows of a table in the opposite order.</summary>
    public static Rules Backwards(string file)
    {
        var lines = Shipped.Library.Texts[file].TrimEnd('\n').Split('\n');
        return Rules.Read(Library.Read(Shipped.Library.Texts.SetItem(file, string.Join('\n', [lines[0], .. lines.Skip(1).Reverse()]) + "\n")));
    }
}
