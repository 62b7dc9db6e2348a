using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Records.Clinics;

/// <summary>Somebody as their facts tell, and how many facts that are.</summary>
public sealed record PersonRecord(Person Person, Guid? Account, PersonInvited Invitation, int Version)
{
    /// <summary>Reads a person; null when there is none of this id at this clinic.</summary>
    public static async Task<PersonRecord?> Read(ILedger ledger, ClinicId clinic, PersonId id, CancellationToken cancel)
    {
        PersonRecord? record = null;
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Of(id), 0, cancel))
        {
            record = Body.Read(fact) switch
            {
                PersonInvited invited when record is null => new(new Person(id, invited.Name, invited.Email, Membership.Invited, invited.Roles), null, invited, fact.Version),
                { } body when record is not null => record.After(body) with { Version = fact.Version },
                _ => record,
            };
        }

        return record;
    }

    private PersonRecord After(IBody body) => body switch
    {
        PersonInvited again => this with { Invitation = again, Person = Person with { Name = again.Name, Email = again.Email, Roles = again.Roles, Membership = Membership.Invited } },
        PersonJoined joined => this with { Account = joined.Account, Person = Person with { Membership = Membership.Member } },
        PersonLeft => this with { Person = Person with { Membership = Membership.Left } },
        RolesSet set => this with { Person = Person with { Roles = set.Roles } },
        LicenceAdded added => this with { Person = Person with { Licences = Person.Licences.Add(added.Licence) } },
        LicenceEnded ended => this with { Person = Person with { Licences = [.. Person.Licences.Select(licence => licence.Id == ended.Licence ? licence with { Ended = ended.On } : licence)] } },
        CompetenceAdded added => this with { Person = Person with { Competences = Person.Competences.Add(added.Competence) } },
        CompetenceEnded ended => this with { Person = Person with { Competences = [.. Person.Competences.Select(competence => competence.Id == ended.Competence ? competence with { Ended = ended.On } : competence)] } },
        _ => this,
    };
}
