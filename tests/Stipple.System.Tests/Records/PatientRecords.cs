using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.System.Tests.Host;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A patient as the facts tell.</summary>
public sealed class PatientRecords(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Read_on_are_the_same_as_read_anew_and_stay_what_they_are_when_nothing_came(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var house = await House.Founded(ledger, Evidence.Shipped);
        var patient = new PatientId(Guid.CreateVersion7());
        Assert.Null(await PatientRecord.Read(ledger, house.Clinic, patient, Cancel));
        await Say("keloid", "no");
        var known = await Read();
        Assert.Same(known, await known.ReadOn(ledger, house.Clinic, Cancel));

        await Say("keloid", "yes");
        await Say("rosacea", "no");
        var (on, anew) = (await known.ReadOn(ledger, house.Clinic, Cancel), await Read());
        Assert.Equal([1, 2, 3], on.Entries.Select(entry => entry.Version));
        Assert.Equal(anew.Entries.Select(entry => (entry.Version, entry.Sequence, entry.At, entry.By, entry.Hash)), on.Entries.Select(entry => (entry.Version, entry.Sequence, entry.At, entry.By, entry.Hash)));
        Assert.Equal("yes", on.AnswerTo("keloid")!.Words.Single());
        Assert.Equal("no", known.AnswerTo("keloid")!.Words.Single());

        async Task<PatientRecord> Read() => (await PatientRecord.Read(ledger, house.Clinic, patient, Cancel))!;
        Task Say(string question, string words) =>
            ledger.Append(house.Clinic, new Append("x", [Body.About(Streams.Of(patient), new QuestionAnswered(question, [words], "patient", new DateOnly(2026, 3, 2)))]), Cancel);
    }
}
