using System.Collections.Immutable;
using System.Globalization;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Plan;

/// <summary>"How?" Holds a request against every limit: of the evidence, of the device, of the practitioner's licence and competence.</summary>
public static class Planning
{
    public const int MostSessions = 12;
    public const int MostPasses = 15;
    public const int MostWeeks = 26;

    /// <summary>Whether these tables know everything that a request names: without it there is no case to decide.</summary>
    public static bool IsKnown(Rules rules, PlanRequest request) =>
        TreatmentLimits.Of(rules) is var limits && limits.CourseFor(request.Concern) is not null && limits.Topical(request.Topical) is not null
        && limits.Anaesthetic(request.Anaesthetic) is not null && request.Zones.All(zone => rules.Sites.Find(zone.Site) is not null);

    /// <summary>The case that a request makes: what is to be decided, with everything that the plan settles.</summary>
    /// <param name="policy">The rules in force, with the clinic's choices.</param>
    /// <param name="request">Sites, depths and components; all of them from the tables of these rules.</param>
    /// <param name="answers">Everything answered so far, by question.</param>
    /// <param name="today">Day of the decision.</param>
    /// <exception cref="ArgumentException">A site, concern, device, topical or anaesthetic is not in the tables.</exception>
    public static Case CaseOf(ClinicPolicy policy, PlanRequest request, DeviceModel model, ImmutableDictionary<string, Answer> answers, DateOnly today)
    {
        var rules = policy.Rules;
        var limits = TreatmentLimits.Of(rules);
        var topical = limits.Topical(request.Topical) ?? throw new ArgumentException($"There is no topical {request.Topical}.", nameof(request));
        var anaesthetic = limits.Anaesthetic(request.Anaesthetic) ?? throw new ArgumentException($"There is no anaesthetic {request.Anaesthetic}.", nameof(request));
        var terms = ImmutableDictionary.CreateBuilder<string, Fact>(StringComparer.Ordinal);
        foreach (var (name, value) in Said(request, model, topical, anaesthetic))
        {
            if (rules.FindTerm(name) is not { } term) continue; // a version whose rules do not ask for it
            if (!term.Domain.TryRead([value], out var fact)) throw new ArgumentException($"{name} is {term.Domain.Allowed}, not {value}.", nameof(request));
            terms[name] = fact;
        }

        var sites = request.Zones.Select(zone => new PlannedSite(
            rules.Sites.Find(zone.Site) ?? throw new ArgumentException($"There is no site {zone.Site}.", nameof(request)), NeedleDepth.FromMillimetres(zone.Depth)));
        return new Case(policy, today, request.First > today ? request.First : today, [.. sites], terms.ToImmutable(), answers);
    }

    /// <summary>What a request names and these rules do not know, in words; empty when it makes a case.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="device">The device of the request; null when the clinic has none of its id.</param>
    public static ImmutableArray<string> Strangers(Rules rules, PlanRequest request, Device? device)
    {
        var limits = TreatmentLimits.Of(rules);
        var (model, topical, anaesthetic) = (device is null ? null : limits.Device(device.Model), limits.Topical(request.Topical), limits.Anaesthetic(request.Anaesthetic));
        var strangers = ImmutableArray.CreateBuilder<string>();
        strangers.AddRange(request.Zones.Where(zone => rules.Sites.Find(zone.Site) is null).Select(zone => $"the place {zone.Site}"));
        if (device is null) strangers.Add($"the device {request.Device:D}");
        else if (model is null) strangers.Add($"the device model {device.Model}");
        if (topical is null) strangers.Add($"the topical {request.Topical}");
        if (anaesthetic is null) strangers.Add($"the anaesthetic {request.Anaesthetic}");
        if (model is not null && topical is not null && anaesthetic is not null)
            strangers.AddRange(Said(request, model, topical, anaesthetic).Where(said => rules.FindTerm(said.Name) is { } term && !term.Domain.TryRead([said.Value], out _)).Select(said => $"{said.Name} {said.Value}"));
        return strangers.ToImmutable();
    }

