using System.Text;
using Stipple.Assess;
using Stipple.Evidence;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.Records;

/// <summary>What was decided on a version can be decided again, with the same bytes, when others have long been in force.</summary>
public sealed class Replays(PostgresCluster cluster)
{
    private static readonly string[] Samples = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "cases"), "*.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Every_sample_is_decided_again_with_the_same_bytes_after_other_versions_and_another_policy(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        House house;
        Decided[] then;
        await using (var ledger = await place.Open())
        {
            house = await House.Founded(ledger, Evidence.Shipped);
            await house.Approve(Evidence.Shipped, ("policy.hsv-settle-days", "60"));
            then = Decide((await house.InForce()).Policy!);
            Assert.NotEqual(then[^1].Decision, Decide(ClinicPolicy.Defaults(Evidence.Shipped))[^1].Decision); // it rests on the policy
            var later = Evidence.With(
                ("rules.tsv", "rosacea", "grade", "caution"), ("terms.tsv", "policy.hsv-settle-days", "default", "20"), ("questions.tsv", "keloid", "asks", "Otherwise asked?"));
            await new House(ledger, house.Clinic, house.Director, later).Approve(later, ("policy.hsv-settle-days", null));
            Assert.NotEqual(then.Select(one => one.Decision), Decide((await new House(ledger, house.Clinic, house.Director, later).InForce()).Policy!).Select(one => one.Decision));
        }

        // Another process, which was started with other tables, years later.
        await using var again = await place.Open();
        var kept = await new House(again, house.Clinic, house.Director, Evidence.Backwards("questions.tsv")).Evidence.Load(house.Clinic, Evidence.Shipped.Version.Hash, Cancel);
        Assert.All(then, one => Assert.Equal(one.Decision, Again(one, kept!)));

        // The tables taken out of the ledger, and the tool in a folder with nothing else.
        using var scratch = new Scratch();
        var texts = (EvidenceKept)Body.Read(await again.Read(house.Clinic, 0, Cancel).FirstAsync(fact => fact.Stream == Streams.Evidence(Evidence.Shipped.Version.Hash), Cancel))!;
        foreach (var (file, text) in texts.Tables) scratch.Write(file, text);
        Assert.All(then, one => Assert.Equal(one.Decision, Again(one, Rules.Read(Library.Read(texts.Tables)))));
        var screened = await ToolRun.With(["screen", "-", "--json", "--evidence", scratch.Path], Encoding.UTF8.GetString(then[0].Case));
        // Every byte of the decision, and behind it what it hinges on.
        Assert.StartsWith(then[0].Decision[..^"\n}\n".Length] + ",\n  \"wouldChange\": [", screened.Done().Out, StringComparison.Ordinal);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_version_from_before_contradictions_were_told_is_read_and_decides_as_it_did(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var before = Rules.Read(Library.Read(Evidence.Shipped.Library.Texts.Remove("conflicts.tsv")));
        var house = await House.Founded(ledger, before);
        await house.Approve(before);
        var given = Encoding.UTF8.GetBytes(Cases.Unremarkable(("isotretinoin", "\"no\""), ("isotretinoin-last", "\"2026-10\"")));
        var policy = (await house.InForce()).Policy!;
        var then = CandidacyFormat.Write(Screening.Decide(CaseFormat.Read(given, policy)));
        await new House(ledger, house.Clinic, house.Director, Evidence.Shipped).Approve(Evidence.Shipped);

        var kept = await new House(ledger, house.Clinic, house.Director, Evidence.Shipped).Evidence.Load(house.Clinic, before.Version.Hash, Cancel);
        Assert.Empty(kept!.Conflicts);
        Assert.Equal(then, CandidacyFormat.Write(Screening.Decide(CaseFormat.Read(given, kept))));
        Assert.Throws<CaseException>(() => CaseFormat.Read(given, Evidence.Shipped)); // the new one refuses it
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Clinics_that_keep_one_version_in_two_orders_each_get_their_own_order_back(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var backwards = Evidence.Backwards("questions.tsv");
        Assert.Equal(Evidence.Shipped.Version, backwards.Version);
        var (one, other) = (await House.Founded(ledger, Evidence.Shipped), await House.Founded(ledger, backwards));
        await one.Approve(Evidence.Shipped);
        await other.Approve(backwards);
        var (ours, theirs) = (Decide((await one.InForce()).Policy!), Decide((await other.InForce()).Policy!));
        Assert.NotEqual(ours.Select(decided => decided.Decision), theirs.Select(decided => decided.Decision));

        // One process for both, whichever it reads first.
        var third = await House.Founded(ledger, Evidence.Shipped);
        await third.Approve(Evidence.Shipped);
        foreach (var clinics in new[] { new[] { one, other, third }, [third, other, one] })
        {
            var fresh = new House(ledger, one.Clinic, one.Director, Evidence.Shipped).Evidence;
            var loaded = new Dictionary<House, Rules>();
            foreach (var clinic in clinics) loaded[clinic] = (await fresh.Load(clinic.Clinic, backwards.Version.Hash, Cancel))!;
            Assert.All(ours, decided => Assert.Equal(decided.Decision, Again(decided, loaded[one])));
            Assert.All(theirs, decided => Assert.Equal(decided.Decision, Again(decided, loaded[other])));
            Assert.Same(loaded[one], loaded[third]); // alike byte for byte: read once
        }
    }

    private static Decided[] Decide(ClinicPolicy policy)
    {
        Assert.NotEmpty(Samples);
        // A sample with a policy of its own cannot be read where the clinic's counts.
        var healed = Encoding.UTF8.GetBytes(Cases.Unremarkable(("hsv-history", "\"yes\""), ("hsv-healed", "\"2026-10-15\"")));
        return [.. Samples.Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(json => json.AsSpan().IndexOf("\"policy\""u8) < 0).Append(healed).Select(json => CaseFormat.Read(json, policy)).Select(given => new Decided(CaseFormat.Write(given), CandidacyFormat.Write(Screening.Decide(given))))];
    }

    private static string Again(Decided decided, Rules rules) => CandidacyFormat.Write(Screening.Decide(CaseFormat.Read(decided.Case, rules)));

    private sealed record Decided(byte[] Case, string Decision);
}
