using System.Globalization;
using Stipple.Assess;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Records.Postgres;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Patients;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.Tool;
using Stipple.Terms;

namespace Stipple.System.Tests.Pathway;

/// <summary>One patient through the whole pathway over HTTP, from the registration to a compared outcome, by everybody who has a part in it.</summary>
public sealed class WholeWay(PostgresCluster cluster)
{
    private const int Kills = 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What a practitioner looks for in everybody.</summary>
    internal static readonly string[] Examination = ["field-holds", "plan-faults", "consent-concerns"];

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Goes_on_through_thirty_kills_to_its_end_where_nothing_acknowledged_is_lost_or_there_twice_and_all_replays_as_it_was_signed(string database)
    {
        if (database == "PostgreSQL" && PostgresCluster.Missing is { } missing) Assert.Skip(missing);
        using var scratch = new Scratch();
        var (data, postgres) = (scratch.File("data"), database == "PostgreSQL" ? cluster.NewDatabase() : null);
        List<(PatientId Patient, int Acknowledged)> walked = [];
        await using (var server = await MortalServer.Start(data, postgres, Cancel))
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var reaper = Task.Run(() => Reap(server, over.Token), Cancel);
            // Further patients go the way until the last kill.
            do
            {
                var walk = Walk(server, $"W-{walked.Count + 1}");
                if (await Task.WhenAny(walk, reaper) == reaper) await reaper; // a server that does not come back is told here, and not as a walk that finds none
                walked.Add(await walk);
            }
            while (server.Deaths < Kills);
            await over.CancelAsync();
            await reaper;
            Assert.True(server.Deaths >= Kills, $"killed only {server.Deaths} times");
        }

