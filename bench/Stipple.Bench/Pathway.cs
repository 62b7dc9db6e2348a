using System.Diagnostics;
using System.Net;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Patients;
using Stipple.Records.SignIn;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// Every page of the pathway in a clinic of a hundred thousand patients and a million facts, with fifty people at once. Each
/// looks at a page, reads for a second or so, and opens the next; what counts is the time from the request to the last byte of
/// its page, and how heavy the page is.
/// </summary>
internal static class Pathway
{
    private const int Patients = 100_000;
    private const int SessionsToday = 25;
    private const int Writers = 64;
    private const int Users = 50;
    private const double AtMostMilliseconds = 50;
    private const double AtMostKilobytes = 150;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Unpaced = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Bar>> Measure(string root)
    {
        var data = Directory.CreateTempSubdirectory("stipple-bench-").FullName;
        try
        {
            await Serve(root, data, _ => Task.FromResult(true)); // founds the demo clinic, with patients at every stage
            var (pages, cookie) = await Fill(data);
            return await Serve(root, data, address => Measure(address, pages, cookie));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private enum By { Staff, Patient, Anybody }

    private sealed record Page(string Name, Func<Random, string> Path, By Reader = By.Staff);

    private static async Task<IReadOnlyList<Bar>> Measure(Uri address, IReadOnlyList<Page> pages, string linkCookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        var session = await Enter(client);
        var assets = await Weights(client, session);
        await Run(client, pages, session, linkCookie, Warm, paced: true);
        var seen = await Run(client, pages, session, linkCookie, Measured, paced: true);
        var crowded = await Run(client, pages, session, linkCookie, Unpaced, paced: false);
        return
        [
            .. pages.Select(page => new Bar($"{page.Name}: 95th percentile", "ms", [Percentile(seen[page.Name].Select(one => one.Milliseconds))], AtMostMilliseconds)),
            new Bar("the heaviest page, with its files, not compressed", "kB", [seen.Values.SelectMany(of => of).Max(one => one.Bytes + assets) / 1000.0], AtMostKilobytes),
            new Bar("pages a second, each user pausing about a second", "/s", [seen.Values.Sum(of => of.Count) / Measured.TotalSeconds], null),
            new Bar("without any pause: pages a second", "/s", [crowded.Values.Sum(of => of.Count) / Unpaced.TotalSeconds], null),
            new Bar("without any pause: 95th percentile over all pages", "ms", [Percentile(crowded.Values.SelectMany(of => of).Select(one => one.Milliseconds))], null),
        ];
    }

    private static async Task<Dictionary<string, List<(double Milliseconds, int Bytes)>>> Run(HttpClient client, IReadOnlyList<Page> pages, string session, string linkCookie, TimeSpan duration, bool paced)
    {
        var seen = pages.ToDictionary(page => page.Name, _ => new List<(double, int)>(), StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => Task.Run(async () =>
        {
            var random = new Random(user);
            if (paced) await Task.Delay(random.Next(1000));
            while (clock.Elapsed < duration)
            {
                var page = pages[random.Next(pages.Count)];
                using var request = new HttpRequestMessage(HttpMethod.Get, page.Path(random));
                if (page.Reader != By.Anybody) request.Headers.Add("Cookie", page.Reader == By.Staff ? session : linkCookie);
                var begun = Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(request);
                var bytes = await answer.Content.ReadAsByteArrayAsync();
                var time = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page.Name} answered {(int)answer.StatusCode}.");
                lock (seen) seen[page.Name].Add((time, bytes.Length));
                if (paced) await Task.Delay(500 + random.Next(1000));
            }
        })));
        return seen;
    }

    private static double Percentile(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length < 20 ? throw new InvalidOperationException($"{sorted.Length} requests are too few for a percentile.") : sorted[(int)(.95 * sorted.Length)];
    }

