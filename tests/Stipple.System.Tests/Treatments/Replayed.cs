using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Clinic;
using Stipple.Records.Patients;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.Tool;
using Stipple.Terms;

namespace Stipple.System.Tests.Treatments;

/// <summary>What was signed is decided and drafted again from the facts before it, on both databases.</summary>
public sealed class Replayed(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_walked_clinic_comes_out_as_it_was_signed_also_after_policy_names_and_answers_changed(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic, person) = await Founded(ledger);
        var patient = await ward.Consented("P-1");
        await ward.Planned("P-2");
        await ward.Write(Body.About(Streams.Of(clinic), new PolicySet("policy.hsv-settle-days", "21", person)));
        await ward.Write(Body.About(Streams.Of(patient), new PatientAmended((await ward.Read(patient)).Identity with { Name = "Ann Other" }, "married")));
        await ward.Write(Body.About(Streams.Of(patient), new QuestionAnswered("pregnant", ["yes"], "patient", Today.Date)));
        await ward.Consented("P-3");
        var replay = await ward.Replayed();
        Assert.Equal((3, 2), (replay.Plans, replay.Consents));
        Assert.Empty(replay.Faults);
    }

    [Fact]
    public async Task What_does_not_come_out_is_listed_by_ids_alone_and_the_tool_refuses()
    {
        using var scratch = new Scratch();
        string clinicName;
        PatientId liar, forged;
        using (var folder = DataFolder.Open(scratch.File("data")))
        {
            await using var ledger = new Stipple.Records.Sqlite.SqliteLedger(folder, TimeProvider.System);
            var (ward, clinic, person) = await Founded(ledger);
            clinicName = $"{clinic}";
            await ward.Consented("P-1");
            liar = await ward.Planned("P-2", decision: new string('0', 64));
            forged = await ward.Planned("P-3");
            var record = await ward.Read(forged);
            var form = await ward.Draft(record);
            var text = form.Text.Replace("Ann Example", "Ann Forged", StringComparison.Ordinal);
            await ward.Write(Body.About(Streams.Of(forged), new ConsentSigned(form.Plan, form.PlanHash, form.Evidence, text, form.Hash, "Ann", null, TimeProvider.System.GetUtcNow(), null, person)));
            var replay = await ward.Replayed();
            Assert.Equal((3, 2, 3), (replay.Plans, replay.Consents, replay.Agree));
            Assert.Equal([(liar, "another decision"), (forged, "another text")], replay.Faults.Select(fault => (fault.Patient, fault.Says)));
        }

        var run = await ToolRun.Of("ledger", "replay", clinicName, "--data", scratch.File("data"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{clinicName}  3 plans and 2 consents, 3 as they were signed\npatient {liar}, entry ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Contains("2 of 5 come out otherwise", run.Error, StringComparison.Ordinal);
    }

    private static async Task<(Ward Ward, ClinicId Clinic, PersonId Person)> Founded(ILedger ledger)
    {
        var clinic = await Founding.Found(
            ledger, new ClinicFounded("Lindenhof"), Founding.Somebody("Vera Owner", "owner@example.org", Founding.First, TimeProvider.System), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), TimeProvider.System, Cancel);
        var person = (await new People(ledger).All(clinic, Cancel)).Single().Id;
        return (await Ward.In(ledger, clinic, person), clinic, person);
    }
}
