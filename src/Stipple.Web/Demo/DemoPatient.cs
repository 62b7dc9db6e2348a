using System.Collections.Immutable;
using System.Globalization;
using Stipple.Aftercare;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Consent;
using Stipple.Outcome;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.Terms;
using Stipple.Treat;
using Stipple.Web.Aftercare;

namespace Stipple.Web.Demo;

/// <summary>What the made-up patients share: where they are, who treats them, with what.</summary>
internal sealed record DemoSetting(ILedger Ledger, ClinicId Clinic, EvidenceInForce InForce, Person Practitioner, PersonId FrontDesk, TimeProvider Clock)
{
    public ClinicPolicy Policy => InForce.Policy ?? throw new InvalidOperationException("A demo clinic decides on the installed tables.");

    public Rules Rules => Policy.Rules;

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetLocalNow().Date);

    public Guid NewId() => Guid.CreateVersion7(Clock.GetUtcNow());
}

/// <summary>
/// A made-up patient on the way through the clinic. Each step goes through the same doors as on the pages: what a limit forbids
/// is refused here too, and then the demo does not start.
/// </summary>
internal sealed class DemoPatient
{
    private readonly DemoSetting at;
    private readonly Guid link;

    private DemoPatient(DemoSetting at, PatientId id)
    {
        (this.at, Id) = (at, id);
        link = at.NewId();
    }

    public PatientId Id { get; }

    public PatientRecord Record { get; private set; } = null!;

    private string Desk => $"person/{at.FrontDesk}";

    private string Hands => $"person/{at.Practitioner.Id}";

    private string Own => $"link/{link:D}";

    public static async Task<DemoPatient> Register(DemoSetting at, int number, string name, DateOnly born, Contact? guardian = null)
    {
        var patient = new DemoPatient(at, PatientId.New(at.Clock));
        var text = number.ToString("0000", CultureInfo.InvariantCulture);
        var identity = new Identity($"P-{text}", name, born, $"+1 555 01{text}", $"patient{text}@demo.invalid", new Contact("Somebody Made-Up", "friend", "+1 555 0199"), guardian);
        await patient.Write(patient.Desk, [$"patient-number/P-{text}"], new PatientRegistered(identity));
        return patient;
    }

    /// <summary>The front desk sends the link to the questions.</summary>
    public Task Ask() => Write(Desk, [], Link(link, LinkPurpose.Intake, null, TimeSpan.FromDays(14)));

    /// <summary>The patient answers, and sends it unless they stop after some.</summary>
    public async Task Answer(string? concern, string[] sites, DateOnly on, int most = int.MaxValue, params (string Question, string[] Words)[] said)
    {
        await Ask();
        await Write(Own, [], new LinkOpened(link, Secret.Hash(Secret.New())), new WishStated(concern, [.. sites], "patient"));
        var answers = Answers(on, question => question.IsForPatients, "patient", null, said);
        await Write(Own, [], [.. answers.Take(most), .. most == int.MaxValue ? [new IntakeFinished(link)] : Array.Empty<IBody>()]);
    }

    /// <summary>The practitioner looks and asks, so that nothing is open.</summary>
    public Task Examine(DateOnly on) => Answers(on, _ => true, "practitioner", at.Practitioner.Id, []) is { Count: > 0 } found ? Write(Hands, [], [.. found]) : Task.CompletedTask;

    public Task Draft(PlanRequest request) => Write(Hands, [], new PlanDrafted(request, at.Practitioner.Id));

    /// <summary>The practitioner signs, within every limit of the day.</summary>
    public async Task Sign(PlanRequest request, Device device, DateOnly on)
    {
        var model = TreatmentLimits.Of(at.Rules).Device(device.Model)!;
        var review = Record.Review(at.Policy, request, model, on);
        if (Planning.Propose(request, review, device, at.Practitioner, on) is not Proposal.Within within) throw new InvalidOperationException($"The plan of {Record.Identity.Name} cannot be signed: {Why(Planning.Propose(request, review, device, at.Practitioner, on))}");
        await Write(Hands, [], new PlanSigned(
            at.NewId(), request, at.Rules.Version.Hash, PatientRecord.HashOf(within.Plan.Review.Candidacy), on, at.Practitioner.Id, "I have read the answers and looked at the skin. I plan this treatment.", "demo"));
    }

