using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.System.Tests.Host;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>Which overrides of a record still count.</summary>
public sealed class RecordedOverrides(PostgresCluster cluster)
{
    private const string Rule = "keloid-history";

    private static readonly PersonId by = new(new Guid(1, 0, 0, new byte[8]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RowOverridden Own => new(Rule, Credential.Dermatology, "The scar is old and flat.", by, null, Today.Date, "passkey");

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Count_until_an_answer_changes_that_their_row_rests_on(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, Evidence.Shipped);
        var patient = new PatientId(Guid.CreateVersion7());
        Assert.Equal(1, await Counting(Said("keloid", "yes"), Said("rosacea", "no"), Own));
        Assert.Equal(1, await Counting(Said("rosacea", "quiet"), Said("keloid", "yes"))); // another row's answer, and the same once more
        Assert.Equal(0, await Counting(Said("keloid", "unknown")));
        Assert.Equal(1, await Counting(Said("keloid", "yes"))); // the case that was taken on
        Assert.Equal(0, await Counting(Said("keloid", "no")));

        async Task<int> Counting(params IBody[] bodies)
        {
            await ledger.Append(house.Clinic, new Append("x", [.. bodies.Select(body => Body.About(Streams.Of(patient), body))]), Cancel);
            return (await PatientRecord.Read(ledger, house.Clinic, patient, Cancel))!.Overrides(Evidence.Shipped).Length;
        }
    }

    [Fact]
    public async Task Are_replies_that_agree_too_and_no_others()
    {
        await using var place = LedgerPlace.Of("SQLite", cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, Evidence.Shipped);
        foreach (var (agrees, counts) in new (bool?, int)[] { (true, 1), (false, 0), (null, 0) })
        {
            var (patient, referral) = (new PatientId(Guid.CreateVersion7()), Guid.CreateVersion7());
            IBody[] bodies =
            [
                Said("keloid", "yes"), new ReferralSent(referral, "Dr Quint", [Rule], "Dear colleague", Today.Date, by),
                new ReferralAnswered(referral, "Dr Quint", Credential.Dermatology, agrees, "As you say.", Today.Date, by),
                new ReferralAnswered(Guid.CreateVersion7(), "Dr Roth", Credential.Dermatology, true, "To another letter.", Today.Date, by),
            ];
            await ledger.Append(house.Clinic, new Append("x", [.. bodies.Select(body => Body.About(Streams.Of(patient), body))]), Cancel);
            var overrides = (await PatientRecord.Read(ledger, house.Clinic, patient, Cancel))!.Overrides(Evidence.Shipped);
            Assert.Equal(counts, overrides.Length);
            Assert.All(overrides, made => Assert.Equal((Rule, "DR QUINT"), (made.Rule, made.Who)));
        }
    }

    private static QuestionAnswered Said(string question, string word) => new(question, [word], "patient", Today.Date);
}