    /// <summary>Enters the demo clinic as its practitioner, who sees the most.</summary>
    private static async Task<string> Enter(HttpClient client)
    {
        var page = await client.GetStringAsync("/demo");
        const string Label = "name=\"person\" value=\"";
        var practitioner = page.IndexOf("Mira Castell", StringComparison.Ordinal) is >= 0 and var name ? page.LastIndexOf(Label, name, StringComparison.Ordinal) : -1;
        if (practitioner < 0) practitioner = page.IndexOf(Label, page.IndexOf("Mira Castell", StringComparison.Ordinal), StringComparison.Ordinal);
        var account = page.Substring(practitioner + Label.Length, 36);
        using var answer = await client.PostAsync("/demo", new FormUrlEncodedContent([KeyValuePair.Create("person", account), KeyValuePair.Create("to", "/clinic")]));
        return answer.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("__Host-stipple=", StringComparison.Ordinal)).Split(';')[0];
    }

    /// <summary>The bytes of the files that every page names.</summary>
    private static async Task<int> Weights(HttpClient client, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/clinic/today");
        request.Headers.Add("Cookie", session);
        var page = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
        var total = 0;
        foreach (var mark in new[] { "rel=\"stylesheet\" href=\"", "src=\"", "rel=\"icon\" href=\"" })
        {
            if (page.IndexOf(mark, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            var address = page[(at + mark.Length)..page.IndexOf('"', at + mark.Length)];
            total += (await client.GetByteArrayAsync(address)).Length;
        }

        return total;
    }

    /// <summary>A hundred thousand patients who were asked and have answered, beside those whom the demo has at every stage.</summary>
    private static async Task<(IReadOnlyList<Page> Pages, string Cookie)> Fill(string data)
    {
        using var folder = DataFolder.Open(data);
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        var clinic = (await ledger.Clinics(CancellationToken.None)).Single();
        var (next, done) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (int patient; (patient = Interlocked.Increment(ref next)) <= Patients;)
            {
                if (await ledger.Append(clinic, new Append("bench", [.. About(patient)]), CancellationToken.None) is not Appended.Done) throw new InvalidOperationException("An append that had to be done was not.");
                if (Interlocked.Increment(ref done) is var written && written % 5_000 == 0) Console.Error.Write($"\r{written} patients   ");
            }
        })));
        Console.Error.WriteLine();

        var list = new PatientList(ledger);
        await FillTheDay(ledger, clinic, list);
        var planned = (await list.InStage(clinic, Stages.Planned, 50, CancellationToken.None))[0].Id;
        var consented = (await list.InStage(clinic, Stages.Consented, 50, CancellationToken.None)).Concat(await list.InStage(clinic, Stages.Treated, 50, CancellationToken.None)).Select(row => row.Id).ToArray();
        PatientRecord? treated = null;
        foreach (var id in consented)
        {
            if (await PatientRecord.Read(ledger, clinic, id, CancellationToken.None) is { Sessions.Length: > 0, OpenSession: null } record) treated = record;
        }

        var (intake, after) = (await Link(ledger, clinic, Id(7), LinkPurpose.Intake, null), await Link(ledger, clinic, treated!.Id, LinkPurpose.CheckIn, treated.Sessions[^1].Id));
        var (t, p) = ($"/clinic/patients/{treated.Id}", $"/clinic/patients/{planned}");
        string Any(Random random) => $"/clinic/patients/{Id(1 + random.Next(Patients))}";
        return (
        [
            new Page("today", _ => "/clinic/today"),
            new Page("patients", _ => "/clinic/patients"),
            new Page("search", random => $"/clinic/patients?q=given{random.Next(1000)}+family{random.Next(100)}"),
            new Page("register", _ => "/clinic/patients/new"),
            new Page("identity", random => $"{Any(random)}/identity"),
            new Page("record, answered", Any),
            new Page("record, treated", _ => t),
            new Page("decision", random => $"{Any(random)}/decision"),
            new Page("a question in the clinic", random => $"{Any(random)}/decision/ask/acne-now"),
            new Page("referral", random => $"{Any(random)}/decision/referrals/new"),
            new Page("plan form", random => $"{Any(random)}/plan"),
            new Page("plan, signed", _ => $"{p}/plan"),
            new Page("consent", _ => $"{p}/consent"),
            new Page("session", _ => $"{p}/session"),
            new Page("aftercare sheet", _ => $"{t}/aftercare/{treated.Sessions[^1].Id}"),
            new Page("check-ins of a patient", _ => $"{t}/check-ins"),
            new Page("check-ins that wait", _ => "/clinic/check-ins"),
            new Page("outcome", _ => $"{t}/outcome"),
            new Page("devices", _ => "/clinic/devices"),
            new Page("link, date of birth", _ => intake.Path, By.Anybody),
            new Page("link, a question", _ => $"{intake.Path}/intake/acne-now", By.Patient),
            new Page("link, check-in", _ => $"{after.Path}/check-in", By.Patient),
        ], $"{intake.Cookie}; {after.Cookie}");
    }

    /// <summary>A full day: what one patient of the demo who has a session today has come through, for <see cref="SessionsToday"/> people.</summary>
    private static async Task FillTheDay(SqliteLedger ledger, ClinicId clinic, PatientList list)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        var model = (await list.SessionsOn(clinic, today, 1, CancellationToken.None))[0];
        var facts = new List<Fact>();
        await foreach (var fact in ledger.ReadStream(clinic, Streams.Of(model.Id), 0, CancellationToken.None)) facts.Add(fact);
        for (var patient = 1; patient <= SessionsToday; patient++)
        {
            var stream = Streams.Of(Id(Patients + patient));
            if (await ledger.Append(clinic, new Append("bench", [.. facts.Select(fact => new NewFact(stream, fact.Kind, fact.Body))]), CancellationToken.None) is not Appended.Done)
                throw new InvalidOperationException("An append that had to be done was not.");
        }
    }

    private static async Task<(string Path, string Cookie)> Link(SqliteLedger ledger, ClinicId clinic, PatientId patient, LinkPurpose purpose, Guid? subject)
    {
        var (id, secret, visit) = (Guid.CreateVersion7(), Secret.New(), Secret.New());
        await ledger.Append(clinic, new Append("bench",
        [
            Body.About(Streams.Of(patient), new LinkSent(id, purpose, Secret.Hash(secret), TimeProvider.System.GetUtcNow().AddDays(1), subject)),
            Body.About(Streams.Of(patient), new LinkOpened(id, Secret.Hash(visit))),
        ]), CancellationToken.None);
        return ($"/l/{clinic}.{secret}", $"__Host-stipple-link-{id:N}={visit}");
    }

    private static PatientId Id(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0));

    /// <summary>Ten facts: registered, asked, what is wanted, answers, and the end of the questions.</summary>
    private static IEnumerable<NewFact> About(int patient)
    {
        var stream = Streams.Of(Id(patient));
        var link = new Guid(patient, 0, 0x7000, 0x81, 0, 0, 0, 0, 0, 0, 0);
        var day = new DateOnly(2026, 1, 1).AddDays(patient % 300);
        var contact = new Contact("Robin Example", "partner", "01632 960 001");
        yield return Body.About(stream, new PatientRegistered(new Identity($"B-{patient:000000}", $"Given{patient % 1000} Family{patient / 1000}", new DateOnly(1950, 1, 1).AddDays(patient % 18_000), $"01632 {patient:000000}", $"p{patient}@example.org", contact, null)), 0);
        yield return Body.About(stream, new LinkSent(link, LinkPurpose.Intake, $"{patient:x64}", new DateTimeOffset(day, default, default).AddDays(14)));
        yield return Body.About(stream, new LinkOpened(link, $"{patient + Patients:x64}"));
        yield return Body.About(stream, new WishStated("fine-lines", ["cheek-right", "cheek-left", "forehead"], "patient"));
        foreach (var (question, words) in new[] { ("warning-signs", ""), ("keloid", "no"), ("bleeding-dx", "no"), ("hsv-history", "unknown"), ("pregnant", "no") })
            yield return Body.About(stream, new QuestionAnswered(question, words.Length == 0 ? [] : [words], "patient", day));
        yield return Body.About(stream, new IntakeFinished(link));
    }

    private static async Task<T> Serve<T>(string root, string data, Func<Uri, Task<T>> use)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "run"), $"--demo --port 0 --data {data}") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            return await use(new Uri(await House.Address(process.StandardOutput, patience.Token)));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }
}
