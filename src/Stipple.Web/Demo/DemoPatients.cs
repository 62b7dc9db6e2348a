using System.Collections.Immutable;
using System.Globalization;
using Stipple.Aftercare;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.Web.Demo;

/// <summary>Made-up patients at every stage of the way, and the devices that they are treated with.</summary>
internal static class DemoPatients
{
    private static readonly string[] names =
    [
        "Ada Birkwald", "Bruno Eichental", "Cleo Ahornsee", "Dario Lindenau", "Edda Buchfeld", "Falk Erlenbach", "Greta Ulmenau", "Hanno Weidental", "Ida Pappelberg", "Jaro Tannhof",
        "Kira Fichtenau", "Levi Kiefersee", "Malin Zedernfeld", "Nils Eschenbach", "Oda Haselhain", "Pelle Holundar", "Quirin Schlehdorn", "Romy Wacholder", "Sami Ginsterau", "Tilda Heidebach",
        "Udo Farnwald", "Vita Moosgrund", "Wanda Efeutal", "Xaver Kleefeld", "Yara Mohnau", "Zeno Distelhof", "Anouk Salbeital", "Bela Thymianu", "Carla Minzbach", "Dorian Anisfeld", "Elin Kümmelau", "Fenja Dillsee",
    ];

    private static readonly string[] cheeks = ["cheek-right", "cheek-left"];
    private static readonly string[] brow = ["forehead", "glabella"];

    public static async Task Write(ILedger ledger, ClinicId clinic, ClinicEvidence evidence, TimeProvider clock, CancellationToken cancel)
    {
        var people = await new People(ledger).All(clinic, cancel);
        var hands = people.First(person => person.Roles.Contains(Role.Practitioner));
        var practitioner = (await PersonRecord.Read(ledger, clinic, hands.Id, cancel))!.Person;
        var at = new DemoSetting(ledger, clinic, await evidence.InForce(clinic, cancel), practitioner, people.First(person => person.Roles.Contains(Role.FrontDesk)).Id, clock);
        var pen = new Device(at.NewId(), "skinpen-precision", "Pen 1", "SP-0001 (made up)", at.Today.AddDays(110));
        var second = new Device(at.NewId(), "exceed", "Pen 2", "EX-0002 (made up)", at.Today.AddDays(20));
        await ledger.Append(clinic, new Append("demo", [.. new[] { pen, second }.Select(device => Body.About(Streams.Device(device.Id), new DeviceAdded(device), 0))]), cancel);
        // The scenes have nothing to do with each other, so they share the flushes of the disk.
        await Task.WhenAll(
            new Cast(at, pen, second, 0).Beginning(), new Cast(at, pen, second, 6).Deciding(), new Cast(at, pen, second, 11).Planned(),
            new Cast(at, pen, second, 17).DueToday(), new Cast(at, pen, second, 22).Underway(), new Cast(at, pen, second, 28).Over());
    }

    /// <summary>Each with a name and a number of their own, in turn, from the first that nobody has.</summary>
    private sealed class Cast(DemoSetting at, Device pen, Device second, int first)
    {
        private int next = first;

        private DateOnly Today => at.Today;

        /// <summary>Registered, and asked.</summary>
        public async Task Beginning()
        {
            await Somebody();
            await Somebody();
            await (await Somebody(new DateOnly(Today.Year - 16, 2, 3), new Contact("Made-Up Parent", "mother", "+1 555 0177"))).Note("Comes with her mother, who answers for her. Wants to know first.");
            await (await Somebody()).Ask();
            await (await Somebody()).Ask();
            await (await Somebody()).Answer("texture", ["forehead"], Today, most: 7);
        }

        /// <summary>Answers sent: from nothing that fired to an absolute contraindication.</summary>
        public async Task Deciding()
        {
            await (await Somebody()).Answer("fine-lines", brow, Today);
            await (await Somebody()).Answer("acne-scar-rolling", cheeks, Today, said: [("keloid", ["yes"]), ("keloid-number", ["several"]), ("keloid-cause", ["piercing"])]);
            await (await Somebody()).Answer("tone", ["neck"], Today, said: [("pregnant", ["yes"])]);
            await (await Somebody()).Answer(null, [], Today, said: [("hsv-history", ["yes"]), ("hsv-frequency", ["1-2"]), ("hsv-healed", [Today.AddDays(-100).ToString("O", CultureInfo.InvariantCulture)]), ("eczema", ["unknown"]), ("antithrombotics", ["aspirin"])]);
            await (await Somebody()).Answer("acne-scar-boxcar", cheeks, Today, said: [("acne-now", ["many"]), ("acne-zones", cheeks)]);
        }