    /// <summary>Whether these rules know everything that a request names, so that it makes a case. A later version may have dropped some of it.</summary>
    public static bool Knows(Rules rules, PlanRequest request) =>
        TreatmentLimits.Of(rules).Topical(request.Topical) is not null && TreatmentLimits.Of(rules).Anaesthetic(request.Anaesthetic) is not null
        && request.Zones.All(zone => rules.Sites.Find(zone.Site) is not null)
        && (rules.FindTerm("plan.indication")?.Domain.Takes(request.Concern) ?? true);

    /// <summary>The depth to begin with at a site: the middle of what is usual there and for the concern, in quarters of a mm; null when the tables have none.</summary>
    public static double? UsualDepth(SiteDepth? depths, Course? course, DeviceModel? model)
    {
        if (depths?.Usual is not { } usual) return null;
        var deepest = Math.Min(usual.To, Math.Min(course?.Depth?.To ?? usual.To, model?.Deepest ?? usual.To));
        var shallowest = Math.Min(deepest, Math.Max(usual.From, course?.Depth?.From ?? usual.From));
        var middle = Math.Round((shallowest + deepest) / 2 * 4, MidpointRounding.ToZero) / 4;
        return middle < shallowest ? deepest : middle;
    }

    /// <summary>Holds a request against every limit that applies on the day.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="review">The review of the decision on the case of this very request.</param>
    /// <param name="device">The device of the request; null when the clinic has none of this id.</param>
    /// <param name="practitioner">Who would sign and treat.</param>
    /// <param name="today">The day.</param>
    public static Proposal Propose(PlanRequest request, Review review, Device? device, Person practitioner, DateOnly today)
    {
        var rules = review.Candidacy.Findings.Case.Rules;
        var limits = TreatmentLimits.Of(rules);
        var faults = ImmutableArray.CreateBuilder<PlanFault>();
        var course = limits.CourseFor(request.Concern);
        var model = device is null ? null : limits.Device(device.Model);
        var topical = limits.Topical(request.Topical);
        var anaesthetic = limits.Anaesthetic(request.Anaesthetic);

        CheckZones(request, rules, limits, course, model, faults);
        CheckCourse(request, course, today, faults);
        CheckDevice(request, device, model, faults);
        CheckTopical(topical, practitioner, today, faults);
        CheckAnaesthetic(request, anaesthetic, practitioner, today, faults);
        CheckPractitioner(request, practitioner, device, model, today, faults);
        return faults.Count == 0 && review is Review.Settled settled
            ? new Proposal.Within(new TreatmentPlan(request, settled, course!, model!, device!, topical!, anaesthetic!))
            : new Proposal.Outside(faults.ToImmutable(), review);
    }

    /// <summary>What is wrong with who treats, for one depth on one day; null when nothing is.</summary>
    public static PlanFault? LicenceFault(Person practitioner, NeedleDepth depth, DateOnly day)
    {
        if (!practitioner.Is(Role.Practitioner))
            return new("Practitioner", $"{practitioner.Name} is no practitioner of this clinic.", "An owner of the clinic gives the role, or a practitioner signs.");
        if (!practitioner.Licences.Any(licence => licence.HoldsOn(day)))
            return new("Practitioner", $"No licence of {practitioner.Name} holds on {Day(day)}.", "A licence that holds is entered under People, or somebody else treats.");
        return practitioner.Licences.Any(licence => licence.Covers(depth, day))
            ? null
            : new("Practitioner", $"No licence of {practitioner.Name} covers {depth} on {Day(day)}.", "A shallower depth, a licence that covers it, or somebody else.");
    }

    /// <summary>What is wrong with the training for a device at one depth on one day; null when nothing is.</summary>
    public static PlanFault? CompetenceFault(Person practitioner, Device device, DeviceModel model, NeedleDepth depth, DateOnly day) =>
        practitioner.Competences.Any(competence => NamesOf(device, model).Any(name => competence.Covers(name, depth, day)))
            ? null
            : new("Practitioner", $"{practitioner.Name} has no training entered for {device.Name} ({model.Name}) at {depth} that holds on {Day(day)}.", "The training is entered under People, or somebody trained treats.");

    /// <summary>What a competence may call a device: the clinic's name for it, the model, the kind.</summary>
    public static IEnumerable<string> NamesOf(Device device, DeviceModel model) => [device.Name, model.Name, model.Id, model.Kind];

