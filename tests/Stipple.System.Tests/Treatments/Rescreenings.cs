using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.System.Tests.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Treatments;

/// <summary>Who of a clinic's open patients another version or policy would change, on both databases.</summary>
public sealed class Rescreenings(PostgresCluster cluster)
{
    private static readonly ClinicPolicy now = ClinicPolicy.Defaults(Ward.Rules);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_policy_changes_exactly_those_between_the_two_values_in_either_direction(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var longAgo = await Healed(ward, "P-1", 20);
        var lately = await Healed(ward, "P-2", 10);
        await ward.Planned("P-3");

        var stricter = await Of(ledger, clinic, Settle(21));
        Assert.Equal((3, 3, 2), (stricter.Looked, stricter.Open, stricter.Changed));
        Assert.Equal([(longAgo, Decision.ProceedWithPrecautions, Decision.Defer), (lately, Decision.Defer, Decision.Defer)], stricter.Patients.Select(Turn));
        Assert.All(stricter.Patients, patient => Assert.Equal(ShiftDirection.Stricter, patient.Direction));
        var row = Assert.Single(stricter.Patients[0].Shift!.Rows);
        Assert.Equal(("herpes-simplex-active/recently-healed", RowState.Silent, RowState.Fires), (row.Rule.Id, row.Before, row.After));
        Assert.Equal((Today.Date.AddDays(4), Today.Date.AddDays(11)), (stricter.Patients[1].Shift!.Rows[0].NotBefore!.Value, stricter.Patients[1].Shift!.Rows[0].NotBeforeThen!.Value));

        var milder = await Of(ledger, clinic, Settle(7));
        Assert.Equal([(lately, Decision.Defer, Decision.ProceedWithPrecautions)], milder.Patients.Select(Turn));
        Assert.Equal(ShiftDirection.Milder, milder.Patients[0].Direction);
        Assert.Equal([(Decision.Defer, Decision.ProceedWithPrecautions, 1)], milder.Counts.Select(count => (count.Before!.Value, count.After!.Value, count.Patients)));
        Assert.Empty((await Of(ledger, clinic, now)).Patients);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_row_of_another_grade_is_named_with_what_it_was_and_so_is_one_that_now_asks_more(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var red = await ward.Planned("P-1");
        await ward.Write(Said(red, "rosacea", "quiet"));
        var clear = await ward.Planned("P-2");

        var milder = await Of(ledger, clinic, With(("rules.tsv", "rosacea", "grade", "caution")));
        Assert.Equal([(red, Decision.Refer, Decision.ProceedWithPrecautions)], milder.Patients.Select(Turn));
        var row = Assert.Single(milder.Patients[0].Shift!.Rows);
        Assert.Equal((Grade.Relative, Grade.Caution, RowState.Fires, RowState.Fires), (row.Was!.Grade, row.Is!.Grade, row.Before, row.After));
        Assert.Empty((await Of(ledger, clinic, With(("rules.tsv", "rosacea", "says", "Said otherwise.")))).Patients);

        // What nobody was asked for leaves it open wherever it does not fire already.
        var asks = await Of(ledger, clinic, With(("rules.tsv", "rosacea", "when", "rosacea in {quiet, redness, bumps-or-stinging} or inr > 3")));
        Assert.Equal([(clear, Decision.Proceed, Decision.Incomplete)], asks.Patients.Select(Turn));
        Assert.Equal(("rosacea", RowState.Open), (asks.Patients[0].Shift!.Rows.Single().Rule.Id, asks.Patients[0].Shift!.Rows.Single().After));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_place_alone_is_named_where_the_whole_stays(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var patient = await ward.Planned("P-1");
        await ward.Write(Said(patient, "growths", "warts"), Said(patient, "growth-zones", "cheek-right"), Said(patient, "acne-now", "few"), Said(patient, "acne-zones", "cheek-left"));
        var changed = Assert.Single((await Of(ledger, clinic, With(("rules.tsv", "active-acne-inflammatory", "grade", "relative")))).Patients);
        Assert.Equal((Decision.DoNotTreat, Decision.DoNotTreat, ShiftDirection.Stricter), (changed.Before, changed.After, changed.Direction));
        Assert.Equal([("cheek-left", Decision.Defer, Decision.Refer)], changed.Shift!.Sites.Select(site => (site.Site.Id, site.Before, site.After)));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task What_the_other_tables_do_not_know_cannot_be_decided_and_never_passes_for_unchanged(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var planned = await ward.Planned("P-1");
        await ward.Write(Said(planned, "rosacea", "quiet"));
        var wishing = PatientId.New(TimeProvider.System);
        await ward.Write(
            Body.About(Streams.Of(wishing), new PatientRegistered(new Identity("P-2", "Bea Example", Ward.Born, "", "", new Contact("Bo", "brother", "1"), null)), 0),
            Body.About(Streams.Of(wishing), new WishStated("fine-lines", ["cheek-left"], "patient")));
        var dropped = With(("devices.tsv", "skinpen-precision", "id", "skinpen-next"), ("topicals.tsv", "sterile-saline", "id", "saline-next"));

        var lost = Assert.Single((await Of(ledger, clinic, dropped)).Patients);
        Assert.Equal((planned, Decision.Refer, (Decision?)null, ShiftDirection.Stricter), (lost.Patient, lost.Before, lost.After, lost.Direction));
        Assert.Equal(["the device model skinpen-precision", "the topical sterile-saline"], lost.Strangers);

        var found = Assert.Single((await new Rescreening(ledger).Of(clinic, dropped, now, Today.Date, "", null, null, Cancel)).Patients);
        Assert.Equal(((Decision?)null, Decision.Refer, ShiftDirection.Milder), (found.Before, found.After, found.Direction));

        // By neither: nothing changes, and yet it is told.
        var neither = await new Rescreening(ledger).Of(clinic, dropped, dropped, Today.Date, "", null, null, Cancel);
        Assert.Equal((0, 2L), (neither.Changed, neither.Open));
        Assert.False(Assert.Single(neither.Patients).Changes);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Who_wants_nothing_or_was_treated_is_left_out_and_so_is_another_clinic(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var (other, _) = await Founded(ledger);
        await Healed(other, "P-1", 20);
        var registered = PatientId.New(TimeProvider.System);
        await ward.Write(Body.About(Streams.Of(registered), new PatientRegistered(new Identity("P-1", "Bea Example", Ward.Born, "", "", new Contact("Bo", "brother", "1"), null)), 0));
        var treated = await Healed(ward, "P-2", 20);
        await ward.Write(Body.About(Streams.Of(treated), new SessionEnded(Guid.CreateVersion7(), "sterile-saline", "", "", null, null, null, PersonId.New(TimeProvider.System))));
        var rescreen = await Of(ledger, clinic, Settle(21));
        Assert.Equal((1, 1, 0), (rescreen.UnderWay, rescreen.Looked, rescreen.Open));
        Assert.Empty(rescreen.Patients);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Who_stops_on_the_way_goes_on_behind_and_has_seen_everybody_once_the_next_session_first(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ward, clinic) = await Founded(ledger);
        var patients = new List<PatientId>();
        for (var i = 0; i < 5; i++) patients.Add(await Healed(ward, $"P-{i}", 20));
        var ended = (await ward.Read(patients[0])).Plan!.Id;
        await ward.Write(Body.About(Streams.Of(patients[0]), new PlanEnded(ended, "moves away", PersonId.New(TimeProvider.System))), Body.About(Streams.Of(patients[0]), new WishStated(null, [], "patient")));
        var seen = new List<PatientId>();
        var behind = "";
        var progress = new Heard();
        for (var parts = 0; ; parts++)
        {
            Assert.True(parts < 7, "It never ends.");
            var part = await new Rescreening(ledger).Of(clinic, now, Settle(21), Today.Date, behind, () => true, progress, Cancel);
            seen.AddRange(part.Patients.Select(patient => patient.Patient));
            Assert.Equal(5, part.UnderWay);
            if (part.Behind is not { } next) break;
            Assert.Equal(1, part.Looked);
            behind = next;
        }

        Assert.Equal(patients.OrderBy(patient => patient.Value), seen.OrderBy(patient => patient.Value));
        Assert.Equal(patients[0], seen[^1]); // no session is planned
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Rescreening(ledger).Of(clinic, now, Settle(21), Today.Date, "", null, null, stopped.Token));
    }

    private static Task<Rescreen> Of(ILedger ledger, ClinicId clinic, ClinicPolicy then) => new Rescreening(ledger).Of(clinic, now, then, Today.Date, "", null, null, Cancel);

    private static ClinicPolicy With(params (string, string, string, string)[] edits) => ClinicPolicy.Defaults(Records.Evidence.With(edits));

    private static ClinicPolicy Settle(int days) => now.With(Ward.Rules.FindTerm("policy.hsv-settle-days")!, Assess.Fact.Of(days));

    private static (PatientId, Decision, Decision) Turn(Rescreened patient) => (patient.Patient, patient.Before!.Value, patient.After!.Value);

    private static NewFact Said(PatientId patient, string question, params string[] words) => Body.About(Streams.Of(patient), new QuestionAnswered(question, [.. words], "patient", Today.Date));

    /// <summary>Somebody with a signed plan whose cold sore healed so many days ago.</summary>
    internal static async Task<PatientId> Healed(Ward ward, string number, int days, string name = "Ann Example")
    {
        var patient = await ward.Planned(number, name);
        await ward.Write(Said(patient, "hsv-history", "yes"), Said(patient, "hsv-frequency", "1-2"), Said(patient, "hsv-healed", Today.Date.AddDays(-days).ToString("O", global::System.Globalization.CultureInfo.InvariantCulture)));
        return patient;
    }

    internal static async Task<(Ward Ward, ClinicId Clinic)> Founded(ILedger ledger)
    {
        var clinic = await Founding.Found(
            ledger, new ClinicFounded("Lindenhof"), Founding.Somebody("Vera Owner", "owner@example.org", Founding.First, TimeProvider.System), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), TimeProvider.System, Cancel);
        return (await Ward.In(ledger, clinic, (await new People(ledger).All(clinic, Cancel)).Single().Id), clinic);
    }

    private sealed class Heard : IProgress<long>
    {
        public void Report(long value) => Assert.True(value > 0);
    }
}
