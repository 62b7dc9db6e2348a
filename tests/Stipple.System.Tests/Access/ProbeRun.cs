using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Stipple.Assess;
using Stipple.Records;
using Stipple.Records.Sqlite;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.SignIn;
using Stipple.Web.Access;
using Stipple.Web.Look;
using Fact = Stipple.Records.Fact;

namespace Stipple.System.Tests.Access;

/// <summary>One request: who asks for what, with whose ids.</summary>
internal sealed record Probe(int Number, DeclaredRoute Route, Caller Caller, Ids Ids, string Path, HttpContent? Content, string? Cookie)
{
    public override string ToString() => $"{Route.Method} {Route.Path} ({Route.Policy}), {Caller.Name}, {Ids.ToString().ToLowerInvariant()} ids";
}

/// <summary>
/// Every route asked by every caller with ids of their own clinic, of the other one and of none: in the address, and others of
/// them in the query and in the body. The routes come from the program, so that a new one is probed without a word here.
/// </summary>
public sealed partial class ProbeRun : IAsyncLifetime
{
    private const int AtOnce = 8;

    // What is asked last, because it changes what its caller may do afterwards.
    private static readonly string[] last = ["/invitation/{link}/join", "/account/sessions/end-others"];

    // What programs send, wrong in one point, so that nothing is written by whoever is let in.
    private static readonly Dictionary<string, string> sent = new(StringComparer.Ordinal)
    {
        ["licences"] = """{"jurisdiction":"","number":"1","from":"2026-01-01","until":"2027-01-01","scope":"nurse"{0}}""",
        ["competences"] = """{"device":"","depthFromMillimetres":1,"depthToMillimetres":1,"training":"a course","trained":"2026-01-01","supervisor":"{1}"{0}}""",
    };

    private readonly Scratch scratch = new();
    private readonly List<Probe> probes = [];

    internal TwoClinics Clinics { get; private set; } = null!;

    internal ConcurrentBag<(Probe Probe, Answer Answer)> Answers { get; } = [];

    internal Dictionary<House, IReadOnlyList<Fact>> Before { get; } = [];

    internal Dictionary<House, IReadOnlyList<Fact>> After { get; } = [];

    internal string Complaints { get; private set; } = "";