    /// <summary>What a plan settles beside sites and depths, by the names of the terms.</summary>
    private static IEnumerable<(string Name, string Value)> Said(PlanRequest request, DeviceModel model, Topical topical, Anaesthetic anaesthetic) =>
    [
        ("plan.device", model.Kind),
        ("plan.topical", topical.Kind),
        ("plan.anaesthetic", anaesthetic.Kind),
        ("plan.prp", "no"), // no plan can ask for it yet
        ("plan.indication", request.Concern),
        ("plan.purpose", request.Purpose),
        // The strictest of each: a scar clinic, an expert centre or a specialist makes rows milder.
        ("by.role", "practitioner"),
        ("by.specialty", "none"),
        ("by.setting", "clinic"),
    ];

    private static void CheckZones(PlanRequest request, Rules rules, TreatmentLimits limits, Course? course, DeviceModel? model, ImmutableArray<PlanFault>.Builder faults)
    {
        foreach (var zone in request.Zones)
        {
            var field = $"depth/{zone.Site}";
            var site = rules.Sites.Find(zone.Site)!;
            if (limits.DepthAt(site) is not { ReasonedTo: { } deepest } depths)
            {
                faults.Add(new(field, $"The tables know no depth for {site.Name}.", "Leave the zone out, or approve tables that do."));
                continue;
            }

            var reasoned = request.Reason.Length > 0;
            if (zone.Depth > deepest) faults.Add(new(field, $"{Mm(zone.Depth)} is deeper than the tables allow at {site.Name}: {Mm(deepest)}.", $"At most {Mm(deepest)}. Nobody can lift it."));
            else if (depths.Usual is { } usual && zone.Depth > usual.To && !reasoned) faults.Add(new(field, $"{Mm(zone.Depth)} is deeper than usual at {site.Name}: {Mm(usual.To)}.", "A shallower depth, or a written reason."));
            if (course?.Depth is { } bounds && zone.Depth > bounds.To && !reasoned) faults.Add(new(field, $"{Mm(zone.Depth)} is deeper than this concern was treated with: {Mm(bounds.To)}.", "A shallower depth, or a written reason."));
            if (model?.Deepest is { } set && zone.Depth > set) faults.Add(new(field, $"{model.Name} goes to {Mm(set)}, not to {Mm(zone.Depth)}.", "A shallower depth, or another device."));
            if (course?.Passes is { } passes && !passes.Contains(zone.Passes) && !reasoned) faults.Add(new($"passes/{zone.Site}", $"{zone.Passes} passes are outside of what was tried: {passes.From} to {passes.To}.", "Another number, or a written reason."));
        }
    }

    private static void CheckCourse(PlanRequest request, Course? course, DateOnly today, ImmutableArray<PlanFault>.Builder faults)
    {
        if (course is null)
        {
            faults.Add(new("Concern", "The tables hold no course for this concern.", "Another concern, or approve tables that do."));
            return;
        }

        var reasoned = request.Reason.Length > 0;
        if (course.Sessions is { } sessions && request.Sessions > sessions.To && !reasoned) faults.Add(new("Sessions", $"{request.Sessions} sessions are more than were tried: {sessions.To}.", "Fewer, or a written reason."));
        if (course.Weeks is { } weeks && request.Weeks < weeks.From) faults.Add(new("Weeks", $"{request.Weeks} weeks between sessions are less than the tables' least: {weeks.From}.", $"At least {weeks.From} weeks. Nobody can lift it."));
        if (course.Weeks is null && request.Weeks < 4 && !reasoned) faults.Add(new("Weeks", "The tables name no interval for this concern.", "At least 4 weeks, or a written reason."));
        if (request.First < today) faults.Add(new("First", $"{Day(request.First)} is over.", "A day from today on."));
    }

