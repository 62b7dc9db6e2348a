using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>Begins a clinic: with its first owner in it from the first commit on, or with nobody until its first owner enters.</summary>
public static class Founding
{
    /// <summary>What the first person of a real clinic is: somebody has to approve the evidence until another is named.</summary>
    public static readonly ImmutableArray<Role> First = [Role.Owner, Role.MedicalDirector];

    /// <summary>Founds a clinic whose first person has an account already.</summary>
    public static async Task<ClinicId> Found(ILedger ledger, ClinicFounded founded, PersonInvited first, Guid account, TimeProvider clock, CancellationToken cancel)
    {
        var clinic = ClinicId.New(clock);
        var person = PersonId.New(clock);
        var outcome = await ledger.Found(clinic, new Append($"person/{person}", [Body.About(Streams.Of(clinic), founded, expectedVersion: 0), .. Arrival(person, first, account)]), cancel);
        return outcome is Appended.Done ? clinic : throw new RefusedException($"The clinic {clinic} was not founded: {outcome}.");
    }

    /// <summary>Enters the first person into a clinic that was founded with nobody in it; unmet when somebody else was quicker.</summary>
    public static Append Enter(PersonInvited first, Guid account, TimeProvider clock)
    {
        var person = PersonId.New(clock);
        return new Append($"person/{person}", [.. Arrival(person, first, account)]) { Provided = People.Nobody };
    }

    /// <summary>The first person, as somebody whose link is used up before it was ever sent.</summary>
    public static PersonInvited Somebody(string name, string email, ImmutableArray<Role> roles, TimeProvider clock) =>
        new(name, email, roles, Secret.Hash(Secret.New()), clock.GetUtcNow());

    private static NewFact[] Arrival(PersonId person, PersonInvited first, Guid account) =>
        [Body.About(Streams.Of(person), first, expectedVersion: 0), Body.About(Streams.Of(person), new PersonJoined(account), expectedVersion: 1)];
}
