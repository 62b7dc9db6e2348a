using System.Collections.Immutable;
using System.Text;
using Stipple.Aftercare;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>The particulars of every kind of fact: what is written is read again whole, today and by later versions.</summary>
public sealed class FactBodies
{
    private static readonly Guid Id = new("0198c0de-0000-7000-8000-000000000001");
    private static readonly PersonId Person = new(Id);
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 23);

    /// <summary>One of each kind, with every member set.</summary>
    private static readonly IBody[] OneOfEach =
    [
        new ClinicFounded("Lindenhof", Demo: true),
        new FounderInvited("00ff", At),
        new EvidenceKept("abc", ImmutableSortedDictionary<string, string>.Empty.Add("rules.tsv", "id\tentry\nä\t\"x\"\n")),
        new EvidenceApproved("abc", "def", Person, "I approve", "passkey"),
        new PolicySet("policy.inr-max", "3", Person),
        new ClinicReached("01632 960 114", "112", Person),
        new RecordRead("/clinic/people/{person}", Person),
        new LedgerExported(17, Person),
        new PersonInvited("Ärzte & Söhne <x>", "a@example.org", [Role.Owner, Role.MedicalDirector, Role.Practitioner, Role.FrontDesk], "00ff", At),
        new PersonJoined(Id),
        new RolesSet([Role.FrontDesk]),
        new PersonLeft("moved"),
        new LicenceAdded(new Licence(Id, "US-CA", "RN 1", Day, Day.AddYears(1), "registered nurse", NeedleDepth.FromMillimetres(1.5), Day)),
        new LicenceEnded(Id, Day, "entered wrongly"),
        new CompetenceAdded(new Competence(Id, "pen", NeedleDepth.FromMillimetres(0.25), NeedleDepth.FromMillimetres(1.5), "course", Day, Day.AddYears(1), Person, Day)),
        new CompetenceEnded(Id, Day, "lapsed"),
        new TokenIssued("booking", "00ff", [Role.FrontDesk], At),
        new TokenRevoked("by hand"),
        new PatientRegistered(Someone),
        new PatientAmended(Someone with { Guardian = null }, "grew up"),
        new LinkSent(Id, LinkPurpose.CheckIn, "00ff", At, Id),
        new LinkOpened(Id, "00ff"),
        new LinkMissed(Id),
        new LinkRevoked(Id, "sent to somebody else"),
        new WishStated("fine-lines", ["forehead", "cheek-left"], "practitioner", Person),
        new QuestionAnswered("growths", ["warts"], "practitioner", Day, Person),
        new IntakeFinished(Id),
        new RowOverridden("keloid-history", "dermatology", "flat for years", Person, "Dr A", Day, "passkey"),
        new ReferralSent(Id, "Dr A", ["rosacea"], "Dear\ncolleague", Day, Person),
        new ReferralAnswered(Id, "Dr A", "dermatology", true, "controlled", Day, Person),
        new TestPatchMade(Id, "cheek-left", 0.5, "sterile gel", Day, Person),
        new TestPatchRead(Id, true, "calm", Day, Person),
        new NoteWritten(Id, "came late", Person),
        new EntryAmended(3, "it was the right cheek", Person),
        new PlanDrafted(Request, Person),
        new PlanSigned(Id, Request, "abc", "00ff", Day, Person, "I plan this", "passkey"),
        new PlanEnded(Id, "moved away", Person),
        new ConsentSigned(Id, "00ff", "abc", """{"form":1}""", "00ff", "Ann Example", "M0 0L9 9", At, Id, Person),
        new ConsentDeclined(Id, true, "does it hurt?", Id, Person),
        new ConsentWithdrawn(Id, "changed my mind", Person),
        new SessionBegun(Id, Id, 1, Id, Cartridge, ["born", "number"], Day, Person, 10.5, 120, 40, "saline"),
        new CartridgeChanged(Id, Cartridge, "dropped", Person),
        new ZoneTreated(Id, "cheek-left", 0.5, 3, "erythema", "even", Person),
        new SessionEnded(Id, "saline", "L2", "none", "pain", Day, Day, Person),
        new AftercareGiven(Id, "abc", "00ff", "printed", Person),
        new CheckInAnswered(Id, Id, ["redness"], ["pus"], "itches", 30, Urgency.TwoDays, ["redness/late"], "abc", At, Id, Person),
        new CheckInTaken(Id, "called", Person),
        new ScoreGiven(Id, "gais", 2, "patient", Day, true, Person),
        new PhotoTaken(Id, "front", true, 640, 480, "00ff", Day, Person),
        new PhotoKept("image/jpeg", [0xff, 0xd8]),
        new PhotoWithdrawn(Id, "asked for it", Person),
        new DeviceAdded(new Device(Id, "skinpen-precision", "Pen 2", "S-1", Day, Day)),
        new DeviceChecked(Day, "calibrated"),
        new DeviceRetired(Day, "worn"),
    ];

    private static Identity Someone => new("P-1", "Ann Example", new DateOnly(1985, 2, 28), "01632 960 114", "ann@example.org", new Contact("Bo Example", "brother", "01632 960 115"), new Contact("Cy Example", "mother", "01632 960 116"));

    private static PlanRequest Request => new(
        "fine-lines", "cosmetic", [new PlannedZone("cheek-left", 0.5, 3)], Endpoint.PinpointBleeding, 3, 4, Day, Id, "saline", "lidocaine-4", 10.5, 120, 40, "deep scar");

    private static Cartridge Cartridge => new("B2307", "00817", Day, "04012345678901");

    [Fact]
    public void Each_kind_is_read_as_it_was_written()
    {
        Assert.Equal(Body.Kinds.Order(StringComparer.Ordinal), OneOfEach.Select(body => Body.KindOf(body.GetType())).Order(StringComparer.Ordinal));
        foreach (var body in OneOfEach)
        {
            var written = Body.About("x/1", body);
            Assert.Equal(Text(written.Body), Text(Body.About("x/1", Body.Read(Kept(written))!).Body));
        }
    }

    [Fact]
    public void The_bytes_of_each_kind_are_those_that_were_ever_written() =>
        Approved.Check("facts.txt", string.Concat(OneOfEach.Select(body => $"{Body.KindOf(body.GetType())}  {Text(Body.About("x/1", body).Body)}\n")));

    [Theory]
    [InlineData("person-left", """{"reason":"a","reason":"b"}""")]
    [InlineData("person-left", """{"reason":"a","more":1}""")]
    [InlineData("person-left", """{}""")]
    [InlineData("person-left", """{"reason":null}""")]
    [InlineData("roles-set", """{"roles":["king"]}""")]
    [InlineData("roles-set", """{"roles":[0]}""")]
    public void Bytes_of_another_shape_are_refused(string kind, string json) =>
        Assert.Throws<RefusedException>(() => Body.Read(Kept(new NewFact("x/1", kind, Encoding.UTF8.GetBytes(json)))));

    [Fact]
    public void A_kind_of_a_later_version_is_left_alone() => Assert.Null(Body.Read(Kept(new NewFact("x/1", "moon-landed", "{}"u8.ToArray()))));

    private static Fact Kept(NewFact written) => new(1, written.Stream, 1, written.Kind, written.Body, 0, At, "x", default, default);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