    private static void CheckDevice(PlanRequest request, Device? device, DeviceModel? model, ImmutableArray<PlanFault>.Builder faults)
    {
        if (device is null) faults.Add(new("Device", "The clinic has no such device.", "Choose one of the clinic's devices, or enter it under Devices."));
        else if (model is null) faults.Add(new("Device", $"The tables do not know the model {device.Model} of {device.Name}.", "Another device, or approve tables that do."));
        else if (model.Kind == "rf") faults.Add(new("Device", $"{device.Name} is a radiofrequency device: its depths cannot be compared with those of plain needles.", "A mechanical device. Plans for radiofrequency are not supported."));
        else if (!device.MayBeUsedOn(request.First)) faults.Add(new("Device", $"{device.Name} may not be used on {Day(request.First)}: it is retired, or its check is overdue by then.", "Another device, or its check is entered under Devices."));
    }

    private static void CheckTopical(Topical? topical, Person practitioner, DateOnly today, ImmutableArray<PlanFault>.Builder faults)
    {
        if (topical is null) faults.Add(new("Topical", "The tables do not know this product.", "Choose one of the list."));
        else if (topical.Rule == ProductRule.Blocked) faults.Add(new("Topical", $"{topical.Name} may not be on open skin. {topical.Says}", "Another product. Nobody can lift it."));
        else if (topical.Rule == ProductRule.Prescriber && !IsPrescriber(practitioner, today)) faults.Add(new("Topical", $"{topical.Name} is for a prescriber to take on. {topical.Says}", "A prescriber signs the plan, or another product."));
    }

    private static void CheckAnaesthetic(PlanRequest request, Anaesthetic? anaesthetic, Person practitioner, DateOnly today, ImmutableArray<PlanFault>.Builder faults)
    {
        if (anaesthetic is null) faults.Add(new("Anaesthetic", "The tables do not know this product.", "Choose one of the list."));
        else if (anaesthetic.Rule == ProductRule.Blocked) faults.Add(new("Anaesthetic", $"{anaesthetic.Name} may not be used. {anaesthetic.Says}", "Another product. Nobody can lift it."));
        else if (anaesthetic.Rule == ProductRule.Prescriber && !IsPrescriber(practitioner, today)) faults.Add(new("Anaesthetic", $"{anaesthetic.Name} is for a prescriber to take on. {anaesthetic.Says}", "A prescriber signs the plan, or another product."));
        else if (anaesthetic.Kind is "licensed-cream" or "compounded-cream")
        {
            if (request.Grams is not { } grams) faults.Add(new("Grams", "How much cream is not said.", "Enter the grams."));
            else if (grams > anaesthetic.MostGrams) faults.Add(new("Grams", $"{Number(grams)} g are more than the label's {Number(anaesthetic.MostGrams.Value)} g.", "Less cream. Nobody can lift it."));
            if (request.Area is not { } area) faults.Add(new("Area", "On how much skin is not said.", "Enter the area in cm²."));
            else if (area > anaesthetic.MostArea) faults.Add(new("Area", $"{Number(area)} cm² are more than the label's {Number(anaesthetic.MostArea.Value)} cm².", "Less skin. Nobody can lift it."));
            if (request.Minutes is not { } minutes) faults.Add(new("Minutes", "How long it stays on is not said.", "Enter the minutes."));
            else if (minutes > anaesthetic.MostMinutes) faults.Add(new("Minutes", $"{minutes} minutes are more than the label's {anaesthetic.MostMinutes}.", "Less time. Nobody can lift it."));
        }
        else if (request.Grams is not null || request.Area is not null || request.Minutes is not null)
        {
            faults.Add(new("Grams", $"Grams, area and minutes belong to a cream, and the plan has none: {anaesthetic.Name}.", "Leave them empty, or choose the cream."));
        }
    }

    private static void CheckPractitioner(PlanRequest request, Person practitioner, Device? device, DeviceModel? model, DateOnly today, ImmutableArray<PlanFault>.Builder faults)
    {
        var deepest = NeedleDepth.FromMillimetres(request.Zones.Max(zone => zone.Depth));
        if (LicenceFault(practitioner, deepest, today) is { } licence) faults.Add(licence);
        if (device is not null && model is not null && CompetenceFault(practitioner, device, model, deepest, today) is { } competence) faults.Add(competence);
    }

    private static bool IsPrescriber(Person practitioner, DateOnly day) =>
        practitioner.CredentialsOn(day).Any(credential => Credential.Covers(credential, Credential.Prescriber));

    private static string Mm(double value) => $"{Number(value)} mm";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
