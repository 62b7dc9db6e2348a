using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>Begins a clinic, with its first owner in it from the first commit on.</summary>
public static class Founding
{
    private static readonly ImmutableArray<Role> first = [Role.Owner, Role.MedicalDirector];

    /// <summary>Founds a clinic whose first person has an account already. They are owner and, until they name somebody else, medical director.</summary>
    public static async Task<ClinicId> Found(ILedger ledger, string clinicName, bool demo, string name, string email, Guid account, TimeProvider clock, CancellationToken cancel)
    {
        var clinic = ClinicId.New(clock);
        var person = PersonId.New(clock);
        var outcome = await ledger.Found(clinic, new Append(
            $"person/{person}",
            [
                Body.About(Streams.Of(clinic), new ClinicFounded(clinicName, demo), expectedVersion: 0),
                Body.About(Streams.Of(person), new PersonInvited(name, email, first, Secret.Hash(Secret.New()), clock.GetUtcNow()), expectedVersion: 0),
                Body.About(Streams.Of(person), new PersonJoined(account), expectedVersion: 1),
            ]), cancel);
        return outcome is Appended.Done ? clinic : throw new RefusedException($"The clinic {clinic} was not founded: {outcome}.");
    }
}