        /// <summary>Drafted, and signed with the consent still to be read.</summary>
        public async Task Planned()
        {
            foreach (var request in new[] { Scars(Today.AddDays(7)), Lines(Today.AddDays(9)), Lines(Today.AddDays(12)) with { Sessions = 9 } })
            {
                var patient = await Decided(request, Today);
                await patient.Draft(request);
            }

            await (await Signed(Scars(Today.AddDays(5)), pen, Today)).SendConsent();
            await Signed(Lines(Today.AddDays(6)), second, Today);
            await Signed(Lines(Today.AddDays(14)), pen, Today);
        }

        /// <summary>Sessions of today: two that could start, one with answers to ask again, one without a consent, one under way.</summary>
        public async Task DueToday()
        {
            await (await Agreed(Scars(Today), pen, Today)).Note("Prefers the window side. Wants each step said before it is done.");
            await (await Agreed(Lines(Today), second, Today.AddDays(-2))).AskAgain(second, Today);
            await Agreed(Lines(Today), pen, Today.AddDays(-20));
            await Signed(Scars(Today), pen, Today.AddDays(-1));
            await (await Agreed(Lines(Today), pen, Today)).Begin(pen, Today);
        }

        /// <summary>Between sessions, with what they reported.</summary>
        public async Task Underway()
        {
            await (await Treated(1, 2, Scars)).CheckIn(Urgency.Today, 44, "It spread since yesterday evening.");
            await (await Treated(1, 4, Lines)).CheckIn(Urgency.TwoDays, 96, "");
            await (await Treated(2, 8, Scars)).CheckIn(Urgency.Week, 190, "More spots than usual.");
            await (await Treated(1, 3, Lines)).CheckIn(Urgency.Expected, 40, "All fine.");
            var seen = await Treated(1, 10, Lines);
            await seen.CheckIn(Urgency.TwoDays, 70, "Itchy bumps after a new cream.", "Telephoned: irritation by a scented cream, left out since. Looks well on the picture.");
            await Treated(1, 40, Scars); // the second session was to be held twelve days ago
        }

        /// <summary>All sessions held: waiting, due, and scored.</summary>
        public async Task Over()
        {
            await (await Treated(3, 20, Scars)).CheckIn(Urgency.Expected, 60, "");
            await Treated(3, 90, Scars);
            foreach (var days in new[] { 100, 130 })
            {
                var patient = await Treated(3, days, Scars, score: true);
                await patient.Score(Today.AddDays(84 - days), baseline: false);
            }
        }

        private async Task<DemoPatient> Somebody(DateOnly? born = null, Contact? guardian = null)
        {
            var number = next++;
            return await DemoPatient.Register(at, number + 1, names[number], born ?? new DateOnly(1962 + number * 7 % 40, 1 + number * 5 % 12, 1 + number * 11 % 28), guardian);
        }

        private async Task<DemoPatient> Decided(PlanRequest request, DateOnly on)
        {
            var patient = await Somebody();
            await patient.Answer(request.Concern, [.. request.Zones.Select(zone => zone.Site)], on);
            await patient.Examine(on);
            return patient;
        }

        private async Task<DemoPatient> Signed(PlanRequest request, Device device, DateOnly on)
        {
            var patient = await Decided(request with { Device = device.Id }, on);
            await patient.Sign(request with { Device = device.Id }, device, on);
            return patient;
        }

        private async Task<DemoPatient> Agreed(PlanRequest request, Device device, DateOnly on)
        {
            var patient = await Signed(request, device, on);
            await patient.Agree(device);
            return patient;
        }

        /// <summary>So many sessions, the last one so many days ago.</summary>
        private async Task<DemoPatient> Treated(int sessions, int daysAgo, Func<DateOnly, PlanRequest> plan, bool score = false)
        {
            var last = Today.AddDays(-daysAgo);
            var began = last.AddDays(-28 * (sessions - 1));
            var patient = await Agreed(plan(began), pen, began);
            if (score) await patient.Score(began, baseline: true);
            for (var held = 0; held < sessions; held++) await patient.Treat(pen, began.AddDays(28 * held));
            return patient;
        }

        private PlanRequest Scars(DateOnly on) => new(
            "acne-scar-rolling", "cosmetic", [.. cheeks.Select(site => new PlannedZone(site, 1.25, 3))], Endpoint.PinpointBleeding, 3, 4, on, pen.Id, "sterile-hydrogel", "lidocaine-4-cream", 8, 120, 40, "");

        private PlanRequest Lines(DateOnly on) => new(
            "fine-lines", "cosmetic", [.. brow.Select(site => new PlannedZone(site, 0.5, 2))], Endpoint.Erythema, 4, 4, on, pen.Id, "sterile-hydrogel", "none", null, null, null, "");
    }
}
