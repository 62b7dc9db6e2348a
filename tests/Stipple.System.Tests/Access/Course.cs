using System.Text.Json;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.System.Tests.Access;

/// <summary>What happened to the patient of a house after the plan, with a link for each purpose, and who holds them.</summary>
internal sealed class Course(TimeProvider clock)
{
    private readonly Dictionary<string, string> secrets = new(StringComparer.Ordinal) { ["intake"] = Secret.New(), ["consent"] = Secret.New(), ["check in"] = Secret.New() };

    public Guid Device { get; } = NewId(clock);

    public Guid Session { get; } = NewId(clock);

    public Guid CheckIn { get; } = NewId(clock);

    public Guid Photo { get; } = NewId(clock);

    /// <summary>A link that may be taken back.</summary>
    public Guid SpareLink { get; } = NewId(clock);

    /// <summary>Where the consent stands in the patient's stream.</summary>
    public int Consent { get; private set; }

    public IEnumerable<string> Ids => [$"{Device}", $"{Session}", $"{CheckIn}", $"{Photo}", $"{SpareLink}"];

    /// <summary>The secret of a link that opens a route, once the date of birth is given.</summary>
    public string SecretFor(DeclaredRoute route) => secrets.GetValueOrDefault(route.Policy.Split(": ")[^1], secrets["intake"]);

    /// <summary>Writes the course down, in a clinic whose evidence is approved.</summary>
    /// <returns>Patients with a link: one for each purpose, and one whose link was taken back.</returns>
    public async Task<IReadOnlyList<Caller>> Write(ILedger ledger, House house, PersonId director)
    {
        var (rules, today, stream) = (Rules.Shipped(), DateOnly.FromDateTime(clock.GetLocalNow().Date), Streams.Of(house.Patient));
        await new ClinicEvidence(ledger, rules).Keep(house.Id, rules.Library, "probe", CancellationToken.None);
        var (plan, device) = (NewId(clock), new Device(Device, "skinpen-precision", $"{house.Mark} pen", $"{house.Mark} serial", null));
        var request = new PlanRequest("texture", "cosmetic", [new PlannedZone("nose", 0.5, 3)], Endpoint.Erythema, 4, 4, today, Device, "none", "none", null, null, null, $"{house.Mark} reason");
        var text = new ConsentText(1, "en", $"{house.Mark} clinic", $"{house.Mark} patient", today, plan, "0", rules.Version.Hash, []);
        var form = JsonSerializer.Serialize(text, JsonSerializerOptions.Web);
        var cartridge = new Cartridge($"{house.Mark} lot", "1", today.AddYears(1));
        await Append(
            ledger, house, "probe",
            Body.About(Streams.Of(house.Id), new EvidenceApproved(rules.Version.Hash, null, director, $"{house.Mark} approves", "passkey")),
            Body.About(Streams.Device(Device), new DeviceAdded(device), 0),
            Body.About(stream, new PlanSigned(plan, request, rules.Version.Hash, "0", today, house.Subject, $"{house.Mark} meaning", "passkey")),
            Body.About(stream, new ConsentSigned(plan, "0", rules.Version.Hash, form, "0", $"{house.Mark} name", null, clock.GetUtcNow(), null, house.Subject)),
            Body.About(stream, new SessionBegun(Session, plan, 1, Device, cartridge, ["born", "number"], today, house.Subject, null, null, null, $"{house.Mark} saline")),
            Body.About(stream, new SessionEnded(Session, "none", "", "", null, today.AddDays(28), null, house.Subject)),
            Body.About(stream, new CheckInAnswered(CheckIn, Session, ["pus"], [], $"{house.Mark} says", 1, Urgency.Today, ["pus"], rules.Version.Hash, clock.GetUtcNow(), null, house.Subject)),
            Body.About(stream, new PhotoTaken(Photo, "front", true, 1, 1, "00", today, house.Subject)),
            Body.About(Streams.Photo(Photo), new PhotoKept("image/jpeg", [0xFF, 0xD8])),
            Body.About(stream, Sent(SpareLink, LinkPurpose.Intake, Secret.New(), null)));
        Consent = (await PatientRecord.Read(ledger, house.Id, house.Patient, CancellationToken.None))!.All<ConsentSigned>().Single().Entry.Version;
        var holders = new List<Caller>();
        foreach (var (word, purpose, subject) in new[] { ("intake", LinkPurpose.Intake, (Guid?)null), ("consent", LinkPurpose.Consent, plan), ("check in", LinkPurpose.CheckIn, Session) })
            holders.Add(await Holder(ledger, house, word, purpose, secrets[word], subject, revoked: false));
        holders.Add(await Holder(ledger, house, "intake", LinkPurpose.Intake, Secret.New(), null, revoked: true));
        return holders;
    }

    private async Task<Caller> Holder(ILedger ledger, House house, string word, LinkPurpose purpose, string secret, Guid? subject, bool revoked)
    {
        var (id, visit, stream) = (NewId(clock), Secret.New(), Streams.Of(house.Patient));
        await Append(ledger, house, "probe", Body.About(stream, Sent(id, purpose, secret, subject)), Body.About(stream, new LinkOpened(id, Secret.Hash(visit))));
        if (revoked) await Append(ledger, house, "probe", Body.About(stream, new LinkRevoked(id, "probe")));
        else house.Writers[$"link/{id:D}"] = [];
        return new Caller($"{house.Mark}, patient with a link: {word}{(revoked ? ", taken back" : "")}", Stand.Link, revoked ? null : house)
        {
            Ids = house, Link = secret, Opens = revoked ? null : word, LinkCookie = $"__Host-stipple-link-{id:N}={visit}",
        };
    }

    private LinkSent Sent(Guid id, LinkPurpose purpose, string secret, Guid? subject) => new(id, purpose, Secret.Hash(secret), clock.GetUtcNow().AddDays(1), subject);

    private static async Task Append(ILedger ledger, House house, string by, params NewFact[] facts) =>
        Assert.IsType<Appended.Done>(await ledger.Append(house.Id, new Append(by, [.. facts]), CancellationToken.None));

    private static Guid NewId(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