    /// <summary>The patient reads the consent in the clinic and signs it.</summary>
    public async Task Agree(Device device)
    {
        var plan = Record.Plan!;
        var model = TreatmentLimits.Of(at.Rules).Device(device.Model)!;
        var before = Record.BeforePlan(plan.Id);
        var form = Drafting.Draft(plan, Planning.CaseOf(at.Policy, plan.Request, model, before.Answers(at.Rules), plan.On), DemoClinic.Name, Record.Identity.Name, Record.Identity.Born, device.Name);
        await Write(Hands, [], new ConsentSigned(plan.Id, plan.Hash, at.Rules.Version.Hash, form.Text, form.Hash, Record.Identity.Guardian?.Name ?? Record.Identity.Name, null, at.Clock.GetUtcNow(), null, at.Practitioner.Id));
    }

    /// <summary>What is too old to count is asked again, and answered as before.</summary>
    public async Task AskAgain(Device device, DateOnly on)
    {
        var model = TreatmentLimits.Of(at.Rules).Device(device.Model)!;
        var stale = Record.Review(at.Policy, Record.Request! with { First = on }, model, on).Candidacy.Findings.Stale;
        if (stale.Length > 0) await Write(Hands, [], [.. stale.Select(question => Record.AnswerTo(question.Id)! with { On = on, Source = "practitioner", Person = at.Practitioner.Id })]);
    }

    /// <summary>A session begins, because nothing stands against it.</summary>
    public async Task<Guid> Begin(Device device, DateOnly on)
    {
        await AskAgain(device, on);
        var plan = Record.Plan!;
        var request = plan.Request with { First = on };
        var review = Record.Review(at.Policy, request, TreatmentLimits.Of(at.Rules).Device(device.Model)!, on);
        var number = Record.Sessions.Count(session => session.Begun.Plan == plan.Id) + 1;
        var cartridge = new Cartridge("DEMO-26", $"{Record.Identity.Number}-{number}", at.Today.AddYears(1));
        var start = Treating.Begin(new SessionRequest
        {
            InForce = at.InForce,
            Plan = plan,
            Proposal = Planning.Propose(request, review, device, at.Practitioner, on),
            SameDecision = true, // the same answers were given again
            Consent = Record.Consent,
            Practitioner = at.Practitioner,
            Device = device,
            Cartridge = cartridge,
            CartridgeUsed = false,
            RightPatient = true,
            SessionsHeld = number - 1,
            LastSession = Record.Sessions.LastOrDefault()?.Begun.On,
            SessionOpen = Record.OpenSession is not null,
            Day = on,
        });
        if (start is SessionStart.Stopped stopped) throw new InvalidOperationException($"The session of {Record.Identity.Name} cannot start: {string.Join(" ", stopped.Stops.Select(stop => stop.Says))}");
        var id = at.NewId();
        await Write(Hands, [cartridge.OnceKey], new SessionBegun(
            id, plan.Id, number, device.Id, cartridge, ["born", "number"], on, at.Practitioner.Id, request.Grams, request.Area, request.Minutes, "sterile saline"));
        return id;
    }

    /// <summary>A whole session, and the sheet for the way home.</summary>
    public async Task Treat(Device device, DateOnly on)
    {
        var session = await Begin(device, on);
        var plan = Record.Plan!;
        var last = Record.Sessions[^1].Begun.Number == plan.Request.Sessions;
        var course = TreatmentLimits.Of(at.Rules).CourseFor(plan.Request.Concern)!;
        var reached = plan.Request.Endpoint == Endpoint.Erythema ? "erythema" : "pinpoint-bleeding";
        await Write(Hands, [],
        [
            .. plan.Request.Zones.Select(zone => new ZoneTreated(session, zone.Site, zone.Depth, zone.Passes, reached, "", at.Practitioner.Id)),
            new SessionEnded(
                session, plan.Request.Topical, "HG-2291", "Even redness, settled within the hour.", null,
                last ? null : on.AddDays(7 * plan.Request.Weeks), last ? on.AddDays(7 * (course.ScoreWeeks ?? 12)) : null, at.Practitioner.Id),
        ]);
        var sheet = Sheet.Of(Record, Record.Sessions[^1], plan, at.Rules, TreatmentLimits.Of(at.Rules).Device(device.Model)!);
        await Write(Hands, [], new AftercareGiven(session, at.Rules.Version.Hash, sheet.Hash, "printed", at.Practitioner.Id));
    }

