using System.Net;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;
using Stipple.Terms;

namespace Stipple.System.Tests.Treatments;

/// <summary>A session over HTTP, from the stops before it to the summary, on both databases.</summary>
public sealed class SessionWalks(PostgresCluster cluster)
{
    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task The_same_cartridge_for_two_patients_at_once_is_opened_for_one(string database)
    {
        List<PatientId> patients = [];
        await using var served = await ServedWard.Start(database, cluster, async ward =>
        {
            foreach (var number in new[] { "P-1", "P-2" }) patients.Add(await ward.Consented(number));
        });
        var tries = await Task.WhenAll(patients.Select(async (patient, i) =>
        {
            using var visitor = await served.Enter();
            await visitor.Get(PathOf(patient));
            await visitor.SubmitOnly(PathOf(patient), served.Ward.Start($"P-{i + 1}", "00817"));
            return (visitor.Status, visitor.Page, visitor.Path);
        }));
        var refused = Assert.Single(tries, one => one.Status != HttpStatusCode.SeeOther);
        Assert.Contains(refused.Status, new[] { HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity });
        Assert.Contains("Cartridge 00817 of lot B2307 was used before.", refused.Page, StringComparison.Ordinal);
        Assert.Contains("class=\"hardstop\"", refused.Page, StringComparison.Ordinal);

        // Later too, in other letters, and off the pouch; with a new cartridge it begins.
        using var again = await served.Enter();
        await again.Get(refused.Path);
        var number = refused.Path == PathOf(patients[0]) ? "P-1" : "P-2";
        await again.SubmitOnly(refused.Path, served.Ward.Start(number, "", ("udi", $"(17){Today.Date.AddDays(1):yyMMdd}(10)b2307(21)00817")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("was used before", again.Page, StringComparison.Ordinal);
        await again.Submit(refused.Path, served.Ward.Start(number, "00818"));
        Assert.Equal("Session 1 of 2", again.Heading);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_session_is_begun_held_and_ended_and_outlives_the_process(string database)
    {
        PatientId patient = default;
        await using var served = await ServedWard.Start(database, cluster, async ward => patient = await ward.Consented("P-1"));
        var path = PathOf(patient);
        using (var visitor = await served.Enter())
        {
            await visitor.Get(path);
            Assert.DoesNotContain("class=\"hardstop\"", visitor.Page, StringComparison.Ordinal);

            // Two wrong things at once are both said, and what was typed is still there.
            await visitor.SubmitOnly(path, served.Ward.Start("P-2", "00817", ("expires", "2020-01-31")));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.Contains("this may be the wrong person", visitor.Page, StringComparison.Ordinal);
            Assert.Contains("expired on 31 January 2020", visitor.Page, StringComparison.Ordinal);
            Assert.Contains("value=\"00817\"", visitor.Page, StringComparison.Ordinal);
            await visitor.Submit(path, served.Ward.Start("p-1", "00817"));
            Assert.Equal("Session 1 of 2", visitor.Heading);

            var zones = ActionOf(visitor, "/zones");
            await visitor.SubmitOnly(zones, ("depth", "1.25"), ("passes", "3"), ("reached", "erythema"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.Contains("1.25 mm is deeper than the plan has here: 1 mm.", visitor.Page, StringComparison.Ordinal);
            Assert.Contains("value=\"1.25\"", visitor.Page, StringComparison.Ordinal);
            await visitor.Get(path);
            await visitor.Submit(zones, ("depth", "0.75"), ("passes", "2"), ("reached", "erythema"));
        }

        await served.KillAndRestart();
        using var later = await served.Enter();
        await later.Get(path);
        Assert.Contains("0.75 mm", later.Page, StringComparison.Ordinal);

        // Recording a zone again corrects it; both stay.
        await later.Submit(ActionOf(later, "/zones"), ("depth", "1"), ("passes", "3"), ("reached", "pinpoint-bleeding"));
        Assert.Contains("Before it was put right: 0.75 mm, 2 passes", later.Page, StringComparison.Ordinal);
        await later.Submit(ActionOf(later, "/notes"), ("text", "a little more swelling on the left"));
        await later.SubmitOnly(ActionOf(later, "/cartridge"), ("lot", "B2307"), ("serial", "00817"), ("expires", $"{Today.Date.AddDays(1):yyyy-MM-dd}"), ("reason", "dropped"));
        Assert.Contains("was used before", later.Page, StringComparison.Ordinal);
        await later.Submit(ActionOf(later, "/cartridge"), ("lot", "B2307"), ("serial", "00900"), ("expires", $"{Today.Date.AddDays(1):yyyy-MM-dd}"), ("reason", "dropped"));
        Assert.Contains("00900", later.Page, StringComparison.Ordinal);

        // It ends only with every zone recorded or left out.
        var end = ActionOf(later, "/end");
        await later.SubmitOnly(end, ("topical", "sterile-saline"), ("how", "end"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, later.Status);
        Assert.Contains("Not recorded:", later.Page, StringComparison.Ordinal);
        await later.Get(path);
        await later.Post(ActionOf(later, "/zones"), [.. later.Hidden(ActionOf(later, "/zones")).Where(field => field.Name != "site"), ("site", "cheek-right"), ("left", "yes")]);
        await later.Get(path);
        await later.Submit(end, ("topical", "sterile-saline"), ("topical-lot", "L2"), ("how", "end"));
        Assert.StartsWith("Session 1 of 2, ", later.Heading, StringComparison.Ordinal);
        Assert.Contains(Today.Date.AddDays(28).ToString("d MMMM yyyy", global::System.Globalization.CultureInfo.InvariantCulture), later.Page, StringComparison.Ordinal);
        Assert.Contains("Left out", later.Page, StringComparison.Ordinal);

        // The next is too early; a form that comes after the end is not added, and not lost.
        await later.Get(path);
        Assert.Contains("Stop: it is too early", later.Page, StringComparison.Ordinal);
    }

    private static string PathOf(PatientId patient) => $"/clinic/patients/{patient}/session";

    private static string ActionOf(Visitor visitor, string end)
    {
        var before = visitor.Page[..visitor.Page.IndexOf($"{end}\"", StringComparison.Ordinal)];
        return before[(before.LastIndexOf("action=\"", StringComparison.Ordinal) + 8)..] + end;
    }
}
