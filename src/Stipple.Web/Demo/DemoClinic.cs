using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.Web.Demo;

/// <summary>Somebody of the demo clinic.</summary>
/// <param name="Account">What their sessions carry. It has no password: nobody signs in with it, they are entered.</param>
/// <param name="Name">Made up.</param>
/// <param name="Roles">What they are.</param>
public sealed record DemoPerson(Guid Account, string Name, ImmutableArray<Role> Roles);

/// <summary>A clinic of made-up people, to look around in.</summary>
internal static class DemoClinic
{
    public const string Name = "Lindenhof Skin Clinic";

    public static ImmutableArray<DemoPerson> People { get; } =
    [
        new(Numbered(1), "Vera Lindt", [Role.Owner]),
        new(Numbered(2), "Dr Jonas Aumann", [Role.MedicalDirector]),
        new(Numbered(3), "Mira Castell", [Role.Practitioner]),
        new(Numbered(4), "Timo Ferber", [Role.FrontDesk]),
    ];

    /// <summary>Makes the clinic, unless it is there.</summary>
    /// <exception cref="RefusedException">The data are those of a real clinic.</exception>
    public static async Task Prepare(ILedger ledger, ClinicEvidence evidence, TimeProvider clock, CancellationToken cancel)
    {
        var clinics = await ledger.Clinics(cancel);
        foreach (var clinic in clinics)
        {
            if (await ClinicRecord.Read(ledger, clinic, cancel) is { Demo: false } real)
                throw new RefusedException($"These data are those of {real.Name}, a real clinic: the demo does not touch them. Choose another folder with --data.");
        }

        if (clinics.Count > 0) return;
        var founded = await Founding.Found(ledger, new ClinicFounded(Name, Demo: true), Invited(People[0], clock), People[0].Account, clock, cancel);
        var day = DateOnly.FromDateTime(clock.GetLocalNow().Date);
        foreach (var person in People.Skip(1)) await Join(ledger, founded, person, day, clock, cancel);
        await evidence.Keep(founded, evidence.Installed.Library, "demo", cancel);
        await DemoPatients.Write(ledger, founded, evidence, clock, cancel);
    }

    private static async Task Join(ILedger ledger, ClinicId clinic, DemoPerson person, DateOnly day, TimeProvider clock, CancellationToken cancel)
    {
        var id = PersonId.New(clock);
        var stream = Streams.Of(id);
        List<NewFact> facts =
        [
            Body.About(stream, Invited(person, clock), expectedVersion: 0),
            Body.About(stream, new PersonJoined(person.Account), expectedVersion: 1),
        ];
        if (person.Roles.Contains(Role.Practitioner))
        {
            facts.Add(Body.About(stream, new LicenceAdded(new Licence(
                Guid.CreateVersion7(clock.GetUtcNow()), "US-CA", "RN 000000 (made up)", day.AddYears(-2), day.AddMonths(2), "registered nurse", NeedleDepth.FromMillimetres(1.5), Credential: Credential.Practitioner))));
            facts.Add(Body.About(stream, new CompetenceAdded(new Competence(
                Guid.CreateVersion7(clock.GetUtcNow()), "pen", NeedleDepth.FromMillimetres(0.25), NeedleDepth.FromMillimetres(1.5), "made-up course", day.AddYears(-1), day.AddYears(1), null))));
        }

        await ledger.Append(clinic, new Append("demo", [.. facts]), cancel);
    }

    private static PersonInvited Invited(DemoPerson person, TimeProvider clock) =>
        Founding.Somebody(person.Name, $"{person.Name.Split(' ')[^1].ToLowerInvariant()}@demo.invalid", person.Roles, clock);

    private static Guid Numbered(byte number) => new(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, number]);
}
