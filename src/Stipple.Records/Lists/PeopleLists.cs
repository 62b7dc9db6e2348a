using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Terms;
using static Stipple.Records.Lists.ListTable;

namespace Stipple.Records.Lists;

/// <summary>Who works at the clinic, with which licences, and which programs have a key.</summary>
internal static class PeopleLists
{
    public static readonly ListTable People = new("people", Keys: 1,
        [Text("person_id"), Text("account_id"), Text("name"), Text("email"), Text("roles"), Text("membership"), Text("link_hash"), Number("link_until"), Number("version")])
    {
        Indexes = ["account_id", "link_hash"],
    };

    public static readonly ListTable Licences = new("licences", Keys: 2,
        [Text("person_id"), Text("licence_id"), Text("jurisdiction"), Text("number"), Text("valid_from"), Text("valid_until"), Text("scope"), Text("depth_limit"), Text("ended")])
    {
        Indexes = ["valid_until"],
    };

    public static readonly ListTable Tokens = new("tokens", Keys: 1,
        [Text("token_id"), Text("secret_hash"), Text("name"), Text("roles"), Number("until"), Number("revoked")])
    {
        Indexes = ["secret_hash"],
    };

    public static void ApplyToPerson(Fact fact, string stream, IRows rows)
    {
        if (!PersonId.TryParse(stream, out var person) || Body.Read(fact) is not { } body) return;
        switch (body)
        {
            case PersonInvited invited:
                rows.Put(People, ("person_id", person), ("name", invited.Name), ("email", invited.Email), ("roles", invited.Roles),
                    ("membership", Membership.Invited), ("link_hash", invited.LinkHash), ("link_until", invited.Until));
                break;
            case PersonJoined joined:
                rows.Set(People, [person], ("account_id", joined.Account), ("membership", Membership.Member), ("link_hash", null), ("link_until", null));
                break;
            case RolesSet set:
                rows.Set(People, [person], ("roles", set.Roles));
                break;
            case PersonLeft:
                rows.Set(People, [person], ("membership", Membership.Left), ("link_hash", null), ("link_until", null));
                break;
            case LicenceAdded { Licence: var licence }:
                rows.Put(Licences, ("person_id", person), ("licence_id", licence.Id), ("jurisdiction", licence.Jurisdiction), ("number", licence.Number),
                    ("valid_from", licence.From), ("valid_until", licence.Until), ("scope", licence.Scope), ("depth_limit", licence.DepthLimit), ("ended", licence.Ended));
                break;
            case LicenceEnded ended:
                rows.Set(Licences, [person, ended.Licence], ("ended", ended.On));
                break;
        }

        rows.Set(People, [person], ("version", fact.Version));
    }

    public static void ApplyToToken(Fact fact, string stream, IRows rows)
    {
        if (!Guid.TryParseExact(stream, "D", out var token)) return;
        switch (Body.Read(fact))
        {
            case TokenIssued issued:
                rows.Put(Tokens, ("token_id", token), ("secret_hash", issued.SecretHash), ("name", issued.Name), ("roles", issued.Roles), ("until", issued.Until), ("revoked", false));
                break;
            case TokenRevoked:
                rows.Set(Tokens, [token], ("revoked", true));
                break;
        }
    }
}
