using System.Net;
using System.Text;
using Stipple.Records;
using Stipple.Web.Access;

using Fact = Stipple.Records.Fact;

namespace Stipple.System.Tests.Access;

/// <summary>Nobody enters who should not: what every route answers to every caller follows from its declared policy.</summary>
public sealed class Probes(ProbeRun run) : IClassFixture<ProbeRun>
{
    private const int AtLeast = 2000;

    [Fact]
    public void Each_route_answers_each_caller_as_its_policy_says()
    {
        Assert.True(run.Answers.Count >= AtLeast, $"Only {run.Answers.Count} probes.");
        TestContext.Current.SendDiagnosticMessage($"{run.Answers.Count} probes in {run.Took.TotalSeconds:F1} s.");
        Empty(run.Answers.Where(asked => !Fits(asked, asked.Probe.Route)).Select(asked =>
            $"{asked.Probe}: expected {Expectation.Of(asked.Probe.Route, asked.Probe.Caller, asked.Probe.Ids)}, found {(int)asked.Answer.Status} {asked.Answer.Location}"));
    }

    [Fact]
    public void Every_kind_of_answer_was_expected_of_somebody() =>
        Assert.Equal(Enum.GetValues<Expected>(), run.Answers.Select(asked => Expectation.Of(asked.Probe.Route, asked.Probe.Caller, asked.Probe.Ids)).Distinct().Order());

    [Fact]
    public void A_route_that_let_others_in_than_it_says_would_be_found()
    {
        // The answers are those of the true policies; each is held against one that is laxer, and against one that is stricter.
        foreach (var asked in run.Answers.GroupBy(asked => asked.Probe.Route).Where(asked => asked.Key.Policy is not ("open" or "operator")))
        {
            var route = asked.Key;
            foreach (var wrong in WrongPolicies(route.Policy))
                Assert.True(asked.Any(one => !Fits(one, route with { Policy = wrong })), $"{route.Method} {route.Path} is “{route.Policy}”; “{wrong}” would go unnoticed.");
        }
    }

    [Fact]
    public void Nothing_fails_on_our_side()
    {
        Empty(run.Answers.Where(asked => (int)asked.Answer.Status >= 500).Select(asked => $"{asked.Probe}: {(int)asked.Answer.Status}"));
        Assert.True(run.Complaints.Length == 0, run.Complaints[..Math.Min(run.Complaints.Length, 3000)]);
    }

    [Fact]
    public void What_a_program_sends_wrongly_is_never_taken()
    {
        var wrong = run.Answers.Where(asked => asked.Probe.Route is { Policy: ['p', 'r', 'o', 'g', 'r', 'a', 'm', ..], Method: "POST" }).ToArray();
        Assert.NotEmpty(wrong);
        Empty(wrong.Where(asked => (int)asked.Answer.Status is < 400 or >= 500).Select(asked => $"{asked.Probe}: {(int)asked.Answer.Status} {asked.Answer.Body}"));
    }

    [Fact]
    public void Nothing_of_a_clinic_is_shown_to_those_who_are_not_of_it()
    {
        foreach (var house in new[] { run.Clinics.A, run.Clinics.B })
        {
            var shown = run.Answers.Where(asked => asked.Answer.Body.Contains(house.Mark, StringComparison.OrdinalIgnoreCase)).ToArray();
            Assert.Contains(shown, asked => asked.Probe.Caller.Home == house);
            Empty(shown.Where(asked => asked.Probe.Caller.Home != house && !HoldsLink(asked.Probe, house)).Select(asked => $"{asked.Probe} shows something of {house.Mark}"));
        }

        // Whoever holds the link of an invitation, or of a patient, sees which clinic sent it; somebody astray between clinics sees which are theirs.
        static bool HoldsLink(Probe probe, House house) => probe.Caller.Ids == house
            && ((probe.Ids == Ids.Own && (probe.Route.Path.StartsWith("/invitation/", StringComparison.Ordinal) || probe.Route.Path == "/l/{link}")) || (probe.Route.Path == "/clinics" && probe.Caller.Chosen is not null));
    }

    [Fact]
    public async Task Only_those_who_may_have_written_and_only_into_their_clinic()
    {
        foreach (var house in new[] { run.Clinics.A, run.Clinics.B })
        {
            var added = run.After[house].Skip(run.Before[house].Count).ToArray();
            Assert.Equal(run.Before[house].Select(fact => fact.Hash.ToArray()), run.After[house].Take(run.Before[house].Count).Select(fact => fact.Hash.ToArray()));
            Assert.NotEmpty(added);
            Empty(added.Where(fact => !house.Writers.ContainsKey(fact.By)).Select(fact => $"{fact.By} wrote {fact.Kind} into {house.Mark}"));
            Empty(added.Where(fact => fact.Kind != "record-read" && fact.Kind != "person-joined" && !IsOfPatients(fact) && !house.Writers[fact.By].Contains(Clinic.Role.Owner)).Select(fact => $"{fact.By}, no owner, wrote {fact.Kind}"));
            var others = run.Clinics.Other(house).Ids.ToArray();
            Empty(added.Where(fact => others.Any(id => $"{fact.Stream} {Encoding.UTF8.GetString(fact.Body.Span)}".Contains(id, StringComparison.OrdinalIgnoreCase))).Select(fact => $"{fact.Kind} in {house.Mark} names a record of the other clinic"));
            Assert.Null((await ChainCheck.Of(house.Id, run.After[house].ToAsyncEnumerable(), null, null)).Fault);
        }
    }

    [Fact]
    public void Each_look_at_a_record_is_a_fact_and_no_other()
    {
        var shown = run.Answers.Count(asked => asked.Probe.Route.Audit == "read" && asked.Answer.Status == HttpStatusCode.OK);
        var noted = run.After.Values.Sum(facts => facts.Count(fact => fact.Kind == "record-read")) - run.Before.Values.Sum(facts => facts.Count(fact => fact.Kind == "record-read"));
        Assert.True(shown > 0);
        Assert.Equal(shown, noted);
    }

    /// <summary>What the other roles and the patients write, each by the roles of its route.</summary>
    private static bool IsOfPatients(Fact fact) => fact.Stream.Split('/')[0] is "patient" or "photo";

    private static bool Fits((Probe Probe, Answer Answer) asked, DeclaredRoute route) =>
        Expectation.Fits(Expectation.Of(route, asked.Probe.Caller, asked.Probe.Ids), route, asked.Answer);

    private static IEnumerable<string> WrongPolicies(string policy)
    {
        string[] doors = ["open", "entering", "signed in", "member", "program", "operator"];
        return policy.Split(": ") switch
        {
            ["link", var purpose] => [.. doors, .. new[] { "intake", "consent", "check in" }.Where(other => other != purpose).Select(other => $"link: {other}")],
            [var door, var roles] => [.. doors.Where(other => other != door), door, .. new[] { "owner", "medical director", "practitioner", "front desk" }.Where(role => role != roles).Select(role => $"{door}: {role}")],
            _ => [.. doors.Where(other => other != policy), .. policy is "member" or "program" ? [$"{policy}: owner"] : Array.Empty<string>()],
        };
    }

    private static void Empty(IEnumerable<string> faults)
    {
        var found = faults.ToArray();
        Assert.True(found.Length == 0, $"{found.Length} of them:\n{string.Join('\n', found.Take(30))}");
    }
}