        using var folder = postgres is null ? DataFolder.Open(data) : null;
        await using ILedger ledger = postgres is null ? new SqliteLedger(folder!, TimeProvider.System) : await PostgresLedger.Open(postgres, TimeProvider.System, null, Cancel);
        var clinic = (await ledger.Clinics(Cancel)).Single();
        var check = await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null);
        Assert.Null(check.Fault);
        var replay = await Replay.Of(ledger, new Stipple.Records.Clinics.ClinicEvidence(ledger, Cases.Rules), clinic, null, Cancel);
        Assert.Empty(replay.Faults);

        for (var i = 0; i < walked.Count; i++) IsThereOnce((await PatientRecord.Read(ledger, clinic, walked[i].Patient, Cancel))!, $"W-{i + 1}", walked[i].Acknowledged);
    }

    private static void IsThereOnce(PatientRecord record, string number, int acknowledged)
    {
        Assert.Equal(number, record.Identity.Number);
        foreach (var once in new[]
        {
            record.All<PatientRegistered>().Count(), record.All<PlanSigned>().Count(), record.All<ConsentSigned>().Count(), record.All<SessionBegun>().Count(), record.All<SessionEnded>().Count(),
            record.All<AftercareGiven>().Count(), record.All<CheckInAnswered>().Count(), record.All<CheckInTaken>().Count(), record.All<IntakeFinished>().Count(), record.All<NoteWritten>().Count(),
        }) Assert.Equal(1, once);
        Assert.Equal(2, record.All<ZoneTreated>().Count());
        Assert.Equal(2, record.All<ScoreGiven>().Count());
        Assert.Equal(3, record.All<LinkSent>().Count());
        Assert.Equal(record.All<QuestionAnswered>().Count(), record.All<QuestionAnswered>().Select(answered => answered.Body.Question).Distinct().Count());
        // Every form that was answered is one fact, one for each question it asks, or the one of a birthday: nothing was lost, and nothing is there twice.
        Assert.Equal(acknowledged, record.Entries.Count(entry => entry.Body is not (LinkOpened or LinkMissed)));
    }

    private static async Task Reap(MortalServer server, CancellationToken over)
    {
        var random = new Random(20261123);
        while (server.Deaths < Kills)
        {
            try
            {
                await Task.Delay(random.Next(20, 1800), over);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await server.Kill(Cancel);
        }
    }

    /// <summary>One patient's way. Returns who it was, and how many facts about them the answered forms are.</summary>
    private static async Task<(PatientId Patient, int Acknowledged)> Walk(MortalServer server, string number)
    {
        using var desk = await Walker.As("Timo Ferber", server.Address);
        using var nurse = await Walker.As("Mira Castell", server.Address);
        var today = Today.Date.ToString("O", CultureInfo.InvariantCulture);

        var record = await desk.Send("/clinic/patients/new", "/clinic/patients/new",
            ("name", $"Walda Weg {number}"), ("born", "1985-02-28"), ("number", number), ("phone", "01632 960 114"), ("email", ""),
            ("emergency-name", "Bo Weg"), ("emergency-relation", "brother"), ("emergency-phone", "01632 960 115"));
        using var patient = await Open(server, desk, record, "intake");
        await patient.Get($"{patient.Path}/next");
        var (pages, questions) = (0, 0);
        for (; !patient.Path.EndsWith("/answers", StringComparison.Ordinal); pages++)
        {
            Assert.InRange(pages, 0, 25);
            questions += Asked.By(patient.Path).Length;
            var next = await patient.Send(patient.Path, Asked.Unremarkable(patient.Path));
            await patient.Get(next);
        }

        await patient.Send($"{patient.Path[..^"/answers".Length]}/finish");

        // The practitioner examines, grades the baseline, plans and signs.
        foreach (var finding in Examination)
            await nurse.Send($"{record}/decision/ask/{finding}", $"{record}/decision/ask/{finding}", ("v", "none"), ("source", "practitioner"), ("on", today));
        await nurse.Send($"{record}/outcome", $"{record}/scores", ("scale", "goodman-baron-qualitative"), ("grade-goodman-baron-qualitative", "3"));
        await nurse.Get($"{record}/plan");
        var pen = nurse.Options("device").First(value => value.Length > 0);
        await nurse.Send($"{record}/plan/draft",
            ("concern", "acne-scar-rolling"), ("purpose", "cosmetic"), ("zones", "cheek-right"), ("depth/cheek-right", "1"), ("passes/cheek-right", "3"), ("zones", "cheek-left"), ("depth/cheek-left", "1"), ("passes/cheek-left", "3"),
            ("endpoint", "pinpoint-bleeding"), ("sessions", "1"), ("weeks", "4"), ("first", today), ("device", pen), ("topical", "sterile-hydrogel"), ("anaesthetic", "none"));
        await nurse.Send($"{record}/plan", $"{record}/plan/sign", ("meaning", "I have looked at the skin and plan this."));

        // The patient reads and signs at home.
        using var reader = await Open(server, desk, record, "consent");
        await reader.Send(reader.Path, reader.Path, ("answer", "agree"), ("name", $"Walda Weg {number}"));

        await nurse.Send($"{record}/session", $"{record}/session",
            ("born", "1985-02-28"), ("number", number), ("device", pen), ("lot", "B2307"), ("serial", number), ("expires", Today.Date.AddDays(30).ToString("O", CultureInfo.InvariantCulture)), ("cleaned-with", "saline"));
        foreach (var site in new[] { "cheek-right", "cheek-left" })
        {
            await nurse.Get($"{record}/session");
            await nurse.Send(nurse.ActionOf("/zones"), ("site", site), ("depth", "1"), ("passes", "3"), ("reached", "pinpoint-bleeding"));
        }

        await nurse.Get($"{record}/session");
        await nurse.Send(nurse.ActionOf("/end"), ("topical", "sterile-hydrogel"), ("topical-lot", "L2"), ("reactions", "even redness"), ("how", "end"));
        await nurse.Get(record);
        var sheet = nurse.Page[nurse.Page.IndexOf($"{record}/aftercare/", StringComparison.Ordinal)..].Split('"')[0];
        await nurse.Send(sheet, sheet, ("how", "printed"));

        // At home again, and the clinic looks at it.
        using var healing = await Open(server, desk, record, "check-in");
        await healing.Send(healing.Path, healing.Path, ("sign", "itchy-bumps"), ("says", "since this morning"));
        await nurse.Get($"{record}/check-ins");
        await nurse.Send(nurse.Page[nurse.Page.IndexOf($"{record}/check-ins/", StringComparison.Ordinal)..].Split('"') is var parts ? parts.First(part => Guid.TryParse(part[^Math.Min(36, part.Length)..], out _)) : "", ("did", "Seen: a scented cream. Stopped."));
        await nurse.Send(record, $"{record}/notes", ("note", "Doing well."));
        await nurse.Send($"{record}/outcome", $"{record}/scores", ("scale", "goodman-baron-qualitative"), ("grade-goodman-baron-qualitative", "2"));
        await nurse.Get($"{record}/outcome");
        Assert.Contains("1 grade better", nurse.Page, StringComparison.Ordinal);

        var id = PatientId.TryParse(record[(record.LastIndexOf('/') + 1)..], out var parsed) ? parsed : throw new InvalidOperationException(record);
        // Opening a link is no form of the record: the date of birth may have been given twice.
        return (id, new[] { desk, nurse, patient, reader, healing }.Sum(walker => walker.Acknowledged) - 3 - pages + questions);
    }

    /// <summary>The front desk makes a link, and the patient opens it with the date of birth.</summary>
    private static async Task<Walker> Open(MortalServer server, Walker desk, string record, string purpose)
    {
        await desk.Send(record, $"{record}/links", ("purpose", purpose));
        var link = new Uri(desk.Visitor.Between("""<code class="key-text">""", "</code>")).AbsolutePath;
        var patient = new Walker(server.Address);
        var page = await patient.Send(link, link, ("day", "28"), ("month", "2"), ("year", "1985"));
        await patient.Get(page);
        return patient;
    }
}
