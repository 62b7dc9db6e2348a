using System.Text;
using Stipple.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>An append that a database cannot take is turned away at the door, and those in the same commit do not notice.</summary>
public sealed class Poison(PostgresCluster cluster)
{
    private static readonly string TooLong = new('x', 1_001);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static NewFact Sound => Appending.Added("patient/1", "{}");

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var database in new[] { "SQLite", "PostgreSQL" })
        {
            foreach (var what in Poisons.Keys) cases.Add(database, what);
        }

        return cases;
    }

    private static readonly Dictionary<string, (string Field, Append Append)> Poisons = new(StringComparer.Ordinal)
    {
        ["NUL in the stream"] = ("Stream", Of(Sound with { Stream = "patient/\0" })),
        ["NUL in the kind"] = ("Kind", Of(Sound with { Kind = "\0" })),
        ["NUL in who writes"] = ("By", Of(Sound) with { By = "Dr\0" }),
        ["NUL in a once key"] = ("Once", Of(Sound) with { Once = ["a", "b\0c"] }),
        ["NUL in the request key"] = ("Request.Key", Of(Sound) with { Request = new Request("\0", new byte[32], new byte[1]) }),
        ["half a character in the stream"] = ("Stream", Of(Sound, Sound with { Stream = "patient/\ud800" })),
        ["half a character in the kind"] = ("Kind", Of(Sound with { Kind = "\udc00x" })),
        ["half a character in who writes"] = ("By", Of(Sound) with { By = "\ud83d" }),
        ["half a character in a once key"] = ("Once", Of(Sound) with { Once = ["\ud83d!"] }),
        ["half a character in the request key"] = ("Request.Key", Of(Sound) with { Request = new Request("\ude00\ud83d", new byte[32], new byte[1]) }),
        ["a stream longer than an index takes"] = ("Stream", Of(Sound with { Stream = TooLong })),
        ["a once key longer than an index takes"] = ("Once", Of(Sound) with { Once = [TooLong] }),
        ["a request key longer than an index takes"] = ("Request.Key", Of(Sound) with { Request = new Request(TooLong, new byte[32], new byte[1]) }),
        ["a body longer than a database takes"] = ("Body", Of(Sound with { Body = new byte[(16 << 20) + 1] })),
        ["the same once key twice"] = ("Once", Of(Sound) with { Once = ["a", "a"] }),
        ["no once keys at all"] = ("Once", Of(Sound) with { Once = default }),
        ["no facts"] = ("Facts", Of() with { Once = ["a"] }),
        ["no stream"] = ("Stream", Of(Sound with { Stream = null! })),
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Is_refused_by_the_name_of_its_field_and_its_neighbours_are_kept(string database, string what)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = ClinicId.New(TimeProvider.System);
        await ledger.Found(clinic, Founded.First(clinic), Cancel);
        var (field, poison) = Poisons[what];
        var neighbours = new List<Task<Appended>>();
        for (var i = 0; i < 20; i++)
        {
            neighbours.Add(ledger.Append(clinic, Of(Sound), Cancel));
            if (i == 10) Assert.StartsWith(field, (await Assert.ThrowsAsync<ArgumentException>(() => ledger.Append(clinic, poison, Cancel))).Message, StringComparison.Ordinal);
        }

        Assert.All(await Task.WhenAll(neighbours), outcome => Assert.IsType<Appended.Done>(outcome));
        Assert.Equal(21, await ledger.Read(clinic, 0, Cancel).CountAsync(Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Is_neither_the_longest_text_nor_a_body_of_any_bytes(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = ClinicId.New(TimeProvider.System);
        await ledger.Found(clinic, Founded.First(clinic), Cancel);
        // Text that does not compress: an index takes less of it.
        var random = new Random(5);
        string Long() => string.Create(1_000, random, (text, chance) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)chance.Next(' ', '~');
        });
        var body = new byte[70_000];
        random.NextBytes(body);
        new byte[] { 0, 0xED, 0xA0, 0x80, 0xFF }.CopyTo(body, 0); // a NUL, half a character, and what no UTF-8 holds
        var stream = Long();
        var append = new Append(Long(), [new NewFact(stream, Long(), body)]) { Once = [Long()], Request = new Request(Long(), body, body) };
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, append, Cancel));
        Assert.Equal(body, Assert.IsType<Appended.Again>(await ledger.Append(clinic, append, Cancel)).Reply.ToArray());
        Assert.Equal(body, (await ledger.ReadStream(clinic, stream, 0, Cancel).SingleAsync(Cancel)).Body.ToArray());
        Assert.Null((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null)).Fault);
    }

    private static Append Of(params NewFact[] facts) => new("tester", [.. facts]);
}
