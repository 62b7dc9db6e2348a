using System.Collections.Immutable;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.System.Tests.SignIn;
using Stipple.Terms;

namespace Stipple.System.Tests.Treatments;

/// <summary>A clinic with approved tables, a pen, and a practitioner who is its owner too; and patients as far as a test wants them.</summary>
internal sealed class Ward(ILedger ledger, ClinicId clinic, PersonId person)
{
    public static readonly DateOnly Born = new(1985, 2, 28);

    private static readonly TimeProvider clock = TimeProvider.System;

    public static Rules Rules => Cases.Rules;

    public Guid Pen { get; } = Guid.CreateVersion7(clock.GetUtcNow());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ClinicEvidence Evidence { get; } = new(ledger, Rules);

    /// <summary>The clinic of an installation, while nothing serves.</summary>
    public static async Task<Ward> In(ILedger ledger, ClinicId clinic, PersonId person)
    {
        var ward = new Ward(ledger, clinic, person);
        var (day, depth) = (Today.Date, NeedleDepth.FromMillimetres(1.5));
        var approval = await ward.Evidence.ToApprove(
            clinic, new EvidenceApproved(Rules.Version.Hash, null, person, "I approve this version.", "passkey"), ImmutableDictionary<string, string?>.Empty,
            (await ClinicRecord.Read(ledger, clinic, Cancel))!.Version, Cancel);
        await ward.Write([.. ((EvidenceChange.Ready)approval).Facts]);
        await ward.Write(
            Body.About(Streams.Of(person), new RolesSet([Role.Owner, Role.MedicalDirector, Role.Practitioner])),
            Body.About(Streams.Of(person), new LicenceAdded(new Licence(NewId(), "US-CA", "RN 1", day.AddYears(-1), day.AddYears(1), "nurse", depth))),
            Body.About(Streams.Of(person), new CompetenceAdded(new Competence(NewId(), "pen", NeedleDepth.FromMillimetres(0.25), depth, "course", day.AddYears(-1), null, null))),
            Body.About(Streams.Device(ward.Pen), new DeviceAdded(new Device(ward.Pen, "skinpen-precision", "Pen 2", "S-1", day.AddYears(1)))));
        return ward;
    }

    /// <summary>Somebody with every question answered unremarkably and a signed plan of two sessions on both cheeks.</summary>
    public async Task<PatientId> Planned(string number, string name = "Ann Example", string? decision = null)
    {
        var id = PatientId.New(clock);
        await Write(Body.About(Streams.Of(id), new PatientRegistered(new Identity(number, name, Born, "", "", new Contact("Bo Example", "brother", "1"), null)), 0));
        var answers = Rules.Questions.Select(question => (question.Id, Words: Plain(question))).Where(asked => asked.Words is not null).Select(asked => (asked.Id, Words: asked.Words!.Value)).ToArray();
        var leftovers = Cases.Leftovers(Rules, answers.Select(answer => (answer.Id, answer.Words.ToArray())), []);
        await Write([.. answers.Where(answer => !leftovers.Contains(answer.Id)).Select(answer => Body.About(Streams.Of(id), new QuestionAnswered(answer.Id, answer.Words, "patient", Today.Date)))]);
        var request = new PlanRequest(
            "acne-scar-rolling", "cosmetic", [new PlannedZone("cheek-left", 1, 3), new PlannedZone("cheek-right", 1, 3)], Endpoint.PinpointBleeding, 2, 4, Today.Date, Pen, "sterile-saline", "none", null, null, null, "");
        var record = await Read(id);
        var review = record.Review(ClinicPolicy.Defaults(Rules), request, TreatmentLimits.Of(Rules).Device("skinpen-precision")!, Today.Date);
        var device = (await DeviceRecord.Read(ledger, clinic, Pen, Cancel))!.Device;
        var practitioner = (await PersonRecord.Read(ledger, clinic, person, Cancel))!.Person;
        Assert.IsType<Proposal.Within>(Planning.Propose(request, review, device, practitioner, Today.Date));
        var hash = decision ?? PatientRecord.HashOf(review.Candidacy);
        await Write(Body.About(Streams.Of(id), new PlanSigned(NewId(), request, Rules.Version.Hash, hash, Today.Date, person, "I plan this.", "passkey"), record.Version));
        return id;
    }