    public TimeSpan Took { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var data = scratch.File("data");
        Clinics = await TwoClinics.In(data);
        await Prepare(data);
        await Read(data, Before);
        await Clinics.Save();

        // Behind a proxy, each probe comes from an address of its own: how often one may try is another test.
        await using (var serving = await Serving.Start(data, Cancel, "--public", "https://stipple.example.org"))
        {
            using var client = serving.Client();
            var clock = Stopwatch.StartNew();
            await Parallel.ForEachAsync(probes.GroupBy(probe => probe.Caller), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (ofOne, cancel) =>
            {
                foreach (var probe in ofOne) Answers.Add((probe, await Ask(client, probe, cancel)));
            });
            Took = clock.Elapsed;
            Complaints = (await serving.Terminate(TimeSpan.FromSeconds(15), Cancel)).Error;
        }

        await Read(data, After);
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Prepare(string data)
    {
        using var folder = DataFolder.Open(data);
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        var routes = Web.Program.Routes(Rules.Shipped());
        foreach (var caller in Clinics.Callers)
        {
            foreach (var route in routes.OrderBy(route => Array.IndexOf(last, route.Path)))
            {
                foreach (var ids in Enum.GetValues<Ids>())
                {
                    if (ids != Ids.Own && route.Path == "/account/sessions/end-others") continue; // it ends those of the further probes

                    // Where the answer has no body, or nobody's data are and nothing is named, one probe says as much as three.
                    if (ids != Ids.Own && (route.Method == "HEAD" || (route is { Policy: "open", Method: "GET" } && !route.Path.Contains('{', StringComparison.Ordinal)))) continue;
                    await Add(ledger, route, caller, ids);
                }
            }
        }
    }

    private async Task Add(ILedger ledger, DeclaredRoute route, Caller caller, Ids ids)
    {
        var joins = route is { Path: "/invitation/{link}/join", Method: "POST" } && caller.Stand == Stand.Full && ids == Ids.Own;
        var invitation = joins ? await TwoClinics.Invite(ledger, caller.Ids) : null;
        var (cookie, token, session) = Clinics.Session(caller);
        var house = ids == Ids.Other ? Clinics.Other(caller.Ids) : caller.Ids;
        var named = Parameter().Replace(route.Path, match => match.Groups["name"].Value switch
        {
            "person" => Id(house.Subject.Value),
            "licence" => Id(house.Licence),
            "competence" => Id(house.Competence),
            "key" => Id(house.SpareKey),
            "patient" => Id(house.Patient.Value),
            "referral" => Id(house.Referral),
            "patch" => Id(house.Patch),
            "plan" => Id(house.Plan),
            "question" or "questions" => ids == Ids.Unknown ? "no-such-question" : "pregnant",
            "id" => ids == Ids.Own ? $"{session:D}" : Id(caller.Account),
            "link" when route.Path.StartsWith("/clinic/", StringComparison.Ordinal) => Id(house.Course.SpareLink),
            "link" when route.Path.StartsWith("/l/", StringComparison.Ordinal) => $"{house.Id}.{(ids == Ids.Unknown ? "unknown" : caller.Link ?? caller.Ids.Course.SecretFor(route))}",
            "link" when route.Path.StartsWith("/reset/", StringComparison.Ordinal) => ids == Ids.Own ? Clinics.ResetLink : $"{caller.Account:D}.{caller.Ids.Invitation}",
            "link" => invitation ?? (ids == Ids.Unknown ? $"{house.Id}.unknown" : $"{house.Id}.{caller.Ids.Invitation}"),
            "device" => Id(house.Course.Device),
            "session" => Id(house.Course.Session),
            "checkIn" => Id(house.Course.CheckIn),
            "photo" => Id(house.Course.Photo),
            "entry" => "1",
            "version" => ids == Ids.Unknown ? "9999" : $"{house.Course.Consent}",
            "name" => ids == Ids.Own ? LookFiles.Address("page.js").Split('/')[^1] : "other.js",
            var other => throw new InvalidOperationException($"{route.Path} has an id that the probes do not know: {other}. Say here what it is of a clinic."),
        });

        // The query and the body name what the address does not.
        var beside = ids switch { Ids.Own => Clinics.Other(caller.Ids), Ids.Other => caller.Ids, _ => null };
        var (clinic, person) = (beside?.Id.ToString() ?? Unknown(), beside?.Subject.ToString() ?? Unknown());
        var path = $"{named}?clinic={clinic}&clinicId={clinic}&person={person}&personId={person}";
        if (route.Method is "GET" or "HEAD") probes.Add(new Probe(probes.Count, route, caller, ids, path, null, cookie));
        else if (route.Policy == "operator") probes.Add(new Probe(probes.Count, route, caller, ids, path, Json("{}"), cookie));
        else if (route.Policy.StartsWith("program", StringComparison.Ordinal)) AddSent(route, caller, ids, path, cookie, clinic, person);
        else probes.Add(new Probe(probes.Count, route, caller, ids, path, Form(token, clinic, person), cookie));

        string Id(Guid known) => ids == Ids.Unknown ? Unknown() : $"{known:D}";
    }

    private void AddSent(DeclaredRoute route, Caller caller, Ids ids, string path, string? cookie, string clinic, string person)
    {
        if (!sent.TryGetValue(route.Path.Split('/')[^1], out var body)) throw new InvalidOperationException($"Say in {nameof(ProbeRun)} what a program sends to {route.Path}, wrong in one point.");
        probes.Add(new Probe(probes.Count, route, caller, ids, path, Json(body.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", person, StringComparison.Ordinal)), cookie));
        if (ids != Ids.Own) return;
        foreach (var member in new[] { "clinic", "clinicId", "Clinic", "person", "by" })
            probes.Add(new Probe(probes.Count, route, caller, ids, path, Json(body.Replace("{0}", $",\"{member}\":\"{clinic}\"", StringComparison.Ordinal).Replace("{1}", person, StringComparison.Ordinal)), cookie));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static FormUrlEncodedContent Form(string token, string clinic, string person) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Submission.TokenField] = token,
        [Submission.KeyField] = Submission.NewKey(),
        [Submission.VersionField] = "0",
        ["clinic"] = clinic,
        ["clinicId"] = clinic,
        ["person"] = person,
        ["personId"] = person,
        ["supervisor"] = person,
        ["by"] = $"person/{person}",
    });

    private static string Unknown() => $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):D}";

    private static async Task<Answer> Ask(HttpClient client, Probe probe, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(probe.Route.Method), probe.Path) { Content = probe.Content };
        var number = probe.Number;
        request.Headers.Add("X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        if (probe.Cookie is not null) request.Headers.Add("Cookie", $"{Visitor.CookieName}={probe.Cookie}");
        if (probe.Caller.LinkCookie is { } opened) request.Headers.Add("Cookie", opened);
        if (probe.Caller.Bearer is { } key) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if (probe.Content?.Headers.ContentType?.MediaType == "application/json") request.Headers.Add("Idempotency-Key", Submission.NewKey());
        else if (probe.Content is not null) request.Headers.Add(Submission.TokenHeader, "none");
        using var answer = await client.SendAsync(request, cancel);
        return new Answer(answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", await answer.Content.ReadAsStringAsync(cancel));
    }

    private async Task Read(string data, Dictionary<House, IReadOnlyList<Fact>> facts)
    {
        using var folder = DataFolder.Open(data);
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        foreach (var house in new[] { Clinics.A, Clinics.B }) facts[house] = await ledger.Read(house.Id, 0, Cancel).ToListAsync(Cancel);
    }

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)(:[a-z]+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
