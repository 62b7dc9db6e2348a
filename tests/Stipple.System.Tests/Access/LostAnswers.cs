using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Access;

/// <summary>Over a line that is cut at any byte, whoever sends until an answer comes has said it exactly once.</summary>
public sealed class LostAnswers(PostgresCluster cluster)
{
    private const int Forms = 100;
    private const int Calls = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Two_hundred_posts_over_a_bad_line_are_two_hundred_facts(string database)
    {
        await using var installation = await Installation.Start(database, cluster);
        using var owner = await installation.Enter();
        var key = await Installation.Key(owner, "medical-director");
        await owner.Get("/clinic/people");
        var token = owner.Hidden("/clinic/people").First(field => field.Name == "form-token").Value;
        var (ids, tries) = (new ConcurrentBag<string>(), 0);
        await using var line = new CuttingProxy(installation.Address, 20261123);
        await Parallel.ForEachAsync(Enumerable.Range(0, Forms + Calls), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, cancel) =>
        {
            var (status, answer) = i < Forms
                ? await UntilAnswered("/clinic/people", () => Form(i), ("Cookie", $"{Visitor.CookieName}={owner.Cookie}"))
                : await UntilAnswered($"/api/people/{installation.Owner}/licences", () => Json(i), ("Authorization", $"Bearer {key}"), ("Idempotency-Key", $"call-{i}"));
            Assert.Equal(HttpStatusCode.OK, status);
            if (i < Forms) Assert.Contains($"A link for Guest {i}<", answer, StringComparison.Ordinal);
            else ids.Add(answer);
        });

        var (there, back) = line.Cuts;
        Assert.True(there > 20 && back > 20, $"Only {there} cut on the way there and {back} on the way back.");
        Assert.True(tries >= Forms + Calls + there, $"{tries} tries.");
        Assert.Equal(Calls, ids.Distinct(StringComparer.Ordinal).Count());
        await installation.Afterwards(async ledger =>
        {
            var facts = await ledger.Read(installation.Clinic, 0, Cancel).Select(Body.Read).ToListAsync(Cancel);
            Assert.Equal(Enumerable.Range(0, Forms).Select(i => $"Guest {i}").Order(StringComparer.Ordinal), facts.OfType<PersonInvited>().Select(invited => invited.Name).Where(name => name.StartsWith("Guest", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.Equal(Enumerable.Range(Forms, Calls).Select(i => $"L{i}").Order(StringComparer.Ordinal), facts.OfType<LicenceAdded>().Select(added => added.Licence.Number).Order(StringComparer.Ordinal));
            Assert.Equal(ids.Select(answer => answer.Split('"')[3]).Order(StringComparer.Ordinal), facts.OfType<LicenceAdded>().Select(added => $"{added.Licence.Id:D}").Order(StringComparer.Ordinal));
        });

        async Task<(HttpStatusCode, string)> UntilAnswered(string path, Func<HttpContent> content, params (string Name, string Value)[] headers)
        {
            for (var left = 60; ; left--)
            {
                Interlocked.Increment(ref tries);
                using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = line.Address };
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content() };
                foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
                try
                {
                    using var answer = await client.SendAsync(request, Cancel);
                    return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException && left > 0)
                {
                    // No answer, or half of one: it is not known whether it happened.
                }
            }
        }

        FormUrlEncodedContent Form(int i) => new([new("form-token", token), new("form-key", $"guest-{i}"), new("name", $"Guest {i}"), new("email", $"guest{i}@example.org"), new("roles", "front-desk")]);
    }

    private static StringContent Json(int i) => new($$"""{"jurisdiction":"US-CA","number":"L{{i}}","from":"2026-01-01","until":"2027-01-01","scope":"nurse"}""", Encoding.UTF8, "application/json");
}