    /// <summary>The same, who also signed the consent.</summary>
    public async Task<PatientId> Consented(string number, string name = "Ann Example")
    {
        var id = await Planned(number, name);
        var record = await Read(id);
        var form = await Draft(record);
        await Write(Body.About(Streams.Of(id), new ConsentSigned(form.Plan, form.PlanHash, form.Evidence, form.Text, form.Hash, name, null, clock.GetUtcNow(), null, person), record.Version));
        return id;
    }

    /// <summary>A link to the consent, opened already by a browser with the cookie that comes back.</summary>
    public async Task<(string Path, string Cookie)> ConsentLink(PatientId patient)
    {
        var (link, secret, visit) = (NewId(), Secret.New(), Secret.New());
        await Write(
            Body.About(Streams.Of(patient), new LinkSent(link, LinkPurpose.Consent, Secret.Hash(secret), clock.GetUtcNow().AddDays(1), (await Read(patient)).Plan!.Id)),
            Body.About(Streams.Of(patient), new LinkOpened(link, Secret.Hash(visit))));
        return ($"/l/{Web.Access.Links.AddressOf(clinic, secret)}/consent", $"__Host-stipple-link-{link:N}={visit}");
    }

    public async Task<ConsentForm> Draft(PatientRecord record)
    {
        var basis = await PlanBasis.Read(ledger, Evidence, clinic, record, record.Plan!.Id, Cancel);
        return Drafting.Draft(basis.Plan, basis.Case, (await ClinicRecord.Read(ledger, clinic, Cancel))!.Name, record.Identity.Name, record.Identity.Born, basis.Device.Name);
    }

    public Task<Replay> Replayed() => Replay.Of(ledger, Evidence, clinic, null, Cancel);

    public async Task<PatientRecord> Read(PatientId id) => (await PatientRecord.Read(ledger, clinic, id, Cancel))!;

    public async Task Write(params NewFact[] facts) => Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append($"person/{person}", [.. facts]), Cancel));

    /// <summary>What the form of a start says, when all of it is right.</summary>
    public (string, string)[] Start(string number, string serial, params (string Name, string Value)[] but) =>
    [
        .. new (string Name, string Value)[]
        {
            ("born", "1985-02-28"), ("number", number), ("device", $"{Pen:D}"), ("lot", "B2307"), ("serial", serial), ("expires", Today.Date.AddDays(1).ToString("O", global::System.Globalization.CultureInfo.InvariantCulture)), ("cleaned-with", "saline"),
        }.Where(field => but.All(other => other.Name != field.Name)),
        .. but,
    ];

    private static Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    private static ImmutableArray<string>? Plain(Question question) => question.Domain.Type switch
    {
        QuestionType.YesNo => ["no"],
        QuestionType.Choice => [question.Domain.Options[0]],
        QuestionType.Choices or QuestionType.Zones => [.. question.Domain.ToWords(Assess.Fact.OfBits(0))],
        QuestionType.Date => ["never"],
        _ => null,
    };
}

/// <summary>An installation with a ward, serving.</summary>
internal sealed class ServedWard : IAsyncDisposable
{
    private readonly Installation installation;
    private Host.Serving serving = null!;

    private ServedWard(Installation installation) => this.installation = installation;

    public Ward Ward { get; private set; } = null!;

    /// <summary>Its address, by the name that browsers keep cookies for.</summary>
    public Uri Address => new($"http://localhost:{serving.Address.Port}");

    public static async Task<ServedWard> Start(string database, Records.PostgresCluster cluster, Func<Ward, Task> prepare, params string[] further)
    {
        var made = new ServedWard(await Installation.Start(database, cluster));
        await made.installation.Afterwards(async ledger =>
        {
            made.Ward = await Ward.In(ledger, made.installation.Clinic, made.installation.Owner);
            await prepare(made.Ward);
        });
        made.serving = await made.installation.Restart(further);
        return made;
    }

    /// <summary>The practitioner, signed in.</summary>
    public async Task<Visitor> Enter() => new(serving.Address)
    {
        Cookie = await installation.Sessions.Begin(installation.Account, Stage.Full, "password and code", "test", null, TestContext.Current.CancellationToken),
    };

    public Visitor Stranger() => new(serving.Address);

    /// <summary>Ends the process as a power cut does, and starts another.</summary>
    public async Task KillAndRestart()
    {
        await serving.DisposeAsync();
        serving = await installation.Restart();
    }

    public async ValueTask DisposeAsync()
    {
        if (serving is not null) await serving.DisposeAsync();
        await installation.DisposeAsync();
    }
}