    /// <summary>The patient says how it goes.</summary>
    public async Task CheckIn(Urgency urgency, int hours, string says, string? taken = null)
    {
        var (own, session, now) = (at.NewId(), Record.Sessions[^1].Id, at.Clock.GetUtcNow());
        string[] signs = [CareTexts.Of(at.Rules).Rows.Last(row => row.Urgency == urgency && row.CountsAt(hours) && row.Sign != "something-else").Sign];
        var advice = Triage.Sort(new CheckIn([.. signs], [], hours), at.Rules);
        var checkIn = new CheckInAnswered(
            at.NewId(), session, [.. signs], [], says, hours, advice.Urgency, [.. advice.Rows.Select(row => row.Id)], at.Rules.Version.Hash, Triage.DueBy(advice.Urgency, now), own, null);
        await Write(Desk, [], Link(own, LinkPurpose.CheckIn, session, TimeSpan.FromDays(35)));
        await Write($"link/{own:D}", [], new LinkOpened(own, Secret.Hash(Secret.New())), checkIn);
        if (taken is not null) await Write(Hands, [], new CheckInTaken(checkIn.CheckIn, taken, at.Practitioner.Id));
    }

    /// <summary>The practitioner grades, on the first scale that has grades before and after.</summary>
    public Task Score(DateOnly on, bool baseline)
    {
        var scale = Scales.Of(at.Rules).All.First(scale => scale is { ComparesItself: false, RatedBy: "practitioner" } && scale.IsFor(Record.Plan!.Request.Concern));
        var grade = scale.Grades[scale.Grades.Length / 2 - (baseline ? 0 : 1)].Value;
        return Write(Hands, [], new ScoreGiven(at.NewId(), scale.Id, grade, "practitioner", on, baseline, at.Practitioner.Id));
    }

    public Task Note(string text) => Write(Hands, [], new NoteWritten(at.NewId(), text, at.Practitioner.Id));

    public Task SendConsent() => Write(Desk, [], Link(at.NewId(), LinkPurpose.Consent, Record.Plan!.Id, TimeSpan.FromDays(14)));

    /// <summary>Answers until nothing that matters is open: what was said, and else what is unremarkable.</summary>
    private List<QuestionAnswered> Answers(DateOnly on, Func<Question, bool> mayAsk, string source, PersonId? person, (string Question, string[] Words)[] said)
    {
        var answers = new List<QuestionAnswered>();
        var @case = Record.WishCase(at.Policy, on);
        while (Screening.StillToAsk(@case, mayAsk) is [var question, ..])
        {
            var words = said.FirstOrDefault(one => one.Question == question.Id).Words ?? Unremarkable(question);
            if (!question.Domain.TryRead(words, out var fact)) throw new InvalidOperationException($"{string.Join(' ', words)} is no answer to {question.Id}.");
            @case = @case.With(question, new Answer(fact, source, on));
            if (@case.ContradictionsOf(question).FirstOrDefault() is { } conflict) throw new InvalidOperationException($"{string.Join(' ', words)} to {question.Id} contradicts another answer: {conflict.Says}");
            answers.Add(new QuestionAnswered(question.Id, [.. words], source, on, person));
        }

        return answers;
    }

    private static string[] Unremarkable(Question question) => question.Domain.Type switch
    {
        QuestionType.YesNo => ["no"],
        QuestionType.Choice => [question.Domain.Options.FirstOrDefault(option => option is "no" or "none" or "not-applicable") ?? question.Domain.Options[0]],
        QuestionType.Date => ["never"],
        QuestionType.Number => [((question.Domain.Minimum + question.Domain.Maximum) / 2).ToString("R", CultureInfo.InvariantCulture)],
        _ => [],
    };

    private LinkSent Link(Guid id, LinkPurpose purpose, Guid? subject, TimeSpan lasts) => new(id, purpose, Secret.Hash(Secret.New()), at.Clock.GetUtcNow() + lasts, subject);

    private async Task Write(string by, string[] once, params IBody[] bodies)
    {
        var facts = bodies.Select((body, i) => Body.About(Streams.Of(Id), body, (Record?.Version ?? 0) + i));
        if (await at.Ledger.Append(at.Clinic, new Append(by, [.. facts]) { Once = [.. once] }, CancellationToken.None) is not Appended.Done) throw new InvalidOperationException($"A made-up patient was not written: {Id}.");
        Record = (await PatientRecord.Read(at.Ledger, at.Clinic, Id, CancellationToken.None))!;
    }

    private static string Why(Proposal proposal) => proposal is Proposal.Outside outside
        ? string.Join(" ", outside.Faults.Select(fault => fault.Says).Append($"{outside.Review.Candidacy.Decision}: {string.Join(", ", outside.Review.Candidacy.Findings.Fired.Select(reason => reason.Rule.Id))}; open {string.Join(", ", outside.Review.Candidacy.Findings.Open.Select(open => open.Question.Id))}"))
        : "";
}
