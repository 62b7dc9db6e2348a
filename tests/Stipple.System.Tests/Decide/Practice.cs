using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;
using Stipple.Terms;

namespace Stipple.System.Tests.Decide;

/// <summary>A patient of whom everything is answered unremarkably but what is said here.</summary>
/// <param name="Name">Names the chart.</param>
/// <param name="Drafted">Whether a plan within every limit is drafted.</param>
/// <param name="Answers">Words by question; <see cref="Practice.Unanswered"/> leaves one out.</param>
internal sealed record Chart(string Name, bool Drafted, params (string Question, string Words)[] Answers)
{
    public PatientId Patient { get; } = new(Guid.CreateVersion7());

    public string Decision => $"/clinic/patients/{Patient}/decision";

    public string Plan => $"/clinic/patients/{Patient}/plan";
}

/// <summary>A running clinic with approved evidence, a nurse, two dermatologists, a pen and some patients.</summary>
internal sealed class Practice : IAsyncDisposable
{
    public const string Unanswered = "-";

    private readonly Installation installation;
    private Serving? serving;

    private Practice(Installation installation) => this.installation = installation;

    public Guid Pen { get; } = Guid.CreateVersion7();

    public Guid Nurse { get; private set; }

    public Guid Dermatologist { get; private set; }

    public Guid SecondDermatologist { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);

    /// <param name="database">SQLite or PostgreSQL.</param>
    /// <param name="cluster">Where databases are made.</param>
    /// <param name="charts">Its patients.</param>
    public static async Task<Practice> Open(string database, PostgresCluster? cluster, params Chart[] charts)
    {
        var made = new Practice(await Installation.Start(database, cluster));
        await made.installation.Afterwards(ledger => made.Fill(ledger, charts));
        made.serving = await made.installation.Restart();
        return made;
    }

    /// <summary>Somebody who has signed in.</summary>
    /// <param name="account">Who.</param>
    /// <param name="proof">How old the proof of who they are is.</param>
    public async Task<Visitor> Enter(Guid account, TimeSpan proof = default)
    {
        var visitor = new Visitor(serving!.Address) { Cookie = await installation.Sessions.Begin(account, Stage.Full, "password and code", "test", null, Cancel) };
        if (proof > TimeSpan.Zero) await installation.Age(visitor.Cookie, proof);
        return visitor;
    }

    /// <summary>Ends the process and reads a patient that it leaves.</summary>
    public async Task<(PatientRecord Record, ClinicPolicy Policy)> Afterwards(Chart chart)
    {
        PatientRecord? record = null;
        ClinicPolicy? policy = null;
        await serving!.Terminate(TimeSpan.FromSeconds(15), Cancel);
        await installation.Afterwards(async ledger =>
        {
            record = await PatientRecord.Read(ledger, installation.Clinic, chart.Patient, Cancel);
            policy = (await new ClinicEvidence(ledger, Records.Evidence.Shipped).InForce(installation.Clinic, Cancel)).Policy;
        });
        return (record!, policy!);
    }

    public async ValueTask DisposeAsync()
    {
        if (serving is not null) await serving.DisposeAsync();
        await installation.DisposeAsync();
    }

    private async Task Fill(ILedger ledger, Chart[] charts)
    {
        var evidence = new ClinicEvidence(ledger, Records.Evidence.Shipped);
        var version = (await ClinicRecord.Read(ledger, installation.Clinic, Cancel))!.Version;
        var approval = new EvidenceApproved(Records.Evidence.Shipped.Version.Hash, null, installation.Owner, "I have read it.", "passkey");
        await Write(ledger, [.. Assert.IsType<EvidenceChange.Ready>(await evidence.ToApprove(installation.Clinic, approval, new Dictionary<string, string?>(), version, Cancel)).Facts]);
        Nurse = await Join(ledger, "Mira Castell", Credential.Practitioner);
        Dermatologist = await Join(ledger, "Jonas Aumann", Credential.Dermatology);
        SecondDermatologist = await Join(ledger, "Livia Brandt", Credential.Dermatology);
        await Write(ledger, Body.About(Streams.Device(Pen), new DeviceAdded(new Device(Pen, "skinpen-precision", "Pen 2", "S-1", Today.AddYears(1))), 0));
        foreach (var chart in charts) await Register(ledger, chart);
    }

    private async Task Register(ILedger ledger, Chart chart)
    {
        var stream = Streams.Of(chart.Patient);
        var identity = new Identity($"P-{chart.Name}", "Ida Kornfeld", new DateOnly(1985, 5, 5), "", "", new Contact("Otto Kornfeld", "brother", "1"), null);
        var request = new PlanRequest(
            "acne-scar-rolling", "cosmetic", [new PlannedZone("cheek-right", 1.25, 4)], Stipple.Plan.Endpoint.PinpointBleeding, 3, 4, Today.AddDays(7), Pen, "sterile-hydrogel", "none", null, null, null, "");
        var answers = Records.Evidence.Shipped.Questions
            .Select(question => (question.Id, question.AskedOf, Words: chart.Answers.FirstOrDefault(said => said.Question == question.Id).Words ?? Unremarkable(question.Domain)))
            .Where(said => said.Words != Unanswered)
            .Select(said => (said.Id, said.AskedOf, Words: said.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        var leftovers = Cases.Leftovers(Records.Evidence.Shipped, answers.Select(said => (said.Id, said.Words)), chart.Answers.Select(said => said.Question));
        await Write(
            ledger,
            [
                Body.About(stream, new PatientRegistered(identity), 0),
                Body.About(stream, new WishStated("acne-scar-rolling", ["cheek-right"], "patient")),
                .. answers.Where(said => !leftovers.Contains(said.Id)).Select(said => Body.About(stream, new QuestionAnswered(said.Id, [.. said.Words], said.AskedOf, Today))),
                .. chart.Drafted ? [Body.About(stream, new PlanDrafted(request, installation.Owner))] : Array.Empty<NewFact>(),
            ]);
    }

    private async Task<Guid> Join(ILedger ledger, string name, string credential)
    {
        var (account, _) = await installation.NewAccount($"{credential}.{name.Split(' ')[0]}@example.org".ToLowerInvariant());
        var person = PersonId.New(TimeProvider.System);
        var depth = NeedleDepth.FromMillimetres(1.5);
        await Write(
            ledger,
            Body.About(Streams.Of(person), Founding.Somebody(name, "x@example.org", [Role.Practitioner], TimeProvider.System), 0),
            Body.About(Streams.Of(person), new PersonJoined(account)),
            Body.About(Streams.Of(person), new LicenceAdded(new Licence(Guid.CreateVersion7(), "US-CA", "1", Today.AddYears(-1), Today.AddDays(60), "as it says", depth, Credential: credential))),
            Body.About(Streams.Of(person), new CompetenceAdded(new Competence(Guid.CreateVersion7(), "pen", NeedleDepth.FromMillimetres(0.25), depth, "a course", Today.AddYears(-1), null, null))));
        return account;
    }

    private async Task Write(ILedger ledger, params NewFact[] facts) =>
        Assert.IsType<Appended.Done>(await ledger.Append(installation.Clinic, new Append("test", [.. facts]), Cancel));

    private static string Unremarkable(AnswerDomain domain) => domain.Type switch
    {
        QuestionType.YesNo => "no",
        QuestionType.Choice => domain.Options[0],
        QuestionType.Date => "never",
        QuestionType.Number => Unanswered,
        _ => "",
    };
}
