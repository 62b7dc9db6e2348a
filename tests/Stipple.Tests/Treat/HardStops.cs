using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Treat;
using static Stipple.Tests.Chair;

namespace Stipple.Tests;

/// <summary>A session that may begin, changed in one thing, stops for that reason and no other.</summary>
public sealed class HardStops
{
    private static readonly DateOnly Yesterday = Day.AddDays(-1);

    private static readonly Dictionary<HardStopKind, Func<SessionRequest, SessionRequest>> changes = new()
    {
        [HardStopKind.WrongPatient] = ready => ready with { RightPatient = false },
        [HardStopKind.EvidenceNotApproved] = ready => ready with { InForce = EvidenceInForce.Missing },
        [HardStopKind.PlanMissing] = ready => ready with { Plan = null, Proposal = null },
        [HardStopKind.PlanFinished] = ready => ready with { SessionsHeld = 3 },
        [HardStopKind.AnswersStale] = ready => ready with { Proposal = Propose(Wanted, answered: Day.AddYears(-3)) },
        [HardStopKind.DecisionOlderThanAnswers] = ready => ready with { SameDecision = false },
        [HardStopKind.DecisionStands] = ready => ready with { Proposal = Propose(Wanted, "pregnant = yes") },
        [HardStopKind.OutsideLimits] = ready => ready with { Proposal = Propose(Wanted with { Weeks = 1 }) },
        [HardStopKind.ConsentMissing] = ready => ready with { Consent = null },
        [HardStopKind.ConsentWithdrawn] = ready => ready with { Consent = ready.Consent! with { Withdrawn = ready.Consent.At } },
        [HardStopKind.ConsentOlderThanPlan] = ready => ready with { Consent = ready.Consent! with { PlanHash = "22ff" } },
        [HardStopKind.LicenceExpired] = ready => ready with { Practitioner = Nurse with { Licences = [Nurse.Licences[0] with { Until = Yesterday }] } },
        [HardStopKind.LicenceTooShallow] = ready => ready with { Practitioner = Nurse with { Licences = [Nurse.Licences[0] with { DepthLimit = NeedleDepth.FromMillimetres(0.5) }] } },
        [HardStopKind.CompetenceMissing] = ready => ready with { Practitioner = Nurse with { Competences = [] } },
        [HardStopKind.DeviceNotReady] = ready => ready with { Device = Pen with { CheckedUntil = Yesterday } },
        [HardStopKind.CartridgeExpired] = ready => ready with { Cartridge = Sterile with { Expires = Yesterday } },
        [HardStopKind.CartridgeUsed] = ready => ready with { CartridgeUsed = true },
        [HardStopKind.IntervalNotOver] = ready => ready with { LastSession = Day.AddDays(-27) },
        [HardStopKind.SessionOpen] = ready => ready with { SessionOpen = true },
    };

    public static TheoryData<HardStopKind> Kinds => [.. Enum.GetValues<HardStopKind>()];

