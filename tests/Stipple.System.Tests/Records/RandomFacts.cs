using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>Facts at random about forty people and ten keys, in any order: joining before being asked, leaving twice, roles after leaving.</summary>
internal static class RandomFacts
{
    private const int People = 40;
    private const int Tokens = 10;

    public static NewFact Next(Random random)
    {
        if (random.Next(8) == 0) return Body.About(Streams.Token(Id(1000 + random.Next(Tokens))), Token(random));
        var stream = Streams.Of(new PersonId(Id(random.Next(People))));
        return random.Next(30) == 0 ? new NewFact(stream, "person-promoted", "{\"to\":\"chief\"}"u8.ToArray()) : Body.About(stream, OfPerson(random));
    }

    private static IBody OfPerson(Random random) => random.Next(9) switch
    {
        0 or 1 => new PersonInvited($"Person {random.Next(1000)} Ä'\"", $"{random.Next()}@example.org", Roles(random), $"{random.Next():x}", Time(random)),
        2 => new PersonJoined(Id(2000 + random.Next(People))),
        3 => new RolesSet(Roles(random)),
        4 => new PersonLeft("moved"),
        5 or 6 => new LicenceAdded(new Licence(Id(random.Next(200)), "US-CA", $"{random.Next()}", Day(random), Day(random), "nurse", random.Next(2) == 0 ? null : NeedleDepth.FromMillimetres(random.NextDouble() + 0.1))),
        7 => new LicenceEnded(Id(random.Next(200)), Day(random), "given up"),
        _ => new CompetenceEnded(Id(random.Next(200)), Day(random), "forgotten"),
    };

    private static IBody Token(Random random) =>
        random.Next(3) == 0 ? new TokenRevoked("lost") : new TokenIssued($"program {random.Next(100)}", $"{random.Next():x}", Roles(random), Time(random));

    private static global::System.Collections.Immutable.ImmutableArray<Role> Roles(Random random) => [.. Enum.GetValues<Role>().Where(_ => random.Next(2) == 0)];

    private static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private static DateOnly Day(Random random) => new DateOnly(2020, 1, 1).AddDays(random.Next(5000));

    private static DateTimeOffset Time(Random random) => DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(2_000_000_000_000));
}