    [Fact]
    public void Nothing_stops_what_is_ready()
    {
        var may = Assert.IsType<SessionStart.MayBegin>(Treating.Begin(Ready()));
        Assert.Equal((1, Wanted), (may.Number, may.Plan.Request));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_thing_changed_gives_exactly_its_stop(HardStopKind kind) => Assert.Equal([kind], Stops(changes[kind](Ready())));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_stop_says_what_is_wrong_and_what_lifts_it(HardStopKind kind)
    {
        var stop = Assert.Single(Assert.IsType<SessionStart.Stopped>(Treating.Begin(changes[kind](Ready()))).Stops);
        Assert.EndsWith(".", stop.Says, StringComparison.Ordinal);
        Assert.EndsWith(".", stop.Lifts, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_at_once_is_said_at_once()
    {
        // Of a licence, a consent and a device only one fault can be true at a time, and none is weighed without a plan.
        HardStopKind[] never = [HardStopKind.PlanMissing, HardStopKind.ConsentMissing, HardStopKind.ConsentWithdrawn, HardStopKind.LicenceTooShallow, HardStopKind.CompetenceMissing, HardStopKind.AnswersStale, HardStopKind.OutsideLimits];
        var all = changes.Keys.Except(never).ToArray();
        Assert.Equal(all.Order(), Stops(all.Aggregate(Ready(), (request, kind) => changes[kind](request))).Order());
    }

    [Theory]
    [InlineData(-28, true)]
    [InlineData(-27, false)]
    public void The_interval_is_over_on_its_last_day(int days, bool begins) =>
        Assert.Equal(begins, Treating.Begin(Ready() with { LastSession = Day.AddDays(days) }) is SessionStart.MayBegin);

    [Fact]
    public void A_device_that_is_gone_unknown_to_the_tables_or_too_short_is_not_ready()
    {
        foreach (var device in new[] { null, Pen with { Retired = Day }, Pen with { Model = "no-such" }, Pen with { Model = "rf-needles" } })
            Assert.Equal([HardStopKind.DeviceNotReady], Stops(Ready() with { Device = device }));
        Assert.Equal([HardStopKind.DeviceNotReady], Stops(Ready() with { Device = Pen with { Model = "roller-192" }, Plan = Signed with { Request = Wanted with { Zones = [new PlannedZone("cheek-left", 1.6, 3)] } }, Practitioner = Deep }));
    }

    [Fact]
    public void What_is_decided_on_tables_that_do_not_know_the_plan_never_begins() => Assert.Equal([HardStopKind.OutsideLimits], Stops(Ready() with { Proposal = null }));

    [Theory]
    [InlineData("cheek-left", 1.0, null)]
    [InlineData("cheek-left", 0.5, null)]
    [InlineData("cheek-left", 1.25, HardStopKind.OutsideLimits)]
    [InlineData("forehead", 0.5, HardStopKind.OutsideLimits)]
    public void A_zone_is_treated_no_deeper_than_planned(string site, double depth, HardStopKind? stop) =>
        Assert.Equal(stop is { } kind ? [kind] : [], At(Nurse, site, depth));

    [Fact]
    public void A_zone_is_treated_no_deeper_than_licence_training_and_device_go()
    {
        Assert.Equal([HardStopKind.LicenceTooShallow], At(Nurse with { Licences = [Nurse.Licences[0] with { DepthLimit = NeedleDepth.FromMillimetres(0.75) }] }, "cheek-left", 1));
        Assert.Equal([HardStopKind.LicenceExpired], At(Nurse with { Roles = [Role.MedicalDirector] }, "cheek-left", 1));
        Assert.Equal([HardStopKind.CompetenceMissing], At(Nurse with { Competences = [] }, "cheek-left", 1));
        Assert.Equal([HardStopKind.DeviceNotReady], Treating.StopsAt(Signed, Nurse, Pen, null, "cheek-left", NeedleDepth.FromMillimetres(1), Day).Select(held => held.Kind));
    }

    [Fact]
    public void After_a_session_comes_the_next_and_after_the_last_the_score()
    {
        var course = TreatmentLimits.Of(Shipped).CourseFor(Wanted.Concern)!;
        Assert.Equal((Day.AddDays(28), null), Treating.After(Wanted, course, 1, Day));
        Assert.Equal((Day.AddDays(28), null), Treating.After(Wanted, course, 2, Day));
        Assert.Equal((null, Day.AddDays(7 * course.ScoreWeeks!.Value)), Treating.After(Wanted, course, 3, Day));
        Assert.Equal((null, null), Treating.After(Wanted, null, 3, Day));
    }

    private static Person Deep => Nurse with
    {
        Licences = [Nurse.Licences[0] with { DepthLimit = NeedleDepth.FromMillimetres(3) }],
        Competences = [Nurse.Competences[0] with { To = NeedleDepth.FromMillimetres(3) }, Nurse.Competences[0] with { Device = "roller", To = NeedleDepth.FromMillimetres(3) }],
    };

    private static IEnumerable<HardStopKind> At(Person who, string site, double depth) =>
        Treating.StopsAt(Signed, who, Pen, TreatmentLimits.Of(Shipped).Device(Pen.Model), site, NeedleDepth.FromMillimetres(depth), Day).Select(held => held.Kind);
}
